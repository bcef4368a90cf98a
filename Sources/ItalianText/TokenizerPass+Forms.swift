// SPDX-License-Identifier: GPL-3.0-or-later

// Numbers, acronyms, addresses and tags: tokens that are more than a run of letters.
extension TokenizerPass {
    /// The end of a number whose first digits end at `offset`: `1,8`, `15.000`, `1.234,56`, `15'000`.
    func numberEnd(from offset: Int) -> Int {
        var end = offset
        while true {
            let separator = scanner.character(at: end)
            switch separator.kind {
            case .fullStop, .comma:
                guard let digits = digitsEnd(from: end + 1) else { return end }
                end = digits
            case .apostrophe where separator.width == 1:
                guard let digits = digitsEnd(from: end + 1), digits - end == 4 else { return end }
                end = digits
            default:
                return end
            }
        }
    }

    private func digitsEnd(from start: Int) -> Int? {
        var offset = start
        while offset < scanner.count, case .digit = scanner.character(at: offset).kind,
            offset - start < Tokenizer.longestToken
        {
            offset += scanner.character(at: offset).width
        }
        return offset > start ? offset : nil
    }

    /// The end of a dotted acronym (`U.S.A.`, `S.p.A.`) that begins at `start`; at least two letters.
    func acronymEnd(from start: Int) -> Int? {
        var offset = start
        var letters = 0
        var end = start
        while letters < 16 {
            let letter = scanner.character(at: offset)
            guard letter.kind.isLetter else { break }
            let after = scanner.character(at: offset + letter.width)
            guard !after.kind.isWordPart else { break }
            letters += 1
            end = offset + letter.width
            guard after.kind == .fullStop else { break }
            end += 1
            offset = end
        }
        // A letter too many means that a word follows without a space: `E.Morante`.
        return letters >= 2 && !scanner.character(at: end).kind.isWordPart ? end : nil
    }

    /// The end of a URL that begins at `start` with a scheme or `www.`.
    func urlEnd(from start: Int) -> Int? {
        let first = scanner.bytes[start] | 0x20
        guard first == UInt8(ascii: "h") || first == UInt8(ascii: "w"), start + 7 < scanner.count else { return nil }
        guard begins("http://", at: start) || begins("https://", at: start) || begins("www.", at: start) else {
            return nil
        }
        var offset = start
        loop: while offset < scanner.count, offset - start <= Tokenizer.longestAddress {
            let byte = scanner.bytes[offset]
            switch byte {
            case 0...32, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): break loop
            case 0x80...:
                let character = scanner.character(at: offset)
                guard character.kind.isWordPart else { break loop }
                offset += character.width
            default: offset += 1
            }
        }
        while offset > start, !scanner.character(at: offset - 1).kind.isWordPart,
            scanner.bytes[offset - 1] < 0x80, scanner.bytes[offset - 1] != UInt8(ascii: "/")
        {
            offset -= 1
        }
        return offset - start >= 8 ? offset : nil
    }

    private func begins(_ prefix: StaticString, at start: Int) -> Bool {
        guard start + prefix.utf8CodeUnitCount <= scanner.count else { return false }
        for index in 0..<prefix.utf8CodeUnitCount
        where scanner.bytes[start + index] | 0x20 != prefix.utf8Start[index] | 0x20 {
            return false
        }
        return true
    }

    /// The end of an e-mail address or a bare domain name (`linux.it`) that begins at `start`.
    func addressEnd(from start: Int) -> Int? {
        var offset = start
        var at: Int?
        var lastDot: Int?
        scan: while offset < scanner.count, offset - start <= 256 {
            switch scanner.bytes[offset] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                break
            case UInt8(ascii: "+"):
                guard at == nil else { break scan }
            case UInt8(ascii: "."):
                guard offset + 1 < scanner.count, scanner.character(at: offset + 1).kind.isWordPart else { break scan }
                lastDot = offset
            case UInt8(ascii: "@"):
                guard at == nil else { return nil }
                at = offset
                lastDot = nil
            default:
                if scanner.character(at: offset).kind.isWordPart { return nil }
                break scan
            }
            offset += 1
        }
        guard let lastDot, lastDot > start else { return nil }
        let suffix = scanner.bytes[lastDot + 1..<offset]
        guard (2...24).contains(suffix.count), suffix.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") })
        else { return nil }
        if let at { return at > start && lastDot > at + 1 ? offset : nil }
        return TopLevelDomains.contains(UnsafeBufferPointer(rebasing: suffix)) ? offset : nil
    }

    /// Appends the parts of an address and the address itself; returns its end.
    mutating func address(from start: Int, to end: Int) -> Int {
        let first = position
        var offset = start
        while offset < end {
            let character = scanner.character(at: offset)
            guard character.kind.isWordPart, character.kind != .mark else {
                offset += character.width
                continue
            }
            let part = part(from: offset)
            let partEnd = min(part.end, end)
            append(offset, partEnd, kind: part.isNumber ? .number : .word, flags: part.flags)
            offset = partEnd
        }
        gap = []
        appendCompound(start, end, from: first, kind: .url, flags: [])
        return end
    }

    /// Appends an `@handle` or `#tag` with its parts (`#GuerraInUcraina`: three); nil where none begins at `start`.
    mutating func tagged(from start: Int) -> Int? {
        guard start == 0 || !scanner.character(at: start - 1).kind.isWordPart,
            scanner.character(at: start + 1).kind.isWordPart, scanner.character(at: start + 1).kind != .mark
        else { return nil }
        let whole = part(from: start + 1)
        let first = position
        var partStart = start + 1
        var offset = partStart
        var before = CharacterClass.upper
        while offset < whole.end {
            let character = scanner.character(at: offset)
            let isUnderscore = scanner.bytes[offset] == UInt8(ascii: "_")
            if isUnderscore || (character.kind == .upper && before == .lower) {
                if offset > partStart { appendTagPart(partStart, offset) }
                partStart = isUnderscore ? offset + 1 : offset
            }
            before = character.kind
            offset += character.width
        }
        if whole.end > partStart { appendTagPart(partStart, whole.end) }
        gap = []
        if position - first > 1 {
            appendCompound(start + 1, whole.end, from: first, kind: .word, flags: whole.flags)
        }
        appendCompound(start, whole.end, from: first, kind: .word, flags: whole.flags)
        return whole.end
    }

    private mutating func appendTagPart(_ start: Int, _ end: Int) {
        let part = part(from: start)
        append(start, end, kind: part.isNumber ? .number : .word, flags: part.flags)
    }
}

/// The endings by which a bare domain name (`linux.it`) is told from a missing space after a full stop.
enum TopLevelDomains {
    private static let names: Set<String> = [
        "it", "com", "org", "net", "eu", "info", "gov", "edu", "int", "tv", "news", "uk", "fr", "de", "es", "ch", "at",
        "us", "ru", "ua", "cn", "va", "sm", "pl", "nl", "be", "br", "io", "me",
    ]

    static func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        names.contains(String(decoding: bytes, as: UTF8.self))
    }
}
