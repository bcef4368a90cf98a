// SPDX-License-Identifier: GPL-3.0-or-later

extension ArticleFormat {
    /// The container that a file is by its signature, or by its extension where the format has none.
    static func container(path: PathName, head: some BidirectionalCollection<UInt8>) -> ArticleFormat? {
        for (signature, format) in containerSignatures where head.starts(with: signature) {
            return format == .archive ? document(path: path, head: head) ?? format : format
        }
        if head.dropFirst(257).starts(with: "ustar".utf8) { return .archive }
        let fileExtension = path.fileExtension
        // The old TAR and LZMA formats have no signature.
        if fileExtension == "tar", head.contains(0) { return .archive }
        if fileExtension == "lzma" || fileExtension == "tlz", head.contains(0) { return .compressed }
        return nil
    }

    /// The document that a ZIP file is.
    private static func document(path: PathName, head: some BidirectionalCollection<UInt8>) -> ArticleFormat? {
        // The first member of these is called `mimetype` and is not compressed.
        let kind = String(decoding: head.dropFirst(30).prefix(60), as: UTF8.self)
        if kind.hasPrefix("mimetypeapplication/epub+zip") { return .epub }
        if kind.hasPrefix("mimetypeapplication/vnd.oasis.opendocument.text") { return .odt }
        return [.docx, .odt, .epub].first { $0.fileExtensions.contains(path.fileExtension) }
    }

    /// The bytes that JSON begins with: a bracket, blanks, the first one of a byte order mark.
    static let jsonStarts: Set<UInt8> = [0x7B, 0x5B, 0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xFE, 0xFF]

    /// The bytes that signatures begin with.
    static let signatureStarts = Set(containerSignatures.compactMap(\.0.first))

    private static let containerSignatures: [([UInt8], ArticleFormat)] = [
        ([0x50, 0x4B, 3, 4], .archive), ([0x50, 0x4B, 5, 6], .archive), ([0x1F, 0x8B], .compressed),
        ([0x28, 0xB5, 0x2F, 0xFD], .compressed), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .compressed),
        (Array("BZh".utf8), .compressed), ([0x04, 0x22, 0x4D, 0x18], .compressed), (Array("LZIP".utf8), .compressed),
        (Array("WARC/".utf8), .warc), (Array("%PDF-".utf8), .pdf),
    ]
}
