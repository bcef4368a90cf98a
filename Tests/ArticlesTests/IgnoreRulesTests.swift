// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

/// What gitignore(5) says, case by case.
@Suite struct IgnoreRulesTests {
    private static func verdict(_ rules: String, _ way: String) -> Bool? {
        let names = way.split(separator: "/").map { Array($0.utf8)[...] }
        return IgnoreRules(Array(rules.utf8)).verdict(on: names, isFolder: way.hasSuffix("/"))
    }

    private static let cases: [(rules: String, way: String, verdict: Bool?)] = [
        ("bozze", "bozze", true), ("bozze", "a/b/bozze", true), ("bozze", "a/bozze/", true),
        ("bozze", "bozze.txt", nil),
        ("*.tmp", "a/x.tmp", true), ("*.tmp", "a/x.tmp.txt", nil), ("?.txt", "a.txt", true), ("?.txt", "ab.txt", nil),
        ("[a-c].txt", "b.txt", true), ("[!a-c].txt", "b.txt", nil), ("[!a-c].txt", "d.txt", true),
        ("/bozze", "bozze", true), ("/bozze", "a/bozze", nil), ("a/bozze", "a/bozze", true),
        ("a/bozze", "x/a/bozze", nil), ("bozze/", "bozze/", true), ("bozze/", "bozze", nil),
        ("bozze/", "a/bozze/", true),
        ("/a/*.txt", "a/x.txt", true), ("/a/*.txt", "a/b/x.txt", nil), ("a/**", "a/x", true), ("a/**", "a/b/c", true),
        ("a/**", "a/", nil), ("**/x", "x", true), ("**/x", "a/b/x", true), ("a/**/b", "a/b", true),
        ("a/**/b", "a/x/y/b", true), ("a/**/b", "a/x/y/c", nil), ("**/a/**/b/*.txt", "q/a/r/b/x.txt", true),
        ("*.txt\n!serve.txt", "serve.txt", false), ("!serve.txt\n*.txt", "serve.txt", true),
        ("# bozze", "# bozze", nil), ("\\#1", "#1", true), ("\\!1", "!1", true), ("bozze  ", "bozze", true),
        ("bozze\\ ", "bozze ", true), ("a b", "a b", true), ("bozze\r\n", "bozze", true), ("", "a", nil),
        ("/", "a/", nil), ("\n\n  \n", "a", nil), ("\u{FEFF}bozze", "bozze", true), ("città", "città", true),
        ("**", "a/b", true), ("a**b", "axxb", true), ("\\*", "*", true), ("\\*", "a", nil), ("!", "a", nil),
        ("[", "[", true), ("a\\", "a", nil),
    ]

    @Test(arguments: cases)
    func patternsMeanWhatGitSays(rules: String, way: String, verdict: Bool?) {
        #expect(Self.verdict(rules, way) == verdict)
    }

    @Test func manyStarsEndSoon() {
        let rules = String(repeating: "*a", count: 60) + "*b\n" + String(repeating: "**/", count: 60) + "z"
        let way = String(repeating: "a", count: 250) + "/" + String(repeating: "a/", count: 200) + "a"
        #expect(Self.verdict(rules, way) == nil)
    }

    @Test func aWalkObeysTheRulesOfEveryFolder() throws {
        let folder = try TemporaryFolder()
        for name in ["a", "a/bozze", "a/vecchi", "b", "b/bozze"] { folder.makeFolder(name) }
        for name in [
            "a/x.txt", "a/x.tmp", "a/bozze/y.txt", "a/vecchi/z.txt", "a/vecchi/serve.txt", "b/x.tmp", "b/bozze/y.txt",
        ] { try folder.write(name, "x".utf8) }
        try folder.write(".spoglioignore", "*.tmp\nbozze/\n".utf8)
        try folder.write("a/.spoglioignore", "/vecchi/*\n!serve.txt\n".utf8)
        try folder.write("b/.spoglioignore", "!*.tmp\n".utf8)
        func walk(_ root: String) -> [String] {
            CorpusWalker(paths: [folder.path + root]).compactMap { item in
                guard case .file(let file) = item else { return nil }
                return String(file.path.display.dropFirst(folder.path.count + 1))
            }
        }
        #expect(walk("") == ["a/vecchi/serve.txt", "a/x.txt", "b/x.tmp"])
        // What is named is read, by the rules from there on.
        #expect(walk("/a/bozze") == ["a/bozze/y.txt"])
        #expect(walk("/a/x.tmp") == ["a/x.tmp"])
    }

    @Test func rulesThatCannotBeReadKeepTheFolderOut() throws {
        let folder = try TemporaryFolder()
        folder.makeFolder("a")
        folder.makeFolder("a/.spoglioignore")
        try folder.write("a/x.txt", "x".utf8)
        var walker = CorpusWalker(paths: [folder.path])
        guard case .rejection(let rejection, _)? = walker.next() else {
            Issue.record("the folder was walked")
            return
        }
        #expect(rejection.reason == "its '.spoglioignore' cannot be read: invalid argument")
        #expect(walker.next() == nil)
        #expect(walker.unreadFolders.map(\.display) == [folder.path + "/a"])
    }
}
