// SPDX-License-Identifier: GPL-3.0-or-later

import CSpoglioData

/// The Italian words that the program brings, to tell whether two pieces of text are one word.
enum WordList {
    /// Whether a word is in the list, whatever its case.
    static func contains(_ word: String) -> Bool {
        let wanted = Array(word.lowercased().utf8)
        let table = unsafe spoglio_table_words()
        let bytes = unsafe UnsafeBufferPointer(start: table.bytes, count: table.count)
        var low = 0
        var high = bytes.count
        while low < high {
            // The line that the middle lies in; lines ascend by their bytes.
            var start = (low + high) / 2
            while start > low, unsafe bytes[start - 1] != 0x0A { start -= 1 }
            var end = start
            while end < high, unsafe bytes[end] != 0x0A { end += 1 }
            let line = unsafe bytes[start..<end]
            if unsafe line.elementsEqual(wanted) { return true }
            if unsafe line.lexicographicallyPrecedes(wanted) { low = min(end + 1, high) } else { high = start }
        }
        return false
    }
}
