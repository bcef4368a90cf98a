// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spoglio
internal import Synchronization

/// One live line on a terminal: articles, speed, rejected; nothing in a pipe.
final class ProgressMeter: Sendable {
    private let isShown: Bool
    private let start = ContinuousClock.now
    private let lastShown = Mutex<ContinuousClock.Instant?>(nil)

    init(isShown: Bool) { self.isShown = isShown }

    func show(_ progress: IndexingProgress) {
        guard isShown else { return }
        let now = ContinuousClock.now
        let isDue = lastShown.withLock { last in
            if let last, last.duration(to: now) < .milliseconds(200) { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let seconds = max(0.001, Double(start.duration(to: now) / .milliseconds(1)) / 1_000)
        let speed = Double(progress.bytes) / 1e6 / seconds
        var text = "\r\u{1B}[K\(progress.articles) articles, \(Int(Double(progress.articles) / seconds))/s"
        if progress.bytes > 0 { text += ", \((speed * 10).rounded() / 10) MB/s" }
        if progress.rejected > 0 { text += ", \(progress.rejected) rejected" }
        Console.progress(text)
    }

    func finish() {
        if isShown { Console.progress("\r\u{1B}[K") }
    }
}
