// SPDX-License-Identifier: GPL-3.0-or-later

extension TermDictionary {
    /// The folded forms that fit a wildcard pattern (`*` any run of letters, `?` one letter), in order.
    ///
    /// - Returns: At most `limit` + 1 numbers, so that a caller sees that there are too many.
    public func folded(matching pattern: [UInt8], limit: Int) -> [Int] {
        let prefix = Array(pattern.prefix { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") })
        var found: [Int] = []
        folded.forEach(in: folded.range(withPrefix: prefix)) { index, form in
            if found.count <= limit, form.matches(wildcard: pattern) { found.append(index) }
        }
        return found
    }
}

/// Matching of wildcard patterns in time proportional to pattern times word.
public enum WildcardPattern {
    /// Whether a pattern (`*` any characters, `?` one) fits the whole word.
    public static func matches(_ pattern: ArraySlice<UInt8>, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        var patternIndex = pattern.startIndex
        var wordIndex = 0
        var star: (pattern: Int, word: Int)?
        while wordIndex < word.count {
            if patternIndex < pattern.endIndex, pattern[patternIndex] == UInt8(ascii: "*") {
                star = (patternIndex + 1, wordIndex)
                patternIndex += 1
            } else if patternIndex < pattern.endIndex, pattern[patternIndex] == UInt8(ascii: "?") {
                patternIndex += 1
                wordIndex = characterEnd(word, wordIndex)
            } else if patternIndex < pattern.endIndex, pattern[patternIndex] == word[wordIndex] {
                patternIndex += 1
                wordIndex += 1
            } else if let resume = star {
                let next = characterEnd(word, resume.word)
                star = (resume.pattern, next)
                patternIndex = resume.pattern
                wordIndex = next
            } else {
                return false
            }
        }
        return pattern[patternIndex...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// Whether a pattern fits the whole word, case and accents as they are.
    public static func matches(_ pattern: String, _ word: String) -> Bool {
        let pattern = Array(pattern.utf8)
        return Array(word.utf8).withUnsafeBufferPointer { matches(pattern[...], $0) }
    }

    private static func characterEnd(_ word: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        var next = index + 1
        while next < word.count, word[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}

extension [UInt8] {
    /// Whether the word fits a wildcard pattern.
    public func matches(wildcard pattern: [UInt8]) -> Bool {
        withUnsafeBufferPointer { WildcardPattern.matches(pattern[...], $0) }
    }
}
