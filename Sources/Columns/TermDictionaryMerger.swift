// SPDX-License-Identifier: GPL-3.0-or-later

/// Joins the term dictionaries of several segments; a token takes some 13 bytes, and of spellings only those are held that
/// their form does not tell.
public struct TermDictionaryMerger {
    /// What came of joining.
    public struct Joined {
        /// By source the number that each of its tokens has in the joined segment; 0 for tokens that no document has.
        public let numbers: [[UInt32]]
        /// The number of tokens of the joined segment.
        public let tokenCount: Int
        /// The words that may be of a frequent pair.
        public let frequentWords: FrequentWords
        public let file: FileStamp
    }

    private let file: ColumnFileWriter
    private var numbers: [[UInt32]]
    private var folded: FrontCodedWriter
    /// By token, in the order of the folded forms, its `TokenForm`, and whether it is the first of its folded form.
    private var forms: [UInt8] = []
    private static let isFirst: UInt8 = 1 << 7
    /// In the same order how often the token stands in the segment, and once all are known its number.
    private var ranks: [UInt32] = []
    /// In the same order the tokens whose spelling is stored, and these.
    private var storedTokens: [UInt32] = []
    private var storedBytes: [UInt8] = []
    private var storedEnds: [Int] = [0]
    /// By folded form.
    private var stemLengths: [UInt8] = []
    private var frequentForms: FrequentForms
    private static let wordsBetweenReleases = 1 << 18

    /// Writes the dictionary of the joined segment.
    ///
    /// - Parameters:
    ///   - dictionaries: Those that are joined.
    ///   - frequencies: By dictionary how often each token stands in documents that are joined.
    ///   - documents: How many articles the joined segment has.
    ///   - path: That of the new file.
    ///   - release: Gives back what of the dictionaries is in memory; called now and then.
    /// - Throws: `damaged` when a dictionary does not name each of its tokens once.
    public static func join(
        _ dictionaries: [TermDictionary], frequencies: consuming [[UInt32]], documents: Int, to path: String,
        release: () -> Void = {}
    ) throws(ColumnsError) -> Joined {
        var merger = try TermDictionaryMerger(frequencies, documents: documents, path: path)
        try merger.gather(dictionaries, release)
        FrequencyOrder.rank(&merger.ranks)
        merger.number()
        let stemTail = UInt32(dictionaries.map(\.stemTail).max() ?? 0)
        let stamp = try merger.write(stemTail: stemTail)
        return Joined(
            numbers: merger.numbers, tokenCount: merger.ranks.count,
            frequentWords: FrequentWords(merger.frequentForms, merger.tokensOfForms()), file: stamp)
    }

    private init(_ frequencies: consuming [[UInt32]], documents: Int, path: String) throws(ColumnsError) {
        // Each frequency is replaced by the token's place plus one when it was added, so that both take the room of one.
        numbers = frequencies
        frequentForms = FrequentForms(documents: documents)
        file = try ColumnFileWriter(path: path, kind: TermDictionary.kind)
        folded = try FrontCodedWriter("folded", in: file)
    }

    /// Goes through all words once; the folded forms are written on the way.
    private mutating func gather(_ dictionaries: [TermDictionary], _ release: () -> Void) throws(ColumnsError) {
        var places = [Int](repeating: 0, count: dictionaries.count)
        // A token that came twice or never would be taken for a frequency.
        var isNumbered = numbers.map { DocumentSet(universe: $0.count) }
        var merge = FrontCodedMerge(dictionaries.map(\.folded))
        while merge.next() {
            let first = ranks.count
            var total = 0
            for place in merge.places {
                let dictionary = dictionaries[place.table]
                while let token = dictionary.token(at: places[place.table], ofFolded: place.index) {
                    places[place.table] += 1
                    guard !isNumbered[place.table].contains(token) else { throw dictionary.fault() }
                    isNumbered[place.table].insert(token)
                    let count = numbers[place.table][Int(token)]
                    guard count > 0 else { continue }
                    let number = self.token(
                        spelling: dictionary.spelling(ofToken: token, folded: merge.string),
                        form: dictionary.form(ofToken: token), since: first)
                    ranks[number] += count
                    total += Int(count)
                    numbers[place.table][Int(token)] = UInt32(number) + 1
                }
            }
            guard ranks.count > first, let place = merge.places.first else { continue }
            frequentForms.add(UInt32(folded.count), frequency: total)
            try folded.append(merge.string)
            stemLengths.appendFrugally(dictionaries[place.table].stemLength(ofFolded: place.index))
            if folded.count % Self.wordsBetweenReleases == 0 { release() }
        }
        for (source, dictionary) in dictionaries.enumerated() where isNumbered[source].count < numbers[source].count {
            throw dictionary.fault()
        }
    }

