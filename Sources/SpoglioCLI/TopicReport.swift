// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spoglio

/// Topics as text.
struct TopicReport {
    let style: Style

    /// The tree, indented, then topics of the user.
    func write(list topics: [TopicView]) {
        let width = topics.map { String($0.articles).count }.max() ?? 0
        for topic in topics {
            let count = String(topic.articles)
            let indent =
                String(repeating: " ", count: width - count.count) + count + (topic.parent == nil ? "  " : "    ")
            let label =
                topic.parent == nil ? style.bold(TerminalText.safe(topic.label)) : TerminalText.safe(topic.label)
            let detail = topic.fault ?? topic.query ?? topic.code
            Console.line(indent + label + style.dim("  " + TerminalText.safe(detail)))
        }
    }

    /// All that is known of one.
    func write(_ topic: TopicView) {
        Console.line(style.bold(TerminalText.safe(topic.label)) + style.dim("  " + TerminalText.safe(topic.code)))
        let facts: [(String, String?)] = [
            ("english", topic.english), ("description", topic.description), ("query", topic.query),
            ("in", topic.parent), ("articles", "\(topic.articles)"), ("fault", topic.fault),
        ]
        for (name, value) in facts {
            if let value { Console.line(style.dim(name) + "  " + TerminalText.safe(value)) }
        }
        guard let children = topic.children, !children.isEmpty else { return }
        Console.line()
        write(list: children)
    }
}
