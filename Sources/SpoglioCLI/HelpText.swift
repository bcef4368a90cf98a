// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser

/// Help as the terminal shows it.
enum HelpText {
    /// A help text with the examples that its lines were wrapped in made whole again, so that they can be copied.
    static func withWholeExamples(_ text: String) -> String {
        let examples = examples(of: SpoglioCommand.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var result: [String] = []
        var index = 0
        while index < lines.count {
            let bare = lines[index].drop { $0 == " " }
            if let (example, count) = example(at: index, in: lines, among: examples) {
                result.append(lines[index].prefix { $0 == " " } + example)
                index += count
            } else {
                result.append(bare.isEmpty ? "" : String(lines[index]))
                index += 1
            }
        }
        return result.joined(separator: "\n")
    }

    /// The example that begins at a line and goes on in the next ones, and how many lines it takes.
    private static func example(
        at start: Int, in lines: [Substring], among examples: [String]
    ) -> (text: String, lineCount: Int)? {
        let first = String(lines[start].drop { $0 == " " })
        guard !first.isEmpty else { return nil }
        for example in examples where example.hasPrefix(first + " ") {
            var joined = first
            var count = 1
            while start + count < lines.count, joined != example, example.hasPrefix(joined + " ") {
                joined += " " + lines[start + count].drop { $0 == " " }
                count += 1
            }
            if joined == example { return (example, count) }
        }
        return nil
    }

    /// The lines of a command's help, and of those in it, that show how it is called.
    private static func examples(of command: any ParsableCommand.Type) -> [String] {
        let own = command.configuration.discussion.split(separator: "\n").map { String($0.drop { $0 == " " }) }
        return own.filter { $0.hasPrefix("spoglio ") || $0.hasPrefix("Example: spoglio ") }
            + command.configuration.subcommands.flatMap { examples(of: $0) }
    }
}
