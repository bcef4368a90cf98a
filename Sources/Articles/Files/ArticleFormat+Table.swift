// SPDX-License-Identifier: GPL-3.0-or-later

extension ArticleFormat {
    /// Whether a text begins as a table does that a spreadsheet saved as text: with a line of names, those of an article's text
    /// and of another field among them, and one that the same character cuts into as many cells.
    static func looksLikeTable(_ text: [UInt8]) -> Bool {
        var lines = text.split(maxSplits: 2, omittingEmptySubsequences: false) { $0 == 0x0A }
        if lines.first?.starts(with: "sep=".utf8) == true { lines.removeFirst() }
        guard lines.count > 1, lines[0].count <= 2000 else { return false }
        let header = String(decoding: lines[0], as: UTF8.self)
        return [0x09, 0x3B, 0x7C].contains { (delimiter: UInt8) in
            let names = header.split { $0.utf8.elementsEqual([delimiter]) }.map { cell in
                String(cell.trimmed.drop { $0 == "\"" }.prefix { $0 != "\"" })
            }
            guard names.count > 1, names.allSatisfy({ $0.utf8.count <= 60 }) else { return false }
            let fields = Set(names.compactMap { FieldName.named($0)?.field })
            let cells = lines[1].count { $0 == delimiter }
            return fields.count > 1 && fields.contains(.body) && cells + 1 >= names.count
        }
    }
}
