// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension NamePass {
    /// Calls `body` with each run of words, outside the names found so far, that reads like a person's name.
    mutating func forEachUnknownName(_ body: (inout NamePass, Range<Int>) -> Void) {
        var index = 0
        while index < count {
            guard isNameWord(index) else {
                index += 1
                continue
            }
            let end = runEnd(from: index)
            for segment in segments(of: index..<end) {
                if let name = unknownName(in: segment) { body(&self, name) }
            }
            index = end
        }
    }

    private func isNameWord(_ index: Int) -> Bool {
        let word = words[index]
        return word.isCapitalised && word.kind == .word && !word.isCovered && !word.isShouted
    }

    /// The end of the adjacent capitalised words from `start` on, with the particles between them.
    private mutating func runEnd(from start: Int) -> Int {
        var end = start + 1
        while end < count, isAdjacent(end), !words[end].isCovered {
            if isNameWord(end) {
                end += 1
                continue
            }
            // At most three: `van der`, `de la`.
            var next = end
            while next < min(count, end + 3), !words[next].isCapitalised, !words[next].isCovered, isAdjacent(next),
                isInnerParticle(next, first: next == end)
            {
                next += 1
            }
            guard next > end, next < count, isNameWord(next), isAdjacent(next) else {
                // The last part of `Jong-un`.
                if words[end].flags.contains(.joined), words[end].kind == .word, words[end - 1].isCapitalised,
                    words[end].start > words[end - 1].end, end - start < 8
                {
                    end += 1
                    continue
                }
                break
            }
            end = next + 1
        }
        return end
    }

    /// A lower-case particle between the parts of a name: `von`, `al-`; not `di`, which mostly tells an origin.
    private mutating func isInnerParticle(_ index: Int, first: Bool) -> Bool {
        let classes = classes(at: index)
        if first, words[index].flags.contains(.joined) { return true }
        return classes.contains(.surnameParticle) && !(first && classes.contains(.article))
    }

    /// The parts of a run between words that no name of a person contains.
    private mutating func segments(of run: Range<Int>) -> [Range<Int>] {
        var segments: [Range<Int>] = []
        var start = run.lowerBound
        var index = start
        while index < run.upperBound {
            let classes = words[index].isCapitalised ? classes(at: index) : []
            let isNumeral = classes.contains(.romanNumeral) && index > start
            if classes.contains(.institution), !(classes.contains(.firstName) && index == start) {
                // The rest is the institution's name.
                if index > start { segments.append(start..<index) }
                return segments
            }
            let breaks =
                (!classes.isDisjoint(with: [.title, .calendar, .common]) && !words[index].flags.contains(.elided)
                    && !(classes.contains(.firstName) && classes.isDisjoint(with: [.common, .title])) && !isNumeral
                    && !isParticle(index, classes, in: start..<run.upperBound))
                || (words[index].flags.contains(.allCapitals) && !isNumeral)
            if breaks {
                if index > start { segments.append(start..<index) }
                start = index + 1
            }
            index += 1
        }
        if start < run.upperBound { segments.append(start..<run.upperBound) }
        return segments
    }

    /// A capitalised `De`, `La` inside a name.
    private func isParticle(_ index: Int, _ classes: WordClass, in range: Range<Int>) -> Bool {
        classes.contains(.particle) && index > range.lowerBound && index + 1 < range.upperBound
    }

    /// The name in a segment, or nil where it is none.
    private mutating func unknownName(in segment: Range<Int>) -> Range<Int>? {
        var start = segment.lowerBound
        var end = segment.upperBound
        while start < end {
            let word = words[start]
            let classes = classes(at: start)
            if word.isCapitalised, !word.flags.contains(.elided), classes.contains(.firstName) { break }
            let isLowered = !word.isCapitalised || word.flags.contains(.elided)
            guard isLowered || beginsSentence(start) || classes.contains(.particle) else { break }
            start += 1
        }
        while end > start, !words[end - 1].isCapitalised, !words[end - 1].flags.contains(.joined) { end -= 1 }
        guard start < end, !followsDedication(start, [.dedication, .determiner]) else { return nil }
        var names = 0
        var particles = 0
        var initials = 0
        for index in start..<end {
            let word = words[index]
            if isInitial(index) { initials += 1 }
            if index > start, word.flags.contains(.joined), word.start > words[index - 1].end || !word.isCapitalised {
                continue
            }
            let classes = classes(at: index)
            if classes.contains(.particle), index > start { particles += 1 } else { names += 1 }
        }
        guard names >= 2, names <= 4, names + particles <= 6, names - initials >= 1 else { return nil }
        let first = classes(at: start)
        let isKnown = first.contains(.firstName)
        guard isKnown || isInitial(start) || isPlausible(start..<end, names: names) else { return nil }
        return isShowable(start..<end) ? start..<end : nil
    }

    /// Without a known first name: two or three words of letters, each of a name's length, none of them a word that
    /// the authority knows only from institutions.
    private mutating func isPlausible(_ range: Range<Int>, names: Int) -> Bool {
        guard names <= 3, !followsDedication(range.lowerBound, .locative) else { return false }
        let unfit: WordClass = [.common, .institution, .calendar, .dedication, .romanNumeral, .ambiguous]
        for index in range {
            let word = words[index]
            guard word.isCapitalised else { continue }
            guard classes(at: index).isDisjoint(with: unfit) else { return false }
            guard words[index].letters >= 2 || word.flags.contains(.elided) || isInitial(index) else { return false }
            for offset in word.start..<word.end where (0x30...0x39).contains(bytes[offset]) { return false }
        }
        return words[range.upperBound - 1].letters >= 3 || words[range.upperBound - 1].flags.contains(.joined)
    }
}
