// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText
internal import Spoglio

/// The columns of a concordance on a terminal: date, source, what stands left of the match, the match and what follows.
struct ConcordanceLayout {
    private let source: Int
    private let left: Int
    private let right: Int
    private static let date = 10
    private static let gap = "  "
    private static let longestSource = 20
    /// Narrower lines leave out the source.
    private static let narrow = 60

    /// - Parameter width: Of a whole line.
    init(width: Int) {
        source = width < Self.narrow ? 0 : min(Self.longestSource, width / 6)
        let room = width - Self.date - Self.gap.count - (source > 0 ? source + Self.gap.count : 0)
        left = room * 9 / 20
        right = room - left
    }

    /// The columns that are needed on either side of a match.
    var context: Int { max(left, right) }

    /// A line that is not wider than the width, with the match at a column that is the same in all.
    func text(_ line: ConcordanceLine, _ style: Style) -> String {
        var facts = Self.padded(line.date ?? "undated", Self.date)
        if source > 0 {
            let name = DisplayWidth.cut(TerminalText.safe(line.source ?? ""), to: source)
            facts += Self.gap + Self.padded(name, source)
        }
        let before = String(DisplayWidth.end(of: TerminalText.safe(line.left), columns: left))
        let match = DisplayWidth.cut(TerminalText.safe(line.match), to: right)
        let after = DisplayWidth.beginning(of: TerminalText.safe(line.right), columns: right - DisplayWidth.of(match))
        let indent = String(repeating: " ", count: left - DisplayWidth.of(before))
        return style.dim(facts) + Self.gap + indent + before + style.match(match) + after
    }

    private static func padded(_ text: String, _ columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - DisplayWidth.of(text)))
    }
}
