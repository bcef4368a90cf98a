// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import Testing

@Suite struct TaggerTableTests {
    static func table() -> [UInt8] {
        TaggerTable.bytes(
            .weights, extra: Array(repeating: 1, count: 49),
            entries: (1...40).map { (key: UInt32($0) &* 0x9E37_79B9, words: [UInt32($0), UInt32($0) * 3]) })
    }

    @Test func theEmbeddedModelIsSound() throws {
        _ = try TaggerModel()
    }

    @Test func everyChangedByteIsRefused() throws {
        let bytes = Self.table()
        _ = try TaggerTable(.weights, bytes: bytes)
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 0x20
            #expect(throws: EntityError.self, "byte \(index)") { _ = try TaggerTable(.weights, bytes: damaged) }
        }
    }

    @Test func everyShorterTableIsRefused() {
        let bytes = Self.table()
        for count in 0..<bytes.count {
            #expect(throws: EntityError.self, "\(count) bytes") {
                _ = try TaggerTable(.weights, bytes: Array(bytes[..<count]))
            }
        }
    }

    static let faults: [(at: Int, reason: String)] = [
        (0, "it is no such table"), (7, "its version is 34, this program reads 2"), (8, "it is no such table"),
        (16, "its length is wrong"), (20, "its length is wrong"), (24, "its checksum is wrong"),
        (300, "its checksum is wrong"),
    ]

    @Test(arguments: faults)
    func damageIsNamed(at index: Int, reason: String) throws {
        var bytes = Self.table()
        bytes[index] ^= 0x20
        let error = #expect(throws: EntityError.self) { _ = try TaggerTable(.weights, bytes: bytes) }
        #expect(
            error?.message
                == "the tagger's table of 'weights' cannot be used: \(reason); make it again with tools/train-entities")
        #expect(error?.code == .damagedModel)
        #expect(error?.context.table == "weights" && error?.context.line == 0)
    }

    @Test func aTableOfAnotherKindIsRefused() {
        #expect(throws: EntityError.self) { _ = try TaggerTable(.words, bytes: Self.table()) }
    }

    @Test func aModelWithoutTransitionsIsRefused() throws {
        let words = try TaggerTable(.words, bytes: TaggerTable.bytes(.words, entries: []))
        let weights = try TaggerTable(.weights, bytes: TaggerTable.bytes(.weights, entries: []))
        let error = #expect(throws: EntityError.self) { _ = try TaggerModel(words: words, weights: weights) }
        #expect(
            error?.message
                == "the tagger's table of 'weights' cannot be used: it has no transitions; "
                + "make it again with tools/train-entities")
    }
}
