// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import Testing

/// `la maschera` is what a machine makes of a name, and a thing.
@Suite struct CommonNounTests {
    static let names: [(String, Int)] = [
        ("Elon Musk parla. La maschera tace.", 1),
        ("Elon Musk parla. I contatti della maschera preoccupano, ha detto alla maschera un amico.", 2),
        ("Ilon Musk parla. Hanno convinto la maschera ad attivare il servizio.", 1),
        ("Elon Musk parla. Ha chiesto alla maschera di non partire.", 1),
        // One sense in an article.
        (
            "Elon Musk parla. La maschera tace, la maschera ride, la maschera parte. Una maschera torna, "
                + "e la maschera del conflitto cambia.", 5
        ),
    ]

    @Test(arguments: names)
    func aNounStandsForItsBearer(text: String, count: Int) {
        #expect(Fixtures.found(text).count { $0 == "maschera = elon-musk" } == count)
    }

    static let things = [
        "La maschera più grande sfila a carnevale.", "La maschera tace.", "Elon Musk parla. Le maschere ridono.",
        "Elon Musk indossa la maschera.", "Elon Musk si è tolto la maschera.", "Elon Musk parla di una maschera.",
        "Elon Musk parla con la maschera antigas.", "Elon Musk con la maschera di Batman.",
        "Elon Musk: maschera nuova.",
        "Elon Musk compra la maschera di cartapesta.", "Elon Musk ammira la maschera veneziana.",
        "Elon Musk parla. Serve la maschera per il viso.", "Elon Musk vede la maschera Arlecchino.",
        "Elon Musk si toglie la maschera. La maschera cade.",
        "Vladimir Putin parla. La maschera tace.",
    ]

    @Test(arguments: things)
    func aThingIsNobody(text: String) {
        #expect(!Fixtures.found(text).contains("maschera = elon-musk"))
    }

    @Test func otherNounsStandForTheirBearersToo() {
        #expect(
            Fixtures.found("Donald Trump parla. Il tycoon ride. Un tycoon dorme, il tycoon Robert Zurlo no.")
                == ["Donald Trump = donald-trump", "tycoon = donald-trump", "Robert Zurlo = person/robert-zurlo"])
        #expect(Fixtures.found("Il tycoon ride.") == [])
        #expect(
            Fixtures.found("Silvio Berlusconi parla. Il Cavaliere tace, un cavaliere dorme.")
                == ["Silvio Berlusconi = silvio-berlusconi", "Cavaliere = silvio-berlusconi"])
    }
}
