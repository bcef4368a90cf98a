// SPDX-License-Identifier: GPL-3.0-or-later

/// The articles that hold two frequent words side by side, for each two words that many articles hold so.
///
/// Sections `pairs.words`: by pair the most frequent token of either word's folded form (two UInt32, pairs ascending);
/// `pairs.documents`: by pair one bit a document (UInt64 words). All tokens of a folded form count as the word, and
/// compounds do not.
struct FrequentPairs {
    private let words: ColumnArray<UInt32>
    private let documents: ColumnArray<UInt64>
    private let universe: Int
    private let wordsOfSet: Int

    /// A pair has its place here when at least one document in so many holds it.
    static let share = 12
    /// In segments of fewer documents there are none.
    static let leastDocuments = 16

    init(_ file: ColumnFile, universe: Int) throws(ColumnsError) {
        words = try file.array("pairs.words")
        documents = try file.array("pairs.documents")
        self.universe = universe
        wordsOfSet = (universe + 63) / 64
        guard words.count % 2 == 0, documents.count == words.count / 2 * wordsOfSet else {
            throw .damaged(file.path, "its pairs do not fit their documents")
        }
    }

    /// The documents in which two words stand side by side, by the most frequent token of each; nil where that is not kept.
    func documents(_ first: UInt32, _ second: UInt32) -> DocumentSet? {
        var low = 0
        var high = words.count / 2
        while low < high {
            let middle = (low + high) / 2
            if (words[2 * middle], words[2 * middle + 1]) < (first, second) { low = middle + 1 } else { high = middle }
        }
        guard low < words.count / 2, words[2 * low] == first, words[2 * low + 1] == second else { return nil }
        let bits = documents.withValues { Array($0[low * wordsOfSet..<(low + 1) * wordsOfSet]) }
        return DocumentSet(words: bits, universe: universe)
    }
}

extension ForwardColumn {
    /// The documents that hold all frequent pairs of words among those of a phrase, and whether these are just the
    /// documents that hold the phrase; nil where none of its pairs is frequent.
    public func documents(
        withFrequentPairsOf pattern: PhrasePattern
    ) -> (documents: DocumentSet, isExact: Bool)? {
        guard pattern.areWholeForms, !pattern.mayMatchCompounds, !pattern.isImpossible else { return nil }
        var result: DocumentSet?
        for (left, right) in zip(pattern.words, pattern.words.dropFirst()) {
            guard let set = pairs.documents(left.tokens[0], right.tokens[0]) else { continue }
            if result == nil { result = set } else { result?.formIntersection(set) }
        }
        return result.map { ($0, pattern.words.count == 2) }
    }
}

/// The words, all spellings of a folded form together, that are frequent enough to be of a frequent pair.
public struct FrequentWords: Sendable {
    /// By token the number of its word, `noWord` for those of no frequent word; further tokens are of none.
    fileprivate let wordOfToken: [UInt16]
    /// By word its most frequent token.
    fileprivate let tokens: [UInt32]

    /// The word of a token that is of none.
    private static let noWord = UInt16.max
    /// Those of a segment without any.
    static let none = FrequentWords(.init(documents: 0), [] as [(form: UInt32, token: UInt32)])

    /// - Parameters:
    ///   - forms: What was told of all folded forms of the segment.
    ///   - tokens: All tokens with their folded forms.
    init(_ forms: FrequentForms, _ tokens: some Sequence<(form: UInt32, token: UInt32)>) {
        let words = forms.chosen()
        let wordOfForm = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, UInt16($0)) })
        var mostFrequent = [UInt32](repeating: .max, count: words.count)
        var members: [(token: UInt32, word: UInt16)] = []
        if !words.isEmpty {
            for (form, token) in tokens {
                guard let word = wordOfForm[form] else { continue }
                members.append((token, word))
                mostFrequent[Int(word)] = min(mostFrequent[Int(word)], token)
            }
        }
        var wordOfToken = [UInt16](repeating: Self.noWord, count: members.reduce(0) { max($0, Int($1.token) + 1) })
        for member in members { wordOfToken[Int(member.token)] = member.word }
        (self.wordOfToken, self.tokens) = (wordOfToken, mostFrequent)
    }
}

