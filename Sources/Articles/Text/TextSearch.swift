// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

extension String {
    /// The first place of a short text, compared byte by byte.
    func firstRange(of text: String) -> Range<Index>? { place(of: text, fromEnd: false) }

    /// The last place of a short text, compared byte by byte.
    func lastRange(of text: String) -> Range<Index>? { place(of: text, fromEnd: true) }

    /// Whether a short text stands anywhere in it, compared byte by byte.
    func has(_ text: String) -> Bool { place(of: text, fromEnd: false) != nil }

    /// The pieces between short texts; where two begin at one place the first of them counts.
    func pieces(between separators: [[UInt8]]) -> [String] {
        var whole = self
        return whole.withUTF8 { whole in
            var pieces: [String] = []
            var (start, position) = (0, 0)
            while position < whole.count {
                let found = separators.first { unsafe Self.stands($0, whole, position) }
                if let found {
                    unsafe pieces.append(String(decoding: whole[start..<position], as: UTF8.self))
                    start = position + found.count
                }
                position += found?.count ?? 1
            }
            unsafe pieces.append(String(decoding: whole[start...], as: UTF8.self))
            return pieces
        }
    }

    private static func stands(_ part: [UInt8], _ whole: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
        guard part.count <= whole.count - offset else { return false }
        for index in part.indices where unsafe whole[offset + index] != part[index] { return false }
        return true
    }

    private func place(of text: String, fromEnd: Bool) -> Range<Index>? {
        var (whole, part) = (self, text)
        let offset: Int? = whole.withUTF8 { whole in
            part.withUTF8 { part in
                guard !part.isEmpty, part.count <= whole.count else { return nil }
                let places = 0...(whole.count - part.count)
                return fromEnd
                    ? places.last { unsafe Self.stands(part, whole, $0) }
                    : places.first { unsafe Self.stands(part, whole, $0) }
            }
        }
        guard let offset else { return nil }
        let start = utf8.index(startIndex, offsetBy: offset)
        return start..<utf8.index(start, offsetBy: text.utf8.count)
    }

    private static func stands(
        _ part: UnsafeBufferPointer<UInt8>, _ whole: UnsafeBufferPointer<UInt8>, _ offset: Int
    ) -> Bool {
        guard unsafe whole[offset] == part[0], let text = whole.baseAddress, let wanted = part.baseAddress else {
            return false
        }
        return unsafe memcmp(text + offset, wanted, part.count) == 0
    }
}
