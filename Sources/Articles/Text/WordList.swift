// SPDX-License-Identifier: GPL-3.0-or-later

import CSpoglioData

/// The Italian words that the program brings, to tell whether two pieces of text are one word.
enum WordList {
    /// Whether a word is in the list, whatever its case.
    static func contains(_ word: String) -> Bool {
        let wanted = Array(word.lowercased().utf8)
        var isFound = false
        unsafe visit(from: wanted[...]) { line in
            isFound = unsafe line.elementsEqual(wanted)
            return false
        }
        return isFound
    }

    /// Whether the list has another form of a word: the same stem of four letters or more with another ending.
    static func hasInflection(of word: String) -> Bool {
        let word = Array(word.lowercased().utf8)
        for length in 1...longestEnding where word.count - length >= shortestStem {
            guard endings.contains(String(decoding: word.suffix(length), as: UTF8.self)) else { continue }
            let stem = word.dropLast(length)
            var isFound = false
            var looked = 0
            unsafe visit(from: stem) { line in
                guard unsafe line.starts(with: stem), looked < mostForms else { return false }
                looked += 1
                isFound = unsafe endings.contains(String(decoding: line.dropFirst(stem.count), as: UTF8.self))
                return !isFound
            }
            if isFound { return true }
        }
        return false
    }

    /// Hands over the words that do not come before another one, in their order, until told not to go on.
    private static func visit(from wanted: ArraySlice<UInt8>, _ body: (Slice<UnsafeBufferPointer<UInt8>>) -> Bool) {
        let table = unsafe spoglio_table_words()
        let bytes = unsafe UnsafeBufferPointer(start: table.bytes, count: table.count)
        var low = 0
        var high = bytes.count
        while low < high {
            // The line that the middle lies in; lines ascend by their bytes.
            var start = (low + high) / 2
            while start > low, unsafe bytes[start - 1] != 0x0A { start -= 1 }
            let end = unsafe lineEnd(bytes, start)
            if unsafe bytes[start..<end].lexicographicallyPrecedes(wanted) { low = end + 1 } else { high = start }
        }
        while low < bytes.count {
            let end = unsafe lineEnd(bytes, low)
            if unsafe !body(bytes[low..<end]) { return }
            low = end + 1
        }
    }

    private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var end = start
        while end < bytes.count, unsafe bytes[end] != 0x0A { end += 1 }
        return end
    }

    private static let shortestStem = 4
    /// A stem with more forms than this is none.
    private static let mostForms = 500
    private static let longestEnding = 8

    /// Endings of nouns, adjectives and verbs.
    private static let endings: Set<String> = Set(
        """
        o a i e à ò ì are ere ire arsi ersi irsi rsi ato ata ati ate uto uta uti ute ito ita iti ite ando endo andosi endosi \
        ante anti ente enti amento amenti imento imenti mento menti azione azioni izione izioni zione zioni sione sioni \
        atore atori atrice atrici tore tori trice trici mente amente issimo issima issimi issime ano ono avano evano ivano \
        ava eva iva avo evo ivo erà erò eranno eremo erebbe irà irò iranno irebbe asse assero esse essero isse issero \
        arono erono irono iamo ete ismo ismi ista isti iste istico istica istici oso osa osi ose ale ali abile abili ibile \
        ibili ità ivi ive hi he ci ce gi ge chi che ghi ghe ico ica ici iche
        """.split(separator: " ").map { String($0) })
}
