// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

@testable import Articles

@Suite struct METSReaderTests {
    private static func page(_ blocks: [(String, String)]) -> String {
        let texts = blocks.enumerated().map { number, block in
            let words = block.1.split(separator: " ").map { "<String CONTENT='\($0)'/>" }.joined(separator: "<SP/>")
            return
                "<TextBlock ID='\(block.0)' HPOS='\(number)' VPOS='2' WIDTH='3' HEIGHT='4'><TextLine>\(words)</TextLine></TextBlock>"
        }
        return "<alto><Layout><Page ID='P'><PrintSpace>\(texts.joined())</PrintSpace></Page></Layout></alto>"
    }

    private static func mets(_ divisions: String) -> String {
        """
        <mets xmlns="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink">
        <dmdSec ID="D0"><mdWrap><xmlData><mods:mods><mods:titleInfo><mods:title>L'Eco</mods:title></mods:titleInfo>
        <mods:originInfo><mods:dateIssued>1898-05-07</mods:dateIssued></mods:originInfo></mods:mods></xmlData></mdWrap></dmdSec>
        <dmdSec ID="D1"><mdWrap><xmlData><mods:mods><mods:titleInfo><mods:title>La folla in piazza</mods:title></mods:titleInfo>
        <mods:name><mods:namePart>E. Dini</mods:namePart></mods:name></mods:mods></xmlData></mdWrap></dmdSec>
        <fileSec><fileGrp><file ID="F1"><FLocat xlink:href="file://./alto/p%201.xml"/></file>
        <file ID="F2"><FLocat xlink:href="alto/p2.xml"/></file><file ID="F3"><FLocat xlink:href="../fuori.xml"/></file></fileGrp></fileSec>
        <structMap TYPE="PHYSICAL"><div TYPE="ARTICLE"><fptr><area FILEID="F1" BEGIN="a"/></fptr></div></structMap>
        <structMap TYPE="LOGICAL"><div TYPE="Newspaper"><div TYPE="ISSUE" DMDID="D0"><div TYPE="CONTENT">\(divisions)</div></div></div></structMap>
        </mets>
        """
    }

    private static func area(_ file: String, _ block: String) -> String {
        "<fptr><area BETYPE='IDREF' FILEID='\(file)' BEGIN='\(block)'/></fptr>"
    }

    private let folder: TemporaryFolder
    /// What is read of a file, without the files that decide on it.
    private func read(_ name: String) -> [ReadingEvent] {
        reading(name, in: folder).filter { if case .dependence = $0 { false } else { true } }
    }

    /// The bytes of the two pages.
    private let pageSize: Int

    init() throws {
        folder = try TemporaryFolder()
        folder.makeFolder("n1")
        folder.makeFolder("n1/alto")
        let first = Self.page([
            ("t", "La folla"), ("a", "Ieri in piazza."), ("b", "Altra cosa."), ("r", "Sapone e lisciva."),
        ])
        let second = Self.page([("c", "Segue dalla prima.")])
        try folder.write("n1/alto/p 1.xml", first.utf8)
        try folder.write("n1/alto/p2.xml", second.utf8)
        pageSize = first.utf8.count + second.utf8.count
        try folder.write("fuori.xml", Self.page([("x", "Segreto.")]).utf8)
    }

