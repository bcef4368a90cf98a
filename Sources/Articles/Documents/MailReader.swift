// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Reads mail: one message (`.eml`) or a mailbox of them (`.mbox`, RFC 4155), each an article.
///
/// The subject is the title, the sender the author, the mailing list the source, else the sender. The plain text counts;
/// where there is none, or only a line that the message is to be seen as HTML, the text of the HTML. Messages within a
/// message follow its text, each behind its subject. Attachments are left out with a note. A page that a browser saved as a
/// message (`.mht`) is read as that page.
struct MailReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        let isMailbox = try input.stream.peek(5).elementsEqual("From ".utf8)
        let session = MailSession(input, isMailbox: isMailbox)
        if isMailbox { return try readMailbox(input, session, yield) }
        guard let content = try input.stream.rest(limit: input.limits.file) else {
            _ = yield(input.rejection("the file is larger than the limit of \(input.limits.file) bytes"))
            return
        }
        let message: MailMessage
        do throws(ArticleDraft.Refusal) {
            message = try MailMessage(content[...])
        } catch {
            _ = yield(.rejection(Rejection(error, path: session.path, position: 1)))
            return
        }
        let isPage = message.isPage || ["mht", "mhtml"].contains(input.path.fileExtension)
        if isPage, let html = message.html { return try readPage(html, of: message, input, yield) }
        _ = session.read(message, number: 1, yield)
    }

    /// Reads a page that a browser saved as a message (MHTML, RFC 2557) as the page that it is.
    private func readPage(
        _ html: String, of message: MailMessage, _ input: borrowing ReaderInput, _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        var page = ReaderInput(
            path: input.path, display: input.display, stream: ByteStream(Array(html.utf8)), limits: input.limits)
        page.hints = input.hints
        page.hints.url = message.draft.url ?? input.hints.url
        page.hints.date = message.draft.date
        if message.morePages > 0 {
            let text = message.morePages.counted("page in a frame was", "pages in frames were")
            if yield(input.note(text + " left out")) == .stop { return }
        }
        try HTMLReader().read(page, yield: yield)
    }

    /// Cuts a mailbox at the lines that begin with `From ` after an empty one.
    private func readMailbox(
        _ input: consuming ReaderInput, _ session: MailSession, _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        var message: [UInt8] = []
        var size = 0
        var number = 0
        var isAfterBlank = true
        let limit = input.limits.file
        while let line = try input.stream.nextLine(limit: input.limits.line) {
            switch line {
            case .tooLong(let length):
                size += length + 1
                message.removeAll()
                isAfterBlank = false
            case .range(let range):
                let bytes = input.stream.buffer[range]
                if isAfterBlank, bytes.starts(with: "From ".utf8) {
                    if number > 0, session.take(message, size: size, number: number, yield) == .stop { return }
                    number += 1
                    message.removeAll(keepingCapacity: true)
                    size = 0
                    isAfterBlank = false
                    continue
                }
                isAfterBlank = bytes.isEmpty || bytes.elementsEqual([0x0D])
                // What was quoted so that it would not look like the beginning of a message.
                let quotes = bytes.prefix { $0 == 0x3E }.count
                let isQuoted = quotes > 0 && bytes.dropFirst(quotes).starts(with: "From ".utf8)
                let kept = isQuoted ? bytes.dropFirst() : bytes
                size += kept.count + 1
                if size <= limit { message += kept + [0x0A] }
            }
        }
        if number > 0 { _ = session.take(message, size: size, number: number, yield) }
    }
}

/// The reading of one mailbox or message.
private struct MailSession {
    let path: String
    let limits: ReadingLimits
    let isMailbox: Bool

    init(_ input: borrowing ReaderInput, isMailbox: Bool) {
        path = input.display
        limits = input.limits
        self.isMailbox = isMailbox
    }

    /// Reads a message of a mailbox unless it was too large to keep.
    func take(
        _ message: [UInt8], size: Int, number: Int, _ yield: (ReadingEvent) -> ReadingStep
    ) -> ReadingStep {
        if message.count < size {
            let isLine = size <= limits.file
            let what = isLine ? "a line of the message is longer than \(limits.line)" : "the message has \(size)"
            return yield(rejection(what + " bytes" + (isLine ? "" : "; the limit is \(limits.file)"), number))
        }
        return read(message[...], number: number, yield)
    }

    private func read(
        _ bytes: ArraySlice<UInt8>, number: Int, _ yield: (ReadingEvent) -> ReadingStep
    ) -> ReadingStep {
        do throws(ArticleDraft.Refusal) {
            return read(try MailMessage(bytes), number: number, yield)
        } catch {
            return yield(.rejection(Rejection(error, path: path, position: number)))
        }
    }

    func read(_ message: MailMessage, number: Int, _ yield: (ReadingEvent) -> ReadingStep) -> ReadingStep {
        do throws(ArticleDraft.Refusal) {
            var draft = message.draft
            draft.body = try text(of: message)
            if draft.body.trimmed.isEmpty { throw .init(reason: "the message has no text") }
            if message.others > 0 {
                let text = message.others.counted("attachment was", "attachments were")
                let note = ReadingNote(path: path, position: number, message: text + " left out")
                if yield(.note(note)) == .stop { return .stop }
            }
            let place = ArticleDraft.Place(path: path, position: number, id: isMailbox ? "\(path)#\(number)" : path)
            return try draft.deliver(at: place, limits: limits, yield)
        } catch {
            return yield(.rejection(Rejection(error, path: path, position: number)))
        }
    }

    /// A text this much shorter than that of the HTML says only where to read.
    private static let leastShare = 5

    private func text(of message: MailMessage) throws(ArticleDraft.Refusal) -> String {
        var text = message.draft.body
        if let html = message.html, text.utf8.count < 400 {
            let shown = try HTMLText.blocks(ofHTML: Array(html.utf8), depthLimit: limits.depth)
                .map(\.text).joined(separator: "\n\n")
            if text.utf8.count * Self.leastShare < shown.utf8.count { text = shown }
        }
        var parts = text.trimmed.isEmpty ? [] : [String(text.trimmed)]
        for inner in message.inner {
            let body = try self.text(of: inner)
            if !body.isEmpty { parts += [inner.draft.title, body].filter { !$0.isEmpty } }
        }
        return parts.joined(separator: "\n\n")
    }

    private func rejection(_ reason: String, _ number: Int) -> ReadingEvent {
        .rejection(Rejection(path: path, position: number, reason: reason))
    }
}
