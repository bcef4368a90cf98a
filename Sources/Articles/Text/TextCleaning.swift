// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

extension String {
    /// The text with LF line ends, without soft hyphens and control characters other than LF and tab, trimmed.
    var cleaned: String {
        var text = self
        let isClean = text.withUTF8 { bytes in unsafe Self.isClean(bytes) }
        if isClean { return text }
        var scalars = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0D, 0x85, 0x2028, 0x2029: scalars.append("\n")
            case 0x0A: if !afterReturn { scalars.append("\n") }
            case 0x09: scalars.append("\t")
            case 0xAD, 0xFEFF: break
            case 0..<0x20, 0x7F..<0xA0: scalars.append(" ")
            default: scalars.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return String(String(scalars).trimmed)
    }

    /// The cleaned text in one line, each run of blanks as one space.
    var singleLine: String {
        var text = cleaned
        let isSimple = text.withUTF8 { bytes in
            var previous: UInt8 = 0
            for index in 0..<bytes.count {
                let byte = unsafe bytes[index]
                if byte < 0x20 || byte == 0x20 && previous == 0x20 { return false }
                previous = byte
            }
            return true
        }
        if isSimple { return text }
        return text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
    }

    var hasNUL: Bool { has(0) }

    /// Whether a byte is anywhere in it.
    func has(_ byte: UInt8) -> Bool {
        var text = self
        return text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return false }
            return unsafe memchr(base, Int32(byte), bytes.count) != nil
        }
    }

    /// The text without white space at its ends.
    var trimmed: Substring { self[...].trimmed }

    private static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = unsafe bytes.first, let last = unsafe bytes.last else { return true }
        if first <= 0x20 || last <= 0x20 { return false }
        for index in 0..<bytes.count {
            let byte = unsafe bytes[index]
            if byte >= 0x20, byte < 0x7F || byte == 0xC3 { continue }
            switch byte {
            case 0x09, 0x0A: continue
            case 0..<0x20, 0x7F: return false
            case 0xC2:
                let next = unsafe bytes[index + 1]
                if next < 0xA0 || next == 0xAD { return false }
            case 0xE2:
                if unsafe bytes[index + 1] == 0x80, unsafe bytes[index + 2] | 1 == 0xA9 { return false }
            case 0xEF:
                if unsafe bytes[index + 1] == 0xBB, unsafe bytes[index + 2] == 0xBF { return false }
            default: continue
            }
        }
        return unsafe !(bytes[bytes.count - 1] == 0xA0 && bytes.count > 1 && bytes[bytes.count - 2] == 0xC2)
    }
}

extension Substring {
    /// The text without white space at its ends.
    var trimmed: Substring {
        let bytes = utf8
        guard let first = bytes.first, let last = bytes.last else { return self }
        // Nearly always both ends are ASCII, which needs no table of Unicode's.
        if first > 0x20, first < 0x7F, last > 0x20, last < 0x7F { return self }
        guard let first = unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return self[startIndex..<startIndex] }
        return self[first..<unicodeScalars.index(after: last)]
    }

    /// How many words white space parts it into.
    var wordCount: Int {
        var text = self
        return text.withUTF8 { bytes in unsafe Self.wordCount(bytes) }
    }

    private static func wordCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var words = 0
        var isInWord = false
        var index = 0
        while index < bytes.count {
            let length = unsafe blankLength(bytes, index)
            if length == 0, !isInWord { words += 1 }
            isInWord = length == 0
            index += length == 0 ? 1 : length
        }
        return words
    }

    /// How many bytes the white space at a place has, 0 for none; as Unicode has it.
    private static func blankLength(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        let byte = unsafe bytes[index]
        if byte < 0x80 { return byte == 0x20 || (0x09...0x0D).contains(byte) ? 1 : 0 }
        switch byte {
        case 0xC2 where index + 1 < bytes.count:
            let next = unsafe bytes[index + 1]
            return next == 0x85 || next == 0xA0 ? 2 : 0
        case 0xE1...0xE3 where index + 2 < bytes.count:
            switch unsafe (byte, bytes[index + 1], bytes[index + 2]) {
            case (0xE1, 0x9A, 0x80), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80), (0xE2, 0x80, 0x80...0x8A),
                (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF):
                return 3
            default: return 0
            }
        default: return 0
        }
    }
}
