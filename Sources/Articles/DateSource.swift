// SPDX-License-Identifier: GPL-3.0-or-later

/// Where an article's date was found; the raw value is what `date_source` shows.
public enum DateSource: String, Sendable, Hashable, CaseIterable {
    /// A field of a record, such as a JSON key.
    case field
    /// The front matter of a Markdown file.
    case frontMatter = "front_matter"
    /// A line of the text that is nothing but a date.
    case text
    /// The name of the file.
    case path
}
