// SPDX-License-Identifier: GPL-3.0-or-later

/// A paragraph, heading, list item or the like of a page.
struct PageBlock {
    /// The element that holds it.
    let container: Int
    /// The node of its first text.
    let node: Int
    /// One line, except for line breaks.
    let text: String
    /// Bytes beyond blanks, and those of them in links.
    let size: Int
    let linked: Int
    let isHeading: Bool
    let isListItem: Bool
    /// Whether it is in something that stands around articles.
    let isAround: Bool
    let isCaption: Bool
    /// Commas, full stops and the like behind a word.
    let marks: Int
    let endsSentence: Bool

    var linkShare: Double { size == 0 ? 0 : Double(linked) / Double(size) }

    /// Whether it reads like a paragraph of running text.
    var isProse: Bool { size >= 60 && linkShare < 0.4 && marks > 0 && (endsSentence || size >= 140) && !isHeading }

    /// What it counts for: running text up, links and labels down.
    var weight: Double {
        if isAround || isCaption { return 0 }
        if linkShare > 0.5 { return -8 - Double(min(size, 200)) * 0.7 }
        if isProse { return Double(size) * (1 - 1.5 * linkShare) }
        if isHeading { return 0 }
        return size >= 60 || endsSentence ? Double(size) * 0.3 : -6
    }
}
