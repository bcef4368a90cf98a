// SPDX-License-Identifier: GPL-3.0-or-later

import CProgram
import Glibc

/// Another program that reads what this one cannot, as a process with bounds: time, memory and output.
///
/// There is no shell, and the program gets its input as its standard input and as `/dev/stdin`, never by a name from an
/// archive. When it has done, or taken too long, its whole process group is killed; when this program ends in whatever
/// way, so does it.
enum ExternalProgram {
    /// How a run ended.
    enum Outcome {
        case output([UInt8])
        /// What it wrote is more than the limit.
        case tooMuch
        case tookTooLong
        case failed
        case notInstalled
        /// It was to be stopped before it had done.
        case stopped
    }

    /// Of its address space, in bytes; poppler and tesseract need some 300 MB.
    private static let memory: UInt64 = 2 << 30

    /// Runs a program that is found in the `PATH` to its end.
    ///
    /// - Parameters:
    ///   - input: A descriptor of a regular file, read from its beginning.
    ///   - isStopped: Whether to kill it, asked ten times a second.
    static func run(
        _ name: String, _ arguments: [String], input: Int32, limit: Int, seconds: Int, isStopped: () -> Bool = { false }
    ) -> Outcome {
        lseek(input, 0, SEEK_SET)
        var output: Int32 = -1
        let texts = unsafe ([name] + arguments).map { unsafe strdup($0) }
        defer { for index in unsafe texts.indices { unsafe free(texts[index]) } }
        let words: [UnsafePointer<CChar>?] = unsafe texts.map { unsafe UnsafePointer($0) } + [nil]
        let child = unsafe words.withUnsafeBufferPointer { words in
            unsafe words.baseAddress.map { words in
                unsafe words.withMemoryRebound(to: UnsafePointer<CChar>.self, capacity: 1) { words in
                    unsafe spoglio_program_start(words, input, memory, UInt32(clamping: seconds), &output)
                }
            } ?? -ENOMEM
        }
        guard child > 0 else { return child == -ENOENT ? .notInstalled : .failed }
        defer { close(output) }
        return outcome(of: child, output, limit: limit, seconds: seconds, isStopped)
    }

    private static func outcome(
        of child: pid_t, _ output: Int32, limit: Int, seconds: Int, _ isStopped: () -> Bool
    ) -> Outcome {
        let end = ContinuousClock.now + .seconds(seconds)
        var content: [UInt8] = []
        while true {
            switch chunk(from: output, until: end, isStopped) {
            case .broken(let outcome): return finish(child, outcome)
            case .bytes(let bytes):
                content += bytes
                if content.count > limit { return finish(child, .tooMuch) }
            case .end:
                while spoglio_program_has_ended(child) == 0 {
                    if isStopped() { return finish(child, .stopped) }
                    if ContinuousClock.now > end { return finish(child, .tookTooLong) }
                    usleep(1_000)
                }
                return finish(child, .output(content))
            }
        }
    }

    /// What comes next from a program.
    private enum Chunk {
        case bytes([UInt8])
        case end
        case broken(Outcome)
    }

    /// How long to wait between two looks at whether to stop, in milliseconds.
    private static let patience: Int32 = 100

    private static func chunk(
        from output: Int32, until end: ContinuousClock.Instant, _ isStopped: () -> Bool
    ) -> Chunk {
        while true {
            if isStopped() { return .broken(.stopped) }
            if ContinuousClock.now > end { return .broken(.tookTooLong) }
            var waited = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&waited, 1, patience) > 0 else { continue }
            var chunk = [UInt8](repeating: 0, count: 64 << 10)
            let count = unsafe read(output, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            return count > 0 ? .bytes(Array(chunk.prefix(count))) : .end
        }
    }

    /// Kills what is left of a program and gives what it made, if it ended well.
    private static func finish(_ child: pid_t, _ outcome: Outcome) -> Outcome {
        kill(-child, SIGKILL)
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        if case .output = outcome, status != 0 { return .failed }
        return outcome
    }
}
