// SPDX-License-Identifier: GPL-3.0-or-later

/// The language of an article in one form, however its source writes it.
enum LanguageTag {
    /// The language of a tag such as `it-IT`, `it_IT` or `ITA`: its first part in small letters, and the code of two letters
    /// where that of three is known; what is no tag stays as it is.
    static func language(of tag: String) -> String {
        let parts = tag.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        guard let first = parts.first, (2...3).contains(first.utf8.count), first.utf8.allSatisfy(\.isLetter),
            parts.dropFirst().allSatisfy({ part in
                (1...8).contains(part.utf8.count) && part.utf8.allSatisfy { $0.isLetter || $0.isDigit }
            })
        else { return tag }
        let low = first.lowercased()
        return shortForms[low] ?? low
    }

    /// ISO 639-1 by the codes of ISO 639-2, both those for terms and those for books, and of ISO 639-3: the languages of Europe
    /// and of its press.
    private static let shortForms: [String: String] = [
        "ara": "ar", "bel": "be", "bos": "bs", "bul": "bg", "cat": "ca", "ces": "cs", "chi": "zh", "cos": "co",
        "cym": "cy", "cze": "cs", "dan": "da", "deu": "de", "dut": "nl", "ell": "el", "eng": "en", "epo": "eo",
        "est": "et", "eus": "eu", "baq": "eu", "fas": "fa", "fin": "fi", "fra": "fr", "fre": "fr", "ger": "de",
        "gle": "ga", "glg": "gl", "gre": "el", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "ice": "is",
        "isl": "is", "ita": "it", "jpn": "ja", "kor": "ko", "lat": "la", "lav": "lv", "lit": "lt", "mac": "mk",
        "mkd": "mk", "mlt": "mt", "nld": "nl", "nor": "no", "oci": "oc", "per": "fa", "pol": "pl", "por": "pt",
        "roh": "rm", "ron": "ro", "rum": "ro", "rus": "ru", "slk": "sk", "slo": "sk", "slv": "sl", "spa": "es",
        "sqi": "sq", "alb": "sq", "srd": "sc", "srp": "sr", "swe": "sv", "tur": "tr", "ukr": "uk", "wel": "cy",
        "zho": "zh",
    ]
}

extension UInt8 {
    fileprivate var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
}
