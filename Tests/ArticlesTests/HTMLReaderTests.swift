// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct HTMLReaderTests {
    private static let prose = """
        <p>Il ponte riapre domenica mattina, dopo tre anni di lavori e due rinvii che avevano fatto discutere la città.</p>
        <p>Gli autobus torneranno sul vecchio percorso, mentre i mezzi pesanti resteranno vietati fino alla primavera.</p>
        """

    private static func page(_ head: String = "", _ body: String) -> String {
        "<!DOCTYPE html><html><head>\(head)</head><body>\(body)</body></html>"
    }

    @Test(arguments: [
        ("", "- 0: the page has no article: its running text has 0 words"),
        ("<p>Pagina non trovata.</p>", "- 0: the page has no article: its running text has 0 words"),
        (
            "<div><p>Usiamo cookie nostri e di terze parti, previo consenso, per mostrare pubblicità e per le statistiche.</p>"
                + "<p>Per saperne di più sui cookie, o per negare il consenso, leggi la nostra privacy policy aggiornata.</p></div>",
            "- 0: the page shows a cookie notice and no article"
        ),
        (
            "<frameset cols='20%,*'><frame src='a.html'><frame src='b.html'></frameset>",
            "- 0: the page is a frameset; its text is in 'a.html', 'b.html'"
        ),
        ("<frameset></frameset>", "- 0: the page is a frameset; its text is in other files"),
        (
            "<main>"
                + (1...6).map {
                    "<article><h2><a href='/\($0)'>Titolo numero \($0)</a></h2><p>Il sommario della notizia, che dice in poche parole di che cosa si tratta.</p></article>"
                }.joined() + "</main>",
            "- 0: the page is a list of articles, not one"
        ),
        (String(repeating: "<div>", count: 300) + "a", "- 0: the HTML is nested deeper than 256 levels"),
        (String(repeating: "<div>", count: 100_000) + "a", "- 0: the HTML is nested deeper than 256 levels"),
        (
            "<p " + (1...100_000).map { "a\($0)=b" }.joined(separator: " ") + ">",
            "- 0: an element has more than 1000 attributes"
        ),
        (String(repeating: "\0", count: 100), "- 0: the file has NUL bytes; it is not a text"),
    ])
    func aPageWithoutAnArticleIsRefused(_ body: String, _ expected: String) throws {
        #expect(try events(Self.page("", body).utf8, as: .html).map(\.summary) == [expected])
    }

    private static let brief = "Cade la prima neve a Fano, dove le scuole restano aperte e i treni sono in orario."

    @Test(arguments: [
        ("<h1>Neve a Fano</h1><p>\(brief)</p>", true),
        ("<b>Neve a Fano</b><p>\(brief)</p><p><a href='/'>Home</a></p>", false),
        ("<h1>Neve a Fano</h1>\(brief)<hr>L'Eco di Fano", true),
        (
            "<ul>" + (1...9).map { "<li><a href='/\($0)'>Sezione \($0)</a>" }.joined()
                + "</ul><h1>Neve a Fano</h1><p>\(brief)", false
        ),
        ("<h1>Errore 404</h1><p>\(brief)</p>", false),
        (
            "<h1>Neve a Fano</h1><p>La pagina che cerchi non esiste più, o ha cambiato indirizzo da qualche tempo.</p>",
            false
        ),
        (
            "<h1>Accedi</h1><p>Per leggere questo giornale occorre un nome e una parola d'ordine della biblioteca.</p>",
            false
        ),
        (
            "<h1>Neve a Fano</h1><p>Cronaca, politica, economia, sport, cultura, spettacoli, lettere, necrologi, meteo</p>",
            false
        ),
        ("<h1>Neve a Fano</h1><p>Nevica.</p>", false),
    ])
    func aHeadlineAndASentenceAreABrief(_ body: String, _ isArticle: Bool) throws {
        let found = try events(Self.page("", body).utf8, as: .html)
        #expect(found.first?.article?.body == (isArticle ? Self.brief : nil), "\(found.map(\.summary))")
        if isArticle { #expect(found.first?.article?.title == "Neve a Fano") }
    }

    @Test func scriptsFullOfValuesAreNotKept() throws {
        let values = "<script type='application/ld+json'>[" + String(repeating: "1,", count: 120_000) + "1]</script>"
        let record =
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Lavori finiti\"}</script>"
        for head in [record + values, values + values + record] {
            let article = try #require(try article(Self.page(head, Self.prose), as: .html))
            #expect((article.title == "Lavori finiti") == head.hasPrefix(record))
        }
    }

    @Test func tooManyElementsAreRefused() throws {
        var limits = ReadingLimits()
        limits.file = 64 << 10
        let text = Self.page("", String(repeating: "<p>", count: 3000))
        #expect(
            try events(text.utf8, as: .html, limits: limits).map(\.summary)
                == ["- 0: the page has more than 2048 elements"])
        limits.file = 1000
        #expect(
            try events(text.utf8, as: .html, limits: limits).map(\.summary)
                == ["- 0: the file is larger than the limit of 1000 bytes"])
    }

    @Test(arguments: [
        (
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"x\",\"datePublished\":\"2022-10-01\"}</script><meta property='article:published_time' content='2022-10-02'>",
            "", "2022-10-01 json_ld"
        ),
        (
            "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\",\"mainEntity\":{\"@type\":[\"Article\"],\"name\":\"x\",\"datePublished\":\"2022-10-01T10:00:00Z\"}}]}</script>",
            "", "2022-10-01 json_ld"
        ),
        (
            "<meta property='article:published_time' content='2022-10-02T10:00:00+02:00'><meta name='DC.date' content='2022-10-03'>",
            "", "2022-10-02 open_graph"
        ),
        (
            "<meta name='DC.date.issued' content='2022-10-03'>", "<time datetime='2022-10-04'>ieri</time>",
            "2022-10-03 dublin_core"
        ),
        ("<meta name='pubdate' content='20221003'>", "<time datetime='2022-10-04'>ieri</time>", "2022-10-03 meta"),
        ("", "<time datetime='2022-10-09'>x</time><time pubdate datetime='2022-10-04'>ieri</time>", "2022-10-04 time"),
        (
            "<link rel=canonical href='https://a.it/2022/10/06/x'>",
            "<span itemprop=datePublished content='2022-10-05'></span>", "2022-10-05 microdata"
        ),
        ("<link rel=canonical href='https://a.it/2022/10/06/x'>", "<p>7 ottobre 2022</p>", "2022-10-06 url"),
        ("<link rel=canonical href='https://a.it/2022/10/x'>", "<p>7 ottobre 2022</p>", "2022-10-07 text"),
        ("<link rel=canonical href='https://a.it/2022/10/x'>", "", "2022-10 url"),
        ("", "<p>Pubblicato il 7 ottobre 2022, ore 14:30</p>", "2022-10-07 text"),
        ("", "<p>di Anna Neri - venerdì 7/10/2022</p>", "2022-10-07 text"),
        ("", "", "- -"),
    ])
    func theDateIsTakenFromTheMostReliablePlace(_ head: String, _ beginning: String, _ expected: String) throws {
        let text = Self.page(head, "<h1>Il ponte riapre</h1>" + beginning + Self.prose)
        let article = try #require(try article(text, as: .html))
        #expect("\(article.date?.iso8601 ?? "-") \(article.dateSource?.rawValue ?? "-")" == expected)
    }

    @Test(arguments: [
        ("di Mario Rossi", ["Mario Rossi"]), ("By Mario Rossi", ["Mario Rossi"]),
        ("di Mario Rossi e Anna De Carli", ["Mario Rossi", "Anna De Carli"]),
        ("dal nostro inviato Mario Rossi", ["Mario Rossi"]), ("Mario Rossi - 25 ottobre 2022", ["Mario Rossi"]),
        ("Di Battista Alessandro", ["Di Battista Alessandro"]), ("Di Anna Neri", ["Anna Neri"]),
        ("DI ANNA NERI", ["ANNA NERI"]), ("Di Battista", ["Di Battista"]), ("https://a.it/autore/1", []), ("admin", []),
        ("Mario Rossi | Il Giornale", ["Mario Rossi"]),
    ])
    func anAuthorIsANameAlone(_ text: String, _ names: [String]) {
        #expect(PageFields.names(in: text) == names)
    }

    @Test(
        arguments: [
            ("Il ponte riapre - Corriere", "Corriere", "Il ponte riapre"),
            ("Il ponte riapre | Cronaca | Il Mattino", nil, "Il ponte riapre"),
            ("Il ponte - e la strada - riapre", nil, "Il ponte - e la strada - riapre"),
            ("Corriere - Il ponte riapre", "Corriere", "Il ponte riapre"),
            ("Ponte", nil, "Ponte"),
        ] as [(String, String?, String)])
    func aTitleLosesTheNameOfThePaper(_ title: String, _ site: String?, _ expected: String) {
        #expect(PageFields.withoutSite(title, site: site) == expected)
    }

    @Test(arguments: [
        ("Neri, Anna", ["Neri, Anna"]), ("Bianchi, Luca; Verdi, Ada", ["Bianchi, Luca", "Verdi, Ada"]),
        ("Anna Neri, Luca Bianchi", ["Anna Neri", "Luca Bianchi"]), ("Anna Neri", ["Anna Neri"]),
    ])
    func aCreatorMayHaveTheSurnameFirst(_ creator: String, _ authors: [String]) throws {
        let text = Self.page("<meta name=DC.creator content='\(creator)'>", "<h1>Il ponte riapre</h1>" + Self.prose)
        #expect(try article(text, as: .html)?.authors == authors)
    }

    @Test(arguments: [
        ("Cronaca | Titolo fra barre | Eco di Prova", "<p><b>Titolo fra barre</b></p>", "Titolo fra barre"),
        ("Titolo e data", "<h1>Titolo e data<br>Sabato 5 febbraio 2000</h1>", "Titolo e data"),
        ("Titolo e data", "<h1>Titolo e data<br>Lunedì 7 febbraio 2000</h1>", "Titolo e data"),
        ("Un titolo su due righe", "<h1>Un titolo<br>su due righe</h1>", "Un titolo su due righe"),
        ("Strage di Bologna", "<h1>Strage di Bologna<br>2 agosto 1980</h1>", "Strage di Bologna 2 agosto 1980"),
    ])
    func aTitleIsThatOfThePageAndNoMore(_ title: String, _ heading: String, _ expected: String) throws {
        let text = Self.page("<title>\(title)</title>", heading + Self.prose)
        let article = try #require(try article(text, as: .html))
        #expect(article.title == expected)
    }

    @Test(
        arguments: [
            ("https://a.it/2022/10/25/cronaca/x", "2022-10-25"), ("https://a.it/cronaca/2022-10-25/x", "2022-10-25"),
            ("https://a.it/x-20221025.html", "2022-10-25"), ("https://a.it/2022/ottobre/25/x", "2022-10-25"),
            ("https://a.it/2022/10/x", "2022-10"), ("https://a.it/2022/x", nil), ("https://a.it/1/2/3", nil),
        ] as [(String, String?)])
    func aURLMayHoldADate(_ url: String, _ expected: String?) {
        #expect(ArticleDate(inURL: url)?.iso8601 == expected)
    }

    @Test(arguments: [
        ("<meta charset=windows-1252>", "WINDOWS-1252"),
        ("<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>", "WINDOWS-1252"),
        ("<?xml version='1.0' encoding='iso-8859-1'?>", "WINDOWS-1252"), ("<meta charset=utf-8>", "WINDOWS-1252"),
        ("<meta charset='//TRANSLIT'>", "WINDOWS-1252"), ("", "WINDOWS-1252"),
    ])
    func anOldPageIsDecoded(_ head: String, _ encoding: String) throws {
        let text = Self.page(
            head, "<h1>Perché è così</h1>" + Self.prose + "<p>«È già» là, più giù: perché così, città e virtù.</p>")
        let found = try events(Charset.windows1252.encode(text), as: .html).compactMap(\.article)
        #expect(found.first?.title == "Perché è così")
        #expect(found.first?.metadata["encoding"] == encoding)
    }

    @Test(arguments: [
        ("<p>uno &#146;due&#148; &egrave; &euro;</p>", "uno ’due” è €"),
        ("<p>uno&nbsp;&nbsp; due<br>tre</p>", "uno due\ntre"),
        (
            "<p>prima di tutto<ul><li>la prima voce dell'elenco, che è lunga abbastanza;</ul>",
            "prima di tutto\n\nla prima voce dell'elenco, che è lunga abbastanza;"
        ),
    ])
    func textIsShownAsABrowserShowsIt(_ html: String, _ expected: String) throws {
        let article = try #require(
            try article(Self.page("", "<h1>Titolo di prova</h1>" + Self.prose + html + Self.prose), as: .html))
        #expect(article.body.contains("\n\n" + expected + "\n\n"))
    }

    @Test(arguments: [
        ("dieci megabyte di attributo", "<div class='" + String(repeating: "x ", count: 5 << 20) + "'>"),
        ("tutto aperto", String(repeating: "<b><a href=x><i>", count: 60)),
        ("mille entità", String(repeating: "&egrave;", count: 30_000)),
        ("entità guaste", String(repeating: "&#99999999999;&x", count: 50_000)),
        ("solo minori", String(repeating: "<", count: 100_000)),
        ("tabelle", String(repeating: "<table><tr><td>", count: 70)),
        ("istruzioni", String(repeating: "<?", count: 100_000)),
        ("commento aperto", "<!--" + String(repeating: "-", count: 100_000)),
        ("script aperto", "<script>" + String(repeating: "</", count: 100_000)),
        ("chiusure", String(repeating: "</div></p></td>", count: 20_000)),
        ("attributi", "<p " + String(repeating: "a=b ", count: 900) + ">"),
        ("paragrafi", String(repeating: "<p>Uno, due e tre. ", count: 10_000)),
    ])
    func hostilePagesAreAccountedForInTime(_ name: String, _ html: String) throws {
        let clock = ContinuousClock()
        let time = try clock.measure {
            let found = try events(Self.page("", html + Self.prose).utf8, as: .html)
            #expect(found.count == 1, "\(name)")
        }
        #expect(time < .seconds(20), "\(name)")
    }

    @Test func anyBytesAreAccountedFor() throws {
        var state: UInt64 = 7
        let page = Array(Self.page("<meta charset=utf-8>", "<h1>Titolo</h1>" + Self.prose).utf8)
        for _ in 0..<200 {
            var bytes = page
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            #expect(try events(bytes, as: .html).filter { if case .note = $0 { false } else { true } }.count == 1)
        }
    }
}
