// SPDX-License-Identifier: GPL-3.0-or-later

/// What can be chosen about how some formats become articles.
public struct ReadingChoices: Sendable, Equatable {
    /// Whether each page of a PDF is an article, instead of the whole file.
    public var takesPDFPages = false
    /// Whether the text of scanned pages is recognised.
    public var recognisesText = false
    /// Which fields of records are which of an article.
    public var mapping = FieldMapping()

    /// Makes the choices that hold unless something else is asked for.
    public init() {}
}
