// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Gives the bytes of a ``ByteStream`` that do not come from a descriptor: a decompressor or a member of an archive.
protocol ByteSource: AnyObject {
    /// Fills the buffer as far as it goes and says how far; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemFailure) -> Int
}

/// A file descriptor or another source read ahead in chunks: its head can be looked at, then its lines or its whole
/// content taken.
///
/// The memory it holds is bounded by the limit asked for plus one chunk.
struct ByteStream: ~Copyable {
    /// A line, or what is known of one that was too long to keep.
    enum Line: Equatable {
        /// The bytes of `buffer` that are the line, without the byte that ends it.
        case range(Range<Int>)
        /// The length of the line, which has been passed over.
        case tooLong(Int)
    }

    private static let chunk = 256 << 10

    /// Most files are small, and a large buffer for each would be most of their cost.
    private static let firstChunk = 24 << 10

    /// Ranges of ``Line`` are valid until the next call.
    private(set) var buffer: [UInt8] = []
    private var start = 0
    private var end = 0
    private var isAtEnd = false
    /// Why nothing comes behind what has been read ahead.
    private var failure: SystemFailure?
    private let descriptor: Int32
    private let closesDescriptor: Bool
    /// Told how many bytes came.
    var meter: ByteMeter?
    /// What gives the bytes instead of the descriptor.
    let source: (any ByteSource)?
    /// Whether the buffer holds everything from the start, so that it can be gone back to.
    private let isInMemory: Bool
    /// Looked at while nothing comes.
    private let isStopped: (() -> Bool)?
    /// How long a reader that is to stop may still wait, in milliseconds.
    private static let patience: Int32 = 100

