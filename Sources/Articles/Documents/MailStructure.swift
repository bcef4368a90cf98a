// SPDX-License-Identifier: GPL-3.0-or-later

/// Looks for a message that is made of so many parts or header lines that parsing it would take far more room than it has
/// bytes: GMime keeps some KiB for each part, and hundreds of bytes for each header line and each address.
struct MailStructure {
    static let mostParts = 10_000
    static let mostHeaderLines = 100_000
    static let headLimit = 1 << 20

    private var parts = 0
    private var headerLines = 0
    private var headSize = 0
    private var isInHead = true
    /// Whether the part whose head this is is a message, with a head of its own.
    private var isMessage = false
    /// Whether there is a digest, whose parts are messages unless they say otherwise.
    private var hasDigest = false
    /// Whether the line of the head tells the type of a part, or goes on with it.
    private var isType = false
    private var borders: Set<ArraySlice<UInt8>> = []
    /// Whether a border is written in a way that only GMime understands: then any line with two hyphens may be one.
    private var hasUnknownBorders = false

    /// What there is too much of in a message, nil where all is well.
    static func excess(in message: ArraySlice<UInt8>) -> String? {
        var structure = MailStructure()
        var start = message.startIndex
        while start < message.endIndex {
            let end = message[start...].firstIndex(of: 0x0A) ?? message.endIndex
            let line = message[start..<end]
            structure.take(line.last == 0x0D ? line.dropLast() : line)
            if let excess = structure.excess { return excess }
            start = end + 1
        }
        return nil
    }

    private var excess: String? {
        if parts > Self.mostParts { return "the message has more than \(Self.mostParts) parts" }
        if headerLines > Self.mostHeaderLines {
            return "the message has more than \(Self.mostHeaderLines) header lines"
        }
        return headSize > Self.headLimit ? "the message has a header of more than \(Self.headLimit) bytes" : nil
    }

    private mutating func take(_ line: ArraySlice<UInt8>) {
        if line.isEmpty {
            isInHead = isInHead && isMessage
            (isMessage, headSize, isType) = (false, 0, false)
        } else if line.starts(with: [0x2D, 0x2D]), isBorder(line.dropFirst(2)) {
            parts += 1
            (isInHead, isMessage, headSize, isType) = (true, hasDigest, 0, false)
        } else if isInHead {
            headerLines += 1
            headSize += line.count
            let low = line.map(\.lowercasedASCII)[...]
            let goesOn = low.first == 0x20 || low.first == 0x09
            isType = goesOn ? isType : Self.end(of: "content-type", in: low.prefix(12)) != nil
            guard isType else { return }
            if Self.end(of: "digest", in: low) != nil { hasDigest = true }
            if Self.end(of: "message/", in: low) != nil { isMessage = true }
            if let end = Self.end(of: "boundary", in: low) { takeBorder(line[(line.startIndex + end)...]) }
        }
    }

    private func isBorder(_ text: ArraySlice<UInt8>) -> Bool {
        if hasUnknownBorders { return true }
        var text = text
        while let last = text.last, last <= 0x20 { text.removeLast() }
        return borders.contains(text)
            || text.suffix(2).elementsEqual([0x2D, 0x2D]) && borders.contains(text.dropLast(2))
    }

    /// Takes what stands behind the word `boundary`.
    private mutating func takeBorder(_ rest: ArraySlice<UInt8>) {
        var value = rest.first == 0x3D ? rest.dropFirst() : []
        if value.first == 0x22 {
            value = value.dropFirst()
            let quoted = value.prefix { $0 != 0x22 }
            value = quoted.endIndex < value.endIndex && !quoted.contains(0x5C) ? quoted : []
        } else {
            value = value.prefix { $0 > 0x20 && $0 != 0x3B }
            if value.contains(where: { $0 == 0x22 || $0 == 0x28 || $0 == 0x5C }) { value = [] }
        }
        while let last = value.last, last <= 0x20 { value.removeLast() }
        if value.isEmpty || borders.count > 1000 { hasUnknownBorders = true } else { borders.insert(value) }
    }

    /// Where a text in small letters ends in another, counted from its beginning.
    private static func end(of word: StaticString, in text: ArraySlice<UInt8>) -> Int? {
        let count = word.utf8CodeUnitCount
        var start = text.startIndex
        while start + count <= text.endIndex {
            var matched = 0
            while matched < count, unsafe text[start + matched] == word.utf8Start[matched] { matched += 1 }
            if matched == count { return start - text.startIndex + count }
            start += 1
        }
        return nil
    }
}
