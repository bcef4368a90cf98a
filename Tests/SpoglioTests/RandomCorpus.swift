// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import TestSupport

/// Makes articles of few words in many spellings.
struct RandomCorpus {
    static let words = [
        "guerra", "guerre", "Guerra", "governo", "governi", "perché", "perche'", "PERCHÉ", "perche\u{301}", "l'Ucraina",
        "dell’Ucraina", "Ucraina", "ucraino", "UCRAINA", "e-mail", "email", "covid-19", "U.S.A.", "USA", "S.p.A.",
        "SpA",
        "15.000", "15000", "1,8", "25%", "D'Alema", "Alema", "città", "citta'", "Città", "la", "il", "di", "La", "un'",
        "#GuerraInUcraina", "@governo", "www.ansa.it", "mario@rossi.it", "un'altra", "all'estero", "estero", "esteri",
        "po'", "Dell'Utri", "È", "è", "in", "terroristi", "terrorismo", "Sicilia", "italo-francese", "ß", "Łódź",
    ]
    private static let separators = [" ", " ", " ", " ", ", ", ". ", "\n\n", " – ", " «", "; ", "\u{A0}"]
    static let sections = ["Politica", "Politica estera", "politica", "Esteri", "Società", "Cronaca di Roma"]
    static let sources = ["la Repubblica", "Corriere della Sera", "ANSA", "L’Espresso"]
    static let authors = ["Anna Bianchi", "Mario Rossi", "Maria Rossi", "D. D'Alò"]
    static let tags = ["guerra", "energia", "Energia", "gas naturale", "#gas"]

    var random: SeededGenerator
    /// The words of this corpus; fewer make more of everything match.
    private let vocabulary: [String]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        vocabulary = Array(Self.words.shuffled(using: &random).prefix(random.number(6...Self.words.count)))
    }

    mutating func article(_ id: String) -> Article {
        Article(
            id: id, title: text(0...6), body: text(1...40), date: date(),
            dateSource: nil, section: maybe(Self.sections), source: maybe(Self.sources),
            authors: random.list(0...2, of: Self.authors), tags: random.list(0...3, of: Self.tags),
            path: "articles/\(id).txt", language: maybe(["it", "it-IT"]))
    }

    private mutating func maybe(_ values: [String]) -> String? { random.chance(4) ? nil : random.pick(values) }

    private mutating func text(_ length: ClosedRange<Int>) -> String {
        let words = random.list(length, of: vocabulary)
        return words.dropFirst().reduce(words.first ?? "") { $0 + random.pick(Self.separators) + $1 }
    }

    private mutating func date() -> ArticleDate? {
        let year = random.pick([2019, 2020, 2022, 2022, 2023])
        switch random.number(1...6) {
        case 1: return nil
        case 2: return ArticleDate(year: year)
        case 3: return ArticleDate(year: year, month: random.number(1...12))
        default: return ArticleDate(year: year, month: random.pick([1, 2, 10, 12]), day: random.pick([1, 15, 28]))
        }
    }
}
