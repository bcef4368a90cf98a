// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc

/// A program that reads what a test writes.
struct RunningProgram {
    let child: Program.Child
    let input: Int32
    /// What the names of the files with its output begin with.
    let files: String
    /// Seconds after which a test gives up.
    private static let patience = 60

    func write(_ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Waits until the program has read all that was written.
    func waitUntilRead() -> Bool {
        var left: Int32 = 1
        return Self.wait { ioctl(input, UInt(FIONREAD), &left) == 0 && left == 0 }
    }

    /// Waits until the program has written so many lines of results.
    func waitForOutput(lines: Int) -> Bool {
        Self.wait { (FileManager.default.contents(atPath: files + ".out") ?? Data()).count { $0 == 0x0A } >= lines }
    }

    static func wait(for condition: () -> Bool) -> Bool {
        for _ in 0..<(patience * 50) {
            if condition() { return true }
            usleep(20_000)
        }
        return false
    }

    /// Closes its input and waits for its end.
    func finish() throws -> Program.Outcome {
        close(input)
        return try outcome(child.wait())
    }

    /// Waits for its end without closing its input; kills it when it does not come.
    func wait() throws -> Program.Outcome {
        var status: Int32 = 0
        if !Self.wait(for: { waitpid(child.id, &status, WNOHANG) != 0 }) {
            child.send(SIGKILL)
            waitpid(child.id, &status, 0)
        }
        close(input)
        return try outcome(Program.Child.exitStatus(status))
    }

    private func outcome(_ status: Int32) throws -> Program.Outcome {
        func text(_ path: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        }
        return Program.Outcome(status: status, output: try text(files + ".out"), errors: try text(files + ".err"))
    }
}
