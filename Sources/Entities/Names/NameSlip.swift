// SPDX-License-Identifier: GPL-3.0-or-later

/// What may have happened to a known name that is written as another family's might be, and is not to be believed
/// without a phrase beside it that says who is meant.
enum NameSlip: Sendable, Comparable {
    /// A letter doubled or not, or another of the same sound: `Matarella`.
    case unheard
    /// A letter more or less, another letter, or two that changed places: `Salvino`.
    case noticed
    /// Either, where it makes a surname that others have.
    case unlikely

    /// How much a phrase beside the name must say.
    var proofs: Int {
        switch self {
        case .unheard: 1
        case .noticed: 2
        case .unlikely: 3
        }
    }
}

extension NameComparison {
    /// Of shorter surnames a letter makes another one.
    private static let leastLetters = 5
    private static let lettersOfTwoSlips = 8
    private static let leastSimilarity = 0.8

    /// The slip that turns the known name, the right one, into the left; nil where there is none and where
    /// the first names are two.
    var slip: NameSlip? {
        guard left.marks == right.marks,
            left.initials.isEmpty || right.initials.isEmpty || left.initials == right.initials,
            left.words.count == right.words.count, left.words.count >= 2, let own = left.words.last,
            let other = right.words.last
        else { return nil }
        var slip = NameSlip.unheard
        for (own, other) in zip(left.words.dropLast(), right.words.dropLast()) where own.folded != other.folded {
            guard !own.isFirstName, Self.isSlip(ofFirstName: own, other) else { return nil }
            slip = .noticed
        }
        guard own.folded != other.folded else { return slip == .noticed ? slip : nil }
        guard min(own.folded.count, other.folded.count) >= Self.leastLetters else { return nil }
        if own.sounds == other.sounds {
            if own.isKnown { slip = max(slip, .noticed) }
            return own.folded.count > Self.leastLetters ? slip : .noticed
        }
        if own.isKnown { slip = .unlikely }
        let slips = Self.slips(own.folded, other.folded)
        let isLong = min(own.folded.count, other.folded.count) >= Self.lettersOfTwoSlips
        if slips <= 1 || (slips == 2 && isLong) { return max(slip, .noticed) }
        let distance = SoundDistance(own.sounds, other.sounds)
        return !distance.isHard && distance.similarity >= Self.accepts ? max(slip, .noticed) : nil
    }

    private static func isSlip(ofFirstName own: NameParts.Word, _ other: NameParts.Word) -> Bool {
        let distance = SoundDistance(own.sounds, other.sounds)
        // `Donalda` is somebody else.
        guard !distance.isCaseEnding, !distance.differsInEnding || distance.similarity == 1 else { return false }
        return slips(own.folded, other.folded) <= 1
            || (!distance.isHard && similarity(ofFirstNames: own, other, distance) ?? 0 >= leastSimilarity)
    }

    /// Letters left out, put in, replaced or swapped with the next, at least; 3 where there are more.
    static func slips(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard abs(left.count - right.count) <= 2 else { return 3 }
        var before: [Int] = []
        var last = Array(0...right.count)
        for (line, letter) in left.enumerated() {
            var row = [line + 1]
            row.reserveCapacity(right.count + 1)
            for (column, other) in right.enumerated() {
                var least = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, row[column] + 1)
                if line > 0, column > 0, letter == right[column - 1], left[line - 1] == other {
                    least = min(least, before[column - 1] + 1)
                }
                row.append(least)
            }
            before = last
            last = row
        }
        return min(last[right.count], 3)
    }
}
