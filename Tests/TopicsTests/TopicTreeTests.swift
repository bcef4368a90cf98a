// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import Topics

@Suite struct TopicTreeTests {
    let tree: TopicTree

    init() throws {
        tree = try TopicTree()
    }

    @Test func embeddedTreeHasSeventeenTopTopicsAndTheRestBelow() {
        #expect(tree.topics.count == 124)
        #expect(tree.topics.filter { $0.parent == nil }.count == 17)
        for topic in tree.topics {
            #expect(tree[topic.code] == topic)
            #expect(tree.path(of: topic.code).count == (topic.parent == nil ? 1 : 2))
        }
    }

    @Test(arguments: [
        ("medtop:02000000", "giustizia"), ("giustizia", "giustizia"), ("Criminalità e giustizia", "giustizia"),
        ("CRIMINALITA E GIUSTIZIA", "giustizia"), ("crime, law and justice", "giustizia"),
        ("giustizia/tribunali", "giustizia/tribunali"), ("Mezzi di informazione", "cultura/media"),
    ])
    func topicsAreFoundByCodeSlugAndLabels(name: String, slug: String) {
        #expect(tree.topics(named: name).map(\.slug) == [slug])
    }

    @Test func everyTopicIsFoundByEachOfItsNames() {
        for topic in tree.topics {
            for name in [topic.code.text, topic.slug, topic.italianLabel, topic.englishLabel] {
                #expect(tree.topics(named: name).contains(topic), "\(name)")
            }
        }
    }

    @Test func subtreeIsTheTopicAndEverythingBelow() {
        let justice = tree.subtree(of: TopicCode("medtop:02000000"))
        #expect(justice.first == TopicCode("medtop:02000000"))
        #expect(Set(justice.dropFirst()) == Set(tree.topics.filter { $0.parent == justice.first }.map(\.code)))
        #expect(tree.subtree(of: TopicCode("medtop:1")).isEmpty)
        let all = tree.topics.filter { $0.parent == nil }.flatMap { tree.subtree(of: $0.code) }
        #expect(all.count == 124 && Set(all).count == 124)
    }

    @Test(arguments: [
        ("giustiza", "Criminalità e giustizia"), ("tribunli", "Tribunali e processi"), ("polittica", "Politica"),
    ])
    func nearLabelsAreOffered(name: String, label: String) {
        #expect(tree.nearestLabels(to: name).contains(label))
    }

    @Test func nothingNearIsOfferedForNonsense() {
        #expect(tree.nearestLabels(to: "xyzzyqwkj").isEmpty)
        #expect(tree.nearestLabels(to: "").isEmpty)
        #expect(tree.nearestLabels(to: "politica", limit: 1).count == 1)
    }

    static let header = "code\tparent\tslug\tlabel_it\tlabel_en\tdescription_it\n"
    static let refused: [(String, String)] = [
        ("a\t\ts\tL\tl", "'t.tsv' line 2: 5 columns instead of 6; separate them by tabs"),
        ("a\t\t\tL\tl\td", "'t.tsv' line 2: a topic needs a code and a slug"),
        (
            "a\t\ts\tL\tl\td\na\t\tt\tL\tl\td",
            "'t.tsv' line 3: the code 'a' or slug 't' is taken by an earlier topic; choose another"
        ),
        ("a\tb\ts\tL\tl\td", "'t.tsv' line 2: the parent 'b' is no earlier topic; put it before its children"),
    ]

    @Test(arguments: refused)
    func tablesThatAreNoTreeAreRefused(rows: String, message: String) {
        let error = #expect(throws: TopicError.self) {
            try TopicTree(table: TopicTable(name: "t.tsv", text: Self.header + rows))
        }
        #expect(error?.message == message)
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        let table = TopicTable(name: "t.tsv", bytes: Array(Self.header.utf8) + [0xFF])
        let error = #expect(throws: TopicError.self) { try TopicTree(table: table) }
        #expect(error?.message == "'t.tsv' line 2: the text is not UTF-8; convert the file")
    }
}
