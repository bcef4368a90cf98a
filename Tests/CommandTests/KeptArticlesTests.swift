// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// No article takes another's place, and none is dropped, without its user meaning it.
struct KeptArticlesTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func ids(_ query: String = "*") throws -> [String] {
        try place.run("search", query, "--json").ids().sorted()
    }

    @Test func filesOfOneNameInTwoWorkingFoldersAreTwoArticles() throws {
        for name in ["uno", "due"] {
            try place.write("Cronaca\n\nTitolo \(name)\n\nCorpo di \(name).", to: "\(name)/a.txt")
            let run = try place.run("index", ".", "--json", "--index", place.path(".spoglio"), in: name)
            #expect(try run.json()["added"].int == 1)
        }
        #expect(try ids() == ["\(place.path("due/a.txt"))", "a.txt"])
        // Read again from anywhere, both are what they were.
        let again = try place.run("index", "uno", "due", "--json").json()
        #expect(again["unchanged"].int == 2)
        #expect(try ids().count == 2)
    }

    @Test func standardInputWithoutIdsAddsWhatItHasNotHad() throws {
        func index(_ text: String) throws -> (Int?, Int?) {
            let answer = try place.run("index", "-", "--json", input: text).json()
            return (answer["added"].int, answer["unchanged"].int)
        }
        let (first, second) = (#"{"body":"Il primo pezzo."}"# + "\n", #"{"body":"Il secondo pezzo."}"# + "\n")
        #expect(try index(first + second) == (2, 0))
        #expect(try index(second + #"{"body":"Il terzo pezzo."}"#) == (1, 1))
        #expect(try index(first + first) == (1, 1))
        #expect(try ids("pezzo").count == 4)
        #expect(try place.run("verify").status == 0)
    }

    @Test func articlesThatTakeTheIdOfAnotherAreNamed() throws {
        for name in ["a", "b"] { try place.write("id,title,body\n1,T,Corpo di \(name)\n", to: "cms/\(name).csv") }
        let outcome = try place.run("index", "cms")
        #expect(
            outcome.errors.contains(
                "note: 1 article replaced one with the same id that another file of this run gave: "
                    + "'1' of 'cms/b.csv' that of 'cms/a.csv'\n"))
    }

    @Test func anIDThatComesTwiceInAFileIsNamed() throws {
        try place.write("id,title,body\n1,T,Primo corpo\n2,T,Altro\n1,T,Secondo corpo\n", to: "cms.csv")
        let note = "note: 1 article replaced one with the same id before in the same file: '1' of 'cms.csv'\n"
        #expect(try place.run("index", "cms.csv").errors.contains(note))
        #expect(try !place.run("index", "cms.csv").errors.contains("replaced"))
        try place.write("id,title,body\n1,T,Primo corpo\n2,T,Altro ancora\n", to: "cms.csv")
        #expect(try !place.run("index", "cms.csv").errors.contains("replaced"))
    }

    @Test func pruningLeavesWhatMayBeADiskThatIsNotMounted() throws {
        for path in ["nas/uno.txt", "qui/due.txt", "qui/tre.txt", "qui/sotto/quattro.txt"] {
            try place.write("Cronaca\n\nTitolo\n\nCorpo di \(path).", to: path)
        }
        _ = try place.run("index", "nas", "qui")
        for path in ["nas", "qui/due.txt", "qui/sotto"] { try place.remove(path) }
        #expect(try place.run("index", "--prune", "qui", "--json").json()["removed"].int == 2)
        #expect(try ids() == ["nas/uno.txt", "qui/tre.txt"])
        // A file that is gone from a folder that stands is gone, wherever it was.
        try place.write("Cronaca\n\nTitolo\n\nAltro.", to: "qui/cinque.txt")
        try place.remove("qui/tre.txt")
        try place.write("Cronaca\n\nTitolo\n\nAltrove.", to: "la/sei.txt")
        #expect(try place.run("index", "--prune", "la", "--json").json()["removed"].int == 1)
        #expect(try ids() == ["la/sei.txt", "nas/uno.txt"])
    }

    @Test func aRebuildThatWouldLeaveArticlesOutIsRefused() throws {
        for name in ["uno", "due"] {
            try place.write("Cronaca\n\nTitolo\n\nCorpo di \(name).", to: "\(name)/a.txt")
        }
        _ = try place.run("index", "uno", "due")
        let refusal = try place.run("index", "--rebuild", "uno")
        #expect(refusal.status == 2)
        #expect(
            refusal.errors == """
                spoglio: the new index would leave out 1 article of the old one, from '\(place.path("due/a.txt"))'
                hint: name all paths whose articles it is to have; with --prune the others are left out

                """)
        #expect(try ids().count == 2)
        #expect(try place.run("index", "--rebuild", ".").status == 0)
        #expect(try ids().count == 2)
        #expect(try place.run("index", "--rebuild", "--prune", "uno").status == 0)
        #expect(try ids().count == 1)
    }

    @Test func aRebuildThatWouldLeaveOutArticlesOfStandardInputIsRefused() throws {
        try place.write("Cronaca\n\nTitolo\n\nCorpo.", to: "uno/a.txt")
        _ = try place.run("index", "uno")
        for id in ["s1", "s2"] { _ = try place.run("index", "-", input: #"{"id":"\#(id)","body":"Da altrove."}"#) }
        // What comes last and what comes to nothing do not make the others forgotten.
        for input in ["", "niente"] { _ = try place.run("index", "-", input: input) }
        let refusal = "spoglio: the new index would leave out 2 articles of the old one, from standard input\n"
        #expect(try place.run("index", "--rebuild", "uno").errors.hasPrefix(refusal))
        let third = #"{"id":"s3","body":"Terzo."}"#
        let outcome = try place.run("index", "--rebuild", "uno", "-", input: third)
        #expect(outcome.errors.contains(refusal) && outcome.status == 2)
        #expect(try ids() == ["s1", "s2", "uno/a.txt"])
        let all = #"{"id":"s1","body":"Da altrove."}"# + "\n" + #"{"id":"s2","body":"Altro."}"# + "\n" + third
        #expect(try place.run("index", "--rebuild", "uno", "-", input: all).status == 0)
        #expect(try ids() == ["s1", "s2", "s3", "uno/a.txt"])
        #expect(try place.run("index", "--rebuild", "--prune", "uno").status == 0)
        #expect(try ids() == ["uno/a.txt"])
    }

    @Test func aFolderOfArticlesDoesNotBecomeAnIndex() throws {
        try place.write("Cronaca\n\nTitolo\n\nCorpo.", to: "pezzi/a.txt")
        let outcome = try place.run("index", "pezzi", "--index", "pezzi")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == """
                spoglio: 'pezzi' cannot hold a new index: it has other files, such as 'a.txt'
                hint: name an empty folder, or one that is not there yet, with --index

                """)
        #expect(try place.shell("ls pezzi").output == "a.txt\n")
        _ = try place.shell("mkdir vuota")
        #expect(try place.run("index", "pezzi", "--index", "vuota").status == 0)
    }

    @Test(arguments: ["sources-2022.csv", "authority-mia.tsv", "segments/tesi/dati.txt", "segments/s000001x"])
    func filesThatOnlyLookLikeThoseOfAnIndexAreLeftAlone(name: String) throws {
        try place.write("mio", to: "lavoro/" + name)
        try place.write("Cronaca\n\nTitolo\n\nCorpo.", to: "pezzi/a.txt")
        #expect(try place.run("index", "pezzi", "--index", "lavoro").status == 2)
        #expect(try place.shell("cat 'lavoro/\(name)'").output == "mio")
    }

    @Test func anIndexThatLostItsManifestKeepsWhatItHas() throws {
        try place.write("Cronaca\n\nTitolo\n\nCorpo.", to: "pezzi/a.txt")
        _ = try place.run("index", "pezzi")
        try place.remove(".spoglio/manifest")
        let before = try place.contents(of: ".spoglio/segments")
        let outcome = try place.run("index", "pezzi", "--index", ".spoglio")
        #expect(outcome.status == 3)
        #expect(
            outcome.errors == """
                spoglio: the index at '.spoglio' has lost its manifest, '.spoglio/manifest'
                hint: restore the manifest from a copy, or build the index again with 'spoglio index --rebuild PATH...'

                """)
        #expect(try place.contents(of: ".spoglio/segments") == before)
        #expect(try place.run("index", "--rebuild", "pezzi", "--index", ".spoglio").status == 0)
        #expect(try place.run("verify", "--index", ".spoglio").status == 0)
        #expect(try ids() == ["pezzi/a.txt"])
    }

    @Test func aRebuildOfNothingLeavesTheOldIndex() throws {
        try place.write("Cronaca\n\nTitolo\n\nCorpo.", to: "pezzi/a.txt")
        _ = try place.run("index", "pezzi")
        try place.remove("pezzi/a.txt")
        let outcome = try place.run("index", "--rebuild", "pezzi")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == """
                spoglio: no article was found for the new index, and the old one has 1
                hint: check the paths; the old index is as it was

                """)
        #expect(try ids() == ["pezzi/a.txt"])
    }
}
