// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct FeedReaderTests {
    private static let rss = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
          xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
        <channel><title>La Gazzetta di Prova</title><link>https://prova.example/</link><language>it-IT</language>
        <image><title>Logo</title></image>
        <item><title>Neve sull&amp;apos;Appennino &amp;amp; dintorni</title><link>https://prova.example/neve</link>
          <guid isPermaLink="false">neve-1</guid><pubDate>Tue, 03 Mar 2020 10:30:00 +0100</pubDate>
          <category>Cronaca</category><category>Meteo</category><dc:creator>Anna Bruni</dc:creator>
          <description>In breve: nevica.</description>
          <media:content url="x"><media:title>Una foto</media:title></media:content>
          <content:encoded><![CDATA[<p>Nevica da luned&igrave;.</p><p>Strade chiuse.</p><script>x()</script>]]></content:encoded></item>
        <item><title>Solo un titolo</title><guid>https://prova.example/solo</guid></item>
        <item><title>Pioggia</title><guid>https://prova.example/pioggia</guid><author>c@prova.example (Carlo Neri)</author>
          <pubDate>ieri</pubDate><description>Piove &amp;egrave; vero &egrave; AT&amp;T.</description></item>
        </channel></rss>
        """

    @Test func anItemOfRSSHasItsFields() throws {
        let found = try events(Self.rss.utf8, as: .xml)
        #expect(
            found.map(\.summary) == [
                "+ neve-1", "- 2: the article has no body",
                "? 3: field 'pubDate' cannot be read as a date: 'ieri'; it is kept as metadata",
                "+ https://prova.example/pioggia",
            ])
        let first = try #require(found.first?.article)
        #expect(first.title == "Neve sull'Appennino & dintorni")
        #expect(first.body == "Nevica da lunedì.\n\nStrade chiuse.")
        #expect(first.date?.iso8601 == "2020-03-03" && first.dateSource == .field)
        #expect(first.tags == ["Cronaca", "Meteo"] && first.authors == ["Anna Bruni"])
        #expect(first.source == "La Gazzetta di Prova" && first.language == "it")
        #expect(first.url == "https://prova.example/neve" && first.position == 1)
        #expect(first.metadata == ["description": "In breve: nevica."])
        let last = try #require(found.last?.article)
        #expect(last.body == "Piove è vero è AT&T." && last.url == last.id && last.authors == ["Carlo Neri"])
    }

    @Test func rssOneKeepsItsItemsOutsideOfTheChannel() throws {
        let text = """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
              xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://prova.example/"><title>Prova</title><items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel>
            <item rdf:about="https://prova.example/a"><title>Uno</title><link>https://prova.example/a</link>
            <description>Testo.</description><dc:date>2019-05-01T08:00:00Z</dc:date><dc:subject>Lavoro</dc:subject></item></rdf:RDF>
            """
        let article = try #require(try article(text, as: .xml))
        #expect(article.id == "https://prova.example/a" && article.source == "Prova" && article.title == "Uno")
        #expect(article.date?.iso8601 == "2019-05-01" && article.tags == ["Lavoro"])
    }

    @Test func anEntryOfAtomHasItsFields() throws {
        let text = """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="it"><title type="html">Il Caff&amp;egrave;</title><author><name>Redazione</name></author>
            <entry><id>tag:a</id><title type="html">Uno &amp;amp; due</title><link rel="self" href="https://x.example/s"/>
              <link href="https://x.example/a"/><published>2021-02-03T04:05:06+01:00</published><updated>2022-01-01T00:00:00Z</updated>
              <category term="pol" label="Politica"/><summary>Breve</summary>
              <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Prima <b>riga</b>.</p><p>Seconda.</p></div></content></entry>
            <entry><id>tag:b</id><title>Tre</title><author><name>Ugo</name></author><updated>2022-01-01</updated>
              <summary type="html">&lt;p&gt;Solo il sommario&lt;/p&gt;</summary></entry></feed>
            """
        let found = try events(text.utf8, as: .xml).compactMap(\.article)
        #expect(found.map(\.id) == ["tag:a", "tag:b"])
        #expect(found.map(\.title) == ["Uno & due", "Tre"])
        #expect(found.map(\.body) == ["Prima riga.\n\nSeconda.", "Solo il sommario"])
        #expect(found.map { $0.date?.iso8601 } == ["2021-02-03", "2022-01-01"])
        #expect(found.map(\.authors) == [["Redazione"], ["Ugo"]])
        #expect(found.first?.url == "https://x.example/a" && found.first?.tags == ["Politica"])
        #expect(found.allSatisfy { $0.language == "it" && $0.source == "Il Caffè" })
        #expect(found.first?.metadata == ["description": "Breve"])
    }

    @Test(
        arguments: [
            (
                """
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
                <url><loc>https://x.example/a</loc><news:news><news:title>Piove a Fano</news:title></news:news></url>
                <url><loc>https://x.example/b</loc></url><url><loc>https://x.example/c</loc></url></urlset>
                """,
                [
                    "+ https://x.example/a",
                    "- 0: a sitemap has no text: it names the addresses of 2 pages",
                ]
            ),
            (
                "<sitemapindex><sitemap><loc>https://x.example/1.xml</loc></sitemap></sitemapindex>",
                ["- 0: it is an index of 1 sitemaps, which hold no articles"]
            ),
            ("<urlset/>", ["- 0: the sitemap is empty"]),
            ("<rss><channel><title>Vuoto</title></channel></rss>", ["- 0: the file has no articles"]),
        ])
    func whatHasNoTextIsRefused(_ text: String, _ expected: [String]) throws {
        #expect(try events(text.utf8, as: .xml).map(\.summary) == expected)
    }

    @Test func aPodcastAndAnExportOfWordPressHaveTheirFields() throws {
        let text = """
            <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:wp="http://wordpress.org/export/1.2/"
              xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Voci</title>
            <item><title>Puntata</title><itunes:summary>Si parla del ponte.</itunes:summary><itunes:author>Marco Bo</itunes:author><guid>p</guid></item>
            <item><title>Bozza</title><guid>b</guid><wp:status>draft</wp:status><content:encoded>&lt;p&gt;Piove.&lt;/p&gt;&lt;p&gt;L’articolo Bozza proviene da Voci.&lt;/p&gt;</content:encoded>
              <category domain="category">Cronaca</category><category domain="post_tag">ponti</category></item>
            <item><title>Sola</title><guid>s</guid><description>L'articolo Sola proviene da Voci.</description></item></channel></rss>
            """
        let found = try events(text.utf8, as: .xml).compactMap(\.article)
        #expect(found.map(\.body) == ["Si parla del ponte.", "Piove.", "L'articolo Sola proviene da Voci."])
        #expect(found.map(\.authors) == [["Marco Bo"], [], []])
        #expect(found.map(\.section) == [nil, "Cronaca", nil] && found.map(\.tags) == [[], ["ponti"], []])
        #expect(found.map { $0.metadata["status"] } == [nil, "draft", nil])
    }

    @Test func anEntryOfANewsSitemapIsAShortArticle() throws {
        let found = try events(
            """
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
             xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
            <url><loc>https://x.example/a</loc><news:news><news:publication><news:name>Il Foglio di Fano</news:name>
            <news:language>it</news:language></news:publication><news:publication_date>2022-10-25T10:00:00+02:00</news:publication_date>
            <news:title>Piove a Fano &amp; dintorni</news:title><news:keywords>meteo, Fano</news:keywords></news:news>
            <image:image><image:loc>https://x.example/a.jpg</image:loc><image:caption>Il porto sotto la pioggia</image:caption></image:image></url>
            </urlset>
            """.utf8, as: .xml)
        let article = try #require(found.first?.article)
        #expect(found.count == 1)
        #expect(article.id == "https://x.example/a" && article.url == "https://x.example/a")
        #expect(article.title == "Piove a Fano & dintorni")
        #expect(article.body == "Piove a Fano & dintorni\n\nIl porto sotto la pioggia")
        #expect(article.date?.iso8601 == "2022-10-25" && article.dateSource == .field)
        #expect(article.source == "Il Foglio di Fano" && article.language == "it" && article.tags == ["meteo", "Fano"])
        #expect(article.metadata == ["text": "title only"])
    }

    @Test(arguments: ["iso-8859-1", "windows-1252", "UTF-8", "utf-16le", "ASCII", "inventato-1"])
    func aWrongOrRightEncodingIsRead(_ declared: String) throws {
        let text =
            "<?xml version='1.0' encoding='\(declared)'?><rss><channel><item><title>Perché</title>"
            + "<description>Così è «più» caffè.</description></item></channel></rss>"
        for bytes in [Array(text.utf8), Charset.windows1252.encode(text)] where declared != "utf-16le" {
            let article = try #require(try events(bytes, as: .xml).first?.article)
            #expect(article.title == "Perché" && article.body == "Così è «più» caffè.")
        }
        let wide: [UInt8] =
            [0xFF, 0xFE] + text.utf16.flatMap { (unit: UInt16) -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let article = try #require(try events(wide, as: .xml).first?.article)
        #expect(article.title == "Perché" && article.metadata["encoding"] == "UTF-16LE")
    }
}
