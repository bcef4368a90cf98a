// SPDX-License-Identifier: GPL-3.0-or-later

/// Where an article's date was found; the raw value is what `date_source` shows.
public enum DateSource: String, Sendable, Hashable, CaseIterable {
    /// A field of a record, such as a JSON key.
    case field
    /// The front matter of a Markdown file.
    case frontMatter = "front_matter"
    /// The JSON-LD of an HTML page.
    case jsonLD = "json_ld"
    /// OpenGraph or another `article:` property of an HTML page.
    case openGraph = "open_graph"
    /// Dublin Core in the head of an HTML page.
    case dublinCore = "dublin_core"
    /// Another `meta` element of an HTML page.
    case meta
    /// A `time` element of an HTML page.
    case time
    /// The microdata (`itemprop`) of an HTML page.
    case microdata
    /// The path of the article's URL.
    case url
    /// A line of the text that is nothing but a date; on an HTML page a date near the headline, in a PDF one in its first
    /// lines.
    case text
    /// What holds the text: when a response of a web archive was collected, or when a PDF was made.
    case container
    /// The name of the file.
    case path
}
