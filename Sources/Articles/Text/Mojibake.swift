// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// UTF-8 that was read as WINDOWS-1252 and written as UTF-8 again: `perchÃ©` for `perché`.
enum Mojibake {
    /// What the metadata of a repaired article say of its encoding.
    static let note = "mojibake repaired"

    /// The text as it was meant, or nil when it is not mojibake through and through.
    ///
    /// A text is repaired only if all its characters exist in WINDOWS-1252 and their bytes there are valid UTF-8: one
    /// accented letter that is as it should be makes them invalid, so a sound text is never touched.
    static func repaired(_ text: String) -> String? {
        var text = text
        let isSuspect = text.withUTF8 { bytes in unsafe hasMark(bytes) }
        guard isSuspect else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var isPlain = true
        for scalar in text.unicodeScalars {
            guard let byte = scalar.value < 0x80 ? UInt8(scalar.value) : windows1252[scalar] else { return nil }
            if byte >= 0x80 { isPlain = false }
            bytes.append(byte)
        }
        return isPlain ? nil : String(validating: bytes, as: UTF8.self)
    }

    /// Whether there is an Ã, Â or â, which the first byte of nearly every character beyond ASCII turns into.
    private static func hasMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var start = 0
        while start < bytes.count, let base = bytes.baseAddress,
            let found = unsafe memchr(base + start, 0xC3, bytes.count - start)
        {
            let index = unsafe found - UnsafeMutableRawPointer(mutating: base) + 1
            if index < bytes.count, unsafe [0x82, 0x83, 0xA2].contains(bytes[index]) { return true }
            start = index
        }
        return false
    }

    /// The five bytes that WINDOWS-1252 leaves open stand for the control characters of the same number, as in HTML.
    private static let windows1252: [Unicode.Scalar: UInt8] = {
        var table: [Unicode.Scalar: UInt8] = [:]
        for byte in UInt8(0x80)...0xFF {
            let decoded = Charset.windows1252.decode([byte], replacing: false).flatMap { bytes in
                String(decoding: bytes, as: UTF8.self).unicodeScalars.first
            }
            table[decoded ?? Unicode.Scalar(byte)] = byte
        }
        return table
    }()
}
