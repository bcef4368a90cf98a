// SPDX-License-Identifier: GPL-3.0-or-later

/// Says which segments are to be joined: eight of about the same size, as long as their words fit into the memory that
/// joining may take.
struct JoinPlan {
    /// Segments of about the same size are joined when there are this many of them.
    static let factor = 8

    /// Segments whose numbers of distinct tokens add up to more are not joined, which takes some 13 bytes for each.
    var mostTokens = 12_000_000

    /// The places of segments that are to be joined, ascending; of several groups that of the smallest segments.
    ///
    /// - Parameters:
    ///   - documents: By segment how many live documents it has.
    ///   - tokens: How many distinct tokens a segment has; asked only of segments that may be joined.
    func due<Failure>(_ documents: [Int], tokens: (Int) throws(Failure) -> Int) throws(Failure) -> [Int]? {
        let tiers = Dictionary(grouping: documents.indices) { Self.tier(documents[$0]) }
        for (_, tier) in tiers.sorted(by: { $0.key < $1.key }) where tier.count >= Self.factor {
            var sizes: [(tokens: Int, place: Int)] = []
            for place in tier { sizes.append((try tokens(place), place)) }
            // Segments of many words stay as they are and do not keep the others from being joined.
            var sum = 0
            let light = sizes.sorted { $0 < $1 }.prefix {
                sum += $0.tokens
                return sum <= mostTokens
            }
            if light.count >= Self.factor { return light.map(\.place).sorted() }
        }
        return nil
    }

    /// All segments, of which the distinct tokens are given, in as few groups of neighbours as there can be that may be joined.
    func groups(_ tokens: [Int]) -> [Range<Int>] {
        var groups: [Range<Int>] = []
        var sum = 0
        for (place, count) in tokens.enumerated() {
            sum += count
            if let last = groups.last, sum <= mostTokens {
                groups[groups.count - 1] = last.lowerBound..<place + 1
            } else {
                groups.append(place..<place + 1)
                sum = count
            }
        }
        return groups
    }

    /// Segments of up to 64 documents, 512, 4,096 and so on are about the same size.
    private static func tier(_ documents: Int) -> Int {
        var tier = 0
        var bound = 64
        while documents > bound {
            tier += 1
            bound *= factor
        }
        return tier
    }
}
