// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// One word of an article, looked up when the linker needs it.
struct LinkWord {
    var hash: UInt64
    var id: WordTable.WordID
    var classes: WordClass
    var letters: Int
    var flags: Token.Flags

    var isKnown: Bool { id != WordTable.none }
}

/// One field of an article as the linker reads it: plain tokens by position, and which of them mentions cover.
struct LinkField {
    let field: ArticleText.Field
    let bytes: [UInt8]
    let words: WordTable
    private let tokens: [Token]
    /// The tokens by position, where compounds stand among them.
    private let indices: [Int32]?
    let count: Int
    private(set) var isCovered: [Bool]
    private var folded = FoldedWord()
    /// The words that were looked up, by position: many are asked for several times.
    private var known: [LinkWord?]

    init(_ field: ArticleText.Field, _ content: ArticleText.Content, words: WordTable) {
        self.field = field
        self.words = words
        bytes = content.bytes
        tokens = content.tokens
        let last = tokens.last { !$0.isCompound }
        count = last.map { Int($0.position) + 1 } ?? 0
        if count == tokens.count {
            indices = nil
        } else {
            var indices: [Int32] = []
            indices.reserveCapacity(count)
            for (index, token) in tokens.enumerated() where !token.isCompound { indices.append(Int32(index)) }
            self.indices = indices
        }
        isCovered = Array(repeating: false, count: count)
        known = Array(repeating: nil, count: count)
    }

    subscript(position: Int) -> Token {
        if let indices { tokens[Int(indices[position])] } else { tokens[position] }
    }

    func flags(at position: Int) -> Token.Flags { self[position].flags }

    mutating func cover(_ range: Range<Int>) {
        for position in range { isCovered[position] = true }
    }

    func byteRange(of range: Range<Int>) -> Range<Int> {
        Int(self[range.lowerBound].start)..<Int(self[range.upperBound - 1].end)
    }

    /// The positions of a mention, cut to the field.
    func clamped(_ range: Range<Int>) -> Range<Int> { range.clamped(to: 0..<count) }

    mutating func word(at position: Int) -> LinkWord {
        if let word = known[position] { return word }
        let token = self[position]
        folded.fold(bytes, Int(token.start), Int(token.end), kind: token.kind)
        let id = words.find(folded)
        let word = LinkWord(
            hash: folded.hash, id: id, classes: words.classes(of: id), letters: folded.bytes.count,
            flags: token.flags)
        known[position] = word
        return word
    }

    /// The folded bytes of a word.
    mutating func folded(at position: Int) -> [UInt8] {
        let token = self[position]
        folded.fold(bytes, Int(token.start), Int(token.end), kind: token.kind)
        return folded.bytes
    }

    /// Whether only a space, hyphen or apostrophe (or the full stop of an initial) stands before the word.
    func isAdjacent(_ position: Int) -> Bool {
        guard position > 0 else { return false }
        let token = self[position]
        if token.flags.contains(.joined) { return true }
        guard !token.flags.contains(.afterLineBreak) else { return false }
        let before = self[position - 1]
        guard token.start - before.end <= 3 else { return false }
        var offset = Int(before.end)
        if token.flags.contains(.afterPunctuation) {
            guard isInitial(position - 1), bytes[offset] == UInt8(ascii: ".") else { return false }
            offset += 1
        }
        while offset < Int(token.start) {
            switch bytes[offset] {
            case UInt8(ascii: " "), 0xC2, 0xA0: offset += 1
            default: return false
            }
        }
        return true
    }

    /// A capital letter by itself: the full stop after it ends no sentence.
    func isInitial(_ position: Int) -> Bool {
        let token = self[position]
        return token.flags.contains(.capitalised) && token.kind == .word && token.end - token.start == 1
    }

    /// Whether a capital says nothing because every word would have one here.
    mutating func beginsSentence(_ position: Int) -> Bool {
        guard position > 0 else { return true }
        let flags = flags(at: position)
        if !flags.isDisjoint(with: [.afterLineBreak, .afterQuote]) { return true }
        guard flags.contains(.afterStop), !isInitial(position - 1) else { return false }
        return !word(at: position - 1).classes.contains(.titleAbbreviation)
    }

    /// The sentence around a position, of at most 80 words on either side.
    func sentence(around position: Int) -> Range<Int> {
        let limits: Token.Flags = [.afterStop, .afterLineBreak]
        var start = position
        while start > 0, position - start < 80, flags(at: start).isDisjoint(with: limits) || isAfterInitial(start) {
            start -= 1
        }
        var end = position + 1
        while end < count, end - position < 80, flags(at: end).isDisjoint(with: limits) || isAfterInitial(end) {
            end += 1
        }
        return start..<end
    }

    private func isAfterInitial(_ position: Int) -> Bool {
        isInitial(position - 1) && !flags(at: position).contains(.afterLineBreak)
    }

    /// Whether control characters or marks of direction stand in a range of bytes.
    func isUnsafe(_ range: Range<Int>) -> Bool {
        TextSafety.firstControl(in: bytes.span, from: range.lowerBound, to: range.upperBound) != nil
    }
}
