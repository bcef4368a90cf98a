// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

extension String {
    /// The first place of a short text, compared byte by byte.
    func firstRange(of text: String) -> Range<Index>? { place(of: text, fromEnd: false) }

    /// The last place of a short text, compared byte by byte.
    func lastRange(of text: String) -> Range<Index>? { place(of: text, fromEnd: true) }

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
