// SPDX-License-Identifier: GPL-3.0-or-later

/// The tokens of the articles of a segment that is being built, until its words have their final numbers.
public struct ForwardBuffer {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    public init() {}

    public var count: Int { ends.count }
    /// Memory held, in bytes.
    public var footprint: Int { bytes.capacity + ends.capacity * 8 }

    /// Adds the next article, with the numbers that its words have for now.
    public mutating func append(title: [UInt32], body: [UInt32], compounds: [CompoundToken]) {
        Varint.append(UInt32(title.count), to: &bytes)
        Varint.append(UInt32(body.count), to: &bytes)
        Varint.append(UInt32(compounds.count), to: &bytes)
        for token in title { Varint.append(token, to: &bytes) }
        for token in body { Varint.append(token, to: &bytes) }
        for compound in compounds {
            Varint.append(compound.position, to: &bytes)
            Varint.append(compound.span, to: &bytes)
            Varint.append(compound.token, to: &bytes)
        }
        ends.append(bytes.count)
    }

    /// Writes the forward column.
    ///
    /// - Parameters:
    ///   - ranks: The final number of each token.
    ///   - words: The frequent words, in final numbers.
    public func write(to path: String, ranks: [UInt32], words: FrequentWords) throws(ColumnsError) -> FileStamp {
        var writer = try ForwardColumnWriter(path: path)
        var pairs = FrequentPairsWriter(words, documents: count)
        var tokens = ForwardColumn.Tokens()
        for document in ends.indices {
            read(document, into: &tokens, ranks)
            pairs.count(tokens.title, in: document)
            pairs.count(tokens.body, in: document)
        }
        pairs.choose()
        for document in ends.indices {
            read(document, into: &tokens, ranks)
            try writer.append(title: tokens.title, body: tokens.body, compounds: tokens.compounds)
            pairs.collect(tokens.title, in: document)
            pairs.collect(tokens.body, in: document)
        }
        return try writer.finish(pairs)
    }

    /// Reads the tokens of an article as they are numbered for now, compounds left out.
    public func read(_ document: Int, title: inout [UInt32], body: inout [UInt32]) {
        title.removeAll(keepingCapacity: true)
        body.removeAll(keepingCapacity: true)
        bytes.withUnsafeBufferPointer { all in
            guard let base = all.baseAddress else { return }
            var cursor = base + (document == 0 ? 0 : ends[document - 1])
            let end = base + ends[document]
            let titleCount = Varint.read(&cursor, before: end)
            let bodyCount = Varint.read(&cursor, before: end)
            _ = Varint.read(&cursor, before: end)
            for _ in 0..<titleCount { title.append(Varint.read(&cursor, before: end)) }
            for _ in 0..<bodyCount { body.append(Varint.read(&cursor, before: end)) }
        }
    }

    private func read(_ document: Int, into tokens: inout ForwardColumn.Tokens, _ ranks: [UInt32]) {
        tokens.title.removeAll(keepingCapacity: true)
        tokens.body.removeAll(keepingCapacity: true)
        tokens.compounds.removeAll(keepingCapacity: true)
        bytes.withUnsafeBufferPointer { all in
            guard let base = all.baseAddress else { return }
            var cursor = base + (document == 0 ? 0 : ends[document - 1])
            let end = base + ends[document]
            let titleCount = Varint.read(&cursor, before: end)
            let bodyCount = Varint.read(&cursor, before: end)
            let compoundCount = Varint.read(&cursor, before: end)
            for _ in 0..<titleCount { tokens.title.append(ranks[Int(Varint.read(&cursor, before: end))]) }
            for _ in 0..<bodyCount { tokens.body.append(ranks[Int(Varint.read(&cursor, before: end))]) }
            for _ in 0..<compoundCount {
                let position = Varint.read(&cursor, before: end)
                let span = Varint.read(&cursor, before: end)
                let token = ranks[Int(Varint.read(&cursor, before: end))]
                tokens.compounds.append(CompoundToken(position: position, span: span, token: token))
            }
        }
    }
}
