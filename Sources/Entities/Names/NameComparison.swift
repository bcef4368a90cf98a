// SPDX-License-Identifier: GPL-3.0-or-later

/// How alike two names are: 0 where they are certainly of two people, 1 where only spelling differs.
struct NameComparison {
    /// What is known about one of the names beside its parts.
    enum Origin {
        case unknown
        /// Of a country whose names may have been transliterated.
        case foreign
        /// Italian texts do not transliterate it: one letter sets families apart (Rosi, Rossi, Rosso).
        case italian
    }

    /// A score from here on joins two names without a look at what stands beside them.
    static let accepts = 0.86
    /// The highest score of names that differ as two people's names may.
    private static let doubtful = 0.845
    private static let wordsOfOneName = 0.6

    let left: NameParts
    let right: NameParts

    /// The score; `right` is the name whose origin is known, if one is.
    func score(_ origin: Origin = .unknown) -> Double {
        guard left.marks == right.marks,
            left.initials.isEmpty || right.initials.isEmpty || left.initials == right.initials
        else { return 0 }
        guard left.words.count >= 2, right.words.count >= 2 else { return scoreOfSingleWords() }
        let factor = left.initials == right.initials ? 1 : 0.98
        switch left.words.count - right.words.count {
        case 0: return factor * score(left.words[...], right.words[...], origin)
        case 1: return factor * scoreWithoutAWord(long: left.words, short: right.words, origin, isSwapped: false)
        case -1: return factor * scoreWithoutAWord(long: right.words, short: left.words, origin, isSwapped: true)
        default: return 0
        }
    }

    private func scoreOfSingleWords() -> Double {
        guard let left = left.words.first, let right = right.words.first, self.left.words.count == 1,
            self.right.words.count == 1
        else { return 0 }
        if left.folded == right.folded { return 1 }
        let distance = SoundDistance(left.sounds, right.sounds)
        guard !distance.differsInEnding || distance.similarity == 1 else { return 0.5 }
        return min(distance.similarity, distance.isHard ? Self.doubtful : 1)
    }

    /// The better of leaving out a middle word of the longer name and of reading two of its words as one.
    private func scoreWithoutAWord(
        long: [NameParts.Word], short: [NameParts.Word], _ origin: Origin, isSwapped: Bool
    ) -> Double {
        var best = 0.0
        func consider(_ words: [NameParts.Word], factor: Double) {
            let score =
                isSwapped
                ? score(short[...], words[...], origin) : score(words[...], short[...], origin)
            // What is doubtful already is not made good by a word less.
            if score >= Self.accepts { best = max(best, factor * score) }
        }
        for index in 0..<long.count - 1 {
            var words = long
            let next = words.remove(at: index + 1)
            // Maria Grazia is not Maria, and a daughter may have her father's name in another spelling before her own.
            if index + 1 < long.count - 1, !next.isFirstName, long[0].folded == short[0].folded {
                consider(words, factor: 0.97)
            }
            // What is not read as one stays as it is.
            let isFirst = index == 0
            let isLast = index + 1 == long.count - 1
            if !isFirst, long[0].outline.hardEdits(to: short[0].outline) > 1 { continue }
            if !isLast, long[long.count - 1].outline.hardEdits(to: short[short.count - 1].outline) > 1 { continue }
            let letters = words[index].folded + next.folded
            words[index] = NameParts.Word(
                folded: letters, sounds: NameSounds.sounds(of: letters), isFirstName: false, isKnown: false)
            consider(words, factor: 0.99)
        }
        return best
    }

