// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// A file of another format, mapped into memory, each of whose blocks is compared with a map when it is first read.
///
/// Not thread-safe, as `ColumnFile`. The mapping outlives a deletion of the file.
public final class MappedBlocks {
    public let path: String
    private let map: BlockMap
    private let blockLength: Int
    private let base: UnsafeRawPointer
    private let length: Int
    private var isChecked: [Bool]

    /// Maps the file; throws `system` if it cannot be read, `damaged` if it has not `length` bytes.
    public init(path: String, length: UInt64, blockLength: Int, map: BlockMap) throws(ColumnsError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open", path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system("read", path, errno) }
        guard UInt64(status.st_size) == length else {
            throw .damaged(path, "it has \(status.st_size) bytes, \(length) were written")
        }
        guard length > 0, map.count == (Int(length) + blockLength - 1) / blockLength else {
            throw .damaged(path, "its map has \(map.count) blocks")
        }
        guard let mapping = mmap(nil, Int(length), PROT_READ, MAP_SHARED, descriptor, 0), mapping != MAP_FAILED else {
            throw .system("map", path, errno)
        }
        self.path = path
        self.map = map
        self.blockLength = blockLength
        base = UnsafeRawPointer(mapping)
        self.length = Int(length)
        isChecked = Array(repeating: false, count: map.count)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: base), length) }

    /// The bytes of a block, checked; they stay where they are as long as this lives.
    public func bytes(of block: Int) throws(ColumnsError) -> UnsafeRawBufferPointer {
        let start = block * blockLength
        let bytes = UnsafeRawBufferPointer(start: base + start, count: min(blockLength, length - start))
        if !isChecked[block] {
            guard Checksum.of(bytes) == map.checksum(of: block) else {
                throw .damaged(path, "bytes \(start)-\(start + bytes.count - 1) do not match their checksum")
            }
            isChecked[block] = true
        }
        return bytes
    }
}
