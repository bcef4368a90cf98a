// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct ChangeQueueTests {
    private func path(_ text: String) -> PathName { PathName(text) }

    @Test func aFileIsReadWhenItStopsChanging() {
        var queue = ChangeQueue(delay: 1)
        #expect(queue.batch(at: 0) == nil)
        queue.add(.closed(path("a/x.txt")), at: 0)
        queue.add(.closed(path("a/x.txt")), at: 0.8)
        #expect(queue.batch(at: 1.2) == nil)
        #expect(queue.batch(at: 1.9) == .init(scope: CorpusScope(folders: [path("a")]), hasLosses: false))
        #expect(queue.isEmpty)
        #expect(queue.batch(at: 9) == nil)
    }

    @Test func aFileThatItsWriterHoldsOpenWaitsLonger() {
        var queue = ChangeQueue(delay: 1)
        queue.add(.written(path("x.txt")), at: 0)
        #expect(queue.batch(at: 4) == nil)
        queue.add(.closed(path("x.txt")), at: 4)
        #expect(queue.batch(at: 5)?.scope == CorpusScope(folders: [path(".")]))
        queue.add(.written(path("x.txt")), at: 6)
        #expect(queue.batch(at: 16)?.scope == CorpusScope(folders: [path(".")]))
    }

    @Test func othersDoNotWaitForeverForAFileThatKeepsChanging() {
        var queue = ChangeQueue(delay: 1)
        queue.add(.closed(path("b/quiet.txt")), at: 0)
        for time in 0...49 { queue.add(.written(path("a/busy.txt")), at: Double(time) / 10) }
        #expect(queue.batch(at: 4.95) == nil)
        #expect(queue.batch(at: 5)?.scope == CorpusScope(folders: [path("b")], busy: [path("a/busy.txt")]))
        #expect(!queue.isEmpty)
        #expect(queue.batch(at: 5.1) == nil)
        #expect(queue.batch(at: 15)?.scope == CorpusScope(folders: [path("a")]))
    }

    @Test func newFoldersAndLossesAreLookedAt() {
        var queue = ChangeQueue(delay: 1)
        queue.add(.folder(path("a/nuova")), at: 0)
        queue.add(.closed(path("a/x.txt")), at: 0)
        queue.add(.gone(path("a/x.txt")), at: 0.1)
        #expect(
            queue.batch(at: 2)
                == .init(scope: CorpusScope(folders: [path("a")], trees: [path("a/nuova")]), hasLosses: true))
        queue.add(.unknown, at: 3)
        #expect(queue.batch(at: 3.5) == nil)
        #expect(queue.batch(at: 4) == .everything)
    }

    @Test func aWalkKeepsToItsScope() throws {
        let folder = try TemporaryFolder()
        for name in ["a", "a/b", "a/b/c", "a/d", "e"] { folder.makeFolder(name) }
        for name in ["0.txt", "a/1.txt", "a/b/2.txt", "a/b/c/3.txt", "a/d/4.txt", "e/5.txt", "a/b/6.txt"] {
            try folder.write(name, "x".utf8)
        }
        func walk(_ scope: CorpusScope?) -> [String] {
            CorpusWalker(paths: [folder.path], scope: scope).compactMap { item in
                guard case .file(let file) = item else { return nil }
                return String(file.path.display.dropFirst(folder.path.count + 1))
            }
        }
        func inside(_ name: String) -> PathName { path(folder.path + "/" + name) }
        #expect(walk(nil).count == 7)
        #expect(walk(CorpusScope()) == ["0.txt"])
        #expect(walk(CorpusScope(folders: [inside("e")])) == ["0.txt", "e/5.txt"])
        #expect(walk(CorpusScope(folders: [inside("a/b")])) == ["0.txt", "a/1.txt", "a/b/2.txt", "a/b/6.txt"])
        #expect(
            walk(CorpusScope(trees: [inside("a/b")], busy: [inside("a/b/6.txt")]))
                == ["0.txt", "a/1.txt", "a/b/2.txt", "a/b/c/3.txt"])
    }
}
