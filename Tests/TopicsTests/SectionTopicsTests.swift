// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import Topics

@Suite struct SectionTopicsTests {
    let tree: TopicTree
    let sections: SectionTopics

    init() throws {
        tree = try TopicTree()
        sections = try SectionTopics(tree: tree)
    }

    @Test(arguments: [
        ("Politica", "medtop:11000000", SectionTopics.Strength.strong),
        ("POLITICA INTERNA", "medtop:11000000", .strong),
        ("politica-interna", "medtop:11000000", .strong),
        ("Palazzi & Potere", "medtop:11000000", .strong),
        ("Interni", "medtop:11000000", .weak),
        ("Economia/Lavoro", "medtop:09000000", .strong),
        ("Economia lavoro", "medtop:04000000", .strong),
        ("Economia/Finanza locale", "medtop:04000000", .strong),
        ("Notizie > Politica", "medtop:11000000", .strong),
        ("Città > Basket", "medtop:20000822", .strong),
    ])
    func sectionsTellTheirTopic(section: String, code: String, strength: SectionTopics.Strength) {
        let hint = sections.hint(forSection: section)
        #expect(hint?.topic == TopicCode(code))
        #expect(hint?.strength == strength)
    }

    @Test(arguments: ["", "   ", "General", "provincia", "qwertyuiop", "///", "\u{0}"])
    func otherSectionsTellNothing(section: String) {
        #expect(sections.hint(forSection: section) == nil)
    }

    @Test(arguments: [
        ("x\tmedtop:1\tstrong", "'s.tsv' line 1: the topic 'medtop:1' is not in the tree"),
        ("x\tmedtop:11000000\tsome", "'s.tsv' line 1: 'some' is none of strong, weak and, without a topic, none"),
        ("-\t\tnone", "'s.tsv' line 1: the section has no letters"),
        ("x", "'s.tsv' line 1: 1 column instead of 3; separate them by tabs"),
    ])
    func rowsThatAreNoSectionsAreRefused(row: String, message: String) {
        let error = #expect(throws: TopicError.self) {
            try SectionTopics(table: TopicTable(name: "s.tsv", text: row), tree: tree)
        }
        #expect(error?.message == message)
    }
}
