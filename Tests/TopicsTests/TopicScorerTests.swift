// SPDX-License-Identifier: GPL-3.0-or-later

import ItalianText
import Testing

@testable import Topics

@Suite struct TopicScorerTests {
    let tree: TopicTree
    let lexicon: TopicLexicon

    init() throws {
        tree = try TopicTree()
        lexicon = try TopicLexicon(tree: tree)
    }

    static func entries(_ text: String, _ lexicon: TopicLexicon) -> [UInt32] {
        let bytes = Array(text.utf8)
        var entries: [UInt32] = []
        for token in Tokenizer().tokens(in: text) where !token.isCompound {
            entries.append(lexicon.entry(of: bytes.span.extracting(token.byteRange)))
        }
        return entries
    }

    /// The slugs of the topics of a text.
    private func topics(_ title: String, _ body: String, _ hints: [TopicHint] = []) -> [String] {
        let (title, body) = (Self.entries(title, lexicon), Self.entries(body, lexicon))
        var scorer = TopicScorer(lexicon)
        let numbers = (0..<UInt32(title.count + body.count)).map(\.self)
        // Counted twice: nothing of an article is left for the next.
        for _ in 0..<2 {
            scorer.count(
                title: Array(numbers[..<title.count]), body: Array(numbers[title.count...]), entries: title + body)
            let found = scorer.assign(hints)
            #expect(found.count <= 3 && found.allSatisfy { (0...1).contains($0.score) })
            #expect(found.map(\.score) == found.map(\.score).sorted(by: >))
            if numbers.isEmpty { return found.compactMap { tree[$0.topic]?.slug } }
        }
        scorer.count(title: Array(numbers[..<title.count]), body: Array(numbers[title.count...]), entries: title + body)
        return scorer.assign(hints).compactMap { tree[$0.topic]?.slug }
    }

    private func tops(_ title: String, _ body: String, _ hints: [TopicHint] = []) -> [String] {
        topics(title, body, hints).map { String($0.prefix { $0 != "/" }) }
    }

    @Test(arguments: [
        ("Rapina in banca, due arresti", "I carabinieri hanno arrestato due uomini per la rapina.", "giustizia"),
        ("Scudetto al Napoli", "La squadra ha vinto il campionato di calcio con un gol nel finale.", "sport"),
        (
            "Forte scossa di terremoto", "Il sisma, di magnitudo 5, ha fatto crollare alcune case; sfollati.",
            "emergenze"
        ),
        ("Il Senato vota la fiducia", "Il governo ottiene la fiducia, maggioranza compatta in parlamento.", "politica"),
    ])
    func plainNewsHasItsTopicFirst(title: String, body: String, slug: String) {
        #expect(tops(title, body).first == slug)
    }

    @Test(arguments: [
        ("", ""), ("Avviso", "Si comunica che domani gli uffici restano chiusi."), ("", "Un gol."),
        ("La casa di Maria", "Maria torna a casa e trova la porta aperta."),
    ])
    func shortItemsThatTellLittleHaveNone(title: String, body: String) {
        #expect(topics(title, body) == [])
    }

    @Test func aLongTextNeedsMoreThanAShortOne() {
        let body = "Il terremoto ha fatto danni."
        let filler = String(repeating: "e poi si vede come va avanti la cosa ", count: 300)
        #expect(tops("", body) == ["emergenze"])
        #expect(topics("", filler + body) == [])
    }

    @Test func accentsTellWordsApartAndCaseDoesNot() {
        #expect(lexicon.entry(of: Array("TERREMOTO".utf8).span) == lexicon.entry(of: Array("terremoto".utf8).span))
        #expect(lexicon.entry(of: Array("papa".utf8).span) != lexicon.entry(of: Array("papà".utf8).span))
        let composed = Array("università".utf8)
        let decomposed = Array("universita\u{300}".utf8)
        #expect(lexicon.entry(of: composed.span) == lexicon.entry(of: decomposed.span))
        #expect(lexicon.entry(of: composed.span) != 0)
    }

    @Test func aStrongHintDecidesAndAWeakOneAloneDoesNot() throws {
        let sport = try #require(tree.topics(named: "sport").first?.code)
        let crime = try #require(tree.topics(named: "giustizia").first?.code)
        let text = ("Scossa di terremoto", "Il sisma ha danneggiato le case, sfollati in piazza.")
        #expect(tops(text.0, text.1, [TopicHint(topic: sport, strength: .strong)]).first == "sport")
        #expect(tops(text.0, text.1, [TopicHint(topic: crime, strength: .weak)]) == ["emergenze"])
        #expect(tops("", "", [TopicHint(topic: sport, strength: .strong)]) == ["sport"])
        #expect(tops("", "", [TopicHint(topic: crime, strength: .weak)]) == [])
        let tags = [TopicHint(topic: crime, strength: .weak), TopicHint(topic: crime, strength: .weak)]
        #expect(tops("", "", tags) == ["giustizia"])
    }

    @Test func longerPhrasesAreFoundBeforeShorterOnesAndNothingTwice() throws {
        let table = TopicTable(
            name: "w.tsv",
            text: "forze armate\tmedtop:16000000=30\nforze\tmedtop:15000000=30\narm*\tmedtop:02000000=20\n")
        let lexicon = try TopicLexicon(table: table, tree: tree)
        let entries = Self.entries("le forze armate, le forze e le armi", lexicon)
        var found: [String] = []
        lexicon.forEachMatch(in: entries.indices.map { UInt32($0) }, entries) { family, range in
            found.append("\(family) \(range)")
        }
        #expect(found == ["0 1..<3", "1 4..<5", "2 7..<8"])
    }

    @Test func reasonsAreTheWordsOfTheArticle() throws {
        let body = "Il terremoto: un altro terremoto dopo il sisma."
        let tokens = Tokenizer().tokens(in: body)
        let crisis = try #require(tree.topics(named: "emergenze").first?.code)
        let reasons = TopicScorer.reasons(for: crisis, in: lexicon, title: [], body: Self.entries(body, lexicon)) {
            _, range in
            let bytes = Array(body.utf8)
            return String(decoding: bytes[tokens[range.lowerBound].byteRange], as: UTF8.self)
        }
        #expect(reasons.first?.text == "terremoto" && reasons.first?.count == 2)
        #expect(reasons.map(\.text).contains("sisma"))
    }

    @Test(arguments: [
        ("a\tmedtop:1=3", "'w.tsv' line 1: 'medtop:1=3' is no topic of the tree, '=' and a weight from 1 to 255"),
        (
            "a\tmedtop:16000000",
            "'w.tsv' line 1: 'medtop:16000000' is no topic of the tree, '=' and a weight from 1 to 255"
        ),
        ("a, ,b\tmedtop:16000000=3", "'w.tsv' line 1: a form has no words"),
        ("a", "'w.tsv' line 1: 1 column instead of 2; separate them by tabs"),
    ])
    func rowsThatTellNothingAreRefused(row: String, message: String) {
        let error = #expect(throws: TopicError.self) {
            try TopicLexicon(table: TopicTable(name: "w.tsv", text: row), tree: tree)
        }
        #expect(error?.message == message)
    }
}
