// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// What is known of each distinct spelling, worked out once and kept from article to article.
///
/// Only knowledge of the spelling itself is kept, so that what it says does not depend on the articles before.
struct TaggerLexicon {
    let model: TaggerModel
    private let authority: Authority
    private var slots: [Slot] = []
    private(set) var words: [TaggerWord] = []
    /// For training: the features of each word.
    private(set) var featuresOfWords: [[(key: UInt32, places: TaggerPlaces)]] = []
    private let keepsFeatures: Bool
    private var folded = FoldedWord()
    private var spelling: [UInt8] = []
    private var boundaryPlaces: TaggerScores

    /// Where a spelling is found, and all that every token is asked for, so that one look into memory tells it.
    struct Slot {
        fileprivate var hash: UInt64
        /// The spelling in lower case, as a number.
        private(set) var lower: UInt32
        private var place: UInt32

        static let free = Slot(hash: 0, lower: 0, number: -1, isAnchor: false)

        init(hash: UInt64, lower: UInt32, number: Int32, isAnchor: Bool) {
            self.hash = hash
            self.lower = lower
            place = UInt32(bitPattern: number) << 1 | (isAnchor ? 1 : 0)
        }

        /// Its place among the words; negative for none.
        var number: Int32 { Int32(bitPattern: place) >> 1 }
        var isAnchor: Bool { place & 1 != 0 }
    }

    /// Beyond this the spellings seen so far are forgotten.
    private static let mostWords = 100_000

    init(model: TaggerModel, authority: Authority, keepsFeatures: Bool = false) {
        self.model = model
        self.keepsFeatures = keepsFeatures
        self.authority = authority
        var boundary = TaggerWord.boundary
        boundary.addScores(spelling: [], model: model)
        boundaryPlaces = boundary.scores
        forget()
    }

    /// Word 0 is the boundary of a sentence.
    static let boundary = 0

    /// Before an article: makes room where there is too little.
    mutating func makeRoom() {
        if words.count > Self.mostWords { forget() }
    }

    private mutating func forget() {
        var boundary = TaggerWord.boundary
        boundary.scores = boundaryPlaces
        words.removeAll(keepingCapacity: true)
        words.append(boundary)
        featuresOfWords.removeAll()
        spelling = []
        if keepsFeatures { keepFeatures(of: boundary) }
        slots = Array(repeating: .free, count: 1 << 12)
    }

    /// The slot of a spelling; `shouted` for one in a line of capitals, whose capitals say nothing.
    @inline(__always)
    mutating func word(_ bytes: [UInt8], _ start: Int, _ end: Int, kind: Token.Kind, flags: Token.Flags, shouted: Bool)
        -> Slot
    {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(kind.rawValue) ^ (shouted ? 0x100 : 0)
        if flags.contains(.elided) { hash ^= 0x200 }
        for offset in start..<end { hash = (hash ^ UInt64(bytes[offset])) &* 0x9FB2_1C65_1E98_DF25 }
        hash ^= hash >> 29
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot].number >= 0 {
            if slots[slot].hash == hash { return slots[slot] }
            slot = (slot + 1) & mask
        }
        return add(bytes, start, end, kind: kind, flags: flags, shouted: shouted, hash: hash, slot: slot)
    }

    private mutating func add(
        _ bytes: [UInt8], _ start: Int, _ end: Int, kind: Token.Kind, flags: Token.Flags, shouted: Bool, hash: UInt64,
        slot: Int
    ) -> Slot {
        let word = describe(bytes, start, end, kind: kind, flags: flags, shouted: shouted)
        let added = Slot(hash: hash, lower: word.lower, number: Int32(words.count), isAnchor: word.isAnchor)
        slots[slot] = added
        words.append(word)
        if keepsFeatures { keepFeatures(of: word) }
        if words.count * 2 >= slots.count { grow() }
        return added
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: .free, count: old.count * 2)
        let mask = slots.count - 1
        for word in old where word.number >= 0 {
            var slot = Int(truncatingIfNeeded: word.hash) & mask
            while slots[slot].number >= 0 { slot = (slot + 1) & mask }
            slots[slot] = word
        }
    }

    private mutating func describe(
        _ bytes: [UInt8], _ start: Int, _ end: Int, kind: Token.Kind, flags: Token.Flags, shouted: Bool
    ) -> TaggerWord {
        var word = TaggerWord.boundary
        word.shape = TaggerShape(bytes[start..<end], kind: kind, flags: flags)
        if shouted, word.shape.isAnchor { word.shape = .shouted }
        word.isAnchor = word.shape.isAnchor
        spelling = Self.lowered(bytes[start..<end])
        word.lower = TaggerHash.text(spelling[...])
        if let index = model.words.find(Self.clusterKey(spelling)) {
            let value = model.words.word(index)
            word.coarse = value & 0xFF
            word.fine = value >> 8
        }
        folded.fold(bytes, start, end, kind: kind)
        word.classes = authority.words.classes(of: authority.words.find(folded)).rawValue
        word.folded = TaggerHash.text(folded.bytes[...])
        if let index = model.words.find(TaggerHash.key(.listedWord, word.folded)) {
            word.lists = model.words.word(index)
        }
        word.addScores(spelling: spelling, model: model)
        return word
    }

    private mutating func keepFeatures(of word: TaggerWord) {
        var features: [(key: UInt32, places: TaggerPlaces)] = []
        word.forEachFeature(spelling: spelling) { features.append(($0, $1)) }
        featuresOfWords.append(features)
    }

    /// Small letters for those of ASCII and Latin-1, one kind of apostrophe.
    static func lowered(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte >= 0x41, byte <= 0x5A {
                result.append(byte | 0x20)
            } else if byte == 0xE2, index + 2 < bytes.endIndex, bytes[index + 1] == 0x80, bytes[index + 2] == 0x99 {
                result.append(UInt8(ascii: "'"))
                index += 2
            } else if byte >= 0x80, byte <= 0x9E, byte != 0x97, result.last == 0xC3 {
                result.append(byte | 0x20)
            } else {
                result.append(byte)
            }
            index += 1
        }
        return result
    }

    /// The key of a word's clusters, which tell digits not apart.
    static func clusterKey(_ lowered: [UInt8]) -> UInt32 {
        var word = lowered
        for index in word.indices where word[index] >= 0x30 && word[index] <= 0x39 { word[index] = 0x30 }
        return TaggerHash.key(.clusterOf, TaggerHash.text(word[...]))
    }
}
