// SPDX-License-Identifier: GPL-3.0-or-later

/// The Italian articles, prepositions, pronouns and numerals that lose their last vowel before an apostrophe.
enum ElidedForms {
    private static let forms: Set<UInt64> = Set(
        """
        l un d c s m t v n gl dell all nell sull dall coll pell quest quell bell sant senz anch cos com dov quand tutt \
        mezz ognun nessun ciascun qualcun qualcos quant tant cent trent quarant ottant novant sessant settant vent null \
        fors neanch pur nient grand pover altr alcun
        """
        .split(separator: " ").compactMap { packed(Array($0.utf8)) })

    /// Whether the letters of `bytes` (ASCII, any case, at most 8) are an elided form.
    @inline(__always)
    static func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let word = packed(bytes) else { return false }
        // The commonest ones by far, without hashing.
        if word == 0x6C || word == 0x6C6C_6564 || word == 0x64 { return true }
        return forms.contains(word)
    }

    /// Up to eight ASCII letters as one integer, lower-cased, first letter lowest.
    @inline(__always)
    private static func packed(_ bytes: some Collection<UInt8>) -> UInt64? {
        guard bytes.count <= 8 else { return nil }
        var word: UInt64 = 0
        var shift: UInt64 = 0
        for byte in bytes {
            let letter = byte | 0x20
            guard letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") else { return nil }
            word |= UInt64(letter) << shift
            shift += 8
        }
        return word
    }
}
