// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Counts the bytes that readers take in, for whoever watches how far they are.
public final class ByteMeter: Sendable {
    private let count = Atomic<Int>(0)

    public init() {}

    func add(_ bytes: Int) { count.add(bytes, ordering: .relaxed) }

    /// So many bytes were taken in.
    public var bytes: Int { count.load(ordering: .relaxed) }
}
