// SPDX-License-Identifier: GPL-3.0-or-later

/// How much work a query has put into words near each other; one for all articles that it looks at.
public final class ProximityEffort {
    /// The tries among phrases and words of several tokens that a query may make. To place such operands in any order is a
    /// packing problem, for which no quick method is known.
    public static let mostTries = 100_000_000
    private let mostTries: Int
    /// Every place looked at.
    var steps = 0
    /// Those of searches that try one choice after the other.
    private(set) var tries = 0

    public init(mostTries: Int = ProximityEffort.mostTries) { self.mostTries = mostTries }

    /// Counts one more try.
    ///
    /// - Throws: `effort` when there were too many.
    @inline(__always)
    func tryOne() throws(ColumnsError) {
        steps += 1
        tries += 1
        guard tries <= mostTries else {
            throw ColumnsError(
                .effort, "the phrases near each other can stand in too many ways in an article to try all", path: "")
        }
    }
}
