// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// One line of an authority table, as ranges of the bytes of all tables.
struct EntityRecord: Sendable {
    var table: String
    var line: Int
    var id: EntityID
    var kind: EntityKind
    var name: String
    var nameRange: Range<Int>
    var variants: Range<Int>
    var contextual: Range<Int>
    var country: Range<Int>
    var description: Range<Int>
}

/// Takes authority tables apart and refuses what is not one.
struct AuthorityReader {
    static let longestLine = 64 * 1_024
    private static let columns = "id, kind, name, variants, contextual forms, country and description"

    private(set) var bytes: [UInt8] = []
    private(set) var records: [EntityRecord] = []
    /// The tokens of each table, their offsets counted in `bytes`, in the order of the text; no compounds.
    private(set) var tokens: [Token] = []
    private(set) var indices: [EntityID: UInt32] = [:]

    /// Where the table that is being read begins.
    private var tableStart = 0

    /// - Parameter expectedBytes: the size of all tables together.
    init(expectedBytes: Int) {
        // An entry has about a hundred bytes.
        records.reserveCapacity(expectedBytes / 80)
        indices.reserveCapacity(expectedBytes / 80)
        tokens.reserveCapacity(expectedBytes / 6)
        bytes.reserveCapacity(expectedBytes + 16)
    }

    mutating func read(_ table: AuthorityTable) throws(EntityError) {
        try validate(table)
        let base = bytes.count
        tableStart = base
        bytes.append(contentsOf: table.bytes)
        var line = 0
        var start = base
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            line += 1
            let last = end > start && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
            if last > start { try readLine(start..<last, table: table.name, line: line) }
            start = end + 1
        }
        var tableTokens: [Token] = []
        Tokenizer().tokenize(table.bytes.span, into: &tableTokens)
        for var token in tableTokens where !token.isCompound {
            token.start += UInt32(base)
            token.end += UInt32(base)
            tokens.append(token)
        }
        // Tables may end without a line break.
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    }

    private func validate(_ table: AuthorityTable) throws(EntityError) {
        if let offset = TextSafety.firstControl(
            in: table.bytes.span, from: 0, to: table.bytes.count, lines: true)
        {
            throw EntityError(
                .controlCharacter, table: table.name, line: lineNumber(of: offset, in: table),
                "a control character stands in the text; remove it")
        }
        var start = 0
        var line = 1
        while start < table.bytes.count {
            let end = table.bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? table.bytes.count
            guard end - start <= Self.longestLine else {
                throw EntityError(
                    .lineTooLong, table: table.name, line: line,
                    "the line has \(end - start) bytes; an entry may have \(Self.longestLine)")
            }
            guard
                table.bytes[start..<end].allSatisfy({ $0 < 0x80 })
                    || String(validating: table.bytes[start..<end], as: UTF8.self) != nil
            else {
                throw EntityError(
                    .invalidUTF8, table: table.name, line: line, "the text is not UTF-8; convert the file")
            }
            start = end + 1
            line += 1
        }
    }

    private func lineNumber(of offset: Int, in table: AuthorityTable) -> Int {
        table.bytes[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
    }

    private mutating func readLine(_ range: Range<Int>, table: String, line: Int) throws(EntityError) {
        var fields: [Range<Int>] = []
        var start = range.lowerBound
        for offset in range where bytes[offset] == 9 {
            fields.append(start..<offset)
            start = offset + 1
        }
        fields.append(start..<range.upperBound)
        guard fields.count == 7 else {
            throw EntityError(
                .wrongColumns, table: table, line: line,
                "\(fields.count.counted("column", "columns")) instead of 7; give \(Self.columns), separated by tabs")
        }
        let id = EntityID(text(fields[0]))
        guard !id.text.isEmpty, id.isKnown, !id.text.utf8.contains(UInt8(ascii: " ")), id.text.utf8.count <= 200
        else {
            throw EntityError(
                .invalidValue, table: table, line: line,
                "the id '\(shown(id.text))' is not a slug; use letters, digits and hyphens, at most 200 bytes")
        }
        let kindText = text(fields[1])
        guard let kind = EntityKind(rawValue: kindText) else {
            throw EntityError(
                .invalidValue, table: table, line: line,
                "the kind '\(shown(kindText))' is none of person, organisation and place")
        }
        guard !fields[2].isEmpty, fields[2].count <= TextSafety.longestName else {
            throw EntityError(
                .invalidValue, table: table, line: line,
                "the name of '\(id)' has \(fields[2].count) bytes; give 1 to \(TextSafety.longestName)")
        }
        let country = bytes[fields[5]]
        guard country.isEmpty || (country.count == 2 && country.allSatisfy { (0x41...0x5A).contains($0) }) else {
            throw EntityError(
                .invalidValue, table: table, line: line,
                "the country '\(shown(text(fields[5])))' is no code of two capitals, such as IT")
        }
        for field in fields[3...4] { try checkForms(field, of: id, table: table, line: line) }
        let record = EntityRecord(
            table: table, line: line, id: id, kind: kind, name: text(fields[2]), nameRange: fields[2],
            variants: fields[3], contextual: fields[4], country: fields[5], description: fields[6])
        guard let earlier = indices[id] else {
            indices[id] = UInt32(records.count)
            records.append(record)
            return
        }
        guard records[Int(earlier)].nameRange.lowerBound < tableStart else {
            throw EntityError(
                .duplicateID, table: table, line: line,
                "the id '\(id)' is taken by line \(records[Int(earlier)].line); choose another")
        }
        records[Int(earlier)] = record
    }

    private func checkForms(_ field: Range<Int>, of id: EntityID, table: String, line: Int) throws(EntityError) {
        for form in bytes[field].split(separator: UInt8(ascii: "|")) where form.count > TextSafety.longestName {
            throw EntityError(
                .invalidValue, table: table, line: line,
                "a form of '\(id)' has \(form.count) bytes; give at most \(TextSafety.longestName)")
        }
    }

    /// The beginning of a refused value, which may be of any length.
    private func shown(_ text: String) -> String {
        text.count <= 40 ? text : text.prefix(40) + "…"
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
