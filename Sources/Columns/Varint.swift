// SPDX-License-Identifier: GPL-3.0-or-later

/// LEB128: seven bits a byte, lowest first, the high bit set on all but the last byte.
enum Varint {
    @inline(__always)
    static func append(_ value: UInt32, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Reads one value and moves `cursor` behind it; `end` bounds the read.
    @inline(__always)
    static func read(_ cursor: inout UnsafePointer<UInt8>, before end: UnsafePointer<UInt8>) -> UInt32 {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while cursor < end {
            let byte = cursor.pointee
            cursor += 1
            value |= UInt32(byte & 0x7F) &<< shift
            if byte < 0x80 { break }
            shift &+= 7
        }
        return value
    }
}
