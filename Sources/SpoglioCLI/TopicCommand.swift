// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Spoglio

/// The topics of an index.
struct TopicCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topic", abstract: "The tree of topics, and topics of your own.",
        discussion: """
            Articles get up to three topics of the IPTC tree from their words, their section line and their tags; \
            'show' tells why. A topic of your own is a name and a query: it is counted and searched like the others, \
            over old articles as well as over new ones, and kept in 'topics.tsv' in the index, a text file that may be \
            edited. 'topic:NAME' (argomento:) takes a code, an Italian or English label or the name of your own; a topic \
            includes those below it.

            Examples:
              spoglio topic list
              spoglio topic add 'Energia pulita' 'fotovoltaico OR eolico OR "pale eoliche"'
              spoglio search 'topic:"energia pulita"' --since-last
              spoglio facets --by topic --where topic=giustizia
            """,
        subcommands: [TopicListCommand.self, TopicShowCommand.self, TopicAddCommand.self, TopicRemoveCommand.self])
}

struct TopicListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All topics with their articles.",
        discussion: """
            Examples:
              spoglio topic list
              spoglio topic list --own --json
            """)

    @OptionGroup var global: GlobalOptions

    @Flag(help: "Only topics of your own.")
    var own = false

    func run() throws {
        let answer = try global.searcher().listTopics(ownOnly: own)
        if global.json { return JSONOutput.write(answer) }
        TopicReport(style: global.style).write(list: answer.topics)
    }
}

struct TopicShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One topic: what it is, its articles, the topics below it.",
        discussion: "Example: spoglio topic show giustizia")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "A code, an Italian or English label, or the name of a topic of your own.")
    var name: [String]

    func run() throws {
        let answer = try global.searcher().topics(named: name.joined(separator: " "))
        if global.json { return JSONOutput.write(answer) }
        for topic in answer.topics { TopicReport(style: global.style).write(topic) }
    }
}

struct TopicAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a topic of your own.",
        discussion: "Example: spoglio topic add Terremoti 'terremoto OR sisma OR \"scossa sismica\"'")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Its name.")
    var name: String

    @Argument(help: "The query that its articles match.")
    var query: String

    @Flag(help: "Replace another query of this name.")
    var replace = false

    func run() throws {
        let outcome = try UserTopicEditor(global.location()).add(name, query, replaces: replace)
        if global.json { return JSONOutput.write(outcome) }
        for note in outcome.notes { global.note(note) }
        Console.line(
            "topic '\(TerminalText.safe(outcome.label))' \(outcome.replaced ? "replaced" : "added")"
                + global.style.dim(" (\(Counted.articles(outcome.articles)))"))
    }
}

struct TopicRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a topic of your own.",
        discussion: "Example: spoglio topic remove Terremoti")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Its name.")
    var name: String

    private struct Answer: Encodable {
        var version = 1
        var removed: UserTopicView
    }

    func run() throws {
        let removed = try UserTopicEditor(global.location()).remove(name)
        if global.json { return JSONOutput.write(Answer(removed: removed)) }
        Console.line(
            "topic '\(TerminalText.safe(removed.label))' removed"
                + global.style.dim(" (\(TerminalText.safe(removed.query)))"))
    }
}