    /// Opens a regular file, without waiting should it have become a pipe.
    static func open(_ path: PathName) -> Result<ByteStream, StreamRefusal> {
        if case .success(let status) = FileStatus.of(path, followingLinks: true), let refusal = status.refusal {
            return .failure(StreamRefusal(reason: refusal))
        }
        let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
        let descriptor = unsafe Glibc.open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            return .failure(StreamRefusal(reason: "the file cannot be opened: \(SystemFailure(errno).reason)"))
        }
        let stream = ByteStream(descriptor: descriptor, closing: true)
        switch FileStatus.of(descriptor: descriptor) {
        case .failure(let failure): return .failure(StreamRefusal(reason: failure.reason))
        case .success(let status):
            if let refusal = status.refusal { return .failure(StreamRefusal(reason: refusal)) }
            return .success(stream)
        }
    }

    /// Reads from a descriptor, which is closed at the end only if asked.
    ///
    /// - Parameter isStopped: Whether to give up waiting for more, which is a failure with `EINTR`.
    init(descriptor: Int32, closing: Bool = false, isStopped: (() -> Bool)? = nil) {
        self.descriptor = descriptor
        self.isStopped = isStopped
        closesDescriptor = closing
        source = nil
        isInMemory = false
    }

    /// Reads from another source than a descriptor.
    init(_ source: any ByteSource) {
        descriptor = -1
        isStopped = nil
        closesDescriptor = false
        self.source = source
        isInMemory = false
    }

    /// Reads bytes that are in memory.
    init(_ bytes: [UInt8]) {
        descriptor = -1
        isStopped = nil
        closesDescriptor = false
        source = nil
        isInMemory = true
        buffer = bytes
        end = bytes.count
        isAtEnd = true
    }

    deinit {
        if closesDescriptor { close(descriptor) }
    }

    /// The first bytes, as many as there are up to the count; they stay to be read. Fails only where there are none.
    mutating func peek(_ count: Int) throws(SystemFailure) -> ArraySlice<UInt8> {
        while end - start < count, !isAtEnd, failure == nil { try fill() }
        if start == end, let failure { throw failure }
        return buffer[start..<min(end, start + count)]
    }

    /// Passes over bytes that have been peeked at.
    mutating func skip(_ count: Int) {
        start = min(end, start + count)
    }

    /// The next line, nil at the end.
    ///
    /// - Parameter ending: The byte that ends a line.
    mutating func nextLine(limit: Int, ending: UInt8 = 0x0A) throws(SystemFailure) -> Line? {
        var searched = start
        while true {
            if let newline = newline(ending, from: searched) {
                defer { start = newline + 1 }
                return newline - start > limit ? .tooLong(newline - start) : .range(start..<newline)
            }
            if isAtEnd {
                defer { start = end }
                if start == end { return nil }
                return end - start > limit ? .tooLong(end - start) : .range(start..<end)
            }
            if end - start > limit { return .tooLong(try skipLine(ending)) }
            let seen = end - start
            try fill()
            searched = start + seen
        }
    }

    /// How many bytes have been read ahead.
    var available: Int { end - start }

    /// The regular file that is read; nil when the bytes come from elsewhere.
    var file: Int32? { source == nil && !isInMemory && isSeekable ? descriptor : nil }

    /// Whether ``seek(_:_:)`` works: on regular files and in memory.
    var isSeekable: Bool {
        isInMemory || source == nil && lseek(descriptor, 0, SEEK_CUR) >= 0
    }

    /// Goes to a place counted as `lseek` does, and says where that is from the start; nil where it cannot.
    mutating func seek(_ offset: Int, _ whence: Int32) -> Int? {
        if isInMemory {
            let target = offset + (whence == SEEK_SET ? 0 : whence == SEEK_CUR ? start : end)
            guard (0...end).contains(target) else { return nil }
            start = target
            return target
        }
        guard source == nil else { return nil }
        let target = lseek(descriptor, whence == SEEK_CUR ? offset - available : offset, whence)
        guard target >= 0 else { return nil }
        (start, end) = (0, 0)
        isAtEnd = false
        failure = nil
        return target
    }

    /// Everything that is left, or nil when it is more than the limit.
    mutating func rest(limit: Int) throws(SystemFailure) -> [UInt8]? {
        while !isAtEnd, end - start <= limit { try fill() }
        guard end - start <= limit else { return nil }
        let content = start == 0 && end == buffer.count ? buffer : Array(buffer[start..<end])
        buffer = []
        (start, end) = (0, 0)
        return content
    }

    /// The bytes of `buffer` that come next, as many as are at hand; nil at the end.
    mutating func nextChunk() throws(SystemFailure) -> Range<Int>? {
        if start == end, !isAtEnd { try fill() }
        guard start < end else { return nil }
        defer { start = end }
        return start..<end
    }

    private mutating func skipLine(_ ending: UInt8) throws(SystemFailure) -> Int {
        var length = 0
        while true {
            if let newline = newline(ending, from: start) {
                defer { start = newline + 1 }
                return length + newline - start
            }
            length += end - start
            start = end
            if isAtEnd { return length }
            try fill()
        }
    }

    private func newline(_ ending: UInt8, from position: Int) -> Int? {
        guard position < end else { return nil }
        return unsafe buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(base + position, Int32(ending), end - position)
            else { return nil }
            return unsafe found - UnsafeMutableRawPointer(mutating: base)
        }
    }

    /// Reads more; a failure is kept for the next time where there is something before it.
    private mutating func fill() throws(SystemFailure) {
        if let failure { throw failure }
        let kept = end - start
        let space = buffer.isEmpty ? Self.firstChunk : Self.chunk
        if buffer.count < kept + space {
            let wanted = max(kept + space, min(buffer.count * 2, kept + (16 << 20)))
            var larger = [UInt8](repeating: 0, count: wanted)
            larger.replaceSubrange(0..<kept, with: buffer[start..<end])
            buffer = larger
        } else if start > 0 {
            unsafe buffer.withUnsafeMutableBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                unsafe memmove(base, base + start, kept)
            }
        }
        (start, end) = (0, kept)
        let count: Int
        do throws(SystemFailure) {
            count = try received(buffer.count - end)
        } catch {
            failure = error
            if kept > 0 { return }
            throw error
        }
        meter?.add(count)
        if count == 0 { isAtEnd = true }
        end += count
    }

    private mutating func received(_ space: Int) throws(SystemFailure) -> Int {
        let offset = end
        if let source {
            return try Self.read(source, into: &buffer, from: offset)
        }
        while true {
            try awaitInput()
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe bytes.baseAddress.map { unsafe Glibc.read(descriptor, $0 + offset, space) } ?? 0
            }
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                _ = unsafe poll(&waited, 1, -1)
            default: throw SystemFailure(errno)
            }
        }
    }

    /// A signal alone does not end a wait: it may come just before it, or to another thread.
    private func awaitInput() throws(SystemFailure) {
        guard let isStopped else { return }
        var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        repeat {
            if isStopped() { throw SystemFailure(EINTR) }
        } while unsafe poll(&waited, 1, Self.patience) == 0
    }
}

/// Why a file is not read.
struct StreamRefusal: Error {
    let reason: String
}
