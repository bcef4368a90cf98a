// SPDX-License-Identifier: GPL-3.0-or-later

/// How large a query may be.
public enum QueryLimits {
    /// Of UTF-8.
    public static let bytes = 4096
    /// Words, words inside phrases, and field values.
    public static let terms = 128
    /// Parentheses and negations inside one another.
    public static let depth = 64
    /// Saved queries that name one another, each inside the one before.
    public static let savedDepth = 16
    /// The words between operands of `NEAR` and `ADJ`, and the slop of a phrase.
    public static let distances = 1...100
    /// The distance of `NEAR` and `ADJ` without a number.
    public static let plainDistance = 10
    /// The edits of a fuzzy word.
    public static let edits = 1...2
}
