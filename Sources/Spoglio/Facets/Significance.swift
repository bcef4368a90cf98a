// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// How much more or less often a value stands in some articles than in all others.
///
/// The measure is the log-likelihood ratio G² of a table of two rows and two columns (Dunning, "Accurate Methods for
/// the Statistics of Surprise and Coincidence", Computational Linguistics 19, 1993), which unlike χ² holds for rare
/// values too:
///
///                   with the value    without
///     matches             a            n - a
///     other articles    c - a      N - n - (c - a)        G² = 2 Σ observed · ln(observed / expected)
///
/// A value that is rarer in the matches than in the others has a negative sign. Over 10.83, chance alone would bring a
/// single value this far in fewer than one of a thousand archives.
enum Significance {
    /// - Parameters:
    ///   - found: Matches with the value (a), of `matches` (n).
    ///   - archive: Articles with the value (c), of `articles` (N) in the whole archive; the matches are among them.
    static func signed(found: Int, of matches: Int, archive: Int, of articles: Int) -> Double {
        let cells = [
            (found, matches, archive), (matches - found, matches, articles - archive),
            (archive - found, articles - matches, archive),
            (articles - matches - archive + found, articles - matches, articles - archive),
        ]
        var sum = 0.0
        for (observed, row, column) in cells where observed > 0 {
            let expected = Double(row) * Double(column) / Double(articles)
            sum += Double(observed) * log(Double(observed) / expected)
        }
        let isRarer = Double(found) * Double(articles) < Double(archive) * Double(matches)
        // Rounding leaves a little where there is no difference.
        let value = max(0, (2 * sum * 1_000).rounded() / 1_000)
        return isRarer && value > 0 ? -value : value
    }
}
