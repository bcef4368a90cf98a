// SPDX-License-Identifier: GPL-3.0-or-later

/// Looks for a tag with so many attributes that libxml2, which compares each with all before it, would take minutes.
struct HTMLTagScan {
    static let attributeLimit = 1000

    private let html: [UInt8]
    private var position = 0

    private init(_ html: [UInt8]) { self.html = html }

    /// Whether a tag has too many, by the blanks between them; scripts, styles and comments are passed over.
    static func hasEndlessTag(_ html: [UInt8]) -> Bool {
        var scan = HTMLTagScan(html)
        while let open = html[scan.position...].firstIndex(of: 0x3C) {
            scan.position = open + 1
            guard scan.position < html.count else { return false }
            let next = html[scan.position]
            if next == 0x21, scan.stands("!--", at: scan.position) {
                scan.pass("-->")
            } else if (0x61...0x7A).contains(next.lowercasedASCII) {
                if scan.tagIsEndless() { return true }
            }
        }
        return false
    }

    private mutating func tagIsEndless() -> Bool {
        let start = position
        var blanks = 0
        var quote: UInt8 = 0
        while position < html.count {
            let byte = html[position]
            position += 1
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x3E {
                break
            } else if byte == 0x22 || byte == 0x27, html[position - 2] == 0x3D {
                quote = byte
            } else if byte <= 0x20 || byte == 0x2F, html[position - 2] > 0x20 {
                blanks += 1
                if blanks > Self.attributeLimit { return true }
            }
        }
        if stands("script", at: start) { pass("</script") }
        if stands("style", at: start) { pass("</style") }
        return false
    }

    /// Whether a word in small letters stands at a place, in small or capital letters.
    private func stands(_ word: StaticString, at place: Int) -> Bool {
        guard place + word.utf8CodeUnitCount <= html.count else { return false }
        for index in 0..<word.utf8CodeUnitCount
        where unsafe html[place + index].lowercasedASCII != word.utf8Start[index] { return false }
        return true
    }

    /// Goes on behind the next occurrence, in small or capital letters, or to the end.
    private mutating func pass(_ mark: StaticString) {
        let first = unsafe mark.utf8Start[0]
        while let found = html[position...].firstIndex(of: first) {
            if stands(mark, at: found) {
                position = found + mark.utf8CodeUnitCount
                return
            }
            position = found + 1
        }
        position = html.count
    }
}
