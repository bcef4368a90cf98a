// SPDX-License-Identifier: GPL-3.0-or-later

import CUchardet

/// Finds the encoding of bytes that are not UTF-8.
///
/// libuchardet proposes one encoding. Its models are good at other languages and scripts, but it has none of MacRoman
/// (Italian in MacRoman is proposed as MAC-CENTRALEUROPE or IBM852) and little to go by in one short line. So its
/// proposal is compared with the encodings that Italian texts really come in, WINDOWS-1252, MACINTOSH and, of the years of
/// DOS, IBM850: one of these is taken instead when nine tenths of its characters beyond ASCII stand where Italian has them, and more
/// than with the proposal. Texts in other languages do not read like that in a wrong encoding and stay as proposed.
enum CharsetDetection {
    /// More than this does not change the answer and only takes time.
    private static let sampleLength = 128 << 10

    /// The most plausible encoding; WINDOWS-1252 when nothing speaks for another.
    static func charset(of bytes: ArraySlice<UInt8>) -> Charset {
        let sample = sample(of: bytes)
        let proposal = proposal(for: sample)
        var best = proposal ?? .windows1252
        var bestFit = fit(best, sample)
        for rival in [Charset.windows1252, .macRoman, .ibm850] where rival != best {
            let fit = fit(rival, sample)
            // WINDOWS-1258 and others of its kind have the same letters, and are not what Italian texts come in.
            let isLikelier = fit > bestFit || fit == bestFit && rival == .windows1252
            if isLikelier, fit >= 0.9 || proposal == nil {
                best = rival
                bestFit = fit
            }
        }
        return best
    }

    private static func fit(_ charset: Charset, _ sample: ArraySlice<UInt8>) -> Double {
        charset.decode(sample, replacing: false).map { ItalianFit.share(of: $0) } ?? 0
    }

    /// From shortly before the first byte beyond ASCII, from line to line where there are lines, so that no
    /// character of a multi-byte encoding is cut in two.
    private static func sample(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard bytes.count > sampleLength, let first = bytes.firstIndex(where: { $0 >= 0x80 }) else { return bytes }
        let start = bytes[..<first].suffix(1024).startIndex
        let end = min(bytes.endIndex, start + sampleLength)
        return bytes[start..<(bytes[start..<end].lastIndex(of: 0x0A).flatMap { $0 > first ? $0 : nil } ?? end)]
    }

    private static func proposal(for sample: ArraySlice<UInt8>) -> Charset? {
        guard let detector = unsafe uchardet_new() else { return nil }
        defer { unsafe uchardet_delete(detector) }
        let failed = unsafe sample.withUnsafeBytes { bytes in
            unsafe uchardet_handle_data(detector, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        guard failed == 0 else { return nil }
        unsafe uchardet_data_end(detector)
        guard let text = unsafe uchardet_get_charset(detector) else { return nil }
        let name = unsafe String(cString: text)
        // As the WHATWG encoding standard has it: what calls itself Latin-1 is WINDOWS-1252.
        if name == "ISO-8859-1" { return .windows1252 }
        return ["", "ASCII", "UTF-8"].contains(name) ? nil : Charset(name: name)
    }
}
