// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// Where words stand on scanned pages is kept, and shown as offsets of the text.
struct PageLayoutTests {
    private static func page(_ lines: [String]) -> String {
        let rows = lines.enumerated().map { number, line in
            let words = line.split(separator: " ").map { "<String CONTENT='\($0)'/>" }.joined(separator: "<SP/>")
            return "<TextLine HPOS='20' VPOS='\(100 + 30 * number)' WIDTH='400' HEIGHT='25'>\(words)</TextLine>"
        }
        return """
            <alto><Description><MeasurementUnit>pixel</MeasurementUnit><sourceImageInformation><fileName>p1.tif</fileName>
            </sourceImageInformation></Description><Layout><Page ID="P1" WIDTH="2000" HEIGHT="3000"><PrintSpace>
            <TextBlock ID="b">\(rows.joined())</TextBlock></PrintSpace></Page></Layout></alto>
            """
    }

    private static let lines = ["Ieri in città la folla", "gridò “viva” alla stazione."]

    private func check(_ place: Workplace, _ id: String) throws {
        let article = try place.run("show", id, "--json").json()["article"]
        let body = Array((article["body"].text ?? "").unicodeScalars)
        #expect(String(String.UnicodeScalarView(body)) == Self.lines.joined(separator: " "))
        let page = try #require(article["layout"]["pages"].elements.first)
        #expect(page["id"].text == "P1" && page["unit"].text == "pixel" && page["image"].text == "p1.tif")
        #expect(page["width"].int == 2000 && page["height"].int == 3000)
        let boxes = article["layout"]["boxes"].elements
        let texts = boxes.map { box in
            String(String.UnicodeScalarView(body[(box["start"].int ?? 0)..<(box["end"].int ?? 0)]))
        }
        #expect(texts == Self.lines && boxes.map { $0["y"].int } == [100, 130])
        #expect(boxes.allSatisfy { $0["page"].int == 0 && $0["x"].int == 20 && $0["field"].text == "body" })
        #expect(article["metadata"]["layout"].text == nil)
    }

    @Test func placesOutliveRunsCompactionAndExport() throws {
        let place = try Workplace()
        try place.write(Self.page(Self.lines), to: "p1.xml")
        #expect(try place.run("index", "p1.xml").status == 0)
        try check(place, "p1.xml")
        try place.write("Un testo senza pagine.", to: "b.txt")
        #expect(try place.run("index", "p1.xml", "b.txt").status == 0)
        #expect(try place.run("index", "p1.xml", "--json").json()["unchanged"].int == 1)
        #expect(try place.run("compact").status == 0)
        try check(place, "p1.xml")
        #expect(try place.run("show", "b.txt", "--json").output.contains("layout") == false)
        let fields = "id,title,body,layout"
        let exported = try place.run("export", "folla", "--fields", fields).output
        try place.write(exported, to: "esportati.jsonl")
        #expect(try place.run("index", "--index", "altro", "esportati.jsonl").status == 0)
        let again = try place.run("export", "folla", "--fields", fields, "--index", "altro").output
        #expect(again == exported && exported.contains("page\\tP1"))
        #expect(try place.run("export", "folla").output.contains("layout") == false)
        #expect(try place.run("verify").status == 0)
    }
}
