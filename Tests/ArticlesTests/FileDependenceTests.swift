// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct FileDependenceTests {
    @Test func itHoldsAsLongAsTheFileIsWhatItWas() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([0x61, 0xFF, 0x20, 0x0A], "uno".utf8)
        let missing = PathName(folder.path + "/manca.xml")
        let found = [FileDependence(path), FileDependence(missing), FileDependence(PathName(folder.path))]
        #expect(found.map(\.isThere) == [true, false, false] && found.allSatisfy(\.holds))
        #expect(FileDependence.list(from: FileDependence.text(of: found)) == found)
        #expect(found[0].file(shownAs: path)?.size == 3 && found[1].file(shownAs: missing) == nil)
        try folder.write("manca.xml", "due".utf8)
        try folder.write([0x61, 0xFF, 0x20, 0x0A], "altro".utf8)
        #expect(found.map(\.holds) == [false, false, true])
    }

    @Test(arguments: ["x", "6", "61 1", "61 1 2 3 x", "61 1 2 3 4 5", "6g 1 2 3 4", " "])
    func whatIsNoListIsNotTakenForOne(_ text: String) {
        #expect(FileDependence.list(from: text) ?? [] == [])
    }
}
