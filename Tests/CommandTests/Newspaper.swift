// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc

/// A line of a JSONL file.
struct Line: Encodable {
    var id: String
    var title = "Notizia"
    var body: String
    var date: String?
    var section: String?
    var source: String?
    var author: [String]?
    var tags: [String]?
    var url: String?

    /// The lines as a file.
    static func file(_ lines: [Line]) throws -> String {
        try lines.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n" }.joined()
    }
}

/// A small invented paper, indexed once for all tests that only read.
enum Newspaper {
    static let lines = [
        Line(
            id: "a1", title: "Guerra in Ucraina",
            body: "La guerra in Ucraina continua. A Kiev parla Volodymyr Zelensky.",
            date: "2022-03-01", section: "Esteri", source: "La Gazzetta", author: ["Anna Rossi"], tags: ["guerra"],
            url: "https://www.example.org/a1"),
        Line(
            id: "a2", title: "Borsa in calo", body: "La borsa di Milano perde terreno per la guerra.",
            date: "2022-05-10", section: "Economia", source: "Il Corriere"),
        Line(
            id: "a3", title: "Mostra di quadri", body: "Una mostra di quadri a Firenze.", date: "2021",
            section: "Cultura", source: "La Gazzetta"),
        Line(
            id: "a4", title: "Partita", body: "La squadra vince la partita di calcio.", section: "Sport",
            source: "Il Corriere"),
        Line(
            id: "a5", title: "Elezioni", body: "Il voto e la guerra dei numeri.", date: "2023-02",
            section: "Politica", source: "La Gazzetta"),
        Line(id: "a6", title: "Neve \u{1F600} sulle Alpi", body: "Cade la neve sulle Alpi.", section: "Cronaca"),
    ]

    /// Its working folder, with the index in `.spoglio`.
    static func workplace() throws -> Workplace { try built.get() }

    private static let built = Result {
        let place = try Workplace()
        atexit { try? Newspaper.workplace().removeAll() }
        try place.write(try Line.file(lines), to: "giornale.jsonl")
        let outcome = try place.run("index", "giornale.jsonl")
        guard outcome.status == 0 else { throw NotBuilt(errors: outcome.errors) }
        return place
    }

    struct NotBuilt: Error {
        let errors: String
    }
}