    private func score(
        _ left: ArraySlice<NameParts.Word>, _ right: ArraySlice<NameParts.Word>, _ origin: Origin
    ) -> Double {
        for (own, other) in zip(left.indices, right.indices)
        where left[own].outline.hardEdits(to: right[other].outline) > 1 { return 0 }
        guard let leftLast = left.last, let rightLast = right.last, !Self.areApart(leftLast, rightLast) else {
            return 0
        }
        var sum = 0.0
        var weights = 0.0
        var least = 1.0
        var limit = 1.0
        var isGivenSame = true
        for (own, other) in zip(left.dropLast(), right.dropLast()) {
            guard own.folded != other.folded else {
                let weight = Double(max(own.sounds.count, 3))
                sum += weight
                weights += weight
                continue
            }
            isGivenSame = false
            let distance = SoundDistance(own.sounds, other.sounds)
            guard let similarity = Self.similarity(ofFirstNames: own, other, distance) else { return 0 }
            // `Bashara` may be a genitive, `Donalda` another person.
            if distance.isHard || distance.isCaseEnding { limit = min(limit, Self.doubtful) }
            let weight = Double(max(own.sounds.count, other.sounds.count, 3))
            sum += weight * similarity
            weights += weight
            least = min(least, similarity)
        }
        let distance = SoundDistance(leftLast.sounds, rightLast.sounds)
        let longest = max(leftLast.sounds.count, rightLast.sounds.count)
        // Many cheap edits make another name: Kubica and Habeck.
        guard distance.similarity >= Self.wordsOfOneName, distance.hardEdits <= 1,
            distance.edits <= Self.mostEdits(longest: longest)
        else { return 0 }
        if leftLast.folded != rightLast.folded {
            limit = min(
                limit,
                Self.limit(
                    ofSurnames: leftLast, rightLast, distance, origin, isGivenSame: isGivenSame,
                    isGivenKnown: isGivenSame && left.first?.isFirstName == true))
        } else if origin == .italian, limit < 1 {
            return 0
        }
        let weight = Double(max(leftLast.sounds.count, rightLast.sounds.count, 3))
        sum += weight * distance.similarity
        weights += weight
        least = min(least, distance.similarity)
        return min(limit, (sum / weights + least) / 2)
    }

    private static func mostEdits(longest: Int) -> Int { max(1, longest / 3) }

    /// Whether two surnames differ so much in length that they are two, whatever their sounds are: each sound more is an edit,
    /// unless it is of a case ending.
    private static func areApart(_ left: NameParts.Word, _ right: NameParts.Word) -> Bool {
        let isLeftShorter = left.sounds.count < right.sounds.count
        let (short, long) = isLeftShorter ? (left.sounds, right.sounds) : (right.sounds, left.sounds)
        return long.count - short.count > mostEdits(longest: long.count) && !long.starts(with: short)
    }

    /// Nil where two first names are certainly two.
    static func similarity(
        ofFirstNames left: NameParts.Word, _ right: NameParts.Word, _ distance: SoundDistance
    ) -> Double? {
        guard distance.similarity >= wordsOfOneName, distance.hardEdits <= 1,
            distance.edits <= max(2, max(left.sounds.count, right.sounds.count) / 2)
        else { return nil }
        if distance.differsInEnding, distance.similarity < 1 { return nil }
        if left.isFirstName, right.isFirstName {
            // `Sergej` and `Sergey` are one; `Luca` and `Luigi`, `Robert` and `Roberta` are two.
            let longest = Double(max(left.sounds.count, right.sounds.count))
            guard !distance.isCaseEnding, distance.similarity >= 1 - 0.26 / longest else { return nil }
        }
        return distance.similarity
    }

    /// The highest score that names with these different surnames may have.
    private static func limit(
        ofSurnames left: NameParts.Word, _ right: NameParts.Word, _ distance: SoundDistance, _ origin: Origin,
        isGivenSame: Bool, isGivenKnown: Bool
    ) -> Double {
        if origin == .italian { return 0 }
        let isItalian = origin == .unknown && isGivenKnown && looksItalian(left) && looksItalian(right)
        // A surname that others bear is taken as it stands, unless the first name is garbled too.
        if left.isKnown, distance.similarity < 1 { return isGivenSame ? 0.5 : doubtful }
        if distance.similarity == 1 {
            return isItalian ? 0.5 : 1
        }
        if distance.isCaseEnding { return 1 }
        // Solano is not Solana.
        if distance.differsInEnding, left.sounds.count == right.sounds.count { return isGivenSame ? 0.5 : doubtful }
        if isItalian { return 0.5 }
        let longest = max(left.sounds.count, right.sounds.count)
        if distance.isHard || longest < 5
            || (longest == 5 && (isGivenSame || left.sounds.count != right.sounds.count))
        {
            return doubtful
        }
        // Urban is not Orban.
        if let first = left.sounds.first, let other = right.sounds.first, first != other, NameSounds.isVowel(first),
            NameSounds.isVowel(other)
        {
            return doubtful
        }
        return 1
    }

    /// Ends in a vowel and has no letters that Italian has not.
    private static func looksItalian(_ word: NameParts.Word) -> Bool {
        guard let last = word.folded.last, NameSounds.isVowel(last) else { return false }
        return !word.folded.contains { "jkwxy".utf8.contains($0) }
    }
}
