// SPDX-License-Identifier: GPL-3.0-or-later

extension ArticleFormat {
    /// Whether a text begins as mail does: with the line that begins a message in a mailbox and headers behind it, or with a
    /// block of nothing but headers that says who sent it, has a date or a subject, and one that only programs write.
    ///
    /// Programs keep mailboxes and messages under names of any kind: `Inbox`, `1614589200.M1P1.host:2,S`.
    static func looksLikeMail(_ text: [UInt8]) -> Bool {
        var rest = text[...]
        let isMailbox = rest.starts(with: "From ".utf8)
        if isMailbox {
            guard let end = rest.firstIndex(of: 0x0A), hasTime(rest[..<end]) else { return false }
            rest = rest[(end + 1)...]
        }
        guard let names = headerNames(rest) else { return false }
        let isSigned = names.contains("from") && (names.contains("date") || names.contains("subject"))
        if isMailbox {
            return isSigned || names.contains("x-mozilla-status") || !names.isDisjoint(with: machineHeaders)
        }
        return isSigned && !names.isDisjoint(with: machineHeaders)
    }

    private static let machineHeaders: Set<String> = ["message-id", "mime-version", "received", "return-path"]

    /// Whether a line has a time such as `10:00` behind its first word.
    private static func hasTime(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.count <= 500 else { return false }
        return line.indices.dropFirst(7).dropLast(2).contains { index in
            line[index] == 0x3A && line[index - 1].isDigit && line[index + 1].isDigit && line[index + 2].isDigit
        }
    }

    /// The names, in small letters, of the headers that a text begins with, up to a blank line or the last whole line; nil where
    /// another line stands among them.
    private static func headerNames(_ text: ArraySlice<UInt8>) -> Set<String>? {
        var names: Set<String> = []
        var rest = text
        while let end = rest.firstIndex(of: 0x0A) {
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            guard let first = line.first, !line.elementsEqual([0x0D]) else { break }
            if first == 0x20 || first == 0x09, !names.isEmpty { continue }
            let name = line.prefix { $0 != 0x3A }
            guard name.count < line.count, (1...76).contains(name.count), name.allSatisfy(isNameByte) else {
                return nil
            }
            names.insert(String(decoding: name.map(\.lowercasedASCII), as: UTF8.self))
        }
        return names
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || byte.isDigit || byte == 0x2D || byte == 0x5F
    }
}
