// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// A name taken apart for comparing it with others.
struct NameParts: Sendable, Equatable {
    struct Word: Sendable, Equatable {
        var folded: [UInt8]
        var sounds: [UInt8]
        /// A first name that people have.
        var isFirstName: Bool
        /// A word of the table that classified it.
        var isKnown: Bool
        let outline: SoundOutline

        init(folded: [UInt8], sounds: [UInt8], isFirstName: Bool, isKnown: Bool) {
            self.folded = folded
            self.sounds = sounds
            self.isFirstName = isFirstName
            self.isKnown = isKnown
            outline = SoundOutline(sounds)
        }
    }

    /// The names proper, without particles in lower case; those with an apostrophe or a capital particle are one word.
    private(set) var words: [Word] = []
    /// The single letters between them.
    private(set) var initials: [UInt8] = []
    /// Numerals and `jr`, `senior`, `padre` and their like, which set one bearer of a name apart from another.
    private(set) var marks: [[UInt8]] = []

    /// Words of more letters are cut, and further words left out: nobody has them.
    private static let mostLetters = 40
    private static let mostWords = 8

    /// - Parameters:
    ///   - tokens: The tokens of the name; compounds are passed over.
    ///   - lexicon: What classifies its words.
    init(bytes: [UInt8], tokens: some Sequence<Token>, lexicon: WordTable) {
        var folded = FoldedWord()
        var prefix: [UInt8] = []
        let tokens = Array(tokens.lazy.filter { !$0.isCompound }.prefix(Self.mostWords * 2))
        for (index, token) in tokens.enumerated() {
            folded.fold(bytes, Int(token.start), Int(token.end), kind: token.kind)
            guard !folded.bytes.isEmpty else { continue }
            let isLast = index == tokens.count - 1
            let isCapitalised = token.flags.contains(.capitalised)
            let id = lexicon.find(folded)
            let classes = lexicon.classes(of: id)
            if index > 0, !classes.isDisjoint(with: [.romanNumeral, .suffix]), folded.bytes.count < 7 {
                marks.append(folded.bytes)
                continue
            }
            if isLast, index > 0, folded.bytes.count <= 2, token.flags.contains(.joined), !isCapitalised,
                bytes[Int(token.start) - 1] != UInt8(ascii: "-")
            {
                // The case ending of `Sanders'a`.
                continue
            }
            if index > 0, !isLast, Self.isWeakParticle(folded.bytes) { continue }
            if !isLast, classes.contains(.particle), index > 0 || prefix.isEmpty, index > 0 {
                if isCapitalised { prefix += folded.bytes }
                continue
            }
            if !isLast, token.flags.contains(.elided) || Self.endsWithApostrophe(bytes, token),
                tokens[index + 1].flags.contains(.joined), folded.bytes.count <= 4
            {
                prefix += folded.bytes
                continue
            }
            if folded.bytes.count == 1, !isLast || words.count > 1 {
                initials.append(folded.bytes[0])
                continue
            }
            guard words.count < Self.mostWords else { break }
            let isWhole = prefix.isEmpty
            let letters = Array((prefix + folded.bytes).prefix(Self.mostLetters))
            prefix = []
            words.append(
                Word(
                    folded: letters, sounds: NameSounds.sounds(of: letters),
                    isFirstName: isWhole && classes.contains(.firstName), isKnown: isWhole && id != WordTable.none))
        }
    }

    /// The parts of a name as text.
    init(_ name: String, lexicon: WordTable) {
        self.init(bytes: Array(name.utf8), tokens: Tokenizer().tokens(in: name), lexicon: lexicon)
    }

    /// Particles that may be missing or be written with a capital, unlike those of Italian and French surnames.
    private static let weakParticles = Set(
        "al el van von der den ter ten zu".split(separator: " ").map { Array($0.utf8) })

    private static func isWeakParticle(_ word: [UInt8]) -> Bool {
        word.count <= 3 && weakParticles.contains(word)
    }

    private static func endsWithApostrophe(_ bytes: [UInt8], _ token: Token) -> Bool {
        let last = bytes[Int(token.end) - 1]
        return last == UInt8(ascii: "'") || (last == 0x99 && token.end - token.start > 3)
    }
}

extension WordTable {
    /// The words that the program carries, without those of an authority.
    static let embedded: WordTable = {
        var table = WordTable(capacity: 4_096)
        var folded = FoldedWord()
        WordClass.forEachEmbeddedWord { word, kind in
            let bytes = Array(word.utf8)
            folded.fold(bytes, 0, bytes.count, kind: .word)
            table.add(kind, to: table.insert(folded))
        }
        return table
    }()
}
