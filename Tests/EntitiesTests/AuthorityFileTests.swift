// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite struct AuthorityFileTests {
    /// Writes files into a folder of their own and calls `body` with their paths.
    private func withFiles(_ contents: [[UInt8]], _ body: ([String]) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/spoglio-authority-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var paths: [String] = []
        for (number, bytes) in contents.enumerated() {
            paths.append("\(folder)/\(number).tsv")
            try Data(bytes).write(to: URL(filePath: paths[number]))
        }
        try body(paths)
    }

    @Test func filesAddToTheTablesAndReplaceTheirEntries() throws {
        let first = "\u{FEFF}rita-zeta\tperson\tRita Zeta\t\tZeta\tIT\tassessora\r\n"
        let second = """
            elon-musk\tperson\tElon Musk\t\tMusk|il marziano\tUS\tpadrone di X
            rita-zeta\tperson\tRita Zeta Verdi\tRita Zeta\tZeta\tIT\tsindaca
            """
        try withFiles([Array(first.utf8), Array(second.utf8)]) { paths in
            let authority = try Authority.reading(paths: paths)
            #expect(authority.count == Fixtures.authority.count + 1)
            #expect(authority.entity(EntityID("rita-zeta"))?.name == "Rita Zeta Verdi")
            #expect(authority.entity(EntityID("elon-musk"))?.description == "padrone di X")
            #expect(
                Fixtures.found("Elon Musk vede Rita Zeta. Il marziano ride, la maschera no.", in: authority)
                    == ["Elon Musk = elon-musk", "Rita Zeta = rita-zeta", "marziano = elon-musk"])
        }
    }

    @Test func noFilesGiveTheTablesAlone() throws {
        #expect(try Authority.reading(paths: []).count == Fixtures.authority.count)
    }

    static let refused: [([UInt8], String)] = [
        (
            Array("a\tperson\tAnna\n".utf8),
            "' line 1: 3 columns instead of 7; give id, kind, name, variants, contextual forms, country and description, separated by tabs"
        ),
        (
            Array("a\tperson\tAnna Aba\t\t\tIT\tx\n\na\tperson\tAda Aba\t\t\tIT\tx".utf8),
            "' line 3: the id 'a' is taken by line 1; choose another"
        ),
        (
            Array("a\tperson\tAnna Aba\t\t\tIT\tx\nb\tperson\t".utf8) + [0xFF, 0xFE] + Array("\t\t\t\t".utf8),
            "' line 2: the text is not UTF-8; convert the file"
        ),
        (
            [UInt8](repeating: 0x61, count: 10_000_000),
            "' line 1: the line has 10000000 bytes; an entry may have 65536"
        ),
        (
            Array("a\tperson\tAnna Aba\t\(String(repeating: "z", count: 10_000))\t\tIT\tx".utf8),
            "' line 1: a form of 'a' has 10000 bytes; give at most 200"
        ),
        (
            Array("a\tperson\t\(String(repeating: "z", count: 10_000))\t\t\tIT\tx".utf8),
            "' line 1: the name of 'a' has 10000 bytes; give 1 to 200"
        ),
        (
            Array("a\t\(String(repeating: "z", count: 10_000))\tAnna\t\t\tIT\tx".utf8),
            "' line 1: the kind '\(String(repeating: "z", count: 40))…' is none of person, organisation and place"
        ),
        (
            Array("a\tperson\tAnna Aba\t\t\tItalia\tx".utf8),
            "' line 1: the country 'Italia' is no code of two capitals, such as IT"
        ),
        (
            Array("a\tperson\tAnna\u{200F} Aba\t\t\tIT\tx".utf8),
            "' line 1: a control character stands in the text; remove it"
        ),
    ]

    @Test(arguments: refused)
    func filesThatAreNoTablesAreRefusedWithLineAndReason(bytes: [UInt8], reason: String) throws {
        try withFiles([bytes]) { paths in
            let error = #expect(throws: EntityError.self) { try Authority.reading(paths: paths) }
            #expect(error?.message == "'" + paths[0] + reason)
        }
    }

    @Test func whatIsNoFileIsRefused() {
        let missing = #expect(throws: EntityError.self) { try Authority.reading(paths: ["/nessuno/nomi.tsv"]) }
        #expect(missing?.message == "'/nessuno/nomi.tsv': cannot be opened (No such file or directory)")
        #expect(missing?.code == .unreadable)
        let folder = #expect(throws: EntityError.self) { try Authority.reading(paths: ["/"]) }
        #expect(folder?.message == "'/': is not a file; name a table of entities")
        let device = #expect(throws: EntityError.self) { try Authority.reading(paths: ["/dev/zero"]) }
        #expect(device?.message == "'/dev/zero': is not a file; name a table of entities")
    }
}
