// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Testing

/// The same articles give the same files, whichever process indexes them.
///
/// Each process of Swift orders its hash tables anew, so that two runs of the program show what one run in a test cannot.
struct ReproducibilityTests {
    private static let samples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "indexes").path
    /// The files of the segments after a run.
    private func segmentFiles(_ place: Workplace, index: String) throws -> [String: Data] {
        let outcome = try place.run("index", Self.samples, "--index", index)
        // Some samples are there to be rejected.
        try #require(outcome.status == 4, "\(outcome.errors)")
        return try place.contents(of: index + "/segments")
    }

    @Test func everyRunOverTheSameArticlesWritesTheSameBytes() throws {
        let place = try Workplace()
        let first = try segmentFiles(place, index: "primo")
        let names = Set(first.keys.map { URL(filePath: $0).lastPathComponent })
        #expect(
            names.isSuperset(of: [
                "articles.col", "blocks.col", "copies.col", "documents.col", "facets.col", "forward.col",
                "mentions.col",
                "postings.glass", "terms.col",
            ]))
        let second = try segmentFiles(place, index: "secondo")
        #expect(first.keys.sorted() == second.keys.sorted())
        for (name, content) in first {
            #expect(content == second[name], "'\(name)' differs from run to run")
        }
    }
}
