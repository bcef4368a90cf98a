// SPDX-License-Identifier: GPL-3.0-or-later

internal import CXXHash
internal import Glibc

/// Tells files of the same content, whatever they are called.
public enum ContentChecksum {
    /// Of a larger file only pieces are looked at, spread evenly, so that it need not be read twice.
    public static let wholeLimit = 256 << 20
    private static let pieces = 256
    private static let chunk = 256 << 10

    /// XXH3 of a file's bytes; of one larger than `wholeLimit`, of 256 pieces of 256 KiB, spread evenly, and of its
    /// modification time: between the pieces it may have changed, so that it is the same only as long as nobody wrote it.
    ///
    /// - Parameters:
    ///   - size: What the file's size and modification time must be, before and after.
    /// - Returns: 0 if the file is empty, cannot be read or is another meanwhile.
    public static func of(_ path: [UInt8], size: UInt64, modified: Int64) -> UInt64 {
        guard size > 0 else { return 0 }
        let name = path.map { CChar(bitPattern: $0) } + [0]
        let descriptor = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        guard isSame(descriptor, size, modified) else { return 0 }
        let checksum =
            size <= UInt64(chunk) ? ofChunk(descriptor, at: 0, Int(size)) : ofStream(descriptor, size, modified)
        return isSame(descriptor, size, modified) ? checksum ?? 0 : 0
    }

    private static func isSame(_ descriptor: Int32, _ size: UInt64, _ modified: Int64) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            && UInt64(status.st_size) == size
            && Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec) == modified
    }

    private static func ofChunk(_ descriptor: Int32, at offset: UInt64, _ length: Int) -> UInt64? {
        withUnsafeTemporaryAllocation(byteCount: length, alignment: 64) { buffer in
            fill(buffer, descriptor, at: offset) ? Checksum.of(UnsafeRawBufferPointer(buffer)) : nil
        }
    }

    private static func ofStream(_ descriptor: Int32, _ size: UInt64, _ modified: Int64) -> UInt64? {
        guard let state = XXH3_createState() else { return nil }
        defer { XXH3_freeState(state) }
        XXH3_64bits_reset(state)
        let isWhole = size <= UInt64(wholeLimit)
        let count = isWhole ? (Int(size) + chunk - 1) / chunk : pieces
        return withUnsafeTemporaryAllocation(byteCount: chunk, alignment: 64) { buffer in
            for index in 0..<count {
                let offset =
                    isWhole
                    ? UInt64(index * chunk) : (size - UInt64(chunk)) / UInt64(pieces - 1) * UInt64(index)
                let part = UnsafeMutableRawBufferPointer(
                    rebasing: buffer.prefix(Int(min(UInt64(chunk), size - offset))))
                guard fill(part, descriptor, at: offset) else { return nil }
                XXH3_64bits_update(state, part.baseAddress, part.count)
            }
            if !isWhole { withUnsafeBytes(of: modified) { _ = XXH3_64bits_update(state, $0.baseAddress, $0.count) } }
            return XXH3_64bits_digest(state)
        }
    }

    private static func fill(_ buffer: UnsafeMutableRawBufferPointer, _ descriptor: Int32, at offset: UInt64) -> Bool {
        var filled = 0
        while filled < buffer.count {
            let count = pread(
                descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled,
                off_t(offset) + off_t(filled))
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return false }
            filled += count
        }
        return true
    }
}
