// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Threads of the system, as many as asked for: the pool of tasks has only one a core.
public struct Threads {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private var running: [pthread_t] = []

    /// Starts `count` threads, each with its number.
    public init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        for number in 0..<count {
            var thread = pthread_t()
            let work = Unmanaged.passRetained(Work { body(number) })
            let result = pthread_create(
                &thread, nil,
                { argument in
                    if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
                    return nil
                }, work.toOpaque())
            if result == 0 { running.append(thread) } else { work.release() }
        }
    }

    /// How many could be started.
    public var count: Int { running.count }

    public func join() { for thread in running { pthread_join(thread, nil) } }
}
