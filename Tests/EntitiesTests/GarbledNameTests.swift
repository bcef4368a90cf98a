// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import Testing

@Suite struct GarbledNameTests {
    static let garbled: [(String, String)] = [
        ("Ilon Musk", "elon-musk"), ("ILon Musk", "elon-musk"), ("Zhaiir Bolsonar", "jair-bolsonaro"),
        ("Walter Isaxon", "walter-isaacson"), ("Jan Bremmer", "ian-bremmer"), ("Dzhulian Assanzh", "julian-assange"),
        ("Eduard Snouden", "edward-snowden"), ("Khillari Klinton", "hillary-clinton"),
        ("Barak Obama", "barack-obama"), ("Mitt Romni", "mitt-romney"), ("Elizabet Uorren", "elizabeth-warren"),
        ("Pedro Sanches", "pedro-sanchez"), ("Frantsisko Franko", "francisco-franco"),
        ("Andzhela Merkel", "angela-merkel"), ("Khasan Nasralla", "hassan-nasrallah"),
        ("Ismail Khaniya", "ismail-haniyeh"), ("Beniamin Netaniahu", "benjamin-netanyahu"),
        ("Petro Poroscenko", "petro-poroshenko"), ("Khamid Karzai", "hamid-karzai"),
        ("Silvester Stallone", "sylvester-stallone"), ("Boris Jonson", "boris-johnson"),
    ]

    @Test(arguments: garbled)
    func aGarbledNameMeansTheOnePersonSpeltLikeIt(name: String, id: String) {
        #expect(Fixtures.found("Secondo \(name), piove.", kind: .person) == ["\(name) = \(id)"])
    }

    @Test func spellingsThatTheAuthorityHasAreNotGarbled() {
        for (name, id) in [("Dmitry Peskov", "dmitrij-peskov"), ("Yair Lapid", "yair-lapid")] {
            let article = ArticleText(body: "Secondo \(name), piove.")
            var recogniser = NameRecogniser(authority: Fixtures.authority)
            let linked = EntityLinker(authority: Fixtures.authority).link(recogniser.mentions(in: article), in: article)
            #expect(linked.map(\.entity?.text) == [id])
            #expect(linked.allSatisfy { [.full, .variant].contains($0.rule) })
        }
    }

    /// Names of others, beside a known person of nearly that name; some are made up, as in real families.
    static let others: [(String, besides: String)] = [
        // Gendered endings.
        ("Paola Gentiloni", "Paolo Gentiloni"), ("Francesca Totti", "Francesco Totti"),
        ("Carla Conti", "Carlo Conti"), ("Mattea Salvini", "Matteo Salvini"),
        ("Silvia Berlusconi", "Silvio Berlusconi"),
        ("Enrica Letta", "Enrico Letta"), ("Romana Prodi", "Romano Prodi"), ("Sergia Mattarella", "Sergio Mattarella"),
        ("Beppa Grillo", "Beppe Grillo"), ("Angelo Merkel", "Angela Merkel"), ("Donalda Trump", "Donald Trump"),
        ("Edwarda Snowden", "Edward Snowden"), ("Karima Benzema", "Karim Benzema"), ("Julia Assange", "Julian Assange"),
        ("Vladimira Putina", "Vladimir Putin"), ("Ismaila Haniyeh", "Ismail Haniyeh"),
        ("Emmanuelle Macron", "Emmanuel Macron"), ("Barracka Obama", "Barack Obama"),
        // Names that are both known.
        ("Gina Fermi", "Enrico Fermi"), ("Giorgia Napolitano", "Giorgio Napolitano"), ("Daniela Craig", "Daniel Craig"),
        ("Roberta Redford", "Robert Redford"), ("Marco Rubini", "Marco Rubio"), ("Tom Cook", "Tim Cook"),
        ("Jim Cook", "Tim Cook"), ("Ron Kerry", "John Kerry"), ("Bob Gates", "Bill Gates"),
        ("Carlos Schulz", "Martin Schulz"), ("Marta Schulz", "Martin Schulz"),
        // Siblings, fathers and sons.
        ("Kimbal Musk", "Elon Musk"), ("Errol Musk", "Elon Musk"), ("Tosca Musk", "Elon Musk"),
        ("Fred Trump", "Donald Trump"), ("Maryanne Trump", "Donald Trump"), ("Malik Obama", "Barack Obama"),
        ("Malia Obama", "Barack Obama"), ("Roger Clinton", "Bill Clinton"), ("Neil Bush", "Jeb Bush"),
        ("Rifaat Assad", "Bashar al-Assad"), ("Lon Snowden", "Edward Snowden"), ("Igor Putin", "Vladimir Putin"),
        ("Mahmud Karzai", "Hamid Karzai"), ("Oleg Navalny", "Aleksej Navalny"),
        ("Bilal Erdogan", "Recep Tayyip Erdogan"),
        ("Yoni Netanyahu", "Benjamin Netanyahu"), ("Ralf Schumacher", "Michael Schumacher"),
        // Families that one letter sets apart.
        ("Francesco Rosini", "Francesco Rosi"), ("Giuseppe Conti", "Giuseppe Conte"), ("Matteo Rensi", "Matteo Renzi"),
        ("Marco Rizzi", "Marco Rizzo"), ("Gino Stradi", "Gino Strada"), ("Mario Draghj", "Mario Draghi"),
        ("Giorgio Meloni", "Giorgia Meloni"), ("Bill Gales", "Bill Gates"), ("Rafael Nadar", "Rafael Nadal"),
        ("Javier Solano", "Javier Solana"), ("Francois Hollander", "François Hollande"),
        ("Viktor Urban", "Viktor Orbán"),
        ("Olaf Schulz", "Olaf Scholz"), ("Martin Scholz", "Martin Schulz"), ("John Kenny", "John Kennedy"),
        ("Robert Kenny", "Robert Kennedy"),
        ("Kate Widdleton", "Kate Middleton"),
    ]

