// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials

/// One folder under `indexes/`, with the tables that say what it must answer.
struct SampleIndex: Sendable {
    let name: String

    static let root = URL(filePath: #filePath).appending(path: "../../../indexes").standardized.path
    static let all = ["date", "elisioni", "esempio", "guasti", "nomi-deformati"].map { SampleIndex(name: $0) }

    var folder: String { Self.root + "/" + name }

    /// The folders of `indexes/` as they are on disk.
    static func foldersOnDisk() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root).filter {
            FileManager.default.fileExists(atPath: root + "/" + $0 + "/index.yml")
        }.sorted()
    }

    /// The files below `articles`, relative to the folder of the index.
    func articleFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder + "/articles").sorted().map { "articles/" + $0 }
    }

    /// The rows of a table without its header; none where the index has no such table.
    func rows(_ table: String) -> [[String]] {
        guard let text = try? String(contentsOfFile: folder + "/" + table, encoding: .utf8) else { return [] }
        return Table.rows(text)
    }
}

/// Columns parted by tabs, without quoting.
enum Table {
    static func rows(_ text: String) -> [[String]] {
        text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }
}

/// A row of `searches.tsv`.
struct SearchRow: Sendable, CustomStringConvertible {
    let sample: String
    let query: String
    let expected: String
    let why: String

    static let all = SampleIndex.all.flatMap { sample in
        sample.rows("searches.tsv").map {
            SearchRow(sample: sample.name, query: $0[0], expected: $0[1], why: $0.count > 2 ? $0[2] : "")
        }
    }

    var description: String { "\(sample): \(query) (\(why))" }
}

/// A row of `facets.tsv`.
struct FacetRow: Sendable, CustomStringConvertible {
    let sample: String
    let query: String
    let facet: String
    let value: String
    let count: Int?

    static let all = SampleIndex.all.flatMap { sample in
        sample.rows("facets.tsv").map {
            FacetRow(sample: sample.name, query: $0[0], facet: $0[1], value: $0[2], count: Int($0[3]))
        }
    }

    var description: String { "\(sample): \(query), \(facet) '\(value)'" }
}
