// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// The full names of an authority's organisations and places, found by names that sound like them: `Pentagone`.
///
/// Those of Italy are left out, since Italian texts do not transliterate them. What is like two of them is like none.
struct ThingIndex: Sendable {
    private struct Form {
        var entity: UInt32
        var parts: NameParts
    }

    private var forms: [Form] = []
    private var entries: [UInt64: [Int32]] = [:]

    /// Names less alike are not returned: one vowel in a word of five letters.
    static let leastScore = 0.9
    /// Of shorter words one letter makes another word.
    private static let leastLetters = 5
    /// Of two that are nearly as like, neither is meant.
    private static let leastMargin = 0.05

    init(_ authority: Authority) {
        for (ordinal, record) in authority.records.enumerated() where record.kind != .person {
            guard !authority.bytes[record.country].elementsEqual("IT".utf8) else { continue }
            for range in [record.nameRange, record.variants] {
                for form in authority.bytes[range].split(separator: UInt8(ascii: "|")) {
                    let bytes = Array(form)
                    var tokens: [Token] = []
                    Tokenizer().tokenize(bytes.span, into: &tokens)
                    insert(NameParts(bytes: bytes, tokens: tokens, lexicon: authority.words), entity: UInt32(ordinal))
                }
            }
        }
    }

    private mutating func insert(_ parts: NameParts, entity: UInt32) {
        guard !parts.words.isEmpty, parts.words.count <= 4, parts.marks.isEmpty, parts.initials.isEmpty,
            parts.words.contains(where: { $0.folded.count >= Self.leastLetters })
        else { return }
        entries[Self.hash(of: parts), default: []].append(Int32(forms.count))
        forms.append(Form(entity: entity, parts: parts))
    }

    /// The one organisation or place whose name sounds like one that no list has.
    func match(_ name: NameParts) -> NameIndex.Match? {
        guard name.marks.isEmpty, name.initials.isEmpty, !name.words.isEmpty,
            let candidates = entries[Self.hash(of: name)]
        else { return nil }
        var best: NameIndex.Match?
        var second = 0.0
        for index in candidates {
            let form = forms[Int(index)]
            let score = Self.score(name.words, form.parts.words)
            let entity = Authority.Index(ordinal: Int(form.entity))
            if let found = best, found.person == entity {
                best?.score = max(found.score, score)
            } else if score > best?.score ?? 0 {
                second = best?.score ?? 0
                best = NameIndex.Match(person: entity, score: score)
            } else {
                second = max(second, score)
            }
        }
        guard let best, best.score >= Self.leastScore, best.score - second >= Self.leastMargin else { return nil }
        return best
    }

    /// The score of the word that is least alike; 0 where a word that people know stands for another.
    private static func score(_ words: [NameParts.Word], _ others: [NameParts.Word]) -> Double {
        guard words.count == others.count else { return 0 }
        var least = 1.0
        for (word, other) in zip(words, others) where word.folded != other.folded {
            guard !word.isKnown, word.folded.count >= leastLetters, other.folded.count >= leastLetters,
                let first = word.sounds.first, let start = other.sounds.first,
                SoundDistance.areHeardAlike(first, start)
            else { return 0 }
            let distance = SoundDistance(word.sounds, other.sounds)
            let longest = max(word.sounds.count, other.sounds.count)
            // `Guineo` is no Guinea, `Irania` no Iran.
            guard !distance.isHard, distance.edits <= (longest < 8 ? 1 : 2),
                longest >= 8 || !(distance.isCaseEnding || distance.differsInEnding)
            else { return 0 }
            least = min(least, distance.similarity)
        }
        return least
    }

    /// Names of one hash may sound alike: it is made of the classes of their consonants.
    private static func hash(of parts: NameParts) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for word in parts.words {
            for byte in NameSounds.skeleton(of: word.sounds) + [0x20] {
                value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
        return value
    }
}
