// SPDX-License-Identifier: GPL-3.0-or-later

/// One run of the tokenizer over one text.
struct TokenizerPass {
    let scanner: ByteScanner
    var tokens: [Token]
    /// Position of the next plain token.
    var position = 0
    /// What stands between the token before and the next one.
    var gap: Token.Flags = [.afterLineBreak]

    init(scanner: ByteScanner, tokens: [Token]) {
        self.scanner = scanner
        self.tokens = tokens
        self.tokens.removeAll(keepingCapacity: true)
    }

    mutating func run() {
        var offset = 0
        var previous = CharacterClass.lineBreak
        while offset < scanner.count {
            let character = scanner.character(at: offset)
            switch character.kind {
            case .lower, .upper:
                offset = plainWord(from: offset) ?? chunk(from: offset, after: previous)
            case .digit:
                offset = chunk(from: offset, after: previous)
            case .at, .hash:
                offset = tagged(from: offset) ?? offset + 1
            case .fullStop, .sentenceEnd:
                gap.formUnion([.afterPunctuation, .afterStop])
                offset += character.width
            case .lineBreak:
                gap.insert(.afterLineBreak)
                offset += character.width
            case .quote:
                gap.formUnion([.afterPunctuation, .afterQuote])
                offset += character.width
            case .separator, .mark, .apostrophe:
                offset += character.width
            default:
                gap.insert(.afterPunctuation)
                offset += character.width
            }
            previous = character.kind
        }
    }

    /// Takes a word of small ASCII letters, the first of which may be a capital, where nothing stands beside it that may
    /// make it anything else: that is most of a text. Returns its end, nil where `chunk` has to look.
    @inline(__always)
    private mutating func plainWord(from start: Int) -> Int? {
        let first = scanner.bytes[start]
        guard first < 0x80 else { return nil }
        let limit = min(scanner.count, start + Tokenizer.longestToken)
        var offset = start + 1
        while offset < limit, scanner.bytes[offset] &- UInt8(ascii: "a") < 26 { offset += 1 }
        guard offset < limit, scanner.endsWord(at: offset) else { return nil }
        append(start, offset, kind: .word, flags: first < UInt8(ascii: "_") ? .capitalised : [])
        gap = []
        return offset
    }

    /// A maximal run of letters and digits, and what it is made of.
    struct Part {
        var end: Int
        var characters = 0
        var digits = 0
        var capitals = 0
        var startsWithCapital = false
        var endsWithVowel = false

        var isNumber: Bool { digits == characters }
        var flags: Token.Flags {
            var flags: Token.Flags = startsWithCapital ? .capitalised : []
            if capitals > 1, capitals + digits == characters { flags.insert(.allCapitals) }
            return flags
        }
    }

    /// The run of word characters from `start`, cut at the longest token.
    @inline(__always)
    func part(from start: Int) -> Part {
        var part = Part(end: start)
        var offset = start
        var last: UInt8 = 0
        while true {
            let character = scanner.character(at: offset)
            guard character.kind.isWordPart, offset + character.width - start <= Tokenizer.longestToken else { break }
            switch character.kind {
            case .digit:
                part.digits += 1
                part.characters += 1
            case .upper:
                if part.characters == 0 { part.startsWithCapital = true }
                part.capitals += 1
                part.characters += 1
            case .lower:
                part.characters += 1
            default:
                break
            }
            last = scanner.bytes[offset]
            offset += character.width
        }
        part.end = offset
        switch last | 0x20 {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"):
            part.endsWithVowel = last < 0x80
        default: break
        }
        return part
    }

    /// Appends a plain token and takes the next position.
    @inline(__always)
    mutating func append(_ start: Int, _ end: Int, kind: Token.Kind, flags: Token.Flags) {
        tokens.append(Token(start: start, end: end, position: position, kind: kind, flags: flags.union(gap)))
        position += 1
        gap = [.joined]
    }

    /// Appends a token over the plain tokens from `first` on.
    mutating func appendCompound(_ start: Int, _ end: Int, from first: Int, kind: Token.Kind, flags: Token.Flags) {
        let span = position - first
        guard span > 0, span <= 32, end - start <= Tokenizer.longestToken else { return }
        tokens.append(
            Token(
                start: start, end: end, position: first, span: span, kind: kind, flags: flags.union(.compound)))
    }

