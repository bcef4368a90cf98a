// SPDX-License-Identifier: GPL-3.0-or-later

/// Tells of the two parts of what a line end parts whether they are one word, or a compound that keeps its hyphen.
///
/// They are one word where the whole is in the word list or stands elsewhere in the text, where it is an inflected form of a
/// listed word, and where the first part is no word by itself. What stands elsewhere with a hyphen keeps it, and so do
/// two words, and a word after what makes compounds (*anti-mafia*, *italo-francese*).
struct WordJoining {
    /// Hashes of the words of the text, and of its compounds with their hyphens.
    private let found: Set<UInt64>
    /// How many doubtful words may still be looked up by their stems; no book has more.
    private var lookups = 50_000

    static let hyphens: Set<Character> = ["-", "¬", "\u{AD}", "\u{2010}"]
    /// Marks that stand nowhere but where a word is parted.
    static let certainMarks: Set<Character> = ["¬", "\u{AD}"]

    /// - Parameter pairs: The parts that will be asked about; nil to know all words of the text.
    init(text: String, pairs: [(left: Substring, right: Substring)]? = nil) {
        var wanted: Set<UInt64>?
        if let pairs {
            wanted = []
            for pair in pairs {
                wanted?.insert(Self.hash(pair.left + pair.right))
                wanted?.insert(Self.hash(pair.left + "-" + pair.right))
            }
        }
        var text = text
        found = text.withUTF8 { bytes in unsafe Self.hashes(bytes, among: wanted) }
    }

    /// Whether two runs of letters are one word.
    mutating func joins(_ left: Substring, _ right: Substring) -> Bool {
        guard let begin = right.first, !left.isEmpty, left.count + right.count >= 4 else { return false }
        let isShouted = left.count > 1 && left.allSatisfy(\.isUppercase) && right.allSatisfy(\.isUppercase)
        // "e-mail" has its hyphen wherever the line ends.
        guard begin.isLowercase || isShouted, left.count > 1 else { return false }
        let whole = String(left + right)
        if WordList.contains(whole) || found.contains(Self.hash(whole)) { return true }
        if isShouted || found.contains(Self.hash(left + "-" + right)) { return false }
        let first = left.lowercased()
        let isWord = isWord(String(right))
        if Self.combining.contains(first), isWord { return false }
        if right.count > 1, hasForm(whole) { return true }
        if Self.combining.contains(first) { return Self.syllables.contains(first) }
        // A long word by itself is the first part of a compound, whatever the other one is: "tecnico-progettuale".
        if isWord || left.count >= Self.longWord, self.isWord(first) { return false }
        guard let begin = left.first, begin.isUppercase else {
            // "week-end" and "call-center" are no Italian words either; names end in any letter.
            return whole.last.map { "aeiouyàèéìòù".contains($0) } ?? false
        }
        return !left.allSatisfy(\.isUppercase)
    }

    /// Whether a part is a word by itself, or a form of one.
    private mutating func isWord(_ part: String) -> Bool {
        WordList.contains(part) || part.count >= Self.longWord && hasForm(part)
    }

    private mutating func hasForm(_ word: String) -> Bool {
        guard lookups > 0 else { return false }
        lookups -= 1
        return WordList.hasInflection(of: word)
    }

    private static let longWord = 5

    /// What a line ends with and what the next begins with as one piece; nil where both stand by themselves.
    ///
    /// - Parameter isCertain: Whether a mark says that a word is parted that is no hyphen.
    mutating func joined(_ first: String, _ second: String, isCertain: Bool) -> String? {
        var head = first[...]
        let mark = head.last.flatMap { Self.hyphens.contains($0) ? $0 : nil }
        if mark != nil { head.removeLast() }
        let left = head.suffix(while: \.isLetter)
        let right = second.prefix(while: \.isLetter)
        guard mark != nil || isCertain, let begin = right.first, !left.isEmpty else { return nil }
        let isParted = isCertain || mark.map { Self.certainMarks.contains($0) } ?? false
        if isParted ? begin.isLowercase : joins(left, right) { return head + second }
        return mark == nil || isParted ? nil : head + "-" + second
    }

    /// First parts of compounds that are written with a hyphen, or apart, as often as in one word.
    private static let combining: Set<String> = [
        "afro", "anglo", "anti", "arabo", "austro", "auto", "baby", "bio", "call", "centro", "cino", "co", "contro",
        "eco", "elettro", "euro", "ex", "extra", "filo", "foto", "franco", "full", "geo", "greco", "indo", "infra",
        "inter", "intra", "iper", "ipo", "ispano", "israelo", "italo", "latino", "liberal", "luso", "macro", "maxi",
        "medio", "mega", "meta", "micro", "mini", "mono", "moto", "multi", "narco", "neo", "neuro", "nippo", "non",
        "nord", "oltre", "ovest", "pan", "para", "part", "pluri", "poli", "politico", "porta", "post", "pre", "pro",
        "proto", "pseudo", "psico", "quasi", "radio", "retro", "ri", "russo", "self", "semi", "serbo", "sino",
        "social", "socio", "sopra", "sotto", "sovra", "storico", "sub", "sud", "super", "tardo", "tecno", "tele",
        "termo", "tra", "trans", "tri", "turco", "ultra", "uni", "vetero", "vice", "video",
    ]
    /// Those among them that are mere syllables before what is no word.
    private static let syllables: Set<String> = [
        "co", "medio", "meta", "mono", "para", "poli", "pre", "pro", "ri", "sino", "tra", "tri", "uni",
    ]
}

extension WordJoining {
    private static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    private static func add(_ byte: UInt8, to hash: inout UInt64) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// FNV-1a of a word in lower case.
    private static func hash(_ word: some StringProtocol) -> UInt64 {
        var hash = start
        for byte in word.lowercased().utf8 { add(byte, to: &hash) }
        return hash
    }

    /// The hashes of words, and of words with hyphens between them.
    private static func hashes(_ bytes: UnsafeBufferPointer<UInt8>, among wanted: Set<UInt64>?) -> Set<UInt64> {
        var found: Set<UInt64> = []
        if wanted?.isEmpty == true { return found }
        var (word, compound, length, hyphens) = (start, start, 0, 0)
        func take(_ hash: UInt64) { if wanted?.contains(hash) ?? true { found.insert(hash) } }
        func end() {
            if length > 0 { take(word) }
            if length > 0, hyphens > 0 { take(compound) }
        }
        func add(_ byte: UInt8) {
            Self.add(byte, to: &word)
            Self.add(byte, to: &compound)
            length += 1
        }
        var index = 0
        while index < bytes.count {
            let byte = unsafe bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): add(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): add(byte | 0x20)
            case 0xC3...0xC9 where index < bytes.count:
                let next = unsafe bytes[index]
                index += 1
                add(byte)
                add(byte == 0xC3 && next < 0x9F ? next | 0x20 : next)
            case UInt8(ascii: "-") where length > 0:
                end()
                Self.add(byte, to: &compound)
                (word, length, hyphens) = (start, 0, hyphens + 1)
            default:
                end()
                (word, compound, length, hyphens) = (start, start, 0, 0)
            }
        }
        end()
        return found
    }
}
