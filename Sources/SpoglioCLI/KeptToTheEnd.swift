// SPDX-License-Identifier: GPL-3.0-or-later

/// Holds what a process need not give back before it ends: the system takes all of it at once, quicker than it can be
/// given back file by file.
final class KeptToTheEnd {
    private let object: AnyObject
    private var itself: KeptToTheEnd?

    private init(_ object: AnyObject) { self.object = object }

    /// Keeps an object alive until the process ends.
    static func keep(_ object: AnyObject) {
        let kept = KeptToTheEnd(object)
        kept.itself = kept
    }
}
