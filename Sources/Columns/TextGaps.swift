// SPDX-License-Identifier: GPL-3.0-or-later

/// What stands between the tokens of a text, so that the text need not be stored beside its tokens.
///
/// A text of *n* tokens has *n* + 1 gaps: before the first token, between two, and after the last. Most are as expected,
/// which is nothing before the first, after the last and behind an apostrophe, and one space otherwise. Stored are the
/// others. Each is a byte, whose high five bits say how many expected gaps come before it (31: a LEB128 number of further
/// ones follows) and whose low three bits are its place in `common`; or seven, and then a LEB128 number follows: a place
/// in `rare`, or the number of places there plus the gap's length in bytes, and then these.
///
/// The piece of a record that stands for a text is a LEB128 number, twice the length of what follows, plus one if that is
/// the text itself because its tokens do not tell it.
public enum TextGaps {
    static let common: [[UInt8]] = [", ", ". ", ".\n", ".\n\n", ".", " (", "-"].map { Array($0.utf8) }
    /// At most seven bytes each.
    static let rare: [[UInt8]] = [
        "", " ", ") ", "». ", " «", ". «", ",", "\n", ":\n", " \"", ": ", "), ", "\u{A0}", ":", " - ", "\" ", ";\n",
        "% ", "? ", " “", "».\n", ":\n«", "; ", ").\n", ".\n\n«", "».\n\n", "\", ", "/", "” ", "\".\n", " – ", "» ",
        "», ", "! ", "\n\n", "?\n\n", ").\n\n", "). ", "«", "».", "», «", "». «", "”, ", "” (", "?\n", ",\u{A0}", "° ",
        ":\n\"", ".\n«", ":\n\n", "\n- ", "%, ", ")\n", "!\n", "%.\n", "%. ", "!\n\n", "?", "!", "? «", "., ", ".. ",
        "… ", "...", "... ", "  ", " & ", "@", " (\"", "\")", ")", ").", " '", "’ ", " ‘", "…", "\"", "“", "”. ",
        "\". ",
    ].map { Array($0.utf8) }

    /// The highest value of the three bits: the gap is not among the common ones.
    static let other = UInt8(common.count)
    static let longestRun = 31

    private static let commonKeys = common.map { $0.withUnsafeBufferPointer { key($0) } }
    private static let rareKeys = rare.map { $0.withUnsafeBufferPointer { key($0) } }

    /// Appends the piece of a text.
    ///
    /// - Parameter bounds: Beginning and end of each plain token, in bytes of the text, ascending.
    public static func append(_ text: Span<UInt8>, bounds: [UInt32], to record: inout [UInt8]) {
        text.withUnsafeBufferPointer { text in
            var stream: [UInt8] = []
            stream.reserveCapacity(bounds.count / 8 + 16)
            let isTold = bounds.withUnsafeBufferPointer { append(text, $0, to: &stream) }
            if isTold {
                Varint.append(UInt32(stream.count) << 1, to: &record)
                record += stream
            } else {
                Varint.append(UInt32(text.count) << 1 | 1, to: &record)
                record.append(contentsOf: text)
            }
        }
    }

    /// False where the tokens overlap or leave the text: then it has to be stored as it is.
    private static func append(
        _ text: UnsafeBufferPointer<UInt8>, _ bounds: UnsafeBufferPointer<UInt32>, to stream: inout [UInt8]
    ) -> Bool {
        var writer = Writer(stream: stream)
        stream = []
        defer { stream = writer.stream }
        var cursor = 0
        var index = 0
        while index < bounds.count {
            let start = Int(bounds[index])
            let end = Int(bounds[index + 1])
            guard start >= cursor, end > start, end <= text.count else { return false }
            let isExpected =
                cursor > 0 && !endsWithApostrophe(text, at: cursor)
                ? start == cursor + 1 && text[cursor] == UInt8(ascii: " ") : start == cursor
            writer.append(UnsafeBufferPointer(rebasing: text[cursor..<start]), isExpected: isExpected)
            cursor = end
            index += 2
        }
        writer.append(UnsafeBufferPointer(rebasing: text[cursor...]), isExpected: cursor == text.count)
        return true
    }

    private struct Writer {
        var stream: [UInt8]
        var run = 0

        init(stream: [UInt8]) { self.stream = stream }

        @inline(__always)
        mutating func append(_ gap: UnsafeBufferPointer<UInt8>, isExpected: Bool) {
            if isExpected { run += 1 } else { append(gap) }
        }

        @inline(never)
        private mutating func append(_ gap: UnsafeBufferPointer<UInt8>) {
            let key = gap.count <= 7 ? TextGaps.key(gap) : UInt64.max
            let place = commonKeys.firstIndex(of: key)
            stream.append(UInt8(min(run, longestRun)) << 3 | (place.map { UInt8($0) } ?? other))
            if run >= longestRun { Varint.append(UInt32(run - longestRun), to: &stream) }
            run = 0
            guard place == nil else { return }
            if let place = rareKeys.firstIndex(of: key) {
                Varint.append(UInt32(place), to: &stream)
            } else {
                Varint.append(UInt32(rareKeys.count + gap.count), to: &stream)
                stream.append(contentsOf: gap)
            }
        }
    }

    /// Up to seven bytes and their number as one integer.
    @inline(__always)
    private static func key(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var key = UInt64(bytes.count) << 56
        for index in bytes.indices { key |= UInt64(bytes[index]) << UInt64(index * 8) }
        return key
    }

    /// Whether an apostrophe, straight or curly, ends at `end`.
    @inline(__always)
    static func endsWithApostrophe(_ text: UnsafeBufferPointer<UInt8>, at end: Int) -> Bool {
        guard end > 0 else { return false }
        return switch text[end - 1] {
        case UInt8(ascii: "'"): true
        case 0x99: end >= 3 && text[end - 2] == 0x80 && text[end - 3] == 0xE2
        default: false
        }
    }
}