    @Test(arguments: others)
    func anotherPersonOfNearlyTheNameStaysAnother(name: String, besides known: String) {
        let found = Fixtures.found("Secondo \(name), piove. Così anche \(known), ieri.", kind: .person)
        let id = name.lowercased().replacing(" ", with: "-")
        #expect(found.first == "\(name) = person/\(id)" || found.first == "\(name) = \(id)", "\(found)")
        #expect(found.count == 2 && found[1].hasPrefix("\(known) = ") && !found[1].contains("/"), "\(found)")
    }

    @Test(arguments: [
        ("Maria Rossi", "Mario Rossi"), ("Pino Strada", "Gino Strada"), ("Francesco Rossi", "Francesco Rosi"),
    ])
    func aSurnameThatIsAWordStaysApartToo(name: String, besides known: String) throws {
        let authority = try Fixtures.authority("a\tperson\t\(known)\t\t\tIT\tx")
        let found = Fixtures.found("Secondo \(name), piove. Così anche \(known), ieri.", in: authority)
        #expect(found.filter { $0.hasSuffix(" = a") } == ["\(known) = a"])
    }

    @Test func twoWhoCouldBeMeantAreNeither() throws {
        let authority = try Fixtures.authority(
            "a\tperson\tJelena Petrov\t\t\tRU\tx", "b\tperson\tJolena Petrov\t\t\tRU\tx",
            "c\tperson\tBoris Petrov\t\t\tRU\tx")
        #expect(
            Fixtures.found("Secondo Julena Petrov e secondo Boriss Petrov, piove.", in: authority)
                == ["Julena Petrov = person/julena-petrov", "Boriss Petrov = c"])
    }

    @Test func anItalianNameIsGarbledInItsGivenNameAlone() throws {
        let authority = try Fixtures.authority("a\tperson\tGiordano Brunetti\t\t\tIT\tx")
        #expect(
            Fixtures.found("Secondo Jordano Brunetti.", in: authority) == ["Jordano Brunetti = a"]
        )
        #expect(Fixtures.found("Secondo Giurdano Brunetti.", in: authority) == ["Giurdano Brunetti = a"])
        #expect(
            Fixtures.found("Secondo Giordano Brunettih.", in: authority)
                == ["Giordano Brunettih = person/giordano-brunettih"])
    }

    @Test(arguments: [
        ("Ilon Rivv Musk", "elon-musk"), ("Zhan-Klod Yunker", "jean-claude-juncker"),
        ("Zurab Khosni Mubarak", "person/zurab-khosni-mubarak"),
    ])
    func namesOfThreeWordsAreGarbledToo(name: String, id: String) {
        #expect(Fixtures.found("Secondo \(name), piove.", kind: .person) == ["\(name) = \(id)"])
    }

    @Test func surnamesJoinAGarbledName() {
        let article = ArticleText(
            title: "Musk e Bolsonar",
            body: "Ecco Ilon Musk con Zhaiir Bolsonar. Musk tace. Elon Musk e Bolsonar ridono.")
        var recogniser = NameRecogniser(authority: Fixtures.authority)
        let linked = EntityLinker(authority: Fixtures.authority).link(recogniser.mentions(in: article), in: article)
        #expect(
            linked.map(\.entity?.text) == [
                "elon-musk", "jair-bolsonaro", "elon-musk", "jair-bolsonaro", "elon-musk", "elon-musk",
                "jair-bolsonaro",
            ])
        #expect(
            linked.map(\.rule) == [
                .contextual, .surname, .garbled, .garbled, .contextual, .full, .surname,
            ])
        #expect(linked.map(\.score) == [0.75, 0.75, 0.78, 0.78, 0.75, 0.95, 0.75])
        #expect(Set(linked.map(\.name)) == ["Elon Musk", "Jair Bolsonaro"])
    }
}
