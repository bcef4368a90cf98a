// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// The tokens of one field as the tagger looks at them.
struct TaggerSequence {
    /// One token.
    struct Item {
        /// Its number in the lexicon.
        var word: Int32
        /// What stands between the token before and this one (`TaggerGap`).
        var gap: UInt8
        /// Whether a sentence or line begins here.
        var begins: Bool
        var isShouted: Bool
        var isAnchor: Bool
        /// What the rules found here: 0 nothing, else kind, rule, and whether the name begins here.
        var rule: UInt8 = 0
        /// Which entities of the authority have a form over this token, whatever the rules make of it.
        var hint: UInt16 = 0
        /// Which lists have a name over this token.
        var phrase: UInt8 = 0
        /// The adjacent capitalised words that it is one of; empty for others.
        var runStart: Int32 = 0
        var runEnd: Int32 = 0
        /// The capitalised word that stands last before it in its sentence, -1 for none.
        var capitalBefore: Int32 = -1
    }

    var items: [Item] = []

    /// Stretches that may hold names; outside of them nothing is looked at.
    private(set) var stretches: [Range<Int>] = []

    /// Lower-case words before and after a capitalised one that may belong to its name.
    private static let reach = (before: 2, after: 3)

    mutating func reset() {
        items.removeAll(keepingCapacity: true)
        stretches.removeAll(keepingCapacity: true)
    }

    /// Finds runs and stretches once all items are there.
    mutating func arrange() {
        var index = 0
        while index < items.count {
            var end = index + 1
            if items[index].isAnchor {
                while end < items.count, items[end].isAnchor, !items[end].begins, TaggerGap.joins(items[end].gap) {
                    end += 1
                }
                for place in index..<end {
                    items[place].runStart = Int32(index)
                    items[place].runEnd = Int32(end)
                }
            }
            index = end
        }
        var sentence = 0
        while sentence < items.count {
            var end = sentence + 1
            while end < items.count, !items[end].begins { end += 1 }
            arrangeSentence(sentence..<end)
            sentence = end
        }
    }

    private mutating func arrangeSentence(_ sentence: Range<Int>) {
        var capital: Int32 = -1
        var start = -1
        var end = -1
        for index in sentence {
            items[index].capitalBefore = capital
            guard items[index].isAnchor || items[index].rule != 0 else { continue }
            if items[index].isAnchor { capital = Int32(index) }
            let first = max(sentence.lowerBound, index - Self.reach.before)
            if first > end || start < 0 {
                if start >= 0 { stretches.append(start..<end) }
                start = first
            }
            end = min(sentence.upperBound, index + Self.reach.after + 1)
        }
        if start >= 0 { stretches.append(start..<end) }
    }

    /// The word at a distance in the same sentence, else the boundary.
    @inline(__always)
    func word(_ index: Int, _ distance: Int) -> Int {
        let place = index + distance
        guard place >= 0, place < items.count else { return TaggerLexicon.boundary }
        if distance < 0 {
            var between = index
            while between > place {
                if items[between].begins { return TaggerLexicon.boundary }
                between -= 1
            }
        } else {
            var between = index + 1
            while between <= place {
                if items[between].begins { return TaggerLexicon.boundary }
                between += 1
            }
        }
        return Int(items[place].word)
    }
}

/// What stands between two tokens, as bits; 0 is a single space.
enum TaggerGap {
    static let joined: UInt8 = 1
    static let hyphen: UInt8 = 2
    static let comma: UInt8 = 4
    static let stop: UInt8 = 8
    static let colon: UInt8 = 16
    static let quote: UInt8 = 32
    static let opening: UInt8 = 64
    static let other: UInt8 = 128

    /// Whether a name may go on over it.
    @inline(__always)
    static func joins(_ gap: UInt8) -> Bool { gap & ~(joined | hyphen) == 0 }

    /// Whether the name of a person may go on over it: initials have full stops, nicknames quotation marks.
    @inline(__always)
    static func mayJoinNames(_ gap: UInt8) -> Bool { gap & (comma | colon | opening | other) == 0 }

    static func between(_ bytes: [UInt8], _ start: Int, _ end: Int) -> UInt8 {
        if start >= end { return joined }
        if end - start == 1, bytes[start] == UInt8(ascii: " ") { return 0 }
        var gap: UInt8 = 0
        // A long gap is a blank line or a row of stars; its beginning tells enough.
        for offset in start..<min(end, start + 16) {
            switch bytes[offset] {
            case UInt8(ascii: " "), 0xC2, 0xA0, 9: break
            case UInt8(ascii: "-"): gap |= hyphen
            case UInt8(ascii: ","): gap |= comma
            case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): gap |= stop
            case UInt8(ascii: ":"), UInt8(ascii: ";"): gap |= colon
            case UInt8(ascii: "\""), 0xAB, 0xBB: gap |= quote
            // The quotation marks U+201C-201F, but not the dashes U+2010-2015.
            case 0xE2 where offset + 2 < end && bytes[offset + 1] == 0x80:
                gap |= (0x9C...0x9F).contains(bytes[offset + 2]) ? quote : other
            case UInt8(ascii: "("), UInt8(ascii: "["): gap |= opening
            case 0x80...: break
            default: gap |= other
            }
        }
        return gap
    }
}
