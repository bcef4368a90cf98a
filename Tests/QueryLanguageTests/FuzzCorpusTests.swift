// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Testing

@testable import QueryLanguage

/// The queries that fuzzing starts from and those that it found worth keeping: each is refused, or reads the same when it is printed.
@Suite struct FuzzCorpusTests {
    @Test func queriesThatFuzzingKeptReadAsTheyArePrinted() throws {
        let folder = #filePath.split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 } + "/Fuzz/query"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!names.isEmpty)
        for name in names {
            let text = String(
                decoding: FileManager.default.contents(atPath: folder + "/" + name) ?? Data(), as: UTF8.self)
            guard let tree = try? QueryParser.parse(text), tree.description.utf8.count <= QueryLimits.bytes else {
                continue
            }
            #expect(try QueryParser.parse(tree.description) == tree, "\(name): \(tree)")
        }
    }
}
