// SPDX-License-Identifier: GPL-3.0-or-later

/// A text in mail turned into UTF-8.
///
/// The charset that the part names counts where its bytes have a meaning in it. Many parts name none, or ASCII or UTF-8 for
/// what is neither: their charset is found out as that of a file.
struct MailText {
    let text: String
    /// The encoding where it was found out, nil for the one that the part names and for UTF-8.
    let encoding: String?

    /// Decodes the content of a part.
    ///
    /// - Parameters:
    ///   - charset: What the part calls its charset.
    ///   - isHTML: Whether it may also name one itself.
    init(_ bytes: ArraySlice<UInt8>, charset: String?, isHTML: Bool) {
        let name = charset?.trimmed.uppercased() ?? ""
        if Self.isNoSuperset(name), let decoded = Charset(name: name).decode(bytes, replacing: false) {
            (text, encoding) = (Self.withoutNULs(decoded), nil)
        } else if bytes.isValidUTF8 {
            (text, encoding) = (Self.withoutNULs(bytes), nil)
        } else if let decoded = Self.decoded(bytes, charset: name) {
            (text, encoding) = (Self.withoutNULs(decoded), nil)
        } else if isHTML {
            let page = HTMLCharset(Array(bytes), hint: nil)
            (text, encoding) = (Self.withoutNULs(page.bytes), page.encoding)
        } else {
            let decoded = DecodedText(bytes)
            (text, encoding) = (Self.withoutNULs(decoded.bytes), decoded.encoding)
        }
    }

    /// A head in UTF-8: raw letters beyond ASCII stand there against the standard, and nothing says in which charset.
    static func head(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], encoding: String?)? {
        if bytes.isValidUTF8 { return nil }
        let decoded = DecodedText(bytes)
        return (decoded.bytes, decoded.encoding)
    }

    /// Whether text in a charset may look like UTF-8 and say something else.
    private static func isNoSuperset(_ name: String) -> Bool {
        ["UTF-7", "UTF-16", "UTF-32", "ISO-2022-", "HZ-"].contains { name.hasPrefix($0) }
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>, charset name: String) -> [UInt8]? {
        guard !["", "ASCII", "US-ASCII", "UTF-8", "UTF8"].contains(name), let charset = HTMLCharset.charset(named: name)
        else { return nil }
        return charset.decode(bytes, replacing: charset == .windows1252)
    }

    private static func withoutNULs(_ bytes: some Collection<UInt8>) -> String {
        bytes.contains(0)
            ? String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
    }
}
