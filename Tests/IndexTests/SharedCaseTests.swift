// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc
import Spoglio
import Testing

/// The searches that every part of the project agrees on, where they are at hand.
struct SharedCaseTests {
    struct Case: Sendable, CustomStringConvertible {
        let id: String
        let query: String
        let text: String
        let isFound: Bool
        let why: String

        var description: String { "\(query) in \(text) (\(why))" }
    }

    private static let cases: [Case] = {
        let named = ProcessInfo.processInfo.environment["SPOGLIO_SHARED"]
        let beside = URL(filePath: #filePath).appending(path: "../../../../shared").standardized.path
        for folder in [named, beside].compactMap(\.self) {
            if let text = try? String(contentsOfFile: folder + "/cases/search.tsv", encoding: .utf8) {
                return Table.rows(text).enumerated().map { number, row in
                    Case(id: "caso-\(number)", query: row[0], text: row[1], isFound: row[2] == "1", why: row[3])
                }
            }
        }
        return []
    }()

    private struct Line: Encodable {
        let id: String
        let title = "Notizia"
        let body: String

        enum CodingKeys: String, CodingKey { case id, title, body }
    }

    private static let folder = FileManager.default.temporaryDirectory.appending(
        path: "spoglio-cases-\(ProcessInfo.processInfo.processIdentifier)"
    ).path

    /// One index for all cases, each article named for its place in the table.
    private static let searched = Task { () throws -> IndexLocation in
        atexit { try? FileManager.default.removeItem(atPath: SharedCaseTests.folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let lines = try cases.map { try JSONEncoder().encode(Line(id: $0.id, body: $0.text)) }
        let file = folder + "/articoli.jsonl"
        try Data(lines.joined(separator: [0x0A])).write(to: URL(filePath: file))
        let location = IndexLocation(folder + "/indice")
        _ = try await IndexWriter(location).index([file])
        return location
    }

    @Test(.enabled(if: !cases.isEmpty), arguments: cases)
    func everySharedSearchAnswersAsAgreed(row: Case) async throws {
        let searcher = try Searcher(try await Self.searched.value)
        #expect(searcher.articleCount == Self.cases.count)
        let found = try searcher.search(SearchRequest(row.query, limit: 1_000)).hits.map { $0.id }
        #expect(found.contains(row.id) == row.isFound)
    }
}
