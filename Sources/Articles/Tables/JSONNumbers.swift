// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The values that are no JSON but that programs of statistics write into it for a number that is missing.
enum JSONNumbers {
    private static let words = ["NaN", "Infinity", "-Infinity"].map { Array($0.utf8) }

    /// The text with `null` for these where one is the value of a field; nil where there is none, as nearly always.
    ///
    /// Within a text no such place can be: the quote behind the name of the field would have a backslash before it.
    static func withoutMissing(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard has("NaN", text) || has("Infinity", text) else { return nil }
        var result: [UInt8]?
        var copied = text.startIndex
        var position = text.startIndex
        while let hit = text[position...].firstIndex(where: { $0 == 0x4E || $0 == 0x49 }) {
            position = hit + 1
            let start = hit > text.startIndex && text[hit - 1] == 0x2D ? hit - 1 : hit
            guard let word = words.first(where: { text[start...].starts(with: $0) }),
                ends(text[(start + word.count)...]), follows(name: text[..<start])
            else { continue }
            result = (result ?? []) + text[copied..<start] + Array("null".utf8)
            copied = start + word.count
            position = copied
        }
        return result.map { $0 + text[copied...] }
    }

    /// Whether a word stands anywhere in a text.
    private static func has(_ word: StaticString, _ text: ArraySlice<UInt8>) -> Bool {
        unsafe text.withUnsafeBytes { text in
            guard var start = text.baseAddress else { return false }
            let end = unsafe start + text.count
            while let hit = unsafe memchr(start, Int32(word.utf8Start[0]), end - start) {
                if unsafe end - UnsafeRawPointer(hit) >= word.utf8CodeUnitCount,
                    unsafe memcmp(hit, word.utf8Start, word.utf8CodeUnitCount) == 0
                {
                    return true
                }
                unsafe start = UnsafeRawPointer(hit) + 1
            }
            return false
        }
    }

    private static func ends(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let next = rest.first(where: { $0 > 0x20 }) else { return true }
        return next == 0x2C || next == 0x7D
    }

    /// Whether a name of a field and its colon stand before.
    private static func follows(name before: ArraySlice<UInt8>) -> Bool {
        let colon = before.drop(whileLast: { $0 <= 0x20 })
        guard colon.last == 0x3A else { return false }
        let quote = colon.dropLast().drop(whileLast: { $0 <= 0x20 })
        return quote.last == 0x22 && quote.dropLast().last != 0x5C
    }
}

extension ArraySlice {
    /// The slice without the elements at its end for which something holds.
    fileprivate func drop(whileLast holds: (Element) -> Bool) -> Self {
        lastIndex { !holds($0) }.map { self[...$0] } ?? self[startIndex..<startIndex]
    }
}
