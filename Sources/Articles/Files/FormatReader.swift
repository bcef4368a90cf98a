// SPDX-License-Identifier: GPL-3.0-or-later

/// Turns the content of one file into events.
protocol FormatReader: Sendable {
    /// Reads to the end or until the receiver stops; fails only when the bytes cannot be had.
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure)
}

/// What a reader gets: the bytes, where they are from and the limits.
struct ReaderInput: ~Copyable {
    let path: PathName
    /// The path as events carry it.
    let display: String
    var stream: ByteStream
    let limits: ReadingLimits
    var hints = InputHints()
    /// How many archives it lies in.
    var nesting = 0
    /// Whether it was compressed as a whole.
    var isUnpacked = false
    /// What the file has unpacked so far, nil if it is no container.
    var unpacking: Unpacking?
    /// The format that everything but containers is taken for.
    var forced: ArticleFormat?
    var choices = ReadingChoices()
    /// The files beside it; nil for what is in an archive or comes from a descriptor.
    var siblings: SiblingFiles?
    /// Whether to give up waiting for another program.
    var isStopped: @Sendable () -> Bool = { false }

    /// Which fields of records are which of an article.
    var mapping: FieldMapping { choices.mapping }

    /// The stream alone.
    consuming func takeStream() -> ByteStream { stream }

    /// The file's name without its extension, empty for standard input.
    var name: String { display == "-" ? "" : path.stem }

    /// A flaw of what is read all the same.
    func note(_ message: String, position: Int = 1) -> ReadingEvent {
        .note(ReadingNote(path: display, position: position, message: message))
    }

    func rejection(_ reason: String, position: Int = 0) -> ReadingEvent {
        .rejection(Rejection(path: display, position: position, reason: reason))
    }

    /// The content of a file that is one article, or why it is refused.
    mutating func wholeText(
        preparing prepare: (String) -> String = { $0 }
    ) throws(SystemFailure) -> Result<WholeText, ArticleDraft.Refusal> {
        guard let content = try stream.rest(limit: limits.file) else {
            return .failure(.init(reason: "the file is larger than the limit of \(limits.file) bytes"))
        }
        let decoded = DecodedText(content[...])
        guard decoded.bytes.count <= limits.article else {
            let size = decoded.bytes.count
            return .failure(.init(reason: "the article has \(size) bytes of text; the limit is \(limits.article)"))
        }
        if decoded.bytes.contains(0) { return .failure(.init(reason: "the file has NUL bytes; it is not a text")) }
        let text = String(decoding: decoded.bytes, as: UTF8.self)
        if let repaired = Mojibake.repaired(text) {
            return .success(WholeText(text: prepare(repaired).cleaned, encoding: Mojibake.note))
        }
        return .success(WholeText(text: prepare(text).cleaned, encoding: decoded.encoding))
    }
}

/// What the container of an input says of it, such as the headers of an HTTP response in a web archive; its own words
/// count for more.
struct InputHints: Sendable, Equatable {
    var url: String?
    /// The name of a charset, as IANA or HTTP write it.
    var charset: String?
    var date: ArticleDate?
}

/// The cleaned content of a file that is one article.
struct WholeText {
    let text: String
    /// How it was read if it was not plain UTF-8.
    let encoding: String?
}
