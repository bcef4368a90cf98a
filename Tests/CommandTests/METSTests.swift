// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// METS and the pages that it cuts into articles are kept up to date together.
struct METSTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(Self.page("a", "La guerra continua sul torrente."), to: "n1/alto/0001.xml")
        try place.write(Self.page("b", "Segue dalla prima pagina."), to: "n1/alto/0002.xml")
        try place.write(Self.mets, to: "n1/mets.xml")
    }

    private static func page(_ id: String, _ text: String) -> String {
        func words(_ text: String) -> String {
            let strings = text.split(separator: " ").map { "<String CONTENT='\($0)'/>" }
            return "<TextLine>\(strings.joined())</TextLine>"
        }
        return "<alto><Layout><Page><PrintSpace><TextBlock ID='\(id)'>\(words(text))</TextBlock>"
            + "<TextBlock ID='x'>\(words("Sapone e lisciva"))</TextBlock></PrintSpace></Page></Layout></alto>"
    }

    private static let mets: String = {
        let files = (1...3).map { "<file ID='F\($0)'><FLocat href='alto/000\($0).xml'/></file>" }
        func area(_ file: Int, _ id: String) -> String { "<fptr><area FILEID='F\(file)' BEGIN='\(id)'/></fptr>" }
        return "<mets><fileSec>\(files.joined())</fileSec><structMap TYPE='LOGICAL'><div>"
            + "<div TYPE='ARTICLE' LABEL='La guerra'>\(area(1, "a"))\(area(2, "b"))</div>"
            + "<div TYPE='ARTICLE' LABEL='Il mercato'>\(area(3, "c"))</div></div></structMap></mets>"
    }()

    private static let missing =
        "the article 'Il mercato' has no text: the ALTO file 'alto/0003.xml' is not beside the METS"

    private func index(_ arguments: String...) throws -> (figures: [Int], notes: [String], rejections: [String]) {
        let answer = try place.run(["index", "--json"] + (arguments.isEmpty ? ["n1"] : arguments)).json()
        let figures = ["added", "updated", "unchanged", "removed"].map { answer[$0].int ?? -1 }
        return (
            figures, answer["notes"].elements.compactMap(\.text),
            answer["rejections"].elements.compactMap { $0["reason"].text }
        )
    }

    private func ids(_ query: String = "*") throws -> [String] {
        try place.run("search", query, "--json").ids().sorted()
    }

    private static let articles = ["n1/mets.xml#1", "n1/mets.xml#alto/0001.xml", "n1/mets.xml#alto/0002.xml"]

    @Test func aPageThatChangesGoesOrComesChangesItsArticles() throws {
        let claims = ["0001", "0002"].map { "n1/alto/\($0).xml:0: its articles are read through 'mets.xml'" }
        var run = try index()
        #expect(run.figures == [3, 0, 0, 0] && run.rejections == [Self.missing] && run.notes == claims)
        run = try index()
        #expect(run.figures == [0, 0, 3, 0] && run.rejections == [Self.missing] && run.notes == [])
        #expect(try ids() == Self.articles)
        try place.write(Self.page("a", "La guerra continua sul rigagnolo."), to: "n1/alto/0001.xml")
        #expect(try index().figures == [0, 1, 2, 0])
        #expect(try ids("rigagnolo") == ["n1/mets.xml#1"])
        _ = try place.shell("touch n1/mets.xml")
        #expect(try index().figures == [0, 0, 3, 0])
        try place.remove("n1/alto/0002.xml")
        run = try index()
        let lacking = "is not whole: the ALTO file 'alto/0002.xml' is not beside the METS"
        #expect(run.figures == [0, 1, 1, 0] && run.notes == ["n1/mets.xml:1: the article 'La guerra' \(lacking)"])
        try place.write(Self.page("b", "Segue dalla prima pagina."), to: "n1/alto/0002.xml")
        try place.write(Self.page("c", "Il mercato riapre."), to: "n1/alto/0003.xml")
        run = try index()
        #expect(run.figures == [2, 1, 2, 0] && run.rejections == [])
        #expect(try ids("mercato") == ["n1/mets.xml#2"])
        // A run that is given the pages alone reads the known METS that they belong to.
        try place.write(Self.page("c", "Il mercato chiude."), to: "n1/alto/0003.xml")
        #expect(try index("n1/alto").figures == [0, 1, 4, 0])
        #expect(try ids("chiude") == ["n1/mets.xml#2"])
        #expect(try place.run("verify").status == 0)
    }

    @Test func pagesAreArticlesWhileNoMETSIsRead() throws {
        let pages = ["n1/alto/0001.xml", "n1/alto/0002.xml"]
        let preview = try place.run("index", "--dry-run", "--json", "n1/alto").json()["preview"].elements
        #expect(preview.map { $0["articles"].int } == [1, 1])
        let whole = try place.run("index", "--dry-run", "--json", "n1").json()["preview"].elements
        #expect(whole.map { $0["path"].text } == ["n1/mets.xml"] + pages)
        #expect(whole.map { $0["articles"].int } == [3, 0, 0] && whole.map { $0["notes"].int } == [0, 1, 1])
        #expect(try index("n1/alto").figures == [2, 0, 0, 0])
        #expect(try ids() == pages)
        // A METS that comes later takes the place of its pages.
        #expect(try index().figures == [3, 0, 2, 2])
        #expect(try ids() == Self.articles)
        #expect(try index().figures == [0, 0, 3, 0])
        // Without it they are articles again, and the index is not emptied.
        try place.remove("n1/mets.xml")
        #expect(try index("n1", "--prune").figures == [2, 0, 0, 3])
        #expect(try ids() == pages)
        try place.write(Self.mets, to: "n1/mets.xml")
        #expect(try index("n1", "--prune").figures == [3, 0, 0, 2])
        #expect(try ids() == Self.articles)
        #expect(try index("n1", "--prune").figures == [0, 0, 3, 0] && place.run("compact").status == 0)
        #expect(try index("n1", "--prune").notes == [])
        try place.write(Self.page("a", "La guerra è finita."), to: "n1/alto/0001.xml")
        #expect(try index("n1", "--prune").figures == [0, 1, 2, 0])
        #expect(try index("n1", "--rebuild").figures == [3, 0, 0, 0])
        #expect(try ids() == Self.articles && place.run("verify").status == 0)
    }

    @Test func allPagesOfAFileMakeRoomForItsMETS() throws {
        let pages =
            ["<Page ID='P0'/>"]
            + ["a", "b", "c"].map { Self.page($0, "La pagina \($0) segue.") }
            .map { $0.replacing("<alto><Layout>", with: "").replacing("</Layout></alto>", with: "") }
        try place.write("<alto><Layout>\(pages.joined())</Layout></alto>", to: "n1/alto/0001.xml")
        #expect(try index("n1/alto/0001.xml").figures == [3, 0, 0, 0])
        #expect(try ids() == (2...4).map { "n1/alto/0001.xml#\($0)" })
        #expect(try index().figures[3] == 3)
        #expect(try ids().allSatisfy { $0.hasPrefix("n1/mets.xml#") })
    }

    @Test func pagesOfAMETSThatIsToBeIgnoredAreArticles() throws {
        let pages = ["n1/alto/0001.xml", "n1/alto/0002.xml"]
        _ = try index()
        try place.write("mets.xml\n", to: "n1/.spoglioignore")
        #expect(try index("n1", "--prune").figures == [2, 0, 0, 3])
        #expect(try ids() == pages && index("n1", "--prune").figures == [0, 0, 2, 0])
        try place.remove("n1/.spoglioignore")
        #expect(try index().figures == [3, 0, 2, 2] && ids() == Self.articles)
        // A page that changes meanwhile is no exception.
        try place.write("mets.xml\n", to: "n1/.spoglioignore")
        try place.write(Self.page("a", "La guerra è finita."), to: "n1/alto/0001.xml")
        #expect(try index("n1", "--prune").figures == [2, 0, 0, 3] && ids() == pages)
    }

    @Test func aMETSThatComesBackHasItsPagesAgain() throws {
        let pages = ["n1/alto/0001.xml", "n1/alto/0002.xml"]
        for arguments in [["n1"], ["n1/alto"]] {
            for changes in [false, true] {
                _ = try place.shell("rm -rf .spoglio altrove.xml")
                try place.write(Self.page("a", "La guerra continua sul torrente."), to: "n1/alto/0001.xml")
                #expect(try index().figures == [3, 0, 0, 0])
                _ = try place.shell("mv n1/mets.xml altrove.xml")
                // The articles of what is gone stay until a run prunes, as those of any file.
                #expect(try index(arguments[0]).figures == [2, 0, 0, 0])
                #expect(try index(arguments[0]).figures == [0, 0, 2, 0])
                #expect(try ids() == pages + Self.articles)
                if changes {
                    try place.write(Self.page("a", "La guerra è finita."), to: "n1/alto/0001.xml")
                    #expect(try index(arguments[0]).figures == [0, 1, 1, 0])
                }
                _ = try place.shell("mv altrove.xml n1/mets.xml")
                let run = try index(arguments[0])
                #expect(run.figures == (changes ? [0, 1, 2, 2] : [0, 0, 3, 2]), "\(arguments)")
                // What was rejected in it when it was read is known again.
                #expect(run.rejections == [Self.missing])
                #expect(try ids() == Self.articles)
                #expect(try index().figures == [0, 0, 3, 0] && place.run("verify").status == 0)
            }
        }
        // Where its articles were pruned, the pages alone say nothing of it.
        _ = try place.shell("mv n1/mets.xml altrove.xml")
        #expect(try index("n1", "--prune").figures == [2, 0, 0, 3])
        _ = try place.shell("mv altrove.xml n1/mets.xml")
        for _ in 0..<2 { #expect(try index("n1/alto").figures == [0, 0, 2, 0]) }
        #expect(try index().figures[0] == 3 && ids() == Self.articles)
    }

    @Test func anIssueThatMovesKeepsItsArticles() throws {
        _ = try index()
        _ = try place.shell("mkdir anno && mv n1 anno/n1")
        _ = try index("anno", "--prune")
        #expect(try ids() == Self.articles.map { "anno/" + $0 })
        #expect(try index("anno").figures == [0, 0, 3, 0])
        try place.write(Self.page("a", "La guerra è finita."), to: "anno/n1/alto/0001.xml")
        #expect(try index("anno").figures == [0, 1, 2, 0])
    }
}
