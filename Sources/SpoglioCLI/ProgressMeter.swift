// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spoglio
internal import Synchronization

/// One live line on a terminal: articles, speed, rejected, time left; nothing in a pipe.
final class ProgressMeter: Sendable {
    let isShown: Bool
    private let start = ContinuousClock.now
    private let lastShown = Mutex<ContinuousClock.Instant?>(nil)
    private static let interval = Duration.milliseconds(200)

    /// - Parameter isShown: Whether progress is wanted; it is shown on a terminal that can take a line back.
    init(isShown: Bool) {
        self.isShown = isShown && Console.errorIsTerminal && Console.environment("TERM") != "dumb"
    }

    func show(_ progress: IndexingProgress) {
        guard isShown else { return }
        let now = ContinuousClock.now
        let isDue = lastShown.withLock { last in
            if let last, last.duration(to: now) < Self.interval { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let seconds = max(0.001, Double(start.duration(to: now) / .milliseconds(1)) / 1_000)
        // The last column is left free: some terminals go on to the next line when it is written.
        Console.progress("\r\u{1B}[K" + Self.line(progress, seconds: seconds, width: Console.errorWidth - 1))
    }

    /// As many parts as fit, the most important ones first.
    static func line(_ progress: IndexingProgress, seconds: Double, width: Int) -> String {
        var parts = [Counted.articles(progress.articles)]
        if progress.bytesRead > 0 {
            parts.append("\((Double(progress.bytesRead) / 1e5 / seconds).rounded() / 10) MB/s")
        }
        if progress.rejected > 0 { parts.append("\(progress.rejected) rejected") }
        if let left = progress.secondsLeft(after: seconds) { parts.append("about \(duration(left)) left") }
        var line = ""
        for part in parts {
            let longer = line.isEmpty ? part : line + ", " + part
            if longer.count > width { break }
            line = longer
        }
        return line
    }

    private static func duration(_ seconds: Double) -> String {
        let seconds = Int(seconds.rounded(.up))
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3_600 { return "\(seconds / 60) min \(seconds % 60) s" }
        return "\(seconds / 3_600) h \(seconds % 3_600 / 60) min"
    }

    func finish() {
        if isShown { Console.progress("\r\u{1B}[K") }
    }
}
