// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Entities

@Suite struct SoundOutlineTests {
    private static let words = [
        "musk", "mask", "mosk", "sanders", "bashara", "bashar", "assad", "asad", "milei", "mileya", "gates", "gales",
        "orban", "urban", "kubica", "habeck", "khillari", "hillary", "dzhulian", "julian", "zelensky", "zelenskyj",
        "schroeder", "shreder", "rossi", "rosi", "zhan", "jean", "xi", "si", "chavez", "ciavez", "jonsson", "tusk",
        "lukashenko", "lukaschenka", "müller", "mueller", "gonçalves", "3m", "a", "dumont", "dumon", "salem", "salemom",
    ].map { NameSounds.sounds(of: Array($0.utf8)) }

    @Test func anOutlineNeverSeesMoreHardEditsThanThereAre() {
        for left in Self.words {
            for right in Self.words {
                let distance = SoundDistance(left, right)
                let least = SoundOutline(left).hardEdits(to: SoundOutline(right))
                #expect(distance.isCaseEnding ? least <= 1 : least <= distance.hardEdits, "\(left) \(right)")
            }
        }
    }

    @Test(arguments: [("musk", "gates", 1), ("kubica", "orban", 2), ("musk", "mask", 0), ("gates", "gales", 1)])
    func soundsThatTheOtherWordHasNothingForAreHardEdits(left: String, right: String, least: Int) {
        let outlines = [left, right].map { SoundOutline(NameSounds.sounds(of: Array($0.utf8))) }
        #expect(outlines[0].hardEdits(to: outlines[1]) == least)
        #expect(outlines[1].hardEdits(to: outlines[0]) == least)
    }
}
