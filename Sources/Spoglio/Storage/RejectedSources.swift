// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// What the last runs refused and why, until it is mended or gone.
public struct RejectedSources: Sendable, Encodable, Equatable {
    public var version = 1
    /// How many there are.
    public var rejected: Int
    /// In the order of their paths, then of their positions; of a file with very many the first ones, and one that says how
    /// many more there are.
    public var rejections: [IndexingSummary.Rejected]

    enum CodingKeys: String, CodingKey { case version, rejected, rejections }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(version, forKey: .version)
        try container.encode(rejected, forKey: .rejected)
        try container.encode(rejections, forKey: .rejections)
    }
}

extension Searcher {
    /// What is known of sources, as of this searcher's commit or, where a writer has joined its ledgers meanwhile, of a
    /// later one.
    private func knownSources() throws(SpoglioError) -> KnownSources {
        do {
            return try KnownSources(manifest.ledgers, in: location)
        } catch {
            let current = try Manifest.read(location)
            guard current.revision != manifest.revision else { throw error }
            return try KnownSources(current.ledgers, in: location)
        }
    }

    /// Everything that was refused and has not been read since; of standard input, what its last reading refused.
    public func rejectedSources() throws(SpoglioError) -> RejectedSources {
        var rejections: [IndexingSummary.Rejected] = []
        var rejected = 0
        try knownSources().visit(refused: true) { entry in
            let row = entry.row
            rejected += row.rejected
            for rejection in row.rejections {
                rejections.append(
                    .init(path: row.shown + rejection.place, position: rejection.position, reason: rejection.reason))
            }
            if row.unlistedRejections > 0 {
                rejections.append(.further(Int(row.unlistedRejections), of: row.shown))
                rejections[rejections.count - 1].position = .max
            }
        }
        rejections.sort { ($0.path, $0.position) < ($1.path, $1.position) }
        // What is said of a whole file comes after what is said of its articles.
        for index in rejections.indices where rejections[index].position == .max { rejections[index].position = 0 }
        return RejectedSources(rejected: rejected, rejections: rejections)
    }
}
