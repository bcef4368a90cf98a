// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc
import Synchronization

/// A working folder of its own for one test, removed with everything in it.
final class Workplace: Sendable {
    /// The working folder of the programs started here.
    let folder: String
    private let root: String
    /// How many programs were started, to name what they write.
    private let runs = Atomic<Int>(0)

    init() throws {
        root =
            FileManager.default.temporaryDirectory.appending(path: "spoglio-commands-\(UUID().uuidString)").path
        folder = root + "/lavoro"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { removeAll() }

    func removeAll() { try? FileManager.default.removeItem(atPath: root) }

    func path(_ name: String) -> String { folder + "/" + name }

    func write(_ text: String, to name: String) throws { try writeBytes(Array(text.utf8), to: name) }

    func writeBytes(_ bytes: [UInt8], to name: String) throws {
        let file = URL(filePath: path(name))
        try FileManager.default.createDirectory(
            atPath: file.deletingLastPathComponent().path, withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// Every file below a folder with its content, to tell whether anything changed.
    func contents(of name: String) throws -> [String: Data] {
        var found: [String: Data] = [:]
        for file in try FileManager.default.subpathsOfDirectory(atPath: path(name)) {
            found[file] = FileManager.default.contents(atPath: path(name) + "/" + file)
        }
        return found
    }

    /// Runs the program to its end.
    ///
    /// - Parameter folder: Where, below the working folder.
    func run(
        _ arguments: String..., input: String? = nil, environment: [String: String] = [:], in folder: String = "."
    ) throws -> Program.Outcome {
        try run(arguments, input: input, environment: environment, in: folder)
    }

    func run(
        _ arguments: [String], executable: String = Program.path, input: String? = nil,
        environment: [String: String] = [:], in folder: String = "."
    ) throws -> Program.Outcome {
        let name = nextRun()
        if let input { try Data(input.utf8).write(to: URL(filePath: name + ".in")) }
        let child = try Program.start(
            arguments, executable: executable, in: path(folder), environment: environment,
            input: .file(input == nil ? "/dev/null" : name + ".in"), output: .file(name + ".out"),
            errors: .file(name + ".err"))
        let status = child.wait()
        return Program.Outcome(status: status, output: try text(name + ".out"), errors: try text(name + ".err"))
    }

    /// Runs the program without what root may do beyond others, as which tests often run.
    func runUnprivileged(_ arguments: String...) throws -> Program.Outcome { try runUnprivileged(arguments) }

    func runUnprivileged(_ arguments: [String]) throws -> Program.Outcome {
        guard getuid() == 0 else { return try run(arguments) }
        return try run(
            ["--inh-caps=-all", "--bounding-set=-all", Program.path] + arguments, executable: "/usr/bin/setpriv")
    }

    /// A line for `/bin/sh`, in which `$SPOGLIO` is the program.
    func shell(_ line: String) throws -> Program.Outcome {
        try run(["-c", line], executable: "/bin/sh", environment: ["SPOGLIO": Program.path])
    }

    /// Runs the program with a terminal for its output and errors.
    func runOnTerminal(
        _ arguments: String..., environment: [String: String] = [:], columns: Int? = nil
    ) throws -> (status: Int32, screen: String) {
        let (master, terminal) = try Self.openTerminal()
        defer { close(master) }
        if let columns {
            var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
            guard ioctl(master, UInt(TIOCSWINSZ), &size) == 0 else { throw Program.CannotStart(number: errno) }
        }
        let child = try Program.start(
            arguments, in: folder, environment: ["TERM": "xterm"].merging(environment) { $1 },
            input: .file("/dev/null"), output: .descriptor(terminal), errors: .descriptor(terminal))
        close(terminal)
        var screen: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        // The last terminal end that closes ends the reading with an error.
        while case let count = read(master, &buffer, buffer.count), count > 0 { screen += buffer[..<count] }
        return (child.wait(), String(decoding: screen, as: UTF8.self))
    }

    /// Both ends of a new terminal.
    private static func openTerminal() throws -> (master: Int32, terminal: Int32) {
        // TIOCSPTLCK and TIOCGPTN, which are macros with parameters.
        let (unlock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (isLocked, number): (Int32, Int32) = (0, 0)
        guard master >= 0, ioctl(master, unlock, &isLocked) == 0, ioctl(master, getNumber, &number) == 0 else {
            throw Program.CannotStart(number: errno)
        }
        let terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { throw Program.CannotStart(number: errno) }
        return (master, terminal)
    }

    /// Starts the program with a pipe for its input.
    func start(_ arguments: String..., environment: [String: String] = [:]) throws -> RunningProgram {
        let name = nextRun()
        // A pipe with a name, since its ends can be opened such that programs started meanwhile do not inherit them.
        mkfifo(name + ".in", 0o600)
        let output = open(name + ".in", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        let input = open(name + ".in", O_WRONLY | O_CLOEXEC)
        defer { close(output) }
        let child = try Program.start(
            arguments, in: folder, environment: environment, input: .file(name + ".in"), output: .file(name + ".out"),
            errors: .file(name + ".err"))
        return RunningProgram(child: child, input: input, files: name)
    }

    private func nextRun() -> String {
        "\(root)/run-\(runs.add(1, ordering: .relaxed).newValue)"
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }
}
