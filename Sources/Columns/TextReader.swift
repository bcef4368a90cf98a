// SPDX-License-Identifier: GPL-3.0-or-later

/// Puts titles and bodies of a segment's articles together from their tokens, the spellings of these, and `TextGaps`.
public final class TextReader {
    private let path: String
    private let forward: ForwardColumn
    private var spellings: SpellingReader
    private var title: [UInt8] = []
    private var body: [UInt8] = []

    /// - Parameter path: The file of the records, for errors.
    public init(path: String, forward: ForwardColumn, terms: TermDictionary) {
        self.path = path
        self.forward = forward
        spellings = SpellingReader(terms)
    }

    /// Title and body of a document.
    ///
    /// - Parameter pieces: What `TextGaps` wrote for title and body, one after the other and nothing else.
    public func read(
        _ document: Int, pieces: ArraySlice<UInt8>
    ) throws(ColumnsError) -> (title: String, body: String) {
        let record = try forward.record(of: document)
        let isRead = pieces.withUnsafeBufferPointer { pieces in
            guard var cursor = pieces.baseAddress else { return false }
            let end = cursor + pieces.count
            return Self.read(&cursor, end, record.title, &spellings, into: &title)
                && Self.read(&cursor, end, record.body, &spellings, into: &body) && cursor == end
        }
        guard isRead else { throw unfit }
        return (String(decoding: title, as: UTF8.self), String(decoding: body, as: UTF8.self))
    }

    /// The title of a document alone.
    ///
    /// - Parameter pieces: As for title and body.
    public func title(of document: Int, pieces: ArraySlice<UInt8>) throws(ColumnsError) -> String {
        let record = try forward.record(of: document)
        let isRead = pieces.withUnsafeBufferPointer { pieces in
            guard var cursor = pieces.baseAddress else { return false }
            return Self.read(&cursor, cursor + pieces.count, record.title, &spellings, into: &title)
        }
        guard isRead else { throw unfit }
        return String(decoding: title, as: UTF8.self)
    }

    private var unfit: ColumnsError { .damaged(path, "the text of a record does not fit its words") }

    /// Reads one piece and moves `cursor` behind it; false where it does not fit its tokens.
    private static func read(
        _ cursor: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ tokens: UnsafeBufferPointer<UInt8>,
        _ spellings: inout SpellingReader, into text: inout [UInt8]
    ) -> Bool {
        text.removeAll(keepingCapacity: true)
        guard cursor < end else { return false }
        let head = Varint.read(&cursor, before: end)
        let length = Int(head >> 1)
        guard length <= end - cursor else { return false }
        defer { cursor += length }
        if head & 1 == 1 {
            text.append(contentsOf: UnsafeBufferPointer(start: cursor, count: length))
            return true
        }
        var gaps = GapReader(cursor, cursor + length)
        guard var token = tokens.baseAddress, tokens.count > 0 else {
            return gaps.append(to: &text, isSpaced: false) && gaps.isAtEnd
        }
        let last = token + tokens.count
        var isSpaced = false
        while token < last {
            guard gaps.append(to: &text, isSpaced: isSpaced),
                spellings.append(Varint.read(&token, before: last), to: &text)
            else { return false }
            isSpaced = text.withUnsafeBufferPointer { !TextGaps.endsWithApostrophe($0, at: $0.count) }
        }
        return gaps.append(to: &text, isSpaced: false) && gaps.isAtEnd
    }
}
