// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import ItalianText
import Testing

@testable import entity_trainer

@Suite struct TaggerTests {
    static let cases: [(String, [String])] = [
        ("Lo ha deciso la Banca Zurla.", ["organisation Banca Zurla"]),
        ("Secondo la Zurlo Spa i conti tornano.", ["organisation Zurlo Spa"]),
        ("Il sindaco di Zurlengo, Piero Zanda, parla.", ["place Zurlengo", "person Piero Zanda"]),
        ("L'incidente è avvenuto a Zurlengo.", ["place Zurlengo"]),
        ("La Cina ha protestato e la Russia ha risposto.", ["place Cina", "place Russia"]),
        ("Ha parlato Zhaiir Zolsonar, già a Mosca.", ["person Zhaiir Zolsonar", "place Mosca"]),
    ]

    @Test(arguments: cases)
    func namesThatNoListHasAreFound(text: String, expected: [String]) {
        let article = ArticleText(body: text)
        var recogniser = NameRecogniser(authority: Fixtures.authority)
        #expect(recogniser.mentions(in: article).map { "\($0.kind) \(article.surface(of: $0))" } == expected)
    }

    @Test func mentionsAreMoreOrLessCertain() {
        let article = ArticleText(body: "Ieri Elon Musk era a Roma. Poi Zurlo Zanda ha taciuto.")
        var recogniser = NameRecogniser(authority: Fixtures.authority)
        let mentions = recogniser.mentions(in: article)
        #expect(mentions.count >= 2)
        #expect(mentions.allSatisfy { (0.35...1).contains($0.confidence) })
        #expect(mentions.first?.confidence ?? 0 > mentions.last?.confidence ?? 1)
    }

    @Test(arguments: [
        "il presidente del consiglio ha parlato a roma con elon musk della nato e della cina",
        "", " ", "\u{0}", "....", "1 2 3 4 5", "«»\"\"''",
    ])
    func textWithoutCapitalsHasNoNames(text: String) {
        var recogniser = NameRecogniser(authority: Fixtures.authority)
        #expect(recogniser.mentions(in: ArticleText(title: text, body: text)).isEmpty)
    }

    static let strange: [String] = [
        "IL GOVERNO HA DECISO CHE DA DOMANI LE SCUOLE RESTERANNO CHIUSE PER TUTTA LA SETTIMANA A CAUSA DELLA NEVE",
        "Il Governo Ha Deciso Che Da Domani Le Scuole Resteranno Chiuse Per Tutta La Settimana",
        "The weather will be fine again tomorrow, but nobody knows what the day after will bring to those who wait.",
        "Правительство решило, что завтра школы будут закрыты на всю неделю из-за снега и холода в городе.",
        "政府は明日から学校を一週間休校にすると決めた。", "Die Regierung hat entschieden, dass die Schulen geschlossen bleiben.",
        "\u{202E}A\u{0}B\u{FEFF}C", "A B C D E F G H I L M N O P", "ÀÈÌÒÙ àèìòù ÇŁŠŽ çłšž",
        "x\u{301}X\u{301} e\u{301}É",
    ]

    @Test(arguments: strange)
    func strangeTextsMakeNoFloodOfNames(text: String) {
        let article = ArticleText(title: text, body: text)
        var first = NameRecogniser(authority: Fixtures.authority)
        let mentions = first.mentions(in: article)
        let covered = mentions.reduce(0) { $0 + $1.positions.count }
        #expect(covered * 3 <= article.title.tokens.count + article.body.tokens.count + 6)
        #expect(first.mentions(in: article) == mentions)
    }

    @Test(.enabled(if: Fixtures.shared("ner/dev.conll") != nil))
    func annotatedSentencesAreReadAsWellAsMeasured() throws {
        let text = try #require(Fixtures.shared("ner/dev.conll"))
        let sentences = try ConllText.sentences(text, path: "dev.conll")
        var recogniser = NameRecogniser(authority: Fixtures.authority)
        var evaluation = Evaluation()
        for window in ConllText.windows(sentences, of: 12) {
            evaluation.add(window, recogniser.mentions(in: ArticleText(body: window.text)))
        }
        #expect(evaluation.all.f1 >= 86)
        #expect(evaluation.counts[.person]?.f1 ?? 0 >= 90)
        #expect(evaluation.counts[.organisation]?.f1 ?? 0 >= 75)
        #expect(evaluation.counts[.place]?.f1 ?? 0 >= 86)
    }

    @Test func annotatedSentencesBecomeTextAsItIsWritten() throws {
        let conll =
            "L'\tO\namico\tO\ndi\tO\nAnna\tB-PER\nZurlo\tI-PER\n(\tO\nRoma\tB-LOC\n)\tO\n:\tO\n\"\tO\nSì\tO\n\"\tO\n.\tO\n"
        let sentences = try ConllText.sentences(conll + "\n" + conll, path: "x")
        let text = ConllText(sentences)
        let sentence = "L'amico di Anna Zurlo (Roma): \"Sì\"."
        #expect(text.text == sentence + " " + sentence)
        let bytes = Array(text.text.utf8)
        #expect(
            text.names.map { "\($0.kind) " + String(decoding: bytes[$0.bytes], as: UTF8.self) }
                == ["person Anna Zurlo", "place Roma", "person Anna Zurlo", "place Roma"])
        let tokens = Tokenizer().tokens(in: sentence).filter { !$0.isCompound }
        #expect(text.labels(of: tokens.map(\.byteRange)) == [0, 0, 0, 1, 2, 5, 0])
    }

    @Test func aLineThatIsNoTokenWithATagIsRefused() {
        let error = #expect(throws: TrainingError.self) {
            _ = try ConllText.sentences("Anna\tB-PER\nRoma LOC\n", path: "a.conll")
        }
        #expect(
            error?.description == "'a.conll' line 2: not a token, a tab and a tag (O, B-PER, I-PER, B-ORG, …)")
    }

    @Test func trainingTwiceGivesTheSameBytes() {
        var examples: [Trainer.Example] = []
        for number: UInt32 in 0..<40 {
            var features: [[UInt32]] = []
            for place: UInt32 in 0..<4 { features.append([number % 5 + place, number % 7 + 10, place + 20]) }
            examples.append(
                Trainer.Example(features: features, labels: number % 3 == 0 ? [0, 1, 2, 0] : [0, 0, 5, 0]))
        }
        func bytes() -> [UInt8] {
            var trainer = Trainer(
                examples: examples, settings: Trainer.Settings(epochs: 3, seeds: [1, 2], leastCount: 1))
            trainer.train { _ in }
            return ModelWriter(trainer).bytes(mostFeatures: 100) { _ in }
        }
        let first = bytes()
        #expect(first == bytes())
        #expect(throws: Never.self) { try TaggerTable(.weights, bytes: first) }
    }
}
