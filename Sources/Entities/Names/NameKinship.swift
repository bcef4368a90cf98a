// SPDX-License-Identifier: GPL-3.0-or-later

/// Whether two names that no authority has may be one name in two spellings.
///
/// Both functions are pure: they depend on the names alone, never on articles or on an authority. Names with equal
/// keys are candidates; `similarity` decides.
public enum NameKinship {
    /// Names with a similarity from here on are one name.
    public static let accepts = NameComparison.accepts

    /// A hash that is equal for all spellings that may be one name, stable between runs and machines.
    ///
    /// It is made of the consonants of every word of the name, in order, transliterations folded (sh, sch, sc, ch, k
    /// and ts are one class; kh and h, zh, j and soft g, y and w are left out as vowels are) and double letters once;
    /// initials, numerals, `jr` and the article `al` are left out. Different names may share a key.
    public static func key(_ name: String, kind: EntityKind) -> UInt64 {
        var hash = Self.start(kind)
        for word in NameParts(name, lexicon: .embedded).words {
            var skeleton = NameSounds.skeleton(of: word.sounds)
            // The case endings with a consonant.
            if skeleton.count > 2, skeleton.last == UInt8(ascii: "m"), word.folded.count > 5 { skeleton.removeLast() }
            for byte in skeleton + [0x20] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return hash ^ (hash >> 29)
    }

    /// How alike two names are, 0 to 1: symmetric, and 1 for a name and itself.
    ///
    /// 0 where they are certainly of two: two different first names that people have (`Mario` and `Maria`), different
    /// numerals, `jr` in one of them alone, different initials. Organisations and places are one only where they
    /// sound alike word for word.
    public static func similarity(_ left: String, _ right: String, kind: EntityKind) -> Double {
        left == right ? 1 : similarity(Name(left), Name(right), kind: kind)
    }

    /// A name taken apart, for comparing it with many others.
    public struct Name: Sendable {
        fileprivate let text: String
        fileprivate let parts: NameParts

        /// Takes a name apart.
        public init(_ text: String) {
            self.text = text
            parts = NameParts(text, lexicon: .embedded)
        }
    }

    /// How alike two names are that were taken apart.
    public static func similarity(_ left: Name, _ right: Name, kind: EntityKind) -> Double {
        if left.text == right.text { return 1 }
        let (left, right) = (left.parts, right.parts)
        guard !left.words.isEmpty, !right.words.isEmpty else { return 0 }
        guard kind == .person else { return similarity(ofThings: left, right) }
        return min(
            NameComparison(left: left, right: right).score(), NameComparison(left: right, right: left).score())
    }

    private static func similarity(ofThings left: NameParts, _ right: NameParts) -> Double {
        guard left.marks == right.marks, left.initials == right.initials, left.words.count == right.words.count else {
            return 0
        }
        var least = 1.0
        for (own, other) in zip(left.words, right.words) where own.folded != other.folded {
            let distance = SoundDistance(own.sounds, other.sounds)
            // Words of the language differ by one letter, too: `banca`, `banco`.
            guard !own.isKnown, !other.isKnown, !distance.isHard, !distance.differsInEnding else { return 0 }
            least = min(least, distance.similarity)
        }
        return least
    }

    private static func start(_ kind: EntityKind) -> UInt64 {
        switch kind {
        case .person: 0xCBF2_9CE4_8422_2325
        case .organisation: 0xCBF2_9CE4_8422_2326
        case .place: 0xCBF2_9CE4_8422_2327
        }
    }
}
