// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// This program again, for work that a damaged file may crash.
enum ChildProcess {
    /// What libxapian finds wrong with a file of postings, or that it crashed over it.
    static func postingsFault(_ path: String) -> String? {
        var pipeEnds: [Int32] = [0, 0]
        guard unsafe pipe(&pipeEnds) == 0 else { return "a child process cannot be started" }
        defer { close(pipeEnds[0]) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, pipeEnds[1], STDOUT_FILENO)
        unsafe posix_spawn_file_actions_addclose(&actions, pipeEnds[0])
        unsafe posix_spawn_file_actions_addclose(&actions, pipeEnds[1])
        unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        let arguments = ["spoglio", "verify", "--postings", path]
        var pointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
        var child: pid_t = 0
        let started = unsafe posix_spawn(&child, "/proc/self/exe", &actions, nil, &pointers, environ)
        close(pipeEnds[1])
        guard started == 0 else { return "a child process cannot be started" }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while output.count < 1 << 16 {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(pipeEnds[0], $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            output += buffer[..<count]
        }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        // The low seven bits are the signal that ended the process; the next byte is its exit status.
        if status & 0x7F != 0 { return "libxapian crashes on it (signal \(status & 0x7F))" }
        let text = String(decoding: output, as: UTF8.self).split(separator: "\n").first.map(String.init)
        return status >> 8 & 0xFF == 0 ? nil : text ?? "libxapian refuses it"
    }
}
