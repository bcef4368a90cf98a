// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc
internal import Synchronization

/// Standard output and standard error.
enum Console {
    private static let pending = Mutex<[UInt8]>([])
    /// Why results could not be written, if they could not.
    private static let failure = Mutex<Int32>(0)
    private static let limit = 1 << 16

    /// Writes results to standard output, buffered.
    static func write(_ text: String) {
        let isFull = pending.withLock { buffer in
            buffer.append(contentsOf: text.utf8)
            return buffer.count >= limit
        }
        if isFull { flush() }
    }

    static func line(_ text: String = "") { write(text + "\n") }

    /// Hands what was written to the system.
    static func flush() {
        let bytes = pending.withLock { buffer in
            defer { buffer.removeAll(keepingCapacity: true) }
            return buffer
        }
        guard failure.withLock({ $0 }) == 0, !send(bytes, to: STDOUT_FILENO) else { return }
        let number = errno
        failure.withLock { $0 = number }
    }

    /// Why results could not be written, nil if all were.
    static var outputFailure: String? {
        let number = failure.withLock { $0 }
        return number == 0 ? nil : unsafe String(cString: strerror(number))
    }

    /// Writes a note or an error to standard error.
    static func note(_ text: String) { _ = send(Array((text + "\n").utf8), to: STDERR_FILENO) }

    /// Writes without a line end, for progress.
    static func progress(_ text: String) { _ = send(Array(text.utf8), to: STDERR_FILENO) }

    private static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        if writeAll(bytes, to: descriptor) { return true }
        // A closed pipe is not an error: whoever read has seen enough.
        if errno == EPIPE, descriptor == STDOUT_FILENO { exit(0) }
        return false
    }

    /// Hands bytes to the system.
    ///
    /// - Returns: Whether it took all of them; if not, `errno` tells why.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: offset), $0.count - offset)
            }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            offset += count
        }
        return true
    }

    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Columns of the terminal, 80 where there is none.
    static var width: Int { width(of: STDOUT_FILENO) }
    /// Columns of the terminal that errors and progress go to, 80 where there is none.
    static var errorWidth: Int { width(of: STDERR_FILENO) }

    private static func width(of descriptor: Int32) -> Int {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
