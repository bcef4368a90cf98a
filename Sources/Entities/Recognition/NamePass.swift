// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// One field of an article while names are sought in it: plain tokens with what is known about their words so far.
struct NamePass {
    let field: ArticleText.Field
    let bytes: [UInt8]
    let authority: Authority
    private(set) var words: [Word] = []
    private var folded = FoldedWord()

    struct Word {
        var start: Int
        var end: Int
        var kind: Token.Kind
        var flags: Token.Flags
        var id = WordTable.none
        var hash: UInt64 = 0
        var letters = 0
        var isFolded = false
        var isCovered = false
        /// In a line that is written in capitals.
        var isShouted = false

        var isCapitalised: Bool { flags.contains(.capitalised) }
    }

    init(field: ArticleText.Field, content: ArticleText.Content, authority: Authority, reusing words: [Word]) {
        self.field = field
        self.authority = authority
        bytes = content.bytes
        self.words = words
        self.words.removeAll(keepingCapacity: true)
        for token in content.tokens where !token.isCompound {
            guard token.end <= bytes.count, token.start < token.end else { break }
            self.words.append(
                Word(start: Int(token.start), end: Int(token.end), kind: token.kind, flags: token.flags))
        }
        markShoutedLines()
    }

    var count: Int { words.count }

    var hasCapitals: Bool { words.contains { $0.isCapitalised } }

    /// A line of three words or more, nearly all of them in capitals, tells nothing about which words are names.
    private mutating func markShoutedLines() {
        var start = 0
        while start < words.count {
            var end = start
            var long = 0
            var shouted = 0
            repeat {
                let word = words[end]
                if word.end - word.start > 1, word.kind == .word {
                    long += 1
                    if word.flags.contains(.allCapitals) { shouted += 1 }
                }
                end += 1
            } while end < words.count && !words[end].flags.contains(.afterLineBreak)
            if shouted >= 3, shouted * 10 >= long * 7 {
                for index in start..<end { words[index].isShouted = true }
            }
            start = end
        }
    }

    /// The word's number in the authority, folding it the first time.
    @inline(__always)
    mutating func id(at index: Int) -> WordTable.WordID {
        if !words[index].isFolded { fold(at: index) }
        return words[index].id
    }

    mutating func hash(at index: Int) -> UInt64 {
        if !words[index].isFolded { fold(at: index) }
        return words[index].hash
    }

    mutating func classes(at index: Int) -> WordClass {
        authority.words.classes(of: id(at: index))
    }

    private mutating func fold(at index: Int) {
        let word = words[index]
        folded.fold(bytes, word.start, word.end, kind: word.kind)
        words[index].hash = folded.hash
        words[index].letters = folded.bytes.count
        words[index].id = authority.words.find(folded)
        words[index].isFolded = true
    }

    mutating func cover(_ range: Range<Int>) {
        for index in range { words[index].isCovered = true }
    }

    func byteRange(of range: Range<Int>) -> Range<Int> {
        words[range.lowerBound].start..<words[range.upperBound - 1].end
    }

    /// Whether only a space, hyphen or apostrophe (or the full stop of an initial) stands before the word.
    func isAdjacent(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        let word = words[index]
        if word.flags.contains(.joined) { return true }
        guard !word.flags.contains(.afterLineBreak) else { return false }
        let before = words[index - 1]
        guard word.start - before.end <= 3, word.start >= before.end else { return false }
        var offset = before.end
        if word.flags.contains(.afterPunctuation) {
            guard isInitial(index - 1), bytes[offset] == UInt8(ascii: ".") else { return false }
            offset += 1
        }
        while offset < word.start {
            switch bytes[offset] {
            case UInt8(ascii: " "), 0xC2, 0xA0: offset += 1
            default: return false
            }
        }
        return true
    }

    /// A capital letter by itself: the full stop after it ends no sentence.
    func isInitial(_ index: Int) -> Bool {
        let word = words[index]
        return word.isCapitalised && word.kind == .word && word.end - word.start == 1
    }

    /// Whether a capital says nothing because every word would have one here.
    mutating func beginsSentence(_ index: Int) -> Bool {
        guard index > 0 else { return true }
        let flags = words[index].flags
        if flags.contains(.afterLineBreak) { return true }
        if flags.contains(.afterQuote) { return true }
        guard flags.contains(.afterStop) else { return false }
        if isInitial(index - 1) { return false }
        return !classes(at: index - 1).contains(.titleAbbreviation)
    }

    /// Whether a sentence or line begins with the word.
    mutating func opensSentence(_ index: Int) -> Bool {
        guard index > 0 else { return true }
        let flags = words[index].flags
        if flags.contains(.afterLineBreak) { return true }
        guard flags.contains(.afterStop), flags.contains(.capitalised), !isInitial(index - 1) else { return false }
        return !classes(at: index - 1).contains(.titleAbbreviation)
    }

    /// Whether the word before, in any case, opens the name of something that is named after a person or place.
    mutating func followsDedication(_ index: Int, _ kinds: WordClass = .dedication) -> Bool {
        guard index > 0, !words[index].flags.contains(.afterPunctuation), !words[index].flags.contains(.afterLineBreak)
        else { return false }
        return !classes(at: index - 1).isDisjoint(with: kinds)
    }

    mutating func nameWord(at index: Int) -> NameWord {
        _ = id(at: index)
        let word = words[index]
        return NameWord(
            hash: word.hash, letters: word.letters, classes: authority.words.classes(of: word.id),
            isKnown: word.id != WordTable.none,
            isCapitalised: word.isCapitalised, isJoined: word.flags.contains(.joined),
            isElided: word.flags.contains(.elided))
    }

    /// The words' memory, for the next pass.
    consuming func release() -> [Word] { words }
}
