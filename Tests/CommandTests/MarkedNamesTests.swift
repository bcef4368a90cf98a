// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// What an edition marks as a name is found as one, though no list and no rule knows it.
struct MarkedNamesTests {
    private static let text = """
        <?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Cronaca</title></titleStmt>
        </fileDesc></teiHeader><text><body><p>Ieri la <orgName>confraternita dei tessitori</orgName> si radunò alle
        <placeName>Fonti Basse</placeName>, dove <persName>Gelsomino Cipolla</persName> parlò a lungo.</p>
        <p>Alle Fonti Basse tornò la sera.</p></body></text></TEI>
        """

    @Test func namesMarkedInATEITextAreMentions() throws {
        let place = try Workplace()
        try place.write(Self.text, to: "a.xml")
        #expect(try place.run("index", "a.xml").status == 0)
        let row = try place.run("export", "*", "--fields", "persons,organisations,places").json()
        #expect(row["organisations"].elements.compactMap(\.text) == ["confraternita dei tessitori"])
        #expect(row["places"].elements.compactMap(\.text) == ["Fonti Basse"])
        #expect(row["persons"].elements.compactMap(\.text) == ["Gelsomino Cipolla"])
        #expect(try place.run("search", "place:\"fonti basse\"", "--json").json()["total"].int == 1)
        #expect(try place.run("verify").status == 0)
    }

    @Test func withoutMarksTheSameTextHasOtherNames() throws {
        let place = try Workplace()
        let bare = Self.text.replacing(/<\/?(org|pers|place)Name>/, with: "")
        try place.write(bare, to: "a.xml")
        #expect(try place.run("index", "a.xml").status == 0)
        let row = try place.run("export", "*", "--fields", "organisations").json()
        #expect(row["organisations"].elements.isEmpty)
    }
}
