// SPDX-License-Identifier: GPL-3.0-or-later

/// Collects the words of a segment and writes its term dictionary.
///
/// A word is known in three forms: as written, folded, and stemmed. Folding and stemming happen once for each spelling.
/// Spellings are numbered as they come; the forward column and the dictionary on disk number them by falling frequency.
public struct TermDictionaryWriter {
    private var spellings = StringInterner(minimumCapacity: 1 << 15)
    private var foldedForms = FrugalInterner()
    private var stems = FrugalInterner()
    private var foldedOfSpelling: [UInt32] = []
    private var stemOfFolded: [UInt32] = []
    private var wordOfFolded: [UInt32] = []
    /// By spelling, together because a token needs both.
    private var uses: [(frequency: UInt32, stem: UInt32, word: UInt32)] = []

    public init() {}

    /// Number of distinct spellings.
    public var count: Int { spellings.count }
    /// Memory held, in bytes.
    public var footprint: Int {
        spellings.footprint + foldedForms.footprint + stems.footprint
            + 4 * (foldedOfSpelling.capacity + stemOfFolded.capacity + wordOfFolded.capacity) + 12 * uses.capacity
    }

    /// The number of a spelling, whose `count` is added to; asks for its folded form when it is new, and for the stem of
    /// that when the folded form is new too.
    ///
    /// - Parameter tag: What besides the bytes tells two spellings apart (token kind, compound or not); four bits.
    @inline(__always)
    public mutating func token(
        _ spelling: Span<UInt8>, tag: UInt8, count: UInt32 = 1, folded: () -> [UInt8], stem: ([UInt8]) -> [UInt8]
    ) -> UInt32 {
        let (token, isNew) = spellings.intern(spelling, tag: tag)
        if isNew { register(folded(), stem) }
        uses[Int(token)].frequency &+= count
        return token
    }

    /// How many tokens before it is asked for a spelling is best announced by `prefetch`.
    public static let lookahead = 8

    /// Announces a spelling that `token` will be asked for soon.
    @inline(__always)
    public func prefetch(_ spelling: Span<UInt8>, tag: UInt8) { spellings.prefetch(spelling, tag: tag) }

    @inline(never)
    private mutating func register(_ form: [UInt8], _ stem: ([UInt8]) -> [UInt8]) {
        let (folded, isNew) = foldedForms.intern(form)
        foldedOfSpelling.appendFrugally(folded)
        if isNew {
            stemOfFolded.appendFrugally(stems.intern(stem(form)).number)
            wordOfFolded.appendFrugally(Shingles.word(form))
        }
        uses.appendFrugally((0, stemOfFolded[Int(folded)], wordOfFolded[Int(folded)]))
    }

    /// The stem number of a spelling.
    @inline(__always)
    public func stem(ofToken token: UInt32) -> UInt32 { uses[Int(token)].stem }

    /// The part that a spelling has in shingles.
    @inline(__always)
    public func word(ofToken token: UInt32) -> UInt32 { uses[Int(token)].word }

    /// Number of distinct stems.
    public var stemCount: Int { stems.count }

    /// The bytes of a stem by its number in this writer, valid until the next registration.
    public func stemBytes(_ stem: UInt32) -> ArraySlice<UInt8> { stems.bytes(of: stem) }

    /// The number on disk of each spelling: 0 for the most frequent, so that frequent words take one byte.
    public func ranks() -> [UInt32] {
        var ranks = uses.map(\.frequency)
        FrequencyOrder.rank(&ranks)
        return ranks
    }

    /// The words that may be of a frequent pair, in the numbers that tokens have on disk.
    ///
    /// - Parameters:
    ///   - ranks: What `ranks()` gave.
    ///   - documents: How many articles the segment has.
    public func frequentWords(ranks: [UInt32], documents: Int) -> FrequentWords {
        var sums = [Int](repeating: 0, count: foldedForms.count)
        for (form, use) in zip(foldedOfSpelling, uses) { sums[Int(form)] += Int(use.frequency) }
        var forms = FrequentForms(documents: documents)
        for (form, sum) in sums.enumerated() { forms.add(UInt32(form), frequency: sum) }
        return FrequentWords(forms, zip(foldedOfSpelling, ranks).lazy.map { (form: $0, token: $1) })
    }

    /// Writes the dictionary.
    ///
    /// - Parameter ranks: What `ranks()` gave.
    public func write(to path: String, ranks: [UInt32]) throws(ColumnsError) -> FileStamp {
        let order = (0..<UInt32(foldedForms.count)).sorted {
            foldedForms.bytes(of: $0).lexicographicallyPrecedes(foldedForms.bytes(of: $1))
        }
        var forms = [UInt8](repeating: 0, count: count)
        var stored: [(token: UInt32, number: UInt32)] = []
        for number in 0..<UInt32(count) {
            let rank = ranks[Int(number)]
            let folded = foldedOfSpelling[Int(number)]
            let spelling = Array(spellings.bytes(of: number))
            let capitals = TokenForm.capitals(of: spelling, folded: Array(foldedForms.bytes(of: folded)))
            if capitals == .stored { stored.append((rank, number)) }
            forms[Int(rank)] = TokenForm.byte(tag: spellings.tag(of: number), capitals: capitals)
        }
        stored.sort { $0.token < $1.token }
        var places = [UInt32](repeating: 0, count: foldedForms.count)
        for (place, folded) in order.enumerated() { places[Int(folded)] = UInt32(place) }
        var foldedOfToken = [UInt32](repeating: 0, count: count)
        for (number, rank) in ranks.enumerated() { foldedOfToken[Int(rank)] = places[Int(foldedOfSpelling[number])] }
        let tokens = (0..<UInt32(count)).sorted {
            (foldedOfToken[Int($0)], $0) < (foldedOfToken[Int($1)], $1)
        }
        let file = try ColumnFileWriter(path: path, kind: TermDictionary.kind)
        try file.writeFrontCoded("folded", order.lazy.map { foldedForms.bytes(of: $0) })
        try file.writeSection("forms", forms)
        try file.writePacked("tokens.order", tokens, below: count)
        try file.writePacked("tokens.folded", foldedOfToken, below: foldedForms.count)
        try file.writeSection("stored.tokens", values: stored.map(\.token))
        try file.writeTable("stored", stored.lazy.map { spellings.bytes(of: $0.number) })
        try file.writeSection(
            "stems.length",
            order.map {
                TermDictionary.stemLength(stems.bytes(of: stemOfFolded[Int($0)]), of: foldedForms.bytes(of: $0))
            })
        try file.writeSection("stems.tail", values: [longestTail()])
        return try file.finish()
    }

    /// How many bytes at the end of a stem may differ from the word it comes from, over all words.
    private func longestTail() -> UInt32 {
        var longest = 0
        for (folded, stem) in stemOfFolded.enumerated() {
            let word = foldedForms.bytes(of: UInt32(folded))
            let stemBytes = stems.bytes(of: stem)
            let shared = zip(word, stemBytes).prefix { $0 == $1 }.count
            longest = max(longest, stemBytes.count - shared)
        }
        return UInt32(longest)
    }
}
