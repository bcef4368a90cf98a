// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Testing

/// The same articles give the same files, whichever process indexes them.
///
/// Each process of Swift orders its hash tables anew, so that two runs of the program show what one run in a test cannot.
struct ReproducibilityTests {
    private static let samples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "indexes").path
    /// Where libxapian puts the random identifier of a database in its file.
    private static let identifier = 16..<32

    /// The files of the segments after a run, the postings without their identifier.
    private func segmentFiles(_ place: Workplace, index: String) throws -> [String: Data] {
        let outcome = try place.run("index", Self.samples, "--index", index)
        // Some samples are there to be rejected.
        try #require(outcome.status == 4, "\(outcome.errors)")
        var files = try place.contents(of: index + "/segments")
        for (name, content) in files where name.hasSuffix(".glass") {
            var bytes = Array(content)
            bytes.replaceSubrange(Self.identifier, with: repeatElement(0, count: Self.identifier.count))
            files[name] = Data(bytes)
        }
        return files
    }

    @Test func everyRunOverTheSameArticlesWritesTheSameBytes() throws {
        let place = try Workplace()
        let first = try segmentFiles(place, index: "primo")
        let names = Set(first.keys.map { URL(filePath: $0).lastPathComponent })
        #expect(
            names.isSuperset(of: [
                "articles.col", "copies.col", "documents.col", "facets.col", "forward.col", "mentions.col",
                "postings.glass", "terms.col",
            ]))
        let second = try segmentFiles(place, index: "secondo")
        #expect(first.keys.sorted() == second.keys.sorted())
        for (name, content) in first {
            #expect(content == second[name], "'\(name)' differs from run to run")
        }
    }
}
