// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// A file that is read in blocks of one length.
public final class BlockFile {
    public let path: String
    private let blockLength: Int
    private let descriptor: Int32

    /// Opens the file; throws `system` if it cannot be opened.
    public init(_ path: String, blockLength: Int) throws(ColumnsError) {
        self.path = path
        self.blockLength = blockLength
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open", path, errno) }
    }

    deinit { close(descriptor) }

    /// The bytes of a block, fewer than a block's at the end of the file; nil behind it.
    public func read(_ block: Int) throws(ColumnsError) -> [UInt8]? {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: blockLength) { buffer, count in
            while count < blockLength {
                let place = off_t(block) * off_t(blockLength) + off_t(count)
                let read = pread(descriptor, buffer.baseAddress?.advanced(by: count), blockLength - count, place)
                if read < 0, errno == EINTR { continue }
                if read < 0 { failure = errno }
                if read <= 0 { break }
                count += read
            }
        }
        guard failure == 0 else { throw .system("read", path, failure) }
        return bytes.isEmpty ? nil : bytes
    }

    /// Throws `damaged` where a block is not what a map says of it.
    public func check(_ block: Int, against map: BlockMap) throws(ColumnsError) {
        guard try Checksum.of(read(block) ?? []) == map.checksum(of: block) else {
            let start = block * blockLength
            throw .damaged(path, "bytes \(start)-\(start + blockLength - 1) do not match their checksum")
        }
    }
}
