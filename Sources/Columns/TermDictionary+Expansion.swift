// SPDX-License-Identifier: GPL-3.0-or-later

extension TermDictionary {
    /// The folded forms that fit a wildcard pattern (`*` any run of letters, `?` one letter), in order.
    ///
    /// - Returns: At most `limit` + 1 numbers, so that a caller sees that there are too many.
    public func folded(matching pattern: [UInt8], limit: Int) -> [Int] {
        let prefix = Array(pattern.prefix { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") })
        var found: [Int] = []
        for index in folded.range(withPrefix: prefix)
        where folded.withBytes(at: index, { WildcardPattern.matches(pattern[...], $0) }) {
            found.append(index)
            if found.count > limit { break }
        }
        return found
    }

    /// The folded forms within `edits` insertions, deletions or substitutions of characters of `word`, in order.
    ///
    /// Walks the sorted table keeping a row of the edit-distance matrix for each letter of the current prefix, and
    /// skips all words with a prefix that is already too far away.
    public func folded(within edits: Int, of word: [UInt8], limit: Int) -> [Int] {
        let letters = Array(String(decoding: word, as: UTF8.self).unicodeScalars)
        var rows: [[Int]] = [Array(0...letters.count)]
        var path: [Unicode.Scalar] = []
        var found: [Int] = []
        var index = 0
        while index < folded.count, found.count <= limit {
            let scalars = Array(folded.text(at: index).unicodeScalars)
            var shared = 0
            while shared < min(path.count, scalars.count), path[shared] == scalars[shared] { shared += 1 }
            rows.removeLast(rows.count - 1 - shared)
            path.removeLast(path.count - shared)
            var isTooFar = false
            while path.count < scalars.count {
                let row = nextRow(after: rows[path.count], letters: letters, scalar: scalars[path.count])
                rows.append(row)
                path.append(scalars[path.count])
                if row.allSatisfy({ $0 > edits }) {
                    isTooFar = true
                    break
                }
            }
            if isTooFar {
                let prefix = Array(String(String.UnicodeScalarView(path)).utf8)
                index = folded.range(withPrefix: prefix, from: index).upperBound
            } else {
                if rows[path.count][letters.count] <= edits { found.append(index) }
                index += 1
            }
        }
        return found
    }

    private func nextRow(after row: [Int], letters: [Unicode.Scalar], scalar: Unicode.Scalar) -> [Int] {
        var next = [row[0] + 1]
        next.reserveCapacity(row.count)
        for column in 1..<row.count {
            let substitution = row[column - 1] + (letters[column - 1] == scalar ? 0 : 1)
            next.append(min(substitution, row[column] + 1, next[column - 1] + 1))
        }
        return next
    }
}

/// Matching of wildcard patterns in time proportional to pattern times word.
public enum WildcardPattern {
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
