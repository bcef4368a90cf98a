// SPDX-License-Identifier: GPL-3.0-or-later

internal import CByteSearch

/// The token numbers of every article of a segment, in reading order.
public struct ForwardColumn {
    public static let kind = "forward"

    private let file: ColumnFile
    private let ends: ColumnArray<UInt64>
    private let recordsStart: Int
    private let records: UnsafeRawBufferPointer
    let pairs: FrequentPairs

    /// Takes the sections of a file of this kind; records are checked when they are first read.
    public init(_ file: ColumnFile) throws(ColumnsError) {
        self.file = file
        ends = try file.array("ends")
        recordsStart = try file.range(of: "records").lowerBound
        records = try file.uncheckedBytes(of: "records")
        if ends.count > 0, ends[ends.count - 1] != UInt64(records.count) {
            throw .damaged(file.path, "its records do not fit their ends")
        }
        pairs = try FrequentPairs(file, universe: ends.count)
    }

    public var count: Int { ends.count }

    /// Where the parts of an article's record lie in memory.
    struct Record {
        var titleCount: Int
        var bodyCount: Int
        var titleStart: UnsafePointer<UInt8>
        var bodyStart: UnsafePointer<UInt8>
        var title: UnsafeBufferPointer<UInt8>
        var body: UnsafeBufferPointer<UInt8>
        var compounds: UnsafeBufferPointer<UInt8>
    }

    /// Where a record lies in the section.
    @inline(__always)
    func start(of document: Int) -> Int { document == 0 ? 0 : Int(ends[document - 1]) }
    @inline(__always)
    func end(of document: Int) -> Int { Int(ends[document]) }

    /// Where the records of neighbouring documents begin and end in memory, once they are checked.
    @inline(__always)
    func bytes(
        from first: Int, through last: Int
    ) throws(ColumnsError) -> (start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
        let start = self.start(of: first)
        let end = self.end(of: last)
        guard start <= end, end <= records.count else { throw .damaged(file.path, "a record is out of bounds") }
        try file.check(recordsStart + start..<recordsStart + end)
        guard let base = records.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
            throw .damaged(file.path, "it has no records")
        }
        return (base + start, base + end)
    }

    @inline(__always)
    func record(of document: Int) throws(ColumnsError) -> Record {
        let (start, limit) = try bytes(from: document, through: document)
        var cursor = start
        let titleCount = Int(Varint.read(&cursor, before: limit))
        let titleLength = Int(Varint.read(&cursor, before: limit))
        let bodyCount = Int(Varint.read(&cursor, before: limit))
        let bodyLength = Int(Varint.read(&cursor, before: limit))
        guard titleLength + bodyLength <= limit - cursor else { throw .damaged(file.path, "a record is out of bounds") }
        let body = cursor + titleLength
        let compounds = body + bodyLength
        return Record(
            titleCount: titleCount, bodyCount: bodyCount, titleStart: cursor, bodyStart: body,
            title: UnsafeBufferPointer(start: cursor, count: titleLength),
            body: UnsafeBufferPointer(start: body, count: bodyLength),
            compounds: UnsafeBufferPointer(start: compounds, count: limit - compounds))
    }

    /// Lets the processor fetch the beginning of a record that will be read soon.
    @inline(__always)
    func prefetch(_ document: Int) {
        guard let base = records.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        let start = self.start(of: document)
        let end = min(self.end(of: document), records.count)
        if start < end { spoglio_prefetch(base + start, min(end - start, 512)) }
    }

    /// The tokens of an article.
    public struct Tokens: Sendable, Equatable {
        public var title: [UInt32] = []
        public var body: [UInt32] = []
        /// In the order of their positions; the body's positions follow the title's.
        public var compounds: [CompoundToken] = []

        public init() {}
    }

    /// Reads the tokens of an article into `tokens`, reusing its memory.
    public func read(_ document: Int, into tokens: inout Tokens) throws(ColumnsError) {
        let record = try record(of: document)
        Self.decode(record.title, into: &tokens.title)
        Self.decode(record.body, into: &tokens.body)
        Self.decodeCompounds(record.compounds, into: &tokens.compounds)
    }

    @inline(__always)
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [UInt32]) {
        tokens.removeAll(keepingCapacity: true)
        guard var cursor = bytes.baseAddress else { return }
        let end = cursor + bytes.count
        while cursor < end { tokens.append(Varint.read(&cursor, before: end)) }
    }

    static func decodeCompounds(_ bytes: UnsafeBufferPointer<UInt8>, into compounds: inout [CompoundToken]) {
        compounds.removeAll(keepingCapacity: true)
        guard var cursor = bytes.baseAddress else { return }
        let end = cursor + bytes.count
        var position: UInt32 = 0
        while cursor < end {
            position &+= Varint.read(&cursor, before: end)
            let span = Varint.read(&cursor, before: end)
            let token = Varint.read(&cursor, before: end)
            compounds.append(CompoundToken(position: position, span: span, token: token))
        }
    }
}
