// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// What the containers of one file have unpacked so far, all together, however deep they lie in each other.
final class Unpacking {
    private let limits: ReadingLimits
    private var bytes = 0
    private var entries = 0
    /// Why nothing more of the file is unpacked.
    private(set) var failure: SystemFailure?

    init(limits: ReadingLimits) {
        self.limits = limits
    }

    /// Counts bytes that a decompressor gave.
    func add(bytes count: Int) throws(SystemFailure) {
        bytes += count
        guard bytes > limits.unpacked else { return }
        throw fail("it unpacks to more than \(limits.unpacked) bytes, and the rest is not read; see --limit unpacked")
    }

    /// Counts a member of an archive.
    func addEntry() throws(SystemFailure) {
        entries += 1
        guard entries > limits.entries else { return }
        let members = limits.entries.counted("member", "members")
        throw fail("it has more than \(members), and the rest is not read; see --limit entries")
    }

    private func fail(_ reason: String) -> SystemFailure {
        let failure = SystemFailure(reason: reason)
        self.failure = failure
        return failure
    }
}

/// How much one decompressor made of how much, against bombs.
struct UnpackingRatio {
    private let limit: Int
    private var unpacked = 0

    /// Little files may be very regular.
    private static let grace = 1 << 20

    init(limits: ReadingLimits) {
        limit = limits.ratio
    }

    /// Counts bytes that were made.
    ///
    /// - Parameter packed: How many bytes all those so far were made of.
    mutating func add(_ count: Int, packed: Int) throws(SystemFailure) {
        unpacked += count
        guard unpacked > Self.grace, unpacked / limit > packed else { return }
        throw SystemFailure(
            reason: "it unpacks to more than \(limit) times its size, and the rest is not read; see --limit ratio")
    }
}
