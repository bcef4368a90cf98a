// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import Testing

@Suite struct AuthorityTests {
    @Test func embeddedTablesHaveEveryKind() {
        let authority = Fixtures.authority
        #expect(authority.count > 9_000)
        for kind in EntityKind.allCases {
            #expect(authority.allIndices.contains { authority.kind(at: $0) == kind })
        }
    }

    @Test func entityHasTheColumnsOfItsRow() throws {
        let authority = try Fixtures.authority(
            "elon-musk\tperson\tElon Musk\tElon Reeve Musk\tMusk|maschera\tUS\timprenditore")
        #expect(
            authority.entity(EntityID("elon-musk"))
                == Entity(
                    id: EntityID("elon-musk"), kind: .person, name: "Elon Musk", variants: ["Elon Reeve Musk"],
                    contextual: ["Musk", "maschera"], country: "US", description: "imprenditore"))
        #expect(authority.entity(EntityID("musk")) == nil)
    }

    @Test(arguments: [
        ("Elon Musk", "elon-musk"), ("elon musk", "elon-musk"), ("MASSIMO D’ALEMA", "massimo-d-alema"),
        ("kim jong un", "kim-jong-un"), ("la Repubblica", "la-repubblica"), ("Federazione Russa", "russia"),
        ("U.S.A.", "stati-uniti"), ("Gran Bretagna", "regno-unito"), ("kyiv", "kiev"), ("gaza", "striscia-di-gaza"),
    ])
    func fullNamesAreLookedUpFolded(name: String, id: String) {
        let authority = Fixtures.authority
        #expect(authority.entities(named: name).full.map { authority.id(at: $0).text } == [id])
    }

    @Test func shortNamesAreLookedUpApartFromFullOnes() {
        let authority = Fixtures.authority
        let matches = authority.entities(named: "musk")
        #expect(matches.full.isEmpty)
        #expect(matches.contextual.contains { authority.id(at: $0).text == "elon-musk" })
        #expect(authority.entities(named: "qwertyuiop").all.isEmpty)
        #expect(authority.entities(named: "").all.isEmpty)
    }

    static let refused: [(String, EntityError.Code, String)] = [
        (
            "a\tperson\tAnna Aba\t\t\tIT", .wrongColumns,
            "'nomi.tsv' line 1: 6 columns instead of 7; give id, kind, name, variants, contextual forms, country and "
                + "description, separated by tabs"
        ),
        (
            "a\tperson\tAnna Aba\t\t\tIT\tx\n\nb\tanimal\tFido\t\t\tIT\tx", .invalidValue,
            "'nomi.tsv' line 3: the kind 'animal' is none of person, organisation and place"
        ),
        (
            "a\tperson\tAnna Aba\t\t\tIT\tx\na\tperson\tAda Aba\t\t\tIT\tx", .duplicateID,
            "'nomi.tsv' line 2: the id 'a' is taken by line 1; choose another"
        ),
        (
            "a b\tperson\tAnna Aba\t\t\tIT\tx", .invalidValue,
            "'nomi.tsv' line 1: the id 'a b' is not a slug; use letters, digits and hyphens, at most 200 bytes"
        ),
        (
            "a\tperson\t\t\t\tIT\tx", .invalidValue, "'nomi.tsv' line 1: the name of 'a' has 0 bytes; give 1 to 200"
        ),
        (
            "a\tperson\tAnna\u{7}Aba\t\t\tIT\tx", .controlCharacter,
            "'nomi.tsv' line 1: a control character stands in the text; remove it"
        ),
        (
            "a\tperson\tAnna Aba\t\t\tIT\tx\nb\tperson\tAnna\u{202E}Aba\t\t\tIT\tx", .controlCharacter,
            "'nomi.tsv' line 2: a control character stands in the text; remove it"
        ),
        (
            "a\tperson\tAnna Aba\t\t\tIT\t\(String(repeating: "x", count: 70_000))", .lineTooLong,
            "'nomi.tsv' line 1: the line has 70023 bytes; an entry may have 65536"
        ),
    ]

    @Test(arguments: refused)
    func rowsThatAreNoEntriesAreRefusedWithTheirLine(text: String, code: EntityError.Code, message: String) {
        let error = #expect(throws: EntityError.self) {
            try Authority(tables: [AuthorityTable(name: "nomi.tsv", text: text)])
        }
        #expect(error?.code == code)
        #expect(error?.message == message)
    }

    @Test func bytesThatAreNotUTF8AreRefusedWithTheirLine() {
        let bytes = Array("a\tperson\tAnna Aba\t\t\tIT\tx\nb\tperson\tRen".utf8) + [0xE9] + Array("\t\t\t\t\n".utf8)
        let error = #expect(throws: EntityError.self) {
            try Authority(tables: [AuthorityTable(name: "latin.tsv", bytes: bytes)])
        }
        #expect(error?.message == "'latin.tsv' line 2: the text is not UTF-8; convert the file")
        #expect(error?.context.line == 2)
    }

    @Test func aLaterTableReplacesEntriesOfTheSameId() throws {
        let authority = try Authority(tables: [
            AuthorityTable(
                name: "uno.tsv",
                text: "a\tperson\tAnna Aba\t\tAba\tIT\tpoeta\nb\tperson\tBice Bado\t\t\tIT\tattrice"),
            AuthorityTable(name: "due.tsv", text: "a\tperson\tAda Abate\t\t\tFR\tpittrice"),
        ])
        #expect(authority.count == 2)
        #expect(authority.entity(EntityID("a"))?.name == "Ada Abate")
        #expect(authority.entity(EntityID("a"))?.country == "FR")
        #expect(
            Fixtures.found("Parla Ada Abate con Bice Bado. Abate tace, Aba e Bado no.", kind: .person, in: authority)
                == ["Ada Abate = a", "Bice Bado = b", "Abate = a", "Bado = b"])
        #expect(Fixtures.found("Parla Anna Aba.", in: authority) == ["Anna Aba = person/anna-aba"])
    }

    @Test func aFormOfTooManyEntriesIsRefused() {
        let rows = (0..<300).map { "p\($0)\tperson\tNome\($0) Rossi\t\tRossi\tIT\tx" }
        let error = #expect(throws: EntityError.self) {
            try Authority(tables: [AuthorityTable(name: "nomi.tsv", text: rows.joined(separator: "\n"))])
        }
        #expect(
            error?.message == "'nomi.tsv' line 257: more than 256 entries share the form 'Rossi'; remove it")
    }

    @Test func furtherTablesAddToTheEmbeddedOnes() throws {
        let own = AuthorityTable(name: "miei.tsv", text: "rita-zeta\tperson\tRita Zeta\t\tZeta\tIT\tassessora")
        let authority = try Authority(tables: AuthorityTable.embedded + [own])
        #expect(authority.count == Fixtures.authority.count + 1)
        #expect(
            Fixtures.found("L'assessora Rita Zeta a Roma.", in: authority) == ["Rita Zeta = rita-zeta", "Roma = roma"])
    }
}
