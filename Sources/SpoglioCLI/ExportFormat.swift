// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spoglio

/// How exported articles are written.
enum ExportFormat: String, CaseIterable, Sendable {
    /// One JSON object a line.
    case jsonl
    /// RFC 4180: CRLF, quotes where needed; a first row of names.
    case csv
    /// Tab-separated, a first row of names; tab, line ends and backslash as `\t`, `\n`, `\r`, `\\`.
    case tsv

    /// What stands before the articles.
    func head(_ fields: [ExportField], _ layout: CSVStyle = CSVStyle()) -> String? {
        switch self {
        case .jsonl: nil
        case .csv:
            (layout.hasByteOrderMark ? "\u{FEFF}" : "")
                + fields.map(\.rawValue).joined(separator: layout.delimiter.rawValue) + "\r\n"
        case .tsv: fields.map(\.rawValue).joined(separator: "\t") + "\n"
        }
    }

    /// One article with its line end.
    func row(_ values: [ExportValue], _ fields: [ExportField], _ layout: CSVStyle = CSVStyle()) -> String {
        switch self {
        case .jsonl:
            let members = zip(fields, values).map { "\"\($0.rawValue)\":\(Self.json($1))" }
            return "{" + members.joined(separator: ",") + "}\n"
        case .csv: return Self.csvRow(values, layout)
        case .tsv: return values.map { Self.escaped(Self.cell($0)) }.joined(separator: "\t") + "\n"
        }
    }

    /// A row of CSV with its line end.
    static func csvRow(_ values: [ExportValue], _ layout: CSVStyle = CSVStyle()) -> String {
        values.map { quoted(cell($0), layout.delimiter) }.joined(separator: layout.delimiter.rawValue) + "\r\n"
    }

    private static func json(_ value: ExportValue) -> String {
        switch value {
        case .text(let text): text.map(JSONOutput.string) ?? "null"
        case .list(let texts): "[" + texts.map(JSONOutput.string).joined(separator: ",") + "]"
        }
    }

    /// The text of a cell; one that a spreadsheet would take for a formula begins with an apostrophe.
    static func cell(_ value: ExportValue) -> String {
        let text =
            switch value {
            case .text(let text): text ?? ""
            case .list(let texts): texts.joined(separator: "; ")
            }
        guard let first = text.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r"].contains(first) else {
            return text
        }
        return "'" + text
    }

    private static func quoted(_ cell: String, _ delimiter: CSVStyle.Delimiter) -> String {
        guard cell.utf8.contains(where: { [0x22, delimiter.byte, 0x0A, 0x0D].contains($0) }) else { return cell }
        var result = "\""
        for scalar in cell.unicodeScalars {
            if scalar == "\"" { result += "\"" }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }

    private static func escaped(_ cell: String) -> String {
        guard cell.utf8.contains(where: { [0x09, 0x0A, 0x0D, 0x5C].contains($0) }) else { return cell }
        var result = ""
        for scalar in cell.unicodeScalars {
            switch scalar {
            case "\t": result += "\\t"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\\": result += "\\\\"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
