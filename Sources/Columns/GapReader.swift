// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads the gaps of a text as `TextGaps` wrote them, one after the other.
struct GapReader {
    private var cursor: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    /// Expected gaps before the next one that is stored.
    private var run = 0
    private var place = TextGaps.other
    private var hasStored = false

    init(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
        cursor = start
        self.end = end
        readHead()
    }

    /// Whether every stored gap was used.
    var isAtEnd: Bool { !hasStored }

    private mutating func readHead() {
        hasStored = cursor < end
        guard hasStored else { return }
        let head = cursor.pointee
        cursor += 1
        run = Int(head >> 3)
        place = head & 7
        if run == TextGaps.longestRun { run += Int(Varint.read(&cursor, before: end)) }
    }

    /// Appends the next gap; false where the bytes are not what was written.
    ///
    /// - Parameter isSpaced: Whether a space is expected rather than nothing.
    @inline(__always)
    mutating func append(to text: inout [UInt8], isSpaced: Bool) -> Bool {
        if !hasStored || run > 0 {
            run &-= 1
            if isSpaced { text.append(UInt8(ascii: " ")) }
            return true
        }
        return appendStored(to: &text)
    }

    @inline(never)
    private mutating func appendStored(to text: inout [UInt8]) -> Bool {
        if place < TextGaps.other {
            text += TextGaps.common[Int(place)]
        } else {
            let number = Int(Varint.read(&cursor, before: end))
            if number < TextGaps.rare.count {
                text += TextGaps.rare[number]
            } else {
                let length = number - TextGaps.rare.count
                guard length <= end - cursor else { return false }
                text.append(contentsOf: UnsafeBufferPointer(start: cursor, count: length))
                cursor += length
            }
        }
        readHead()
        return true
    }
}
