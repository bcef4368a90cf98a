// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc
internal import Synchronization

/// The number of the signal that arrived last, SIGINT before any did.
final class Signal: Sendable {
    private let number = Atomic<Int32>(SIGINT)
    func store(_ value: Int32) { number.store(value, ordering: .relaxed) }
    func load() -> Int32 { number.load(ordering: .relaxed) }
}
