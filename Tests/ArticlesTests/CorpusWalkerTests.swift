// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

@testable import Articles

@Suite struct CorpusWalkerTests {
    /// What a walk finds, with the folder's own path left out.
    private func walk(_ folder: TemporaryFolder, _ roots: [String] = [""]) -> [String] {
        CorpusWalker(paths: roots.map { folder.path + "/" + $0 }).map { item in
            let line =
                switch item {
                case .file(let file): file.path.display
                case .rejection(let rejection, _): "\(rejection.path): \(rejection.reason)"
                }
            return line.split(separator: folder.path + "/", omittingEmptySubsequences: false).joined()
        }
    }

    @Test func filesComeInTheOrderOfTheirNames() throws {
        let folder = try TemporaryFolder()
        for name in ["b", "a", "b/c", ".git"] { folder.makeFolder(name) }
        for name in ["b/z.txt", "b/c/d.txt", "a/x.txt", "c.txt", "B.txt", ".git/x.txt", ".DS_Store", "a/.x"] {
            try folder.write(name, "x".utf8)
        }
        #expect(walk(folder) == ["B.txt", "a/x.txt", "b/c/d.txt", "b/z.txt", "c.txt"])
        #expect(walk(folder, ["c.txt", ".//b/./c/", ".git"]) == ["c.txt", "b/c/d.txt", ".git/x.txt"])
        #expect(walk(folder, ["b", "b/c", "."]) == ["b/c/d.txt", "b/z.txt", "B.txt", "a/x.txt", "c.txt"])
    }

    @Test func filesTellWhetherTheyHaveChanged() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.txt", "Piove.".utf8)
        var times = [timespec(tv_sec: 12, tv_nsec: 345), timespec(tv_sec: 1_700_000_000, tv_nsec: 123_456_789)]
        #expect(utimensat(AT_FDCWD, path.display, &times, 0) == 0)
        guard case .file(let file)? = CorpusWalker(paths: [path.display]).first(where: { _ in true }) else {
            Issue.record("the file was not found")
            return
        }
        #expect(file.size == 6)
        #expect(file.modificationTime == 1_700_000_000_123_456_789)
        #expect(file.inode != 0)
    }

    @Test func linksAreFollowedOnlyInsideTheTree() throws {
        let folder = try TemporaryFolder()
        for name in ["a", "a/b", "fuori"] { folder.makeFolder(name) }
        try folder.write("a/b/x.txt", "x".utf8)
        try folder.write("fuori/y.txt", "y".utf8)
        folder.link("a/0giro", to: "..")
        folder.link("a/1cerchio", to: ".")
        folder.link("a/2dentro.txt", to: "b/x.txt")
        folder.link("a/3cartella", to: "b")
        folder.link("a/4fuori.txt", to: "../fuori/y.txt")
        folder.link("a/5rotto", to: "nulla")
        folder.link("a/6se", to: "6se")
        folder.link("a/7dev", to: "/dev/null")
        folder.link("entrata", to: "fuori")
        let loop = "which holds it; folders that loop are not followed"
        #expect(
            walk(folder, ["a"]) == [
                "a/0giro: the symbolic link leads out of the folder, to '\(folder.path)'; name that path to read it",
                "a/1cerchio: it leads back to 'a', \(loop)", "a/2dentro.txt",
                "a/4fuori.txt: the symbolic link leads out of the folder, to 'fuori/y.txt'; name that path to read it",
                "a/5rotto: the symbolic link leads nowhere", "a/6se: the symbolic link leads nowhere",
                "a/7dev: it is a device; only regular files are read", "a/b/x.txt",
            ])
        #expect(walk(folder, ["entrata"]) == ["entrata/y.txt"])
    }

    @Test func whatIsNoFileIsOneRejection() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path + "/a", 0o644) == 0)
        let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(server) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array((folder.path + "/b").utf8)) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(server, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(bound == 0)
        #expect(
            walk(folder) == [
                "a: it is a named pipe; only regular files are read", "b: it is a socket; only regular files are read",
            ])
        #expect(walk(folder, ["manca"]) == ["manca: no such file or directory"])
    }

    @Test func whatMayNotBeReadIsOneRejection() throws {
        let folder = try TemporaryFolder()
        folder.makeFolder("a")
        let path = try folder.write("b.txt", "x".utf8)
        chmod(folder.path + "/a", 0)
        chmod(path.display, 0)
        // Root may read everything; so this thread looks at files as nobody, whom the folder above must let in.
        chmod(folder.path, 0o755)
        if geteuid() == 0 { _ = setfsuid(65_534) }
        defer {
            if geteuid() == 0 { _ = setfsuid(0) }
            chmod(folder.path + "/a", 0o755)
        }
        #expect(walk(folder) == ["a: the folder cannot be read: permission denied", "b.txt"])
        var found: [String] = []
        ArticleReader().read(path) { event in
            found.append(event.summary)
            return .next
        }
        #expect(found == ["- 0: the file cannot be opened: permission denied"])
    }

    @Test func oddNamesAreReadAndShown() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("citt".utf8) + [0xE0] + Array(".txt".utf8), "Piove.".utf8)
        try folder.write("riga\nnuova.txt", "Piove.".utf8)
        try folder.write("\u{1B}[31m.txt", "Piove.".utf8)
        try folder.write("città \\ è.txt", "Piove.".utf8)
        let shown = [#"\x1B[31m.txt"#, #"citt\xE0.txt"#, #"città \\ è.txt"#, #"riga\x0Anuova.txt"#]
        #expect(walk(folder).sorted() == shown.sorted())
        var read = 0
        for case .file(let file) in CorpusWalker(paths: [folder.path]) {
            ArticleReader().read(file) { event in
                if event.article != nil { read += 1 }
                return .next
            }
        }
        #expect(read == 4)
    }

    @Test func deepTreesAreWalkedToTheEndOfWhatTheSystemOpens() throws {
        let folder = try TemporaryFolder()
        var path = ""
        for _ in 0..<700 {
            path += path.isEmpty ? "d" : "/d"
            folder.makeFolder(path)
        }
        try folder.write(path + "/x.txt", "x".utf8)
        #expect(walk(folder) == [path + "/x.txt"])
    }

    @Test func anIndexIsNoPartOfACorpus() throws {
        let folder = try TemporaryFolder()
        for name in ["indice", "indice/segments", "manifesti"] { folder.makeFolder(name) }
        for name in ["indice/manifest", "manifesti/manifest", "a.txt"] { try folder.write(name, "x".utf8) }
        #expect(walk(folder) == ["a.txt", "manifesti/manifest"])
        #expect(walk(folder, ["indice"]) == ["indice: it is an index, not articles"])
    }
}

/// Whom the calling thread alone is to the file system; Swift does not see the header.
@_silgen_name("setfsuid") private func setfsuid(_ user: UInt32) -> Int32
