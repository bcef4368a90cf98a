// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct PageOriginTests {
    private static let prose = """
        <p>Il ponte riapre domenica mattina, dopo tre anni di lavori e due rinvii che avevano fatto discutere la città.</p>
        <p>Gli autobus torneranno sul vecchio percorso, mentre i mezzi pesanti resteranno vietati fino alla primavera.</p>
        """

    @Test(
        arguments: [
            (
                "<!DOCTYPE html>\n<!-- saved from url=(0042)https://f.example/2018/09/21/ponte/ -->\n<html>",
                "https://f.example/2018/09/21/ponte/ 2018-09-21 url"
            ),
            ("<!-- saved from url=(0014)about:internet --><html>", "- - -"),
            ("<!-- saved from url=(0040)file:///C:/a.htm --><html>", "- - -"),
            (
                "<!DOCTYPE html> <html lang=it><!--\n Page saved with SingleFile \n url: https://f.example/ponte \n"
                    + " saved date: Mon Mar 14 2022 10:00:00 GMT+0100 (Ora standard)\n-->",
                "https://f.example/ponte 2022-03-14 container"
            ),
            (
                "<html>\n<!-- Mirrored from www.f.example/ponte.html by HTTrack Website Copier/3.x [XR&CO'2014], Fri, 12 Jan 2018 10:00:00 GMT -->",
                "http://www.f.example/ponte.html 2018-01-12 container"
            ),
            (
                "<!-- saved from url=(0022)https://a.example/x --><html><head><link rel=canonical href='https://b.example/y'></head>",
                "https://b.example/y - -"
            ),
            ("<!-- menu --><html><!-- saved from url=( -->", "- - -"),
            (
                "<link rel=canonical href='https://web.archive.org/web/20150302101112/http://f.example/ponte.html'>",
                "http://f.example/ponte.html 2015-03-02 container"
            ),
            (
                "<!-- saved from url=(0070)https://web.archive.org/web/20150302101112id_/http://f.example/2014/05/06/x -->",
                "http://f.example/2014/05/06/x 2014-05-06 url"
            ),
            (
                "<link rel=canonical href='https://web.archive.org/web/*/http://f.example/'>",
                "https://web.archive.org/web/*/http://f.example/ - -"
            ),
        ])
    func aSavedPageKnowsItsAddress(_ head: String, _ expected: String) throws {
        let article = try #require(try article(head + "<body><h1>Il ponte riapre</h1>" + Self.prose, as: .html))
        let date = "\(article.date?.iso8601 ?? "-") \(article.dateSource?.rawValue ?? "-")"
        #expect("\(article.url ?? "-") \(date)" == expected)
    }
}

@Suite struct WaybackMachineTests {
    @Test func theBarOfTheWaybackMachineIsNoText() throws {
        let text =
            "Il ponte riapre domenica mattina, dopo tre anni di lavori e due rinvii che avevano fatto discutere la città."
        let page = """
            <title>Il ponte</title><div id="wm-ipp-base"><p>Success 12 captures 01 Mar 2014 - 03 Feb 2020 About this capture,
            COLLECTED BY Collection: Alexa Crawls. TIMESTAMPS and other notes about the capture.</p></div>
            <h1>Il ponte</h1><p>\(text)</p><p>\(text)</p>
            """
        #expect(try article(page, as: .html)?.body == "\(text)\n\n\(text)")
    }
}

@Suite struct HeadlineTests {
    private static let prose = """
        <p>Il ponte riapre domenica mattina, dopo tre anni di lavori e due rinvii che avevano fatto discutere la città.</p>
        <p>Gli autobus torneranno sul vecchio percorso, mentre i mezzi pesanti resteranno vietati fino alla primavera.</p>
        """
    private static let menu = "<ul><li><a href=a>home</a><li><a href=b>archivio</a></ul>"

