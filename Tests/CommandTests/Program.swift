// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc

/// The built program, which lies beside the test bundle.
enum Program {
    static let path: String = {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "spoglio").path
    }()

    /// What a finished run left behind.
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Where a stream of the program comes from or goes to.
    enum Stream {
        case file(String)
        case descriptor(Int32)
    }

    /// A program that runs.
    struct Child {
        let id: pid_t

        func send(_ signal: Int32) { kill(id, signal) }

        /// The exit status, or 128 and the number of the signal that ended it, as a shell says.
        func wait() -> Int32 {
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0, errno == EINTR {}
            return Self.exitStatus(status)
        }

        static func exitStatus(_ status: Int32) -> Int32 {
            status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        }
    }

    struct CannotStart: Error {
        let number: Int32
    }

    static func start(
        _ arguments: [String], executable: String = path, in folder: String, environment: [String: String],
        input: Stream, output: Stream, errors: Stream
    ) throws -> Child {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, stream, flags) in [
            (STDIN_FILENO, input, O_RDONLY), (STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC),
            (STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC),
        ] {
            switch stream {
            case .file(let path): posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o644)
            case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, number)
            }
        }
        var inherited = ProcessInfo.processInfo.environment
        for name in ["SPOGLIO_INDEX", "NO_COLOR", "TERM"] { inherited[name] = nil }
        let variables = inherited.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
        // env changes the folder and becomes the program, with the same process id.
        let env = "/usr/bin/env"
        var argumentPointers = ([env, "-C", folder, executable] + arguments).map { strdup($0) } + [nil]
        var variablePointers = variables.map { strdup($0) } + [nil]
        defer { for pointer in argumentPointers + variablePointers { free(pointer) } }
        // Threads of a pool block signals; a shell that inherits that waits for its children for ever.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var child: pid_t = 0
        let failure = posix_spawn(&child, env, &actions, &attributes, &argumentPointers, &variablePointers)
        guard failure == 0 else { throw CannotStart(number: failure) }
        return Child(id: child)
    }
}
