// SPDX-License-Identifier: GPL-3.0-or-later

import CMail

/// A message of mail, which GMime parses.
struct MailMessage {
    /// The fields of the article; its body is the plain text.
    let draft: ArticleDraft
    let html: String?
    /// Whether a browser saved a page as this message.
    let isPage: Bool
    /// How many parts are neither.
    let others: Int
    /// Of these, the parts in HTML: pages in frames of a saved page.
    let morePages: Int
    /// The messages within it, as a digest has them or who forwards one.
    let inner: [MailMessage]

    /// Headers of mail are far smaller.
    private static let headLimit = 1 << 20

    init(_ bytes: ArraySlice<UInt8>) throws(ArticleDraft.Refusal) {
        if let why = unsafe spoglio_mail_unavailable() {
            throw .init(reason: unsafe Self.unavailable(because: String(cString: why)), isForLackOfProgram: true)
        }
        guard let headEnd = Self.headEnd(in: bytes) else {
            throw .init(reason: "the message has no header, or one that does not end")
        }
        if let excess = MailStructure.excess(in: bytes) { throw .init(reason: excess) }
        let head = MailText.head(bytes[..<headEnd])
        let bytes = head.map { ($0.bytes + bytes[headEnd...])[...] } ?? bytes
        let parsed = unsafe bytes.withUnsafeBufferPointer { unsafe spoglio_mail_new($0.baseAddress, $0.count) }
        guard let mail = unsafe parsed else { throw .init(reason: "the message cannot be parsed") }
        defer { unsafe spoglio_mail_free(mail) }
        unsafe self.init(mail, encoding: head?.encoding)
    }

    /// Takes what was parsed; the shim bounds how deep messages lie in each other.
    ///
    /// - Parameter encoding: That of its head where it was found out.
    private init(_ mail: UnsafeMutablePointer<spoglio_mail>, encoding: String? = nil) {
        var draft = ArticleDraft()
        unsafe draft.title = Self.text(mail.pointee.subject) ?? ""
        let address = unsafe Self.text(mail.pointee.from_address)
        let name = unsafe Self.text(mail.pointee.from_name) ?? address
        draft.authors = name.map { [$0] } ?? []
        draft.source = unsafe Self.text(mail.pointee.list_id).map { Self.listName($0) } ?? name
        unsafe draft.takeDate(Self.text(mail.pointee.date), named: "Date")
        draft.metadata["message_id"] = unsafe Self.text(mail.pointee.message_id)
        if name != address { draft.metadata["from"] = address }
        let plain = unsafe Self.text(mail.pointee.plain, isHTML: false)
        let html = unsafe Self.text(mail.pointee.html, isHTML: true)
        let isFlowed = unsafe mail.pointee.is_flowed
        draft.body = plain.map { isFlowed ? Self.unfolded($0.text) : $0.text } ?? ""
        draft.metadata["encoding"] = plain?.encoding ?? html?.encoding ?? encoding
        draft.url = unsafe Self.text(mail.pointee.page_address).flatMap { $0.hasPrefix("http") ? $0 : nil }
        self.draft = draft
        self.html = html?.text
        isPage = unsafe mail.pointee.is_page
        others = unsafe Int(mail.pointee.others)
        morePages = unsafe Int(mail.pointee.more_pages)
        var inner: [MailMessage] = []
        var next = unsafe mail.pointee.inner
        while let message = unsafe next {
            unsafe inner.append(MailMessage(message))
            unsafe next = message.pointee.next
        }
        self.inner = inner
    }

    /// The lines of a flowed text put together: a blank at the end says that the next one goes on, a blank at the
    /// beginning is only there so that the line is not taken for another thing (RFC 3676).
    static func unfolded(_ text: String) -> String {
        var result = ""
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            // The mark of a signature ends with a blank too.
            let goesOn = line.hasSuffix(" ") && line != "-- "
            result += line.hasPrefix(" ") ? line.dropFirst() : line
            if !goesOn { result += "\n" }
        }
        return result
    }

    /// Why mail is refused where GMime cannot be loaded.
    static func unavailable(because reason: String) -> String {
        "mail cannot be read without GMime (\(reason)); install it with 'apt-get install libgmime-3.0-0'"
    }

    /// Where the blank line is that ends the header lines which the bytes begin with.
    private static func headEnd(in bytes: ArraySlice<UInt8>) -> Int? {
        let head = bytes.prefix(headLimit)
        var start = head.startIndex
        var fields = 0
        while let end = head[start...].firstIndex(of: 0x0A) {
            let line = head[start..<end]
            if line.isEmpty || line.elementsEqual([0x0D]) { return fields > 0 ? start : nil }
            if line.first != 0x20, line.first != 0x09, line.contains(0x3A) { fields += 1 }
            start = end + 1
        }
        return nil
    }

    /// The name of a list, or its id without the brackets.
    private static func listName(_ header: String) -> String {
        guard let bracket = header.firstIndex(of: "<") else { return header }
        let name = header[..<bracket].filter { $0 != "\"" }.trimmed
        return name.isEmpty ? String(header[header.index(after: bracket)...].prefix { $0 != ">" }) : String(name)
    }

    private static func text(_ part: spoglio_mail_text, isHTML: Bool) -> MailText? {
        guard let start = unsafe part.bytes else { return nil }
        let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: part.count))
        let text = unsafe MailText(bytes[...], charset: text(part.charset), isHTML: isHTML)
        return text.text.trimmed.isEmpty ? nil : text
    }

    private static func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String? {
        guard let pointer = unsafe pointer else { return nil }
        let text = unsafe String(cString: pointer)
        return text.trimmed.isEmpty ? nil : text
    }
}
