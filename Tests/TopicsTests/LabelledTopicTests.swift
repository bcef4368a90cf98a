// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Topics

/// What ARCHITECTURE.md says of topics, on articles that nothing was tuned on, without section and tags.
struct LabelledTopicTests {
    private let tree: TopicTree
    private let lexicon: TopicLexicon
    private static let crime = "medtop:02000000"

    init() throws {
        tree = try TopicTree()
        lexicon = try TopicLexicon(tree: tree)
    }

    /// The top topics of a text.
    private func tops(_ scorer: inout TopicScorer, _ title: String, _ body: String) -> [String] {
        let (title, body) = (TopicScorerTests.entries(title, lexicon), TopicScorerTests.entries(body, lexicon))
        let numbers = (0..<UInt32(title.count + body.count)).map(\.self)
        scorer.count(title: Array(numbers[..<title.count]), body: Array(numbers[title.count...]), entries: title + body)
        return scorer.assign().compactMap { tree.index(of: $0.topic).map { tree.topics[tree.top(of: $0)].code.text } }
    }

    /// The first topic is acceptable for 0.91 of those that have one and the primary one for 0.71 of all; 0.92 of the
    /// crime news have crime among theirs.
    @Test func topicsOfUnseenArticlesAreThoseOfAReader() throws {
        guard let articles = try LabelledArticle.set("report") else { return }
        var scorer = TopicScorer(lexicon)
        var having = 0, acceptable = 0, primary = 0, crimes = 0, crimesFound = 0
        for article in articles {
            let found = tops(&scorer, article.title, article.body)
            having += found.isEmpty ? 0 : 1
            acceptable += found.first.map(article.topics.contains) ?? false ? 1 : 0
            primary += found.first != nil && found.first == article.topics.first ? 1 : 0
            guard article.topics.first == Self.crime else { continue }
            crimes += 1
            crimesFound += found.contains(Self.crime) ? 1 : 0
        }
        #expect(articles.count == 220 && crimes == 37)
        #expect(having >= 205)
        #expect(Double(acceptable) >= 0.9 * Double(having), "\(acceptable) of \(having)")
        #expect(Double(primary) >= 0.7 * Double(articles.count), "\(primary) of \(articles.count)")
        #expect(Double(crimesFound) >= 0.9 * Double(crimes), "\(crimesFound) of \(crimes)")
    }

    /// Of the items of at most 80 words some have no topic; what the others have is right.
    @Test func shortItemsGetNoWildGuesses() throws {
        guard let articles = try LabelledArticle.set("report") else { return }
        var scorer = TopicScorer(lexicon)
        var assigned = 0, acceptable = 0
        for article in articles where article.body.split(whereSeparator: \.isWhitespace).count <= 80 {
            for topic in tops(&scorer, article.title, article.body) {
                assigned += 1
                acceptable += article.topics.contains(topic) ? 1 : 0
            }
        }
        #expect(assigned >= 20)
        #expect(Double(acceptable) >= 0.85 * Double(assigned), "\(acceptable) of \(assigned)")
    }

    @Test(arguments: [
        ("Furto in tabaccheria", "Hanno scassinato la saracinesca e rubato le sigarette; i ladri sono fuggiti a piedi."),
        ("Rapinato all'uscita della farmacia", "Un uomo con il coltello gli ha preso il portafoglio. Indaga la polizia."),
        ("Anziana raggirata", "La truffa del finto nipote è costata tremila euro. Denunciati due giovani."),
        ("Spaccio nel parco", "Gli agenti hanno trovato hashish e cocaina in uno zaino; un ragazzo è in manette."),
        ("Picchiava la moglie", "Maltrattamenti e percosse per anni: il giudice ha disposto il divieto di avvicinamento."),
        ("Rissa fuori dal locale", "Volano bottiglie, due feriti da coltellate. I carabinieri cercano l'aggressore."),
        ("Evade dai domiciliari", "Lo hanno fermato sul treno e riportato in carcere."),
        ("Vandali alla fontana", "Danneggiata nella notte; i teppisti ripresi dalle telecamere, querela del Comune."),
        ("Molestata sul bus", "La studentessa ha riconosciuto l'uomo, accusato di violenza sessuale."),
        ("Incendio doloso in cantiere", "Trovate due taniche. La procura apre un'inchiesta contro ignoti."),
        ("Usura, tre condanne", "Il tribunale ha condannato gli imputati a sei anni per estorsione e usura."),
        ("Ucciso davanti a casa", "Quattro colpi di pistola, il killer è scappato in moto. Sul posto la squadra mobile."),
        ("Assolto in appello", "La corte ha annullato la sentenza di primo grado: il fatto non costituisce reato."),
        ("Ruba il rame della ferrovia", "Sorpreso dalla pattuglia con la refurtiva nel furgone."),
        ("Stalking, ammonito dal questore", "Decine di messaggi e minacce alla ex."),
        ("Pirata della strada", "Non si è fermato dopo l'investimento; è accusato di omissione di soccorso."),
        ("Beni confiscati al clan", "Ville e terreni della cosca passano al Comune dopo la confisca."),
        ("Banconote false al mercato", "Due falsari denunciati, sequestrati mille euro contraffatti."),
        ("Borseggi in metropolitana", "Tre borseggiatrici arrestate in flagranza."),
        ("Tangenti per gli appalti", "Ai domiciliari un funzionario accusato di corruzione e concussione."),
    ])
    func crimeNewsHasCrimeAmongItsTopics(title: String, body: String) {
        var scorer = TopicScorer(lexicon)
        #expect(tops(&scorer, title, body).contains(Self.crime))
    }
}