    /// The place of a spelling among those of the folded form that is being joined, which begin at `first`.
    private mutating func token(spelling: [UInt8], form: UInt8, since first: Int) -> Int {
        for token in first..<ranks.count where forms[token] & ~Self.isFirst == form {
            // Of one form and tag, only stored spellings may differ.
            if TokenForm.capitals(form) != .stored || isStored(spelling, as: token) { return token }
        }
        let token = ranks.count
        forms.appendFrugally(token == first ? form | Self.isFirst : form)
        ranks.appendFrugally(0)
        if TokenForm.capitals(form) == .stored {
            storedTokens.appendFrugally(UInt32(token))
            storedBytes.appendFrugally(contentsOf: spelling)
            storedEnds.appendFrugally(storedBytes.count)
        }
        return token
    }

    private func isStored(_ spelling: [UInt8], as token: Int) -> Bool {
        var index = storedTokens.count - 1
        while index >= 0, storedTokens[index] > token { index -= 1 }
        guard index >= 0, storedTokens[index] == token else { return false }
        return storedBytes[storedEnds[index]..<storedEnds[index + 1]].elementsEqual(spelling)
    }

    /// Replaces the places of all tokens by their numbers.
    private mutating func number() {
        for source in numbers.indices {
            for token in numbers[source].indices where numbers[source][token] > 0 {
                numbers[source][token] = ranks[Int(numbers[source][token]) - 1]
            }
        }
    }

    private mutating func write(stemTail: UInt32) throws(ColumnsError) -> FileStamp {
        try folded.finish()
        try writeForms()
        try writeTokensInOrder()
        try writeFoldedForms()
        let stored = storedTokens.indices.sorted { ranks[Int(storedTokens[$0])] < ranks[Int(storedTokens[$1])] }
        try file.writeSection("stored.tokens", values: stored.map { ranks[Int(storedTokens[$0])] })
        try file.writeTable(
            "stored", stored.lazy.map { [storedBytes, storedEnds] in storedBytes[storedEnds[$0]..<storedEnds[$0 + 1]] })
        try file.writeSection("stems.length", stemLengths)
        try file.writeSection("stems.tail", values: [stemTail])
        return try file.finish()
    }

    private func writeForms() throws(ColumnsError) {
        var formOfToken = [UInt8](repeating: 0, count: forms.count)
        for (token, form) in forms.enumerated() { formOfToken[Int(ranks[token])] = form & ~Self.isFirst }
        try file.writeSection("forms", formOfToken)
    }

    /// The tokens in the order of their folded forms, those of one ascending.
    private func writeTokensInOrder() throws(ColumnsError) {
        var writer = try PackedNumbersWriter("tokens.order", below: ranks.count, in: file)
        var start = 0
        while start < ranks.count {
            var end = start + 1
            while end < ranks.count, forms[end] & Self.isFirst == 0 { end += 1 }
            for token in ranks[start..<end].sorted() { try writer.append(token) }
            start = end
        }
        try writer.finish()
    }

    private func writeFoldedForms() throws(ColumnsError) {
        var formOfToken = [UInt32](repeating: 0, count: ranks.count)
        for (form, token) in tokensOfForms() { formOfToken[Int(token)] = form }
        try file.writePacked("tokens.folded", formOfToken, below: folded.count)
    }

    /// All tokens with their folded forms, in the order of these.
    private func tokensOfForms() -> some Sequence<(form: UInt32, token: UInt32)> {
        sequence(state: (place: 0, form: UInt32(0))) { [forms, ranks] state -> (form: UInt32, token: UInt32)? in
            guard state.place < ranks.count else { return nil }
            if state.place > 0, forms[state.place] & Self.isFirst != 0 { state.form += 1 }
            state.place += 1
            return (state.form, ranks[state.place - 1])
        }
    }
}
