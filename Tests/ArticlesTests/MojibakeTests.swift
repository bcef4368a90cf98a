// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct MojibakeTests {
    @Test(arguments: [
        ("perchÃ©", "perché"), ("la citt\u{C3}\u{A0} Ã¨ piÃ¹", "la città è più"), ("lâ€™Italia", "l’Italia"),
        ("Ãˆ vero: 5 â‚¬", "È vero: 5 €"), ("Ã\u{81}", "Á"),
    ])
    func mojibakeIsRepaired(_ broken: String, _ sound: String) {
        #expect(Mojibake.repaired(broken) == sound)
    }

    @Test(arguments: [
        "perché", "", "solo ASCII", "Ã", "Ã¨ ma anche è", "Ã¨ e č che non è in WINDOWS-1252", "«virgolette»", "10 €",
    ])
    func soundOrMixedTextIsLeftAlone(_ text: String) {
        #expect(Mojibake.repaired(text) == nil)
    }
}
