// SPDX-License-Identifier: GPL-3.0-or-later

/// Joins the term dictionaries of several segments; of a token some numbers are held, of spellings only those that their
/// form does not tell.
public struct TermDictionaryMerger {
    /// By source the number that each of its tokens has in the joined segment; 0 for tokens that no document has.
    public private(set) var numbers: [[UInt32]]
    private var folded = FrontCodedWriter()
    /// By token in the order of the folded forms: folded form, `TokenForm` and frequency.
    private var foldedOfToken: [UInt32] = []
    private var forms: [UInt8] = []
    private var frequencies: [UInt32] = []
    /// In the same order the tokens whose spelling is stored, and these.
    private var storedTokens: [UInt32] = []
    private var storedBytes: [UInt8] = []
    private var storedEnds: [Int] = [0]
    /// By token its number in the file.
    private var ranks: [UInt32] = []
    /// By folded form.
    private var stemLengths: [UInt8] = []
    private var longestTail = 0
    private static let wordsBetweenReleases = 1 << 18

    /// - Parameters:
    ///   - dictionaries: Those that are joined.
    ///   - frequencies: By dictionary how often each token stands in documents that are joined.
    ///   - release: Gives back what of the dictionaries is in memory; called now and then.
    /// - Throws: `damaged` when a dictionary does not name each of its tokens once.
    public init(
        _ dictionaries: [TermDictionary], frequencies counts: consuming [[UInt32]], release: () -> Void = {}
    ) throws(ColumnsError) {
        // Each frequency is replaced by the token's number plus one when it was added, so that both take the room of one.
        numbers = counts
        longestTail = dictionaries.map(\.stemTail).max() ?? 0
        var places = [Int](repeating: 0, count: dictionaries.count)
        // A token that came twice or never would be taken for a frequency.
        var isNumbered = numbers.map { [Bool](repeating: false, count: $0.count) }
        var merge = FrontCodedMerge(dictionaries.map(\.folded))
        while merge.next() {
            let first = frequencies.count
            for place in merge.places {
                let dictionary = dictionaries[place.table]
                while let token = dictionary.token(at: places[place.table], ofFolded: place.index) {
                    places[place.table] += 1
                    guard !isNumbered[place.table][Int(token)] else { throw dictionary.fault() }
                    isNumbered[place.table][Int(token)] = true
                    let count = numbers[place.table][Int(token)]
                    guard count > 0 else { continue }
                    let number = number(
                        spelling: dictionary.spelling(ofToken: token, folded: merge.string),
                        form: dictionary.form(ofToken: token), since: first, folded: merge.string)
                    frequencies[number] += count
                    numbers[place.table][Int(token)] = UInt32(number) + 1
                }
            }
            guard frequencies.count > first, let place = merge.places.first else { continue }
            folded.append(merge.string)
            stemLengths.appendFrugally(dictionaries[place.table].stemLength(ofFolded: place.index))
            if folded.count % Self.wordsBetweenReleases == 0 { release() }
        }
        for (source, dictionary) in dictionaries.enumerated() where isNumbered[source].contains(false) {
            throw dictionary.fault()
        }
        isNumbered = []
        rank()
        for source in numbers.indices {
            for token in numbers[source].indices where numbers[source][token] > 0 {
                numbers[source][token] = ranks[Int(numbers[source][token]) - 1]
            }
        }
    }

    /// The token of a spelling among those of the folded form that is being joined, which begin at `first`.
    private mutating func number(spelling: [UInt8], form: UInt8, since first: Int, folded string: [UInt8]) -> Int {
        for token in first..<frequencies.count where forms[token] == form {
            // Of one form and tag, only stored spellings may differ.
            if TokenForm.capitals(form) != .stored || isStored(spelling, as: token) { return token }
        }
        let token = frequencies.count
        foldedOfToken.appendFrugally(UInt32(folded.count))
        forms.appendFrugally(form)
        frequencies.appendFrugally(0)
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

    /// Numbers the tokens by falling frequency.
    private mutating func rank() {
        let order = (0..<UInt32(frequencies.count)).sorted {
            let (left, right) = (frequencies[Int($0)], frequencies[Int($1)])
            return left != right ? left > right : $0 < $1
        }
        ranks = [UInt32](repeating: 0, count: order.count)
        for (rank, token) in order.enumerated() { ranks[Int(token)] = UInt32(rank) }
    }

    public var count: Int { frequencies.count }

    private func byRank<Value>(_ values: [Value], _ zero: Value) -> [Value] {
        var result = [Value](repeating: zero, count: values.count)
        for (token, value) in values.enumerated() { result[Int(ranks[token])] = value }
        return result
    }

    /// The words that may be of a frequent pair.
    ///
    /// - Parameter documents: How many articles the joined segment has.
    public func frequentWords(documents: Int) -> FrequentWords {
        guard documents >= FrequentWords.leastDocuments else { return .none }
        return FrequentWords(
            formOfToken: byRank(foldedOfToken, 0), frequencies: byRank(frequencies, 0), documents: documents)
    }

    /// Writes the dictionary.
    public func write(to path: String) throws(ColumnsError) -> FileStamp {
        let file = try ColumnFileWriter(path: path, kind: TermDictionary.kind)
        try folded.write("folded", to: file)
        try file.writeSection("forms", byRank(forms, 0))
        try file.writePacked("tokens.order", tokensInOrder(), below: count)
        try file.writePacked("tokens.folded", byRank(foldedOfToken, 0), below: folded.count)
        let stored = storedTokens.indices.sorted { ranks[Int(storedTokens[$0])] < ranks[Int(storedTokens[$1])] }
        try file.writeSection("stored.tokens", values: stored.map { ranks[Int(storedTokens[$0])] })
        try file.writeTable("stored", stored.lazy.map { storedBytes[storedEnds[$0]..<storedEnds[$0 + 1]] })
        try file.writeSection("stems.length", stemLengths)
        try file.writeSection("stems.tail", values: [UInt32(longestTail)])
        return try file.finish()
    }

    /// The tokens in the order of their folded forms, those of one ascending.
    private func tokensInOrder() -> [UInt32] {
        var tokens = ranks
        var start = 0
        while start < count {
            var end = start + 1
            while end < count, foldedOfToken[end] == foldedOfToken[start] { end += 1 }
            if end - start > 1 { tokens[start..<end].sort() }
            start = end
        }
        return tokens
    }
}
