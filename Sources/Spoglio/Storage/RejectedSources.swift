// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// What the last runs refused and why, until it is mended or gone.
public struct RejectedSources: Sendable, Encodable, Equatable {
    public var version = 1
    /// How many there are.
    public var rejected: Int { rejections.count }
    /// In the order of their paths, then of their positions.
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
        try knownSources().visit(refused: true) { entry in
            let row = entry.row
            for rejection in row.rejections {
                rejections.append(
                    .init(path: row.shown + rejection.place, position: rejection.position, reason: rejection.reason))
            }
        }
        rejections.sort { ($0.path, $0.position) < ($1.path, $1.position) }
        return RejectedSources(rejections: rejections)
    }
}
