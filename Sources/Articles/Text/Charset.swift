// SPDX-License-Identifier: GPL-3.0-or-later

import CIconv
import Glibc

/// A character encoding by the name that iconv knows.
struct Charset: Hashable, Sendable {
    let name: String

    static let utf8 = Charset(name: "UTF-8")
    static let windows1252 = Charset(name: "WINDOWS-1252")
    static let macRoman = Charset(name: "MACINTOSH")
    static let ibm850 = Charset(name: "IBM850")

    /// The encoding that a byte order mark announces, with the length of the mark.
    static func announced(by head: some Collection<UInt8>) -> (charset: Charset, markLength: Int)? {
        let marks: [([UInt8], String)] = [
            ([0xEF, 0xBB, 0xBF], "UTF-8"), ([0xFF, 0xFE, 0, 0], "UTF-32LE"), ([0, 0, 0xFE, 0xFF], "UTF-32BE"),
            ([0xFF, 0xFE], "UTF-16LE"), ([0xFE, 0xFF], "UTF-16BE"),
        ]
        for (mark, name) in marks where head.starts(with: mark) {
            return (Charset(name: name), mark.count)
        }
        return nil
    }

    /// Bytes of this encoding as UTF-8.
    ///
    /// Returns nil when iconv does not know the encoding, or when a byte has no meaning in it and `replacing` is false;
    /// otherwise such a byte becomes U+FFFD.
    func decode(_ bytes: ArraySlice<UInt8>, replacing: Bool) -> [UInt8]? {
        guard let converter = unsafe iconv_open("UTF-8", name), unsafe converter != iconv_t(bitPattern: -1) else {
            return nil
        }
        defer { unsafe iconv_close(converter) }
        var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 2 + 64)
        var written = 0
        var taken = 0
        while true {
            let (result, failure) = unsafe Self.convert(converter, bytes, &taken, &output, &written)
            if result != Int.max {
                output.removeLast(output.count - written)
                return output
            }
            if failure == E2BIG {
                output.append(contentsOf: repeatElement(0, count: output.count))
                continue
            }
            guard replacing else { return nil }
            if output.count - written < 3 { output.append(contentsOf: repeatElement(0, count: 64)) }
            output.replaceSubrange(written..<(written + 3), with: [0xEF, 0xBF, 0xBD])
            written += 3
            taken = min(bytes.count, taken + unitLength)
        }
    }

    private var unitLength: Int {
        name.hasPrefix("UTF-16") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1
    }

    /// One call of `iconv`, whose result is `Int.max` and an `errno` when it stopped early.
    private static func convert(
        _ converter: iconv_t, _ input: ArraySlice<UInt8>, _ taken: inout Int, _ output: inout [UInt8],
        _ written: inout Int
    ) -> (result: Int, failure: Int32) {
        unsafe input.withUnsafeBytes { source in
            unsafe output.withUnsafeMutableBytes { target in
                guard let sourceBase = source.baseAddress, let targetBase = target.baseAddress else { return (0, 0) }
                var from: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutablePointer(
                    mutating: sourceBase.assumingMemoryBound(to: CChar.self) + taken)
                var to: UnsafeMutablePointer<CChar>? =
                    unsafe targetBase.assumingMemoryBound(to: CChar.self) + written
                var left = source.count - taken
                var space = target.count - written
                let result = unsafe iconv(converter, &from, &left, &to, &space)
                let failure = errno
                taken = source.count - left
                written = target.count - space
                return (result == -1 ? Int.max : 0, failure)
            }
        }
    }
}
