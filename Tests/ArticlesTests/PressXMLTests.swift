// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct PressXMLTests {
    private static let nitf = """
        <nitf xml:lang="it"><head><title>Titolo del capo</title>
        <docdata><doc-id id-string="N-1"/><urgency ed-urg="4"/><date.issue norm="20221005T101500+0200"/>
        <key-list><keyword key="porto"/><keyword key="traghetti"/></key-list></docdata>
        <pubdata name="Il Faro" position.section="Economia" date.publication="20221006"/></head>
        <body><body.head><hedline><hl1>Il porto riapre</hl1><hl2>Dopo due mesi</hl2></hedline>
        <byline>di <person>Lia Conti</person></byline><dateline><location>Ancona</location></dateline></body.head>
        <body.content><p>Primo <org>Lloyd</org>.</p><media><media-reference>img</media-reference>
        <media-caption>La nave.</media-caption></media><block><p>Secondo.</p></block></body.content></body></nitf>
        """

    @Test func nitfHasItsFields() throws {
        let article = try #require(try article(Self.nitf, name: "archivio/n1.nitf", as: .xml))
        #expect(article.id == "N-1" && article.title == "Il porto riapre" && article.section == "Economia")
        #expect(article.body == "Dopo due mesi\n\nPrimo Lloyd.\n\nLa nave.\n\nSecondo.")
        #expect(article.date?.iso8601 == "2022-10-05" && article.source == "Il Faro" && article.language == "it")
        #expect(article.authors == ["Lia Conti"] && article.tags == ["porto", "traghetti"])
        #expect(article.metadata == ["dateline": "Ancona", "urgency": "4"])
    }

    @Test func newsMLHasItsFieldsWhateverIsInside() throws {
        func item(_ id: String, _ content: String) -> String {
            """
            <newsItem guid="\(id)" xml:lang="it"><itemMeta><provider literal="x"><name>Agenzia Prova</name></provider>
            <firstCreated>2020-01-01T00:00:00Z</firstCreated></itemMeta><contentMeta><contentCreated>2021-07-08</contentCreated>
            <headline>Titolo \(id)</headline><by>Di Gino</by><subject><name>Cultura</name></subject></contentMeta>
            <contentSet>\(content)</contentSet></newsItem>
            """
        }
        let text =
            "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header><sent>2021</sent></header><itemSet>"
            + item("a", "<inlineXML>\(Self.nitf)</inlineXML>")
            + item(
                "b",
                "<inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><head><title>no</title></head><body><h1>Titolo b</h1><p>Uno.</p><p>Due.</p></body></html></inlineXML>"
            )
            + item("c", "<inlineData contenttype='text/html'>&lt;p&gt;Tre.&lt;/p&gt;</inlineData>")
            + item("d", "<remoteContent href='x.jpg'/>")
            + "</itemSet></newsMessage>"
        let found = try events(text.utf8, as: .xml)
        #expect(found.map(\.summary) == ["+ a", "+ b", "+ c", "- 4: the article has no body"])
        let articles = found.compactMap(\.article)
        #expect(articles.map(\.title) == ["Titolo a", "Titolo b", "Titolo c"])
        #expect(
            articles.map(\.body) == ["Dopo due mesi\n\nPrimo Lloyd.\n\nLa nave.\n\nSecondo.", "Uno.\n\nDue.", "Tre."])
        #expect(articles.allSatisfy { $0.date?.iso8601 == "2021-07-08" && $0.source == "Agenzia Prova" })
        #expect(articles.allSatisfy { $0.authors == ["Di Gino"] && $0.tags.first == "Cultura" })
    }

    @Test func oldNewsMLHasItsFields() throws {
        let text = """
            <NewsML><NewsEnvelope><DateAndTime>x</DateAndTime></NewsEnvelope><NewsItem><Identification><NewsIdentifier>
            <ProviderId>prova.example</ProviderId><DateId>20030415</DateId><NewsItemId>7</NewsItemId>
            <PublicIdentifier>urn:newsml:7</PublicIdentifier></NewsIdentifier></Identification><NewsComponent><NewsLines>
            <HeadLine>Sciopero</HeadLine><ByLine>Ada</ByLine></NewsLines><ContentItem><DataContent><p>Fermi i treni.</p>
            <p>E i bus.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>
            """
        let article = try #require(try article(text, as: .xml))
        #expect(article.id == "urn:newsml:7" && article.title == "Sciopero" && article.authors == ["Ada"])
        #expect(article.body == "Fermi i treni.\n\nE i bus." && article.date?.iso8601 == "2003-04-15")
    }

    @Test func teiHasItsFieldsAndMarks() throws {
        let text = """
            <TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Lettera da Pisa</title><author>E. Dini</author>
            </titleStmt><publicationStmt><date when="2015">2015</date></publicationStmt><sourceDesc><bibl><title level="j">L'Eco</title>
            <date when="1898-05-07">7 maggio</date></bibl></sourceDesc></fileDesc><profileDesc><langUsage><language ident="it"/></langUsage>
            </profileDesc></teiHeader><text><body><fw>L'Eco, 7 maggio</fw><p>Ieri <persName>Gino Serra</persName> a <placeName>Pisa</placeName> ha
            <choice><sic>deto</sic><corr>detto</corr></choice><note>sic</note> che la so-
            <lb break="no"/>cietà<lb/>vive.</p><p>Viva la <orgName>Lega</orgName>!</p></body></text></TEI>
            """
        let article = try #require(try article(text, as: .xml))
        #expect(article.title == "Lettera da Pisa" && article.source == "L'Eco" && article.authors == ["E. Dini"])
        #expect(article.body == "Ieri Gino Serra a Pisa ha detto che la società vive.\n\nViva la Lega!")
        #expect(article.date?.iso8601 == "1898-05-07" && article.language == "it" && article.id == "prova")
        #expect(article.metadata == ["persons": "Gino Serra", "places": "Pisa", "organisations": "Lega"])
    }

    @Test func divisionsOfTEIThatAreArticlesAreArticles() throws {
        let text = """
            <TEI><teiHeader><fileDesc><titleStmt><title>Numero 3</title></titleStmt><publicationStmt><date when="1901-01-02"/>
            </publicationStmt></fileDesc></teiHeader><text><body><div type="article" xml:id="a1"><head>Uno</head><p>Testo uno.</p></div>
            <div type="pagina"><div type="articolo"><head>Due</head><byline>Ada</byline><p>Testo due<note place="foot">Ma
            <persName>Bice</persName> no.</note>.</p></div></div></body></text></TEI>
            """
        let found = try events(text.utf8, as: .xml).compactMap(\.article)
        #expect(found.map(\.id) == ["prova#a1", "prova#2"] && found.map(\.title) == ["Uno", "Due"])
        #expect(found.map(\.body) == ["Testo uno.", "Testo due.\n\nMa Bice no."])
        #expect(found.map(\.authors) == [[], ["Ada"]] && found.map(\.metadata) == [[:], ["persons": "Bice"]])
        #expect(found.allSatisfy { $0.date?.iso8601 == "1901-01-02" })
    }

    @Test func whatIsOutsideOfTheArticlesOfTEIIsOneMore() throws {
        let text = """
            <TEI><teiHeader><fileDesc><titleStmt><title>Numero 3</title></titleStmt></fileDesc></teiHeader><text>
            <front><p>Prezzo: 5 centesimi.</p></front><body><div><head>Esteri</head><p>Prima.</p>
            <div type="article" xml:id="a"><head>Uno</head><p>Testo.<note>Sic.</note></p></div>
            <div type="article" xml:id="a"><p>Due.</p></div><p>Dopo<note place="bottom">Nota.</note>.</p></div></body></text></TEI>
            """
        let found = try events(text.utf8, as: .xml)
        #expect(
            found.map(\.summary) == [
                "? 1: 1 note of the edition is left out", "+ prova#a", "+ prova#2", "+ prova#resto",
            ])
        let rest = try #require(found.last?.article)
        #expect(rest.title == "Numero 3 (resto)" && rest.metadata == ["text": "rest of file"])
        #expect(rest.body == "Prezzo: 5 centesimi.\n\nEsteri\n\nPrima.\n\nDopo.\n\nNota.")
    }

    @Test func altoJoinsWordsAndKeepsPlaces() throws {
        func line(_ content: String) -> String { "<TextLine>\(content)</TextLine>" }
        func word(_ text: String, _ more: String = "") -> String { "<String CONTENT='\(text)' \(more)/><SP/>" }
        let text = """
            <alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page ID="P1" WIDTH="2000" HEIGHT="3000" PHYSICAL_IMG_NR="1">
            <TopMargin><TextBlock ID="m">\(line(word("L&apos;ECO")))</TextBlock></TopMargin><PrintSpace>
            <TextBlock ID="b2" HPOS="9" VPOS="8" WIDTH="7" HEIGHT="6">\(line(word("Secondo")))</TextBlock>
            <ComposedBlock><TextBlock ID="b1" IDNEXT="b2" HPOS="1" VPOS="2" WIDTH="3" HEIGHT="4">
            \(line(word("La") + "<String CONTENT='rivo' SUBS_TYPE='HypPart1' SUBS_CONTENT='rivoluzione'/><HYP CONTENT='-'/>"))
            \(line("<String CONTENT='luzione' SUBS_TYPE='HypPart2' SUBS_CONTENT='rivoluzione'/><SP/>" + word("del") + "<String CONTENT='quaran'/><HYP/>"))
            \(line(word("totto")))</TextBlock></ComposedBlock></PrintSpace></Page></Layout></alto>
            """
        let article = try #require(try article(text, name: "eco-1898-05-07.xml", as: .xml))
        #expect(article.body == "La rivoluzione del quarantotto\n\nSecondo")
        #expect(
            article.title == "eco-1898-05-07" && article.date?.iso8601 == "1898-05-07" && article.dateSource == .path)
        let layout = "layout\t1\t0\t5\npage\tP1\t\t2000\t3000\t\t\nbody\t0\t0\t4\t1\t2\t3\t4\nbody\t0\t4\t1\t9\t8\t7\t6"
        #expect(article.metadata == ["layout": layout, "page_number": "1"])
        #expect(
            try events("<alto><Layout><Page/></Layout></alto>".utf8, as: .xml).map(\.summary) == [
                "- 1: the page has no text"
            ])
    }

    @Test func linesOfALTOKeepTheirPlaces() throws {
        func line(_ y: Int, _ content: String) -> String {
            "<TextLine HPOS='10.4' VPOS='\(y)' WIDTH='99.5' HEIGHT='20'>\(content)</TextLine>"
        }
        let text = """
            <alto><Description><MeasurementUnit>pixel</MeasurementUnit><sourceImageInformation><fileName>eco 1.tif</fileName>
            </sourceImageInformation></Description><Layout><Page ID="P1" WIDTH="2000" HEIGHT="3000"><PrintSpace><TextBlock ID="b1">
            \(line(30, "<String CONTENT='La'/><String CONTENT='rivo' SUBS_TYPE='HypPart1' SUBS_CONTENT='rivolta'/><HYP/>"))
            \(line(60, "<String CONTENT='lta' SUBS_TYPE='HypPart2' SUBS_CONTENT='rivolta'/><String CONTENT='di ieri'/>"))
            \(line(90, "<String CONTENT='&#xAD;'/>"))</TextBlock></PrintSpace></Page></Layout></alto>
            """
        let article = try #require(try article(text, as: .xml))
        #expect(article.body == "La rivolta di ieri" && article.metadata["image"] == "eco 1.tif")
        let layout = try #require(article.metadata["layout"].flatMap { PageLayout($0) })
        #expect(
            layout.pages == [
                .init(id: "P1", unit: "pixel", width: 2000, height: 3000, file: "", image: "eco 1.tif")
            ])
        // The parted word belongs to both lines, and a line without text has no box.
        #expect(layout.boxes.map(\.words) == [0..<2, 1..<4] && layout.bodyWords == 4)
        #expect(layout.boxes.map(\.y) == [30, 60] && layout.boxes.allSatisfy { $0.x == 10 && $0.width == 100 })
        #expect(PageLayout(layout.text) == layout)
    }

    @Test(arguments: [
        "", "layout", "layout\t2\t0\t0", "layout\t1\t0", "layout\t1\t0\tx",
        "layout\t1\t0\t2\nbody\t0\t0\t2\t1\t1\t1\t1",
        "layout\t1\t0\t2\npage\tP\t\t1\t1\t\t\nbody\t0\t1\t2\t1\t1\t1\t1", "layout\t1\t0\t0\nriga",
        "layout\t1\t0\t2\npage\tP\t\t1\t1\t\t\nbody\t0\t-1\t2\t1\t1\t1\t1", "due colonne", "layout\t1\t0\t0\n",
        "layout\t1\t0\t2\npage\tP\t\t1\t1\t\t\nbody\t0\t0\t9223372036854775807\t1\t1\t1\t1",
    ])
    func whatIsNoLayoutIsNotTakenForOne(_ text: String) {
        #expect(PageLayout(text) == nil)
    }

    @Test(arguments: [
        ("<TEI><text/></TEI>", "- 1: the TEI has no teiHeader"),
        ("<TEI><teiHeader/></TEI>", "- 1: the TEI has no text"),
        ("<nitf/>", "- 1: the article has no body"), ("<newsItem/>", "- 1: the article has no body"),
        ("<newsMessage/>", "- 0: the file has no articles"), ("<alto/>", "- 0: the file has no articles"),
    ])
    func whatLacksItsPartsIsRefused(_ text: String, _ expected: String) throws {
        #expect(try events(text.utf8, as: .xml).map(\.summary) == [expected])
    }
}
