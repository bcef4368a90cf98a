// SPDX-License-Identifier: GPL-3.0-or-later

/// Collects the words of a segment and writes its term dictionary.
///
/// A word is known in three forms: as written (its token number is what the forward column holds), folded, and stemmed.
/// Folding and stemming happen once for each spelling.
public struct TermDictionaryWriter {
    private var exactForms = StringInterner(minimumCapacity: 1 << 15)
    private var foldedForms = StringInterner(minimumCapacity: 1 << 15)
    private var stems = StringInterner(minimumCapacity: 1 << 14)
    private var foldedOfExact: [UInt32] = []
    private var stemOfFolded: [UInt32] = []

    public init() {}

    /// Number of distinct spellings.
    public var count: Int { exactForms.count }
    /// Number of distinct stems.
    public var stemCount: Int { stems.count }
    public var footprint: Int { exactForms.footprint + foldedForms.footprint + stems.footprint }

    /// The token number of a spelling; `forms` is asked for its folded form and stem when it is new.
    ///
    /// - Parameter tag: What besides the bytes tells two spellings apart (token kind, compound or not).
    @inline(__always)
    public mutating func token(
        _ spelling: Span<UInt8>, tag: UInt8, forms: () -> (folded: [UInt8], stem: [UInt8])
    ) -> UInt32 {
        let (token, isNew) = exactForms.intern(spelling, tag: tag)
        if isNew { register(forms()) }
        return token
    }

    @inline(never)
    private mutating func register(_ forms: (folded: [UInt8], stem: [UInt8])) {
        let (folded, isNew) = foldedForms.intern(forms.folded)
        foldedOfExact.append(folded)
        if isNew { stemOfFolded.append(stems.intern(forms.stem).number) }
    }

    /// The stem number of a token.
    @inline(__always)
    public func stem(ofToken token: UInt32) -> UInt32 { stemOfFolded[Int(foldedOfExact[Int(token)])] }

    /// The bytes of a stem by its number in this writer, valid until the next registration.
    public func stemBytes(_ stem: UInt32) -> ArraySlice<UInt8> { stems.bytes(of: stem) }

    /// Writes the dictionary.
    ///
    /// - Parameter exact: The exact form of a spelling, kept for exact matching.
    public func write(to path: String, exact: (ArraySlice<UInt8>) -> [UInt8]) throws(ColumnsError) -> FileStamp {
        let stemOrder = order(of: stems)
        let foldedOrder = order(of: foldedForms)
        let stemRank = ranks(stemOrder)
        let foldedRank = ranks(foldedOrder)

        var tokensOfFolded = ListColumnBuilder(rows: foldedOrder.count)
        for token in 0..<UInt32(exactForms.count) {
            tokensOfFolded.add(token, toRow: Int(foldedRank[Int(foldedOfExact[Int(token)])]))
        }
        let tokens = tokensOfFolded.build()
        var foldedOfStem = ListColumnBuilder(rows: stemOrder.count)
        let stemOfRank = foldedOrder.map { stemRank[Int(stemOfFolded[Int($0)])] }
        for (folded, stem) in stemOfRank.enumerated() { foldedOfStem.add(UInt32(folded), toRow: Int(stem)) }
        let foldedLists = foldedOfStem.build()

        let writer = try ColumnFileWriter(path: path, kind: TermDictionary.kind)
        try writer.writeTable("folded", foldedOrder.map { foldedForms.bytes(of: $0) })
        try writer.writeTable("stems", stemOrder.map { stems.bytes(of: $0) })
        try writer.writeSection("folded.stem", values: stemOfRank)
        try writer.writeSection("stems.list-ends", values: foldedLists.ends)
        try writer.writeSection("stems.list", values: foldedLists.values)
        try writer.writeSection("folded.token-ends", values: tokens.ends)
        try writer.writeSection("folded.tokens", values: tokens.values)
        try writer.writeTable("exact", (0..<UInt32(exactForms.count)).map { exact(exactForms.bytes(of: $0)) })
        try writer.writeSection("tokens.folded", values: foldedOfExact.map { foldedRank[Int($0)] })
        try writer.writeSection("tokens.tags", (0..<UInt32(exactForms.count)).map { exactForms.tag(of: $0) })
        return try writer.finish()
    }

    private func order(of strings: StringInterner) -> [UInt32] {
        (0..<UInt32(strings.count)).sorted { strings.bytes(of: $0).lexicographicallyPrecedes(strings.bytes(of: $1)) }
    }

    private func ranks(_ order: [UInt32]) -> [UInt32] {
        var ranks = [UInt32](repeating: 0, count: order.count)
        for (rank, number) in order.enumerated() { ranks[Int(number)] = UInt32(rank) }
        return ranks
    }
}