    @Test func theArticlesOfTheLogicalStructureAreRead() throws {
        let divisions =
            "<div TYPE='ARTICLE' ID='A1' DMDID='D1'><div TYPE='HEADING'>\(Self.area("F1", "t"))</div><div TYPE='BODY'>"
            + "\(Self.area("F1", "a"))\(Self.area("F2", "c"))</div></div>"
            + "<div TYPE='ADVERTISEMENT'>\(Self.area("F1", "b"))</div>"
            + "<div TYPE='ARTICLE' LABEL='Altra'>\(Self.area("F1", "b"))\(Self.area("F3", "x"))\(Self.area("F9", "x"))</div>"
        try folder.write("n1/n1-mets.xml", Self.mets(divisions).utf8)
        let found = read("n1/n1-mets.xml")
        let articles = found.compactMap(\.article)
        let flaw =
            "the ALTO file '../fuori.xml' is not beside the METS, the ALTO file 'F9' is not beside the METS"
        #expect(
            found.map(\.placed) == [
                "+ n1/n1-mets.xml#1", "? n1/n1-mets.xml:2: the article 'Altra' is not whole: \(flaw)",
                "+ n1/n1-mets.xml#2", "+ n1/n1-mets.xml#alto/p 1.xml",
            ])
        #expect(articles.map(\.title) == ["La folla in piazza", "Altra", "Resto della pagina p 1"])
        #expect(
            articles.map(\.body) == [
                "La folla\n\nIeri in piazza.\n\nSegue dalla prima.", "Altra cosa.", "Sapone e lisciva.",
            ])
        #expect(articles.map(\.authors) == [["E. Dini"], [], []])
        #expect(articles.map { $0.metadata["text"] } == [nil, nil, "rest of page"])
        #expect(
            articles.allSatisfy { $0.date?.iso8601 == "1898-05-07" && $0.dateSource == .field && $0.source == "L'Eco" })
        let layouts = articles.compactMap { $0.metadata["layout"].flatMap { PageLayout($0) } }
        #expect(
            layouts.map { $0.pages.map(\.file) } == [
                ["file://./alto/p%201.xml", "alto/p2.xml"], ["file://./alto/p%201.xml"], ["file://./alto/p%201.xml"],
            ])
        #expect(layouts.map { $0.boxes.map(\.page) } == [[0, 0, 1], [0], [0]])
        #expect(layouts.map { $0.boxes.map(\.words) } == [[0..<2, 2..<5, 5..<8], [0..<2], [0..<3]])
        #expect(layouts.map(\.bodyWords) == [8, 2, 3] && layouts.map(\.titleWords) == [4, 1, 5])
    }

    @Test func aPageThatMETSCutsAsksWhetherThatIsRead() throws {
        let division = "<div TYPE='ARTICLE' LABEL='Prima'>\(Self.area("F1", "a"))\(Self.area("F2", "c"))</div>"
        try folder.write("n1/n1-mets.xml", Self.mets(division).utf8)
        let mets = folder.path + "/n1/n1-mets.xml"
        #expect(read("n1/alto/p2.xml").map(\.placed) == ["< \(mets)", "+ n1/alto/p2.xml"])
        var found: [String] = []
        ArticleReader().read(PathName(folder.path + "/n1/alto/p2.xml")) { event in
            found.append(event.placed)
            return .stop
        }
        #expect(found == ["< \(mets)"])
        // Pages that it does not name are articles, also one of the same name elsewhere.
        #expect(read("fuori.xml").map(\.placed) == ["+ fuori.xml"])
        folder.makeFolder("n1/altro")
        try folder.write("n1/altro/p2.xml", Self.page([("c", "Altrove.")]).utf8)
        #expect(read("n1/altro/p2.xml").map(\.placed) == ["+ n1/altro/p2.xml"])
        #expect(
            reading("n1/n1-mets.xml", in: folder).map(\.placed) == [
                "> \(folder.path)/n1/alto/p 1.xml", "> \(folder.path)/n1/alto/p2.xml", "+ n1/n1-mets.xml#1",
                "+ n1/n1-mets.xml#alto/p 1.xml",
            ])
    }

    @Test func whatOfAnArticleIsMissingIsSaid() throws {
        let divisions =
            "<div TYPE='ARTICLE' LABEL='Mancante'>\(Self.area("F2", "c"))</div>"
            + "<div TYPE='ARTICLE' LABEL='Intera'>\(Self.area("F1", "a"))</div>"
            + "<div TYPE='ARTICLE' LABEL='Scarsa'>\(Self.area("F1", "b"))\(Self.area("F1", "z"))</div>"
            + "<div TYPE='ARTICLE' LABEL='Da capo'><fptr><area FILEID='F1' BEGIN='t' END='a'/></fptr></div>"
        try folder.write("n1/mets.xml", Self.mets(divisions).utf8)
        try folder.write("n1/alto/p2.xml", "<alto><Layout><Page>".utf8)
        let unknown = "1 block that it names is not in the ALTO files"
        #expect(
            read("n1/mets.xml").map(\.placed) == [
                "- n1/mets.xml:1: the article 'Mancante' has no text: the ALTO file 'alto/p2.xml' cannot be read",
                "+ n1/mets.xml#2", "? n1/mets.xml:3: the article 'Scarsa' is not whole: \(unknown)",
                "+ n1/mets.xml#3", "+ n1/mets.xml#4", "+ n1/mets.xml#alto/p 1.xml",
            ])
        #expect(
            read("n1/mets.xml").compactMap(\.article)[2].body == "La folla\n\nIeri in piazza.")
    }

    @Test func blocksThatAreNamedTooOftenMakeNoMoreArticles() throws {
        func read(_ count: Int) throws -> [ReadingEvent] {
            let division = "<div TYPE='ARTICLE' LABEL='Tutto'><fptr><area FILEID='F1'/></fptr></div>"
            try folder.write("n1/mets.xml", Self.mets(String(repeating: division, count: count)).utf8)
            return self.read("n1/mets.xml")
        }
        #expect(try read(5).map(\.placed) == (1...5).map { "+ n1/mets.xml#\($0)" })
        let found = try read(1_000)
        let bodies = found.compactMap(\.article).map(\.body)
        let reason = "\(1_000 - bodies.count) articles are left out: the METS names the same blocks too often"
        #expect(found.last?.placed == "- n1/mets.xml:\(bodies.count + 1): \(reason)")
        #expect(bodies.count == found.count - 1 && bodies.reduce(0) { $0 + $1.utf8.count } < 4 * pageSize)
    }

    /// A second structure by columns or by themes names the blocks of the first again.
    @Test func ofSeveralLogicalStructuresTheLaterGiveWhatTheEarlierDoNot() throws {
        func article(_ label: String, _ areas: String...) -> String {
            "<div TYPE='ARTICLE' LABEL='\(label)'>\(areas.joined())</div>"
        }
        let again =
            article("Di nuovo", Self.area("F1", "a"))
            + article("Tutte e due", Self.area("F2", "c"), Self.area("F1", "t"))
            + article("Nuovo", Self.area("F1", "b")) + article("Metà", Self.area("F1", "a"), Self.area("F1", "r"))
        let further = "</structMap><structMap TYPE='logical_2'>\(again)</structMap></mets>"
        let first = Self.mets(article("Prima", Self.area("F1", "a"), Self.area("F2", "c")))
        try folder.write("n1/mets.xml", first.replacing("</structMap>\n</mets>", with: further).utf8)
        let found = read("n1/mets.xml")
        #expect(
            found.map(\.placed) == [
                "+ n1/mets.xml#1", "+ n1/mets.xml#2", "+ n1/mets.xml#3", "+ n1/mets.xml#alto/p 1.xml",
                "? n1/mets.xml:0: 2 articles of a further logical structure left out, whose text those before have",
            ])
        #expect(
            found.compactMap(\.article).map(\.body) == [
                "Ieri in piazza.\n\nSegue dalla prima.", "Altra cosa.", "Ieri in piazza.\n\nSapone e lisciva.",
                "La folla",
            ])
        // Within one structure articles may share a block.
        let shared = article("Uno", Self.area("F1", "a")) + article("Due", Self.area("F1", "a"))
        try folder.write("n1/mets.xml", Self.mets(shared).utf8)
        #expect(read("n1/mets.xml").compactMap(\.article).map(\.title) == ["Uno", "Due", "Resto della pagina p 1"])
        // What follows a structure that is cut off is told after what there is.
        try folder.write("n1/mets.xml", first.replacing("</structMap>\n</mets>", with: "</structMap><structMap>").utf8)
        #expect(
            read("n1/mets.xml").map(\.placed) == [
                "+ n1/mets.xml#1", "+ n1/mets.xml#alto/p 1.xml", "- n1/mets.xml:0: the XML is cut off after 1 article",
            ])
    }

    @Test func theIssuesOfAYearMayLieInOneFolder() throws {
        let division = "<div TYPE='ARTICLE' LABEL='Uno'>\(Self.area("F2", "c"))</div>"
        for number in 1...52 {
            let mets = Self.mets(division).replacing("alto/p2.xml", with: "alto/n\(number)-p2.xml")
            try folder.write("n1/n\(number)-mets.xml", mets.utf8)
        }
        for number in [1, 9, 52] {
            try folder.write("n1/alto/n\(number)-p2.xml", Self.page([("c", "Testo \(number).")]).utf8)
            let mets = "n1/n\(number)-mets.xml"
            let read = reading("n1/alto/n\(number)-p2.xml", in: folder)
            #expect(read.map(\.placed).first == "< \(folder.path)/\(mets)")
            #expect(self.read(mets).compactMap(\.article).map(\.body) == ["Testo \(number)."])
        }
    }

    @Test func oneArticleAtATimeIsMade() throws {
        let divisions = [("F1", "a"), ("F2", "c")].map { file, block in
            "<div TYPE='ARTICLE' LABEL='\(block)'>\(Self.area(file, block))</div>"
        }
        try folder.write("n1/mets.xml", Self.mets(divisions.joined()).utf8)
        let first = ["> \(folder.path)/n1/alto/p 1.xml", "+ n1/mets.xml#1"]
        #expect(
            reading("n1/mets.xml", in: folder).map(\.placed)
                == first + ["> \(folder.path)/n1/alto/p2.xml", "+ n1/mets.xml#2", "+ n1/mets.xml#alto/p 1.xml"])
        var found: [String] = []
        ArticleReader().read(PathName(folder.path + "/n1/mets.xml"), shownAs: "n1/mets.xml") { event in
            found.append(event.placed)
            return event.article == nil ? .next : .stop
        }
        // The page of the second was not opened.
        #expect(found == first)
    }

    /// What a METS gives where the content of a file or more is kept.
    private func drafts(_ divisions: String, room: Int) throws -> [ArticleDraft] {
        var document = METSDocument(files: SiblingFiles(of: PathName(folder.path + "/n1/mets.xml")), room: room)
        let collector = XMLRecordCollector(sizeLimit: 1 << 20)
        try Array(Self.mets(divisions).utf8).parseXML(into: collector, depthLimit: 100)
        var drafts: [ArticleDraft] = []
        for item in collector.take() {
            if case .description(let element) = item { document.describe(element) }
            guard case .record(let element, _) = item else { continue }
            #expect(try document.articles(of: element, limits: ReadingLimits()).isEmpty)
            while let draft = document.nextArticle() { drafts.append(draft) }
        }
        document.finish()
        while let draft = document.nextArticle() { drafts.append(draft) }
        return drafts
    }

    @Test func pagesThatAreNotKeptAreReadAgain() throws {
        func article(_ label: String, _ areas: String...) -> String {
            "<div TYPE='ARTICLE' LABEL='\(label)'>\(areas.joined())</div>"
        }
        let (a, b, c, t) = (Self.area("F1", "a"), Self.area("F1", "b"), Self.area("F2", "c"), Self.area("F1", "t"))
        let divisions = article("Uno", a, c) + article("Due", b, c, t)
        let known = try drafts(divisions, room: 1 << 20)
        #expect(known.map(\.title) == ["Uno", "Due", "Resto della pagina p 1"])
        for room in [0, pageSize - 1, pageSize] {
            let found = try drafts(divisions, room: room)
            #expect(found.map(\.title) == known.map(\.title) && found.map(\.body) == known.map(\.body))
            #expect(found.map(\.metadata) == known.map(\.metadata) && found.map(\.notes) == known.map(\.notes))
        }
        // Nobody waits for ever.
        let many = String(repeating: article("Uno", a) + article("Due", c), count: 20)
        #expect(try drafts(many, room: pageSize).count == 41)
        let some = try drafts(many, room: 0)
        let left = 42 - some.count
        #expect(some.count < 20)
        #expect(
            some.compactMap(\.refusal).map(\.reason)
                == ["\(left) articles are left out: the METS goes back to other pages too often"])
    }

    @Test func anArticleOfTooMuchTextIsRejectedAndItsPagesHaveIt() throws {
        try folder.write("n1/alto/p2.xml", Self.page([("c", String(repeating: "Segue dalla prima. ", count: 5))]).utf8)
        let whole = "<fptr><area FILEID='F1'/></fptr>\(Self.area("F2", "c"))"
        for (areas, limit) in [(whole, 120), (whole + Self.area("F1", "a"), 120), (whole, 50)] {
            try folder.write("n1/mets.xml", Self.mets("<div TYPE='ARTICLE' LABEL='Tutto'>\(areas)</div>").utf8)
            var limits = ReadingLimits()
            limits.article = limit
            let found = reading("n1/mets.xml", in: folder, limits: limits).filter { event in
                if case .dependence = event { false } else { true }
            }
            let rests =
                limit == 120
                ? ["+ n1/mets.xml#alto/p 1.xml", "+ n1/mets.xml#alto/p2.xml"]
                : [
                    "- n1/mets.xml:2: the article has 79 bytes of text; the limit is 50",
                    "- n1/mets.xml:3: the article has 115 bytes of text; the limit is 50",
                ]
            let reason = "the article 'Tutto' has more than the limit of \(limit) bytes of text"
            #expect(found.map(\.placed) == ["- n1/mets.xml:1: \(reason)"] + rests)
            limits.article = 200
            let titles = reading("n1/mets.xml", in: folder, limits: limits).compactMap(\.article).map(\.title)
            #expect(titles == ["Tutto"])
        }
    }

    /// What a reader knows of METS files holds only as long as they are as they were.
    @Test func aMETSThatChangesWhilePagesAreReadIsLookedAtAgain() throws {
        let reader = ArticleReader()
        func found() -> [String] {
            var found: [String] = []
            reader.read(PathName(folder.path + "/n1/alto/p2.xml"), shownAs: "p2.xml") { event in
                found.append(event.placed)
                return .next
            }
            return found
        }
        let claim = "< \(folder.path)/n1/mets.xml"
        func division(_ file: String, _ block: String) -> String {
            Self.mets("<div TYPE='ARTICLE' LABEL='Prima'>\(Self.area(file, block))</div>")
        }
        #expect(found() == ["+ p2.xml"])
        for _ in 0..<2 {
            // Times of folders are as coarse as some milliseconds.
            usleep(20_000)
            try folder.write("n1/mets.xml", division("F2", "c").utf8)
            for _ in 0..<2 { #expect(found() == [claim, "+ p2.xml"]) }
            try folder.write("n1/mets.xml", (division("F1", "a") + "\n").utf8)
            for _ in 0..<2 { #expect(found() == ["+ p2.xml"]) }
            try folder.write("n1/mets.xml", division("F2", "c").utf8)
            #expect(found() == [claim, "+ p2.xml"])
            usleep(20_000)
            #expect(unlink(folder.path + "/n1/mets.xml") == 0)
            #expect(found() == ["+ p2.xml"])
        }
    }

    @Test func aWordThatBlocksPartStandsWhole() throws {
        func part(_ text: String, _ number: Int, _ whole: String) -> String {
            "<String CONTENT='\(text)' SUBS_TYPE='HypPart\(number)' SUBS_CONTENT='\(whole)'/>"
        }
        func block(_ id: String, _ line: String) -> String {
            "<TextBlock ID='\(id)' HPOS='1' VPOS='2' WIDTH='3' HEIGHT='4'><TextLine>\(line)</TextLine></TextBlock>"
        }
        func page(_ blocks: String) -> String { "<alto><Layout><Page ID='P'>\(blocks)</Page></Layout></alto>" }
        let word = "<String CONTENT='soldati'/>"
        let first = page(
            block("a", word + part("avan", 1, "avanzano")) + block("b", part("zano", 2, "avanzano") + word)
                + block("c", word + "<String CONTENT='gover-'/>"))
        try folder.write("n1/alto/p 1.xml", first.utf8)
        try folder.write("n1/alto/p2.xml", page(block("d", "<String CONTENT='no'/>" + word)).utf8)
        let article = try #require(reading("n1/alto/p 1.xml", in: folder).first?.article)
        #expect(article.body == "soldati avanzano\n\nsoldati\n\nsoldati gover-")
        let areas = ["a", "b", "c"].map { Self.area("F1", $0) } + [Self.area("F2", "d")]
        try folder.write("n1/mets.xml", Self.mets("<div TYPE='ARTICLE' LABEL='X'>\(areas.joined())</div>").utf8)
        let whole = try #require(read("n1/mets.xml").first?.article)
        #expect(whole.body == "soldati avanzano\n\nsoldati\n\nsoldati governo\n\nsoldati")
        let layout = try #require(whole.metadata["layout"].flatMap { PageLayout($0) })
        // The end of a word stands where its block does.
        #expect(layout.boxes.map(\.words) == [0..<2, 1..<3, 3..<5, 4..<6] && layout.boxes.map(\.page) == [0, 0, 0, 1])
        // A block by itself keeps what it begins with.
        try folder.write("n1/mets.xml", Self.mets("<div TYPE='ARTICLE'>\(areas[1])</div>").utf8)
        #expect(read("n1/mets.xml").first?.article?.body == "zano soldati")
    }

    @Test(arguments: [("LABEL='LA FOLLA!'", "LA FOLLA!"), ("", "La folla")])
    func aHeadingThatIsTheTitleHasItsPlaceThere(_ label: String, _ title: String) throws {
        let divisions =
            "<div TYPE='ARTICLE' \(label)><div TYPE='HEADING'>\(Self.area("F1", "t"))</div>\(Self.area("F2", "c"))</div>"
        try folder.write("n1/n1-mets.xml", Self.mets(divisions).utf8)
        let article = try #require(read("n1/n1-mets.xml").first?.article)
        #expect(article.title == title && article.body == "Segue dalla prima.")
        let layout = try #require(article.metadata["layout"].flatMap { PageLayout($0) })
        #expect(layout.boxes.map(\.isInTitle) == [true, false] && layout.boxes.map(\.words) == [0..<2, 0..<3])
        #expect(layout.pages.map(\.file) == ["file://./alto/p%201.xml", "alto/p2.xml"])
    }

    /// Two issues, each with its METS before or behind its pages.
    ///
    /// - Returns: The bytes of an issue.
    private func makeArchive(_ order: String) throws -> Int {
        let division = "<div TYPE='ARTICLE' LABEL='Prima'>\(Self.area("F1", "a"))\(Self.area("F2", "c"))</div>"
        try folder.write("n1/n1-mets.xml", Self.mets(division).utf8)
        try Samples.make(
            in: folder,
            """
            names = ['alto/p 1.xml', 'alto/p2.xml', 'n1-mets.xml']
            if '\(order)' == 'before': names.insert(0, names.pop())
            members = [(issue + name, open('n1/' + name, 'rb').read()) for issue in ['n1/', 'n2/'] for name in names]
            members.insert(2, ('uno.txt', text('Titolo').encode()))
            with zipfile.ZipFile('annata.zip', 'w') as z:
                for name, content in members: z.writestr(name, content)
            with tarfile.open('annata.tar.gz', 'w:gz') as t:
                for name, content in members:
                    info = tarfile.TarInfo('./' + name); info.size = len(content); t.addfile(info, io.BytesIO(content))
            """)
        return Self.mets(division).utf8.count + pageSize
    }

    @Test(arguments: ["annata.zip", "annata.tar.gz"], ["before", "behind"])
    func membersOfAnArchiveBelongTogetherAsFilesDo(_ archive: String, _ order: String) throws {
        let size = try makeArchive(order)
        // Room for all; for one issue at a time.
        for room in [1 << 20, size] {
            var limits = ReadingLimits()
            limits.file = room
            let found = reading(archive, in: folder, limits: limits)
            let start = archive == "annata.zip" ? archive + "!/" : archive + "!/./"
            #expect(
                found.map(\.placed).sorted()
                    == (["n1/", "n2/"].flatMap { issue in
                        let note = ":0: its articles are read through 'n1-mets.xml'"
                        let mets = "+ \(start)\(issue)n1-mets.xml"
                        return ["\(mets)#1", "\(mets)#alto/p 1.xml"]
                            + ["alto/p 1.xml", "alto/p2.xml"].map { "? \(start)\(issue)\($0)\(note)" }
                    } + ["+ \(start)uno.txt"]).sorted())
            let articles = found.compactMap(\.article).filter { $0.title == "Prima" }
            #expect(articles.map(\.body) == Array(repeating: "Ieri in piazza.\n\nSegue dalla prima.", count: 2))
        }
        // Without room for an issue nothing is lost: its pages are articles.
        var limits = ReadingLimits()
        limits.file = 2_000
        let pages = reading(archive, in: folder, limits: limits).compactMap(\.article).map(\.body)
        #expect(pages.count { $0.contains("Ieri in piazza.") } == 2)
        #expect(pages.count { $0.contains("Segue dalla prima.") } == 2)
    }

    @Test func withoutItsPagesOrArticlesMETSSaysSo() throws {
        try folder.write("n1/mets.xml", Self.mets("<div TYPE='ARTICLE'>\(Self.area("F7", "t"))</div>").utf8)
        #expect(
            reading("n1/mets.xml", in: folder).map(\.placed)
                == ["- n1/mets.xml:1: the METS names 1 article, whose ALTO files are not beside it"])
        try folder.write("n1/mets.xml", Self.mets("<div TYPE='SECTION'/>").utf8)
        #expect(
            reading("n1/mets.xml", in: folder).map(\.placed)
                == ["- n1/mets.xml:0: METS has no text of its own; the ALTO files of its pages are read by themselves"])
        #expect(reading("n1/alto/p2.xml", in: folder).map(\.placed) == ["+ n1/alto/p2.xml"])
    }

    /// Areas that lead to no text, such as images, make no article.
    @Test func aMETSWhoseArticlesHaveNoTextIsRejected() throws {
        try folder.write("n1/alto/vuota.xml", Self.page([]).utf8)
        let mets = Self.mets("<div TYPE='ARTICLE'><fptr><area FILEID='F1'/></fptr></div>")
        try folder.write("n1/mets.xml", mets.replacing("alto/p%201.xml", with: "alto/vuota.xml").utf8)
        #expect(read("n1/mets.xml").map(\.placed) == ["- n1/mets.xml:0: the file has no articles"])
    }

    @Test(arguments: [
        "../fuori.xml", "alto/../../fuori.xml", "%2e%2e/fuori.xml", "/etc/passwd", "http://x.example/a", "",
        "manca.xml",
        "anello/fuori.xml", "alto",
    ])
    func noFileOutsideOfTheFolderIsRead(_ reference: String) {
        folder.link("n1/anello", to: "..")
        let files = SiblingFiles(of: PathName(folder.path + "/n1/mets.xml"))
        #expect(files.content(of: reference, limit: 1 << 20) == nil)
        #expect(files.content(of: "./alto/p%32.xml", limit: 1 << 20) != nil)
        #expect(files.content(of: "alto/p2.xml", limit: 10) == nil)
    }
}
