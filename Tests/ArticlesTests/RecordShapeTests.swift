// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct RecordShapeTests {
    /// Records as programs export them, with what is expected of each article: id, title, day, author and text.
    private static let exports: [(name: String, json: String, expected: [String])] = [
        (
            "WordPress",
            #"""
            [{"id":47,"date":"2021-03-14T23:30:11","guid":{"rendered":"https://c.example/?p=47"},"link":"https://c.example/47/",
            "title":{"rendered":"Riapre il ponte &#8211; seconda"},"content":{"rendered":"<p>Piove.</p>\n<p>Poi nevica.</p>","protected":false},
            "author":7,"categories":[3],"tags":[12],"_links":{"self":[]},"_embedded":{"author":[{"id":7,"name":"Anna Neri"}],
            "wp:term":[[{"taxonomy":"category","name":"Cronaca"}],[{"taxonomy":"post_tag","name":"ponti"}]]}}]
            """#, ["47|Riapre il ponte – seconda|2021-03-14|Anna Neri|Piove.\n\nPoi nevica.|Cronaca|ponti"]
        ),
        (
            "WordPress without what is embedded",
            #"[{"id":8,"title":{"rendered":"T"},"content":{"rendered":"Piove."},"author":7,"tags":[12]}]"#,
            ["8|T|||Piove.||"]
        ),
        (
            "a channel of Telegram",
            #"""
            {"name":"Fano Notizie","type":"public_channel","id":12,"messages":[
            {"id":2,"type":"message","date":"2022-01-02T10:00:00","text":["Il ponte ",{"type":"bold","text":"riapre"},".\n\n",{"type":"hashtag","text":"#fano"},""]},
            {"id":3,"type":"message","date":"2022-01-03T10:00:00","text":"Piove."}]}
            """#, ["2||2022-01-02||Il ponte riapre.\n\n#fano||", "3||2022-01-03||Piove.||"]
        ),
        (
            "all chats of Telegram",
            #"{"about":"x","chats":{"about":"y","list":[{"name":"C","id":9,"messages":[{"id":2,"text":"Piove."}]}]}}"#,
            ["2||||Piove.||"]
        ),
        (
            "JSON Feed",
            #"""
            {"version":"https://jsonfeed.org/version/1.1","title":"Il Diario","description":"Tutti i giorni.","items":[
            {"id":"f1","title":"Voce","content_html":"<p>Piove.</p>","date_published":"2022-03-15T09:00:00+01:00","authors":[{"name":"Anna Neri"}]}]}
            """#, ["f1|Voce|2022-03-15|Anna Neri|Piove.||"]
        ),
        (
            "Strapi",
            #"{"data":[{"id":1,"attributes":{"titolo":"Voce","testo":"Piove.","data":"2022-03-15"}}],"meta":{}}"#,
            ["1|Voce|2022-03-15||Piove.||"]
        ),
        (
            "MongoDB",
            #"[{"_id":{"$oid":"5f0"},"titolo":"Voce","testo":"Piove.","data":{"$date":{"$numberLong":"1647334800000"}}}]"#,
            ["5f0|Voce|2022-03-15||Piove.||"]
        ),
        (
            "Solr",
            #"{"response":{"docs":[{"id":"s","title":["Voce"],"content":["Piove.","Poi nevica."],"author":["A Neri","L Bo"],"data":["2019-01-01T00:00:00Z"]}]}}"#,
            ["s|Voce|2019-01-01|A Neri, L Bo|Piove.\n\nPoi nevica.||"]
        ),
        (
            "GeoJSON",
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"titolo":"Voce","testo":"Piove."}}]}"#,
            ["prova#1|Voce|||Piove.||"]
        ),
        (
            "objects by their ids",
            #"{"a1":{"title":"Uno","text":"Piove."},"a2":{"title":"Due","text":"Nevica."}}"#,
            ["a1|Uno|||Piove.||", "a2|Due|||Nevica.||"]
        ),
        (
            "a list deeper than any name is known for",
            #"{"db":[{"meta":{},"data":{"paginate":[{"title":"Uno","plaintext":"Piove."},{"title":"Due","plaintext":"Nevica."}]}}]}"#,
            ["prova#1|Uno|||Piove.||", "prova#2|Due|||Nevica.||"]
        ),
        (
            "Twitter",
            #"[{"created_at":"Wed Oct 05 20:19:24 +0000 2022","id":1577,"text":"Piove a Fano.","lang":"it"}]"#,
            ["1577||2022-10-05||Piove a Fano.||"]
        ),
        (
            "a crawler of news",
            #"{"id":"n","title":"Voce","description":"breve","maintext":"Piove.","date_publish":"2022-03-15 09:00:00","authors":["Anna Neri"]}"#,
            ["n|Voce|2022-03-15|Anna Neri|Piove.||"]
        ),
    ]

    @Test(arguments: exports.map(\.name))
    func anExportIsReadAsItsArticles(_ name: String) throws {
        let export = try #require(Self.exports.first { $0.name == name })
        let articles = try events(export.json.utf8, as: .json).compactMap(\.article)
        #expect(articles.map(Self.summary) == export.expected)
    }

    private static func summary(_ article: Article) -> String {
        [
            article.id, article.title, article.date?.iso8601 ?? "", article.authors.joined(separator: ", "),
            article.body,
            article.section ?? "", article.tags.joined(separator: ","),
        ].joined(separator: "|")
    }

    @Test func aLineOfADumpOfElasticsearchIsItsDocument() throws {
        let line =
            #"{"_index":"n","_id":"e1","_score":1,"_source":{"title":"Voce","text":"Piove.","date":"2022-06-01"}}"#
        let found = try #require(try article(line, as: .jsonl))
        #expect(Self.summary(found) == "e1|Voce|2022-06-01||Piove.||" && found.metadata.isEmpty)
    }

    @Test(arguments: [
        // What an article has beside it is none of its text.
        (#"{"title":"T","comments":[{"title":"c","text":"Bravi."}]}"#, ["- 1: the article has no body"]),
        (#"{"title":"T","image":{"title":"i","text":"Didascalia."}}"#, ["- 1: the article has no body"]),
        (#"{"name":"x","version":"1.0.0","dependencies":{"a":"^1"}}"#, ["- 1: the article has no body"]),
        (#"{"title":["Uno","Due"],"body":"Piove."}"#, ["- 1: field 'title' is a list; it must be a text"]),
        (#"{"body":{"x":1}}"#, ["- 1: field 'body' is an object; it must be a text"]),
        // A list that stands before the text of an article does not cost the article.
        (
            #"{"id":"w","title":"T","items":[{"id":"i","title":"V","text":"Nevica."}],"text":"Piove."}"#,
            ["+ i", "+ w"]
        ),
    ])
    func whatIsNoArticleStaysOne(_ text: String, _ expected: [String]) throws {
        #expect(try events(text.utf8, as: .json).map(\.summary) == expected)
    }

    /// Python writes these for a number that is missing.
    @Test(arguments: [ArticleFormat.json, .jsonl])
    func aNumberThatIsMissingDoesNotCostTheArticle(_ format: ArticleFormat) throws {
        let text =
            #"{"a": NaN,"title":"Il voto di NaN, e \": NaN, poi","b" : -Infinity,"text":"Piove: NaN, Infinity.","c":NaN}"#
        let found = try #require(try article(text, as: format))
        #expect(found.title == #"Il voto di NaN, e ": NaN, poi"# && found.body == "Piove: NaN, Infinity.")
        #expect(found.metadata.isEmpty)
        let damaged = try events(#"{"text":"Piove.","b":[NaN]}"#.utf8, as: .json).map(\.summary)
        #expect(damaged == ["- 1: the JSON is damaged in line 1: invalid char in json text; nothing behind it is read"])
    }

    @Test func anAddressIsNoNewspapersName() throws {
        let text =
            #"{"text":"Piove.","source":"https://x.example/1","source-hostname":"Il Diario","author":"di Anna Neri"}"#
        let found = try #require(try article(text, as: .jsonl))
        #expect(found.source == "Il Diario" && found.metadata["source"] == "https://x.example/1")
        #expect(found.authors == ["Anna Neri"])
    }

    @Test func aMappingLeadsIntoWhatIsWrapped() throws {
        let text = #"[{"title":{"rendered":"no","raw":"Sì"},"content":{"rendered":"no","raw":"Piove."}}]"#
        let mapping = try FieldMapping(parsing: "title=title.raw,body=content.raw")
        let found = try #require(try events(text.utf8, as: .json, mapping: mapping).first?.article)
        #expect(found.title == "Sì" && found.body == "Piove.")
    }
}
