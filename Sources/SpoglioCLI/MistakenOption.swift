// SPDX-License-Identifier: GPL-3.0-or-later

/// An option that another command has, or that this one has under another name.
struct MistakenOption {
    let option: String
    /// What to write in place of it.
    let advice: String

    private static let known: [(option: String, command: String, advice: String)] = [
        ("--facet", "facets", "--by NAME counts a facet here, and --limit says how many values"),
        ("--by", "search", "--facet NAME counts a facet here; 'spoglio facets --by NAME' only counts"),
        ("--facet", "timeline", "'spoglio facets --by NAME' counts a facet"),
        ("--output", "concordance", "it goes to standard output: add > FILE"),
        ("--output", "timeline", "--svg FILE writes a picture; the table goes to standard output"),
        ("--csv", "export", "--format csv writes CSV"),
        ("--format", "concordance", "--csv writes CSV, --json JSON"),
        ("--exclude", "search", "write what to leave out in the query, as in -section:sport"),
    ]

    /// Nil where what was said about an unknown option is all there is to say.
    init?(_ message: String, of path: String) {
        let found = Self.known.first {
            path == "spoglio " + $0.command && message.hasPrefix("unknown option '\($0.option)'")
        }
        guard let found else { return nil }
        (option, advice) = (found.option, found.advice)
    }
}
