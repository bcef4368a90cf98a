// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// A program of this package, started by a test.
public final class ChildProcess {
    private let pid: pid_t
    private let output: Int32
    private var pending: [UInt8] = []
    private var isReaped = false

    /// - Parameter name: An executable target; it lies beside the tests.
    /// - Parameter folder: Where it works, or nil for where the tests do.
    /// - Parameter environment: Variables besides those of the tests.
    public init(
        _ name: String, _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:]
    ) throws {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard length > 0 else { throw SystemError("find the tests") }
        let path = String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let program = Self.program(name, beside: path)
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SystemError("make a pipe") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        // `env` goes to the folder and becomes the program.
        let command = (folder.map { ["/usr/bin/env", "-C", $0] } ?? []) + [program]
        var strings = (command + arguments).map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = []
        for index in 0... {
            guard let variable = environ[index] else { break }
            if strncmp(variable, "SPOGLIO_INDEX=", 14) != 0 { variables.append(strdup(variable)) }
        }
        variables += environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for string in strings + variables { free(string) } }
        var started: pid_t = 0
        let result = posix_spawn(&started, command[0], &actions, nil, &strings, &variables)
        close(ends[1])
        pid = started
        output = ends[0]
        guard result == 0 else {
            errno = result
            throw SystemError("start \(program)")
        }
    }

    /// The tests' own program, or that of the helper that runs them, lies in the folder of products or below it.
    private static func program(_ name: String, beside path: String) -> String {
        for start in [CommandLine.arguments[0], path] {
            var folder = start
            while let slash = folder.lastIndex(of: "/") {
                folder = String(folder[..<slash])
                if access(folder + "/" + name, X_OK) == 0 { return folder + "/" + name }
            }
        }
        return name
    }

    deinit {
        if !isReaped { _ = kill() }
        close(output)
    }

    /// The next line that it prints, or nil at the end.
    public func line() -> String? {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                defer { pending.removeSubrange(...end) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            var buffer = [UInt8](repeating: 0, count: 4_096)
            let count = read(output, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            pending += buffer[..<count]
        }
    }

    public func lines() -> [String] {
        var lines: [String] = []
        while let line = line() { lines.append(line) }
        return lines
    }

    /// Ends it at once, wherever it is; returns the lines that it had printed and were not read.
    public func kill() -> [String] {
        Glibc.kill(pid, SIGKILL)
        wait()
        return lines()
    }

    public func wait() {
        guard !isReaped else { return }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        isReaped = true
    }
}