    /// Reads one chunk (parts joined by apostrophes, hyphens …) from its first letter or digit; returns its end.
    mutating func chunk(from start: Int, after previous: CharacterClass) -> Int {
        if let end = urlEnd(from: start) { return address(from: start, to: end) }
        var partStart = start
        var compoundStart = start
        var compoundPosition = position
        var compoundFlags: Token.Flags = []
        var compoundHasLetters = false
        var followsElision = false
        while true {
            let part = part(from: partStart)
            if partStart == compoundStart { compoundFlags = part.flags }
            if part.isNumber, part.characters > 0 {
                let end = numberEnd(from: part.end)
                append(partStart, end, kind: .number, flags: part.flags)
                guard let next = joint(after: end) else { break }
                partStart = next
                continue
            }
            if part.characters == 1, partStart == compoundStart || followsElision,
                let end = acronymEnd(from: partStart)
            {
                append(partStart, end, kind: .acronym, flags: [.capitalised])
                break
            }
            compoundHasLetters = true
            let after = scanner.character(at: part.end)
            switch after.kind {
            case .apostrophe:
                let word = UnsafeBufferPointer(rebasing: scanner.bytes[partStart..<part.end])
                // An elision opens its word: the n in rock'n'roll is none.
                let elided = partStart == compoundStart && ElidedForms.contains(word)
                let end = part.end + after.width
                let next = scanner.character(at: end)
                if next.kind.isLetter || next.kind == .digit {
                    let isName = !elided || (part.startsWithCapital && next.kind == .upper)
                    append(partStart, end, kind: .word, flags: elided ? part.flags.union(.elided) : part.flags)
                    partStart = end
                    followsElision = elided
                    if !isName {
                        compoundStart = end
                        compoundPosition = position
                    }
                    continue
                }
                let quoted = partStart == start && previous == .apostrophe
                let keepsApostrophe = next.kind != .apostrophe && (elided || (part.endsWithVowel && !quoted))
                let tokenEnd = keepsApostrophe ? end : part.end
                append(partStart, tokenEnd, kind: .word, flags: elided ? part.flags.union(.elided) : part.flags)
                if let surname = particleSurname(partStart, part, spaceAt: end) {
                    partStart = surname
                    gap = []
                    continue
                }
                finishCompound(compoundStart, tokenEnd, compoundPosition, compoundFlags, compoundHasLetters)
                return tokenEnd
            case .hyphen, .ampersand:
                if let end = addressEnd(from: partStart) { return address(from: partStart, to: end) }
                append(partStart, part.end, kind: .word, flags: part.flags)
                guard let next = joint(after: part.end) else { break }
                partStart = next
                continue
            case .fullStop, .at:
                if let end = addressEnd(from: partStart) { return address(from: partStart, to: end) }
                append(partStart, part.end, kind: .word, flags: part.flags)
            default:
                append(partStart, part.end, kind: .word, flags: part.flags)
            }
            break
        }
        let end = tokens.last.map { Int($0.end) } ?? start
        finishCompound(compoundStart, end, compoundPosition, compoundFlags, compoundHasLetters)
        return end
    }

    private mutating func finishCompound(
        _ start: Int, _ end: Int, _ first: Int, _ flags: Token.Flags, _ hasLetters: Bool
    ) {
        gap = []
        guard position - first > 1, hasLetters else { return }
        appendCompound(start, end, from: first, kind: .word, flags: flags.intersection(.capitalised))
    }

    /// The beginning of the next part where a hyphen or ampersand stands between two word characters.
    private func joint(after offset: Int) -> Int? {
        let sign = scanner.character(at: offset)
        guard sign.kind == .hyphen || sign.kind == .ampersand else { return nil }
        let next = scanner.character(at: offset + sign.width)
        return next.kind.isLetter || next.kind == .digit ? offset + sign.width : nil
    }

    /// The beginning of the surname in `De' Longhi`, `de' Medici`.
    private func particleSurname(_ start: Int, _ part: Part, spaceAt offset: Int) -> Int? {
        guard part.end - start == 2, scanner.bytes[start] | 0x20 == UInt8(ascii: "d"),
            scanner.bytes[start + 1] | 0x20 == UInt8(ascii: "e"),
            offset < scanner.count, scanner.bytes[offset] == UInt8(ascii: " "),
            scanner.character(at: offset + 1).kind == .upper
        else { return nil }
        return offset + 1
    }
}