/// Finds the most frequent folded forms of a segment, in little memory.
struct FrequentForms {
    /// How often a form must stand in the segment.
    private let least: Int
    private var found: [(form: UInt32, frequency: Int)] = []
    /// Further words are left out; there are hardly more in a language.
    private static let most = 1_024

    /// Of a segment of so many documents.
    init(documents: Int) {
        least = documents < FrequentPairs.leastDocuments ? .max : max(1, documents / FrequentPairs.share)
    }

    /// Tells how often a form stands in the segment; forms ascend.
    mutating func add(_ form: UInt32, frequency: Int) {
        guard frequency >= least else { return }
        found.append((form, frequency))
        if found.count >= 8 * Self.most { found = best() }
    }

    private func best() -> [(form: UInt32, frequency: Int)] {
        Array(found.sorted { ($1.frequency, $0.form) < ($0.frequency, $1.form) }.prefix(Self.most))
    }

    /// The forms that count as frequent words, the most frequent first.
    func chosen() -> [UInt32] { best().map(\.form) }
}

/// Finds the frequent pairs of a segment: all its articles are counted, then collected.
public struct FrequentPairsWriter {
    private let words: FrequentWords
    private let documents: Int
    /// By pair the number of documents that hold it, and the last of them, plus one.
    private var counts: [(documents: UInt32, last: UInt32)]
    /// By pair its set, -1 for none.
    private var setOfPair: [Int32] = []
    private var sets: [DocumentSet] = []

    /// Begins to count in a segment of so many documents.
    public init(_ words: FrequentWords, documents: Int) {
        self.words = words
        self.documents = documents
        counts = Array(repeating: (0, 0), count: words.tokens.count * words.tokens.count)
    }

    /// Of a segment without frequent words.
    init() { self.init(.none, documents: 0) }

    /// Counts the pairs of one field of a document; documents come in order.
    public mutating func count(_ tokens: [UInt32], in document: Int) {
        let stamp = UInt32(document) + 1
        counts.withUnsafeMutableBufferPointer { counts in
            words.forEachPair(tokens) { pair in
                guard counts[pair].last != stamp else { return }
                counts[pair] = (counts[pair].documents + 1, stamp)
            }
        }
    }

    /// Chooses the frequent pairs when all is counted.
    public mutating func choose() {
        setOfPair = Array(repeating: -1, count: counts.count)
        let least = UInt32(max(1, documents / FrequentPairs.share))
        for (pair, count) in counts.enumerated() where count.documents >= least {
            setOfPair[pair] = Int32(sets.count)
            sets.append(DocumentSet(universe: documents))
        }
        counts = []
    }

    /// Collects the document for the frequent pairs of one of its fields.
    public mutating func collect(_ tokens: [UInt32], in document: Int) {
        words.forEachPair(tokens) { pair in
            if setOfPair[pair] >= 0 { sets[Int(setOfPair[pair])].insert(UInt32(document)) }
        }
    }

    func write(to file: ColumnFileWriter) throws(ColumnsError) {
        var pairs: [(first: UInt32, second: UInt32, set: Int)] = []
        for (pair, set) in setOfPair.enumerated() where set >= 0 {
            let count = words.tokens.count
            pairs.append((words.tokens[pair / count], words.tokens[pair % count], Int(set)))
        }
        pairs.sort { ($0.first, $0.second) < ($1.first, $1.second) }
        try file.writeSection("pairs.words", values: pairs.flatMap { [$0.first, $0.second] })
        try file.beginSection("pairs.documents")
        for pair in pairs { try file.append(values: sets[pair.set].words) }
        file.endSection()
    }
}

extension FrequentWords {
    /// Calls `body` with the number of each two frequent words that stand side by side.
    @inline(__always)
    fileprivate func forEachPair(_ tokens: [UInt32], _ body: (Int) -> Void) {
        let count = self.tokens.count
        var before = Self.noWord
        wordOfToken.withUnsafeBufferPointer { words in
            for token in tokens {
                let word = Int(token) < words.count ? words[Int(token)] : Self.noWord
                if word != Self.noWord, before != Self.noWord { body(Int(before) * count + Int(word)) }
                before = word
            }
        }
    }
}
