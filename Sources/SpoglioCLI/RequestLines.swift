// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// The lines of standard input, as they come, with memory bounded by the longest line that is taken.
struct RequestLines {
    enum Line: Equatable {
        /// A line without its end; bytes that are no UTF-8 are replaced.
        case text(String)
        /// How many bytes a line had that is longer than the limit; it was passed over.
        case tooLong(Int)
    }

    let limit: Int
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    private static let chunk = 64 << 10

    init(limit: Int, descriptor: Int32 = STDIN_FILENO) {
        self.limit = limit
        self.descriptor = descriptor
    }

    /// The next line, nil at the end.
    mutating func next() -> Line? {
        var line: [UInt8] = []
        var length = 0
        while true {
            if start == buffer.count, !fill() {
                return length == 0 ? nil : finished(line, length)
            }
            let end = buffer[start...].firstIndex(of: 0x0A)
            let piece = buffer[start..<(end ?? buffer.count)]
            length += piece.count
            // One more than the limit, as a carriage return before the line end does not count.
            if length <= limit + 1 { line += piece } else { line = [] }
            start = end.map { $0 + 1 } ?? buffer.count
            if end != nil { return finished(line, length) }
        }
    }

    private func finished(_ line: [UInt8], _ length: Int) -> Line {
        let hasReturn = line.last == 0x0D
        if hasReturn ? length - 1 <= limit : length <= limit {
            return .text(String(decoding: hasReturn ? line.dropLast() : line[...], as: UTF8.self))
        }
        return .tooLong(length)
    }

    /// Reads more; false at the end.
    private mutating func fill() -> Bool {
        guard !isAtEnd else { return false }
        buffer = [UInt8](repeating: 0, count: Self.chunk)
        start = 0
        var count: Int
        repeat {
            count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        } while count < 0 && errno == EINTR
        buffer.removeLast(Self.chunk - max(count, 0))
        isAtEnd = count <= 0
        return count > 0
    }
}
