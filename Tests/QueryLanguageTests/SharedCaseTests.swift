// SPDX-License-Identifier: GPL-3.0-or-later
import FoundationEssentials
import QueryLanguage
import Testing

/// The searches that every part of the project agrees on, where they are at hand.
struct SharedCaseTests {
    private static let path: String? = {
        let named = ProcessInfo.processInfo.environment["SPOGLIO_SHARED"]
        let folders = [named, "../shared"].compactMap(\.self)
        return folders.map { $0 + "/cases/search.tsv" }.first { FileManager.default.fileExists(atPath: $0) }
    }()

    @Test(.enabled(if: path != nil)) func everySharedSearchIsUnderstood() throws {
        let text = try String(contentsOfFile: try #require(Self.path), encoding: .utf8)
        var parsed = 0
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let query = String(line.prefix { $0 != "\t" })
            let tree = try QueryParser.parse(query)
            #expect(try QueryParser.parse(tree.description) == tree)
            parsed += 1
        }
        #expect(parsed > 0)
    }
}
