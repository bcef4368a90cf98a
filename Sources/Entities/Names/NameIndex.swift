// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// The full names of an authority's people, found by names that are like them.
///
/// A name is compared only with those that share a block with it: the skeleton of the last word, or that of the first
/// with the first or the last sound of the last word's.
struct NameIndex: Sendable {
    /// A person whose name is like another.
    struct Match: Sendable, Equatable {
        var person: Authority.Index
        var score: Double
        /// The slip that would explain the difference of names that are else of two people.
        var slip: NameSlip?
    }

    private struct Form {
        var person: UInt32
        var parts: NameParts
        var isItalian: Bool
    }

    /// What of a form tells most others from it without a look at its parts.
    private struct Outline {
        var words: Int
        var first: SoundOutline
        var last: SoundOutline

        init?(_ parts: NameParts) {
            guard let first = parts.words.first, let last = parts.words.last else { return nil }
            words = parts.words.count
            self.first = first.outline
            self.last = last.outline
        }

        /// Whether `NameComparison` would certainly give 0.
        func isApart(from other: Outline) -> Bool {
            let isFirstApart = first.hardEdits(to: other.first) > 1
            let isLastApart = last.hardEdits(to: other.last) > 1
            switch abs(words - other.words) {
            case 0: return isFirstApart || isLastApart
            // Two words that are read as one are not both the first and the last.
            case 1: return isFirstApart && isLastApart
            default: return true
            }
        }
    }

    /// The outlines of all words of a name, and of each two neighbours read as one where there are three words or more.
    private struct Reading {
        var words: [SoundOutline]
        var joined: [SoundOutline] = []

        init(_ parts: NameParts) {
            words = parts.words.map(\.outline)
            guard parts.words.count >= 3 else { return }
            joined = zip(parts.words, parts.words.dropFirst()).map { one, next in
                SoundOutline(NameSounds.sounds(of: one.folded + next.folded))
            }
        }

        /// Whether a name with a word less may be this one without a middle word, or with two words read as one; where not,
        /// `NameComparison` gives 0.
        func mayBe(_ short: Reading) -> Bool {
            let count = short.words.count
            var ahead = 0
            while ahead < count, words[ahead].hardEdits(to: short.words[ahead]) <= 1 { ahead += 1 }
            var behind = 0
            while behind < count, words[count - behind].hardEdits(to: short.words[count - 1 - behind]) <= 1 {
                behind += 1
            }
            for place in 0..<count {
                if place > 0, ahead >= place, behind >= count - place { return true }
                if ahead >= place, behind >= count - 1 - place,
                    joined[place].hardEdits(to: short.words[place]) <= 1
                {
                    return true
                }
            }
            return false
        }
    }

    private var forms: [Form] = []
    private var outlines: [Outline] = []
    /// By form.
    private var readings: [Reading] = []
    private var entries: [(hash: UInt64, form: Int32, next: Int32)] = []
    private var heads: [Int32] = Array(repeating: -1, count: 1 << 15)

    /// Names less alike are not returned.
    private static let leastScore = 0.7

    mutating func insert(_ parts: NameParts, person: Authority.Index, isItalian: Bool) {
        guard parts.words.count >= 2, let outline = Outline(parts) else { return }
        outlines.append(outline)
        readings.append(Reading(parts))
        let form = Int32(forms.count)
        forms.append(Form(person: UInt32(person.ordinal), parts: parts, isItalian: isItalian))
        for hash in Self.hashes(of: parts) {
            let slot = Int(truncatingIfNeeded: hash) & (heads.count - 1)
            entries.append((hash, form, heads[slot]))
            heads[slot] = Int32(entries.count - 1)
        }
    }

    /// The people whose name can be `name`, the most alike first, each once.
    func matches(_ name: NameParts) -> [Match] {
        guard name.words.count >= 2, let outline = Outline(name) else { return [] }
        var best: [UInt32: Double] = [:]
        var slips: [UInt32: NameSlip] = [:]
        var seen: Set<Int32> = []
        let reading = Reading(name)
        for hash in Self.hashes(of: name) {
            forEachForm(hash) { index in
                guard !outline.isApart(from: outlines[Int(index)]), seen.insert(index).inserted,
                    mayBeOne(reading, readings[Int(index)])
                else { return }
                let comparison = NameComparison(left: name, right: forms[Int(index)].parts)
                let score = comparison.score(forms[Int(index)].isItalian ? .italian : .foreign)
                let person = forms[Int(index)].person
                if score >= Self.leastScore, score > best[person] ?? 0 { best[person] = score }
                guard score < NameComparison.accepts, let slip = comparison.slip else { return }
                slips[person] = min(slips[person] ?? slip, slip)
                best[person] = max(best[person] ?? 0, Self.leastScore)
            }
        }
        return Self.sorted(best).map {
            Match(person: $0.person, score: $0.score, slip: slips[UInt32($0.person.ordinal)])
        }
    }

    /// The people whose surname can be the one word of `name`, the most alike first.
    func people(surname name: NameParts) -> [Match] {
        guard name.words.count == 1, name.marks.isEmpty, let word = name.words.first else { return [] }
        var best: [UInt32: Double] = [:]
        forEachForm(Self.hash(1, [], NameSounds.skeleton(of: word.sounds)[...])) { index in
            let form = Int(index)
            // A case ending has one hard edit at most.
            guard outlines[form].last.hardEdits(to: word.outline) <= 1, let surname = forms[form].parts.words.last
            else { return }
            let person = forms[form].person
            if surname.folded == word.folded {
                best[person] = 1
            } else if !forms[form].isItalian, surname.sounds.count >= 4, surname.sounds.first == word.sounds.first,
                best[person] != 1
            {
                let distance = SoundDistance(word.sounds, surname.sounds)
                guard !distance.isHard, !distance.differsInEnding || distance.isCaseEnding,
                    distance.similarity >= NameComparison.accepts
                else { return }
                best[person] = max(best[person] ?? 0, min(distance.similarity, 0.99))
            }
        }
        return Self.sorted(best)
    }

    private func mayBeOne(_ name: Reading, _ form: Reading) -> Bool {
        switch name.words.count - form.words.count {
        case 1: name.mayBe(form)
        case -1: form.mayBe(name)
        default: true
        }
    }

    private static func sorted(_ best: [UInt32: Double]) -> [Match] {
        best.map { Match(person: Authority.Index(ordinal: Int($0.key)), score: $0.value) }
            .sorted { ($1.score, $0.person) < ($0.score, $1.person) }
    }

    private func forEachForm(_ hash: UInt64, _ body: (Int32) -> Void) {
        var next = heads[Int(truncatingIfNeeded: hash) & (heads.count - 1)]
        while next >= 0 {
            let entry = entries[Int(next)]
            next = entry.next
            if entry.hash == hash { body(entry.form) }
        }
    }

    private static func hashes(of name: NameParts) -> [UInt64] {
        guard let first = name.words.first, let last = name.words.last else { return [] }
        let given = NameSounds.skeleton(of: first.sounds)
        let surname = NameSounds.skeleton(of: last.sounds)
        return [
            hash(1, [], surname[...]), hash(2, given[...], surname.prefix(1)), hash(3, given[...], surname.suffix(1)),
        ]
    }

    private static func hash(_ kind: UInt64, _ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325 ^ kind
        for byte in first { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        value = (value ^ 0x20) &* 0x100_0000_01B3
        for byte in second { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return value ^ (value >> 29)
    }
}
