// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Spoglio
import Testing

/// The samples answer as their tables say, however they were built.
struct SampleIndexTests {
    @Test func everyFolderUnderIndexesIsTested() throws {
        #expect(try SampleIndex.foldersOnDisk() == SampleIndex.all.map(\.name))
        #expect(Set(SearchRow.all.map(\.sample)) == Set(SampleIndex.all.map(\.name)))
        #expect(SearchRow.all.count > 250)
        #expect(FacetRow.all.count > 100)
    }

    @Test(arguments: SearchRow.all, Construction.allCases)
    func searchesAnswerAsTheirTableSays(row: SearchRow, construction: Construction) async throws {
        let searcher = try await BuiltIndexes.searcher(row.sample, construction)
        let request = SearchRequest(row.query, limit: 1_000, hasSnippets: false)
        if row.expected.hasPrefix("!") {
            let error = #expect(throws: SpoglioError.self) { try searcher.search(request) }
            #expect(error.map { "!" + $0.code.rawValue } == row.expected)
            return
        }
        let answer = try searcher.search(request)
        #expect(answer.hits.count == answer.total)
        if row.expected.hasPrefix("=") {
            #expect("=\(answer.total)" == row.expected)
        } else {
            #expect(answer.hits.map(\.id).sorted().joined(separator: ",") == row.expected)
        }
    }

    @Test(arguments: FacetRow.all, Construction.allCases)
    func facetsCountAsTheirTableSays(row: FacetRow, construction: Construction) async throws {
        let searcher = try await BuiltIndexes.searcher(row.sample, construction)
        let facet = try Facet(named: row.facet)
        let answer = try searcher.facets(FacetsRequest(row.query, facets: [facet], limit: 1_000))
        let counts = try #require(answer.facets[facet.rawValue]).values.filter { $0.value == row.value }
        #expect(counts.map(\.count) == [try #require(row.count)])
    }

    @Test(arguments: SampleIndex.all.map(\.name))
    func allConstructionsHoldTheSameArticles(sample: String) async throws {
        var ids: [[String]] = []
        for construction in Construction.allCases {
            let searcher = try await BuiltIndexes.searcher(sample, construction)
            ids.append(
                try searcher.search(SearchRequest("*", limit: 1_000, hasSnippets: false)).hits.map(\.id).sorted())
        }
        #expect(ids[0] == ids[1])
        #expect(ids[0] == ids[2])
        #expect(!ids[0].isEmpty)
    }

    @Test(arguments: SampleIndex.all.map(\.name))
    func piecesMakeSeveralSegmentsAndCompactingOne(sample: String) async throws {
        #expect(try await BuiltIndexes.searcher(sample, .oneRun).statistics().segments == 1)
        let pieces = try await BuiltIndexes.searcher(sample, .pieceByPiece).statistics().segments
        #expect(pieces > 1)
        #expect(try await BuiltIndexes.searcher(sample, .compacted).statistics().segments == 1)
    }

    @Test(arguments: SampleIndex.all.map(\.name), Construction.allCases)
    func everyArticleReadIsCountedOnce(sample: String, construction: Construction) async throws {
        let built = try await BuiltIndexes.of(sample, construction)
        let added = built.summaries.reduce(0) { $0 + $1.added }
        #expect(added == (try Searcher(built.location).articleCount))
        for summary in built.summaries {
            #expect(summary.read == summary.added + summary.updated + summary.unchanged + summary.rejected)
            #expect(summary.updated == 0)
        }
    }
}

/// What is wrong in a sample is said, and nothing else is.
struct SampleRejectionTests {
    @Test(arguments: SampleIndex.all.map(\.name))
    func rejectionsAreThoseOfTheTable(sample: String) async throws {
        let rows = try #require(SampleIndex.all.first { $0.name == sample }).rows("rejections.tsv")
        let summary = try #require(try await BuiltIndexes.of(sample, .oneRun).summaries.first)
        #expect(summary.rejections.map { "\($0.path):\($0.position)" } == rows.map { "\($0[0]):\($0[1])" })
        for (rejection, row) in zip(summary.rejections, rows) {
            #expect(rejection.reason.lowercased().contains(row[2].lowercased()), "line \(row[1])")
        }
    }

    @Test(arguments: SampleIndex.all.map(\.name))
    func countsAreThoseOfTheTable(sample: String) async throws {
        let rows = try #require(SampleIndex.all.first { $0.name == sample }).rows("counts.tsv")
        let summary = try #require(try await BuiltIndexes.of(sample, .oneRun).summaries.first)
        let figures = [
            "read": summary.read, "added": summary.added, "updated": summary.updated,
            "unchanged": summary.unchanged, "removed": summary.removed, "rejected": summary.rejected,
        ]
        for row in rows { #expect(figures[row[0]] == Int(row[1]), "\(row[0])") }
        #expect(rows.isEmpty == (sample != "guasti"))
    }
}
