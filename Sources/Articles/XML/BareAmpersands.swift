// SPDX-License-Identifier: GPL-3.0-or-later

/// Makes `AT&T` in XML what it was meant to be, `AT&amp;T`: libxml2 would drop the `&` with the word behind it.
///
/// A `&` before a name that no `;` ends, or before no name at all, is no reference. Sections of CDATA, where it stands for itself, stay as they are.
struct BareAmpersands {
    private var isInSection = false
    /// The end of the last piece, which cannot be judged without the next.
    private var held: [UInt8] = []

    /// No name of an entity is longer, and neither is the beginning of a section.
    private static let longest = 40
    private static let sectionStart = Array("<![CDATA[".utf8)
    private static let sectionEnd = Array("]]>".utf8)

    /// The next piece with what was held back of the one before.
    mutating func mended(_ bytes: ArraySlice<UInt8>, isLast: Bool = false) -> ArraySlice<UInt8> {
        var piece = held.isEmpty ? bytes : (held + bytes)[...]
        held = []
        if !isLast, var cut = piece.suffix(Self.longest).firstIndex(where: { Self.isMark($0) }) {
            // The end of a section begins with two of them.
            while cut > piece.startIndex, piece[cut - 1] == 0x5D { cut -= 1 }
            held = Array(piece[cut...])
            piece = piece[..<cut]
        }
        var result: [UInt8] = []
        var copied = piece.startIndex
        var position = piece.startIndex
        while position < piece.endIndex {
            let byte = piece[position]
            defer { position += 1 }
            guard Self.isMark(byte) else { continue }
            let rest = piece[position...]
            if isInSection {
                if rest.starts(with: Self.sectionEnd) { isInSection = false }
            } else if byte == 0x3C {
                isInSection = rest.starts(with: Self.sectionStart)
            } else if byte == 0x26, Self.isBare(rest.dropFirst()) {
                result += piece[copied...position]
                result += "amp;".utf8
                copied = position + 1
            }
        }
        return result.isEmpty ? piece : (result + piece[copied...])[...]
    }

    private static func isMark(_ byte: UInt8) -> Bool { byte == 0x26 || byte == 0x3C || byte == 0x5D }

    /// Whether no name comes first, or one and then no `;`.
    private static func isBare(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first, first != 0x23 else { return false }
        guard (0x61...0x7A).contains(first | 0x20) || first >= 0x80 || first == 0x5F || first == 0x3A else {
            return true
        }
        let behind = rest.prefix(longest).drop { byte in
            (0x61...0x7A).contains(byte | 0x20) || byte.isDigit || byte >= 0x80
                || [0x2D, 0x2E, 0x3A, 0x5F].contains(byte)
        }
        return behind.first != 0x3B
    }
}