    @Test(arguments: [
        (
            "La voce di Fano: il ponte riapre domenica",
            "<header><h1><a href='/'>La voce di Fano</a></h1></header><h2>Il ponte riapre domenica</h2>",
            "Il ponte riapre domenica"
        ),
        (
            "La voce di Fano", "<h1>La voce di Fano</h1>\(menu)<h3>Il ponte riapre domenica mattina</h3>",
            "Il ponte riapre domenica mattina"
        ),
        // Without a menu between, it is the headline and what follows a subtitle.
        ("Il ponte riapre", "<h1>Il ponte riapre</h1><h2>Tre anni di lavori e due rinvii</h2>", "Il ponte riapre"),
        ("Il ponte riapre", "<h1>Il ponte riapre</h1>\(menu)<h2>Viabilità</h2>", "Il ponte riapre"),
        (
            "Stampa articolo", "<b>Il Faentino</b><h2>Il ponte, la lunga attesa</h2><h4>Tre anni di lavori</h4>",
            "Il ponte, la lunga attesa"
        ),
        ("Il ponte riapre domenica", "<h2>Cronaca di Fano e dintorni</h2>", "Il ponte riapre domenica"),
        (
            "Il Nuovo Diario",
            "<center><font size=+3><b>Il ponte sul fiume riapre</b></font><br>di ALDO GHETTI</center>",
            "Il ponte sul fiume riapre"
        ),
        (
            "Cronaca locale", "<font size=\"5\" color=red>Il ponte sul fiume riapre</font><br>",
            "Il ponte sul fiume riapre"
        ),
        ("Cronaca locale", "<font size=2>Il ponte sul fiume riapre</font><br><br>", "Cronaca locale"),
        (
            "Cronaca locale", "<font size=7>I</font>n città si parla di poco altro che del ponte<br><br>",
            "Cronaca locale"
        ),
    ])
    func theNameOfThePaperIsNotTheHeadline(_ title: String, _ heading: String, _ expected: String) throws {
        let page = "<html><head><title>\(title)</title></head><body>\(heading)\(Self.prose)</body></html>"
        let article = try #require(try article(page, as: .html))
        #expect(article.title == expected)
    }

    @Test func aPageInLargeLettersHasNoHeadingsForIt() throws {
        let page = "<title>Il ponte</title><font size=5>\(Self.prose)</font>"
        let article = try #require(try article(page, as: .html))
        #expect(article.title == "Il ponte" && article.body.hasPrefix("Il ponte riapre domenica mattina"))
    }

    @Test func aLargeHeadlineIsNoPartOfTheText() throws {
        let text =
            "Il ponte riapre domenica mattina, dopo tre anni di lavori e due rinvii che avevano fatto discutere la città e i paesi."
        let page =
            "<title>Cronaca</title><table><td><font size=5>Il ponte sul fiume riapre</font><br>"
            + "<font size=2>\(text)<br><br>\(text)</font></table>"
        let article = try #require(try article(page, as: .html))
        #expect(article.title == "Il ponte sul fiume riapre" && article.body == "\(text)\n\n\(text)")
    }

    @Test func propertiesOfRDFaAreThoseOfThePage() throws {
        let page = """
            <html><head><title>Il ponte riapre | Setteserequi</title></head><body><h1>Il ponte riapre</h1>
            <div><span property="dc:date dc:created" content="2013-10-02T09:12:44+02:00">Inviato da carlo</span></div>\(Self.prose)</body></html>
            """
        let drupal = try #require(try article(page, as: .html))
        #expect(drupal.date?.iso8601 == "2013-10-02" && drupal.dateSource == .dublinCore)
        let newer = try #require(
            try article(page.replacing("dc:date dc:created", with: "schema:dateCreated"), as: .html))
        #expect(newer.date?.iso8601 == "2013-10-02" && newer.dateSource == .microdata)
    }

    @Test func aPublisherMayStandInMicrodata() throws {
        let page = """
            <title>x</title><h1 itemprop=headline>Il ponte riapre</h1><span itemprop=publisher itemscope><meta itemprop=name content="Sabato Sera"></span>
            """
        #expect(try article(page + Self.prose, as: .html)?.source == "Sabato Sera")
        let blog = "<title>Il mio diario: Il ponte riapre</title><meta property=og:title content='Il ponte riapre'>"
        #expect(try article(blog + Self.prose, as: .html)?.source == "Il mio diario")
    }
}
