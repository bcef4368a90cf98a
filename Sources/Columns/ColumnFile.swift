// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// A segment file, mapped into memory and checked block by block when a block is first read.
///
/// Not thread-safe: every searcher opens its own. The mapping outlives a deletion of the file.
public final class ColumnFile {
    public let path: String
    /// Length of the file and checksum of its table.
    public let stamp: FileStamp
    private let base: UnsafeRawPointer
    private let length: Int
    private let tableOffset: Int
    /// How many sections the table names.
    private let sectionCount: Int
    private let checksumsOffset: Int
    /// Whether a block's checksum was found right; by itself in memory, as an array would be guarded at each look.
    private let checked: UnsafeMutableBufferPointer<Bool>

    /// Maps the file and checks its header, table and trailer.
    ///
    /// - Parameter expected: What the manifest says of the file; a file that differs is damaged.
    /// - Throws: `system` if it cannot be read, `format` if its version is another, `damaged` otherwise.
    public init(path: String, kind: String, expected: FileStamp? = nil) throws(ColumnsError) {
        self.path = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open", path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system("read", path, errno) }
        let length = Int(status.st_size)
        if let expected, UInt64(length) != expected.bytes {
            throw .damaged(path, "it has \(length) bytes, \(expected.bytes) were written")
        }
        guard length >= ColumnFileFormat.headerLength + ColumnFileFormat.trailerLength else {
            throw .damaged(path, "it is too short")
        }
        guard let mapping = mmap(nil, length, PROT_READ, MAP_SHARED, descriptor, 0), mapping != MAP_FAILED else {
            throw .system("map", path, errno)
        }
        base = UnsafeRawPointer(mapping)
        self.length = length
        let bytes = UnsafeRawBufferPointer(start: mapping, count: length)
        let trailerStart = length - ColumnFileFormat.trailerLength
        let field = { (offset: Int) -> UInt64 in
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        let table = field(trailerStart)
        let count = field(trailerStart + 8)
        let sectionsLength = count.multipliedReportingOverflow(by: UInt64(ColumnFileFormat.sectionEntryLength))
        let isSound =
            bytes[(length - 8)...].elementsEqual(ColumnFileFormat.trailer) && field(trailerStart + 16) == length
            && table <= trailerStart && table >= ColumnFileFormat.headerLength && !sectionsLength.overflow
            && sectionsLength.partialValue <= UInt64(trailerStart) - min(table, UInt64(trailerStart))
        let checksum =
            isSound ? Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[Int(table)..<trailerStart + 24])) : 0
        stamp = FileStamp(bytes: UInt64(length), checksum: checksum)
        let blocks = isSound ? (Int(table) + ColumnFileFormat.blockLength - 1) / ColumnFileFormat.blockLength : 0
        tableOffset = isSound ? Int(table) : 0
        sectionCount = isSound ? Int(count) : 0
        checksumsOffset = tableOffset + Int(isSound ? sectionsLength.partialValue : 0)
        checked = .allocate(capacity: blocks)
        checked.initialize(repeating: false)
        if bytes[..<7].elementsEqual(ColumnFileFormat.header.prefix(7)), bytes[7] != ColumnFileFormat.version {
            throw ColumnsError(
                .format, "'\(path)' has format \(bytes[7]); this program reads \(ColumnFileFormat.version)", path: path)
        }
        guard isSound, checksum == field(trailerStart + 24), checksumsOffset + blocks * 8 == trailerStart else {
            throw .damaged(path, "its table does not match its checksum")
        }
        if let expected, expected.checksum != checksum { throw .damaged(path, "it is not the file that was written") }
        guard bytes[..<8].elementsEqual(ColumnFileFormat.header),
            bytes[8..<16].elementsEqual(ColumnFileFormat.padded(kind, to: 8))
        else { throw .damaged(path, "its header is not that of a '\(kind)' file") }
    }

    /// Gives back the memory of what was read of the file; what is read again comes from it once more.
    public func releasePages() { madvise(UnsafeMutableRawPointer(mutating: base), length, MADV_DONTNEED) }

    deinit {
        checked.deallocate()
        munmap(UnsafeMutableRawPointer(mutating: base), length)
    }

    /// Where the section lies in the file.
    public func range(of section: String) throws(ColumnsError) -> Range<Int> {
        guard let entry = entry(of: section) else { throw .damaged(path, "section '\(section)' is missing") }
        let place = entry + ColumnFileFormat.nameLength
        let start = UInt64(littleEndian: (base + place).loadUnaligned(as: UInt64.self))
        let length = UInt64(littleEndian: (base + place + 8).loadUnaligned(as: UInt64.self))
        let end = start.addingReportingOverflow(length)
        guard !end.overflow, end.partialValue <= tableOffset else {
            throw .damaged(path, "section '\(section)' is out of bounds")
        }
        return Int(start)..<Int(end.partialValue)
    }

    /// Whether the file has a section of this name.
    public func hasSection(_ name: String) -> Bool { entry(of: name) != nil }

    /// Where the table tells of a section. A file has few, of which a search asks for some: looking for these costs less
    /// than a dictionary of all.
    private func entry(of section: String) -> Int? {
        var name = section
        return name.withUTF8 { name in
            guard name.count <= ColumnFileFormat.nameLength else { return nil }
            let space = UInt8(ascii: " ")
            for index in 0..<sectionCount {
                let entry = tableOffset + index * ColumnFileFormat.sectionEntryLength
                let stored = UnsafeRawBufferPointer(start: base + entry, count: ColumnFileFormat.nameLength)
                var place = 0
                while place < name.count, stored[place] == name[place] { place += 1 }
                guard place == name.count else { continue }
                if place == stored.count || stored[place] == space { return entry }
            }
            return nil
        }
    }

    /// The whole section, checked.
    func bytes(of section: String) throws(ColumnsError) -> UnsafeRawBufferPointer {
        try bytes(in: range(of: section))
    }

    /// The section without a check: the caller asks `check` for each range it reads.
    func uncheckedBytes(of section: String) throws(ColumnsError) -> UnsafeRawBufferPointer {
        let range = try range(of: section)
        return UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    /// The bytes of `range`, checked.
    func bytes(in range: Range<Int>) throws(ColumnsError) -> UnsafeRawBufferPointer {
        try check(range)
        return UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    /// Checks the blocks that hold `range`, unless they were checked before.
    @inline(__always)
    func check(_ range: Range<Int>) throws(ColumnsError) {
        guard !range.isEmpty else { return }
        let first = range.lowerBound / ColumnFileFormat.blockLength
        let last = (range.upperBound - 1) / ColumnFileFormat.blockLength
        guard range.upperBound <= tableOffset else { throw .damaged(path, "an offset points behind its end") }
        guard range.count <= Self.mostKept else { return try checkAndRelease(first...last) }
        var block = first
        while block <= last {
            if !checked[block] { try checkBlock(block) }
            block += 1
        }
    }

    /// The pages of more bytes are not kept in memory for having been checked: of a large range little is read.
    private static let mostKept = 16 << 20
    private static let blocksBetweenReleases = (1 << 20) / ColumnFileFormat.blockLength

    /// Checks blocks as `check`, and gives back the pages of those that it read.
    @inline(never)
    private func checkAndRelease(_ blocks: ClosedRange<Int>) throws(ColumnsError) {
        for first in stride(from: blocks.lowerBound, through: blocks.upperBound, by: Self.blocksBetweenReleases) {
            let part = first...min(first + Self.blocksBetweenReleases - 1, blocks.upperBound)
            var isRead = false
            for block in part where !checked[block] {
                try checkBlock(block)
                isRead = true
            }
            guard isRead else { continue }
            let start = part.lowerBound * ColumnFileFormat.blockLength
            let end = min((part.upperBound + 1) * ColumnFileFormat.blockLength, length)
            madvise(UnsafeMutableRawPointer(mutating: base + start), end - start, MADV_DONTNEED)
        }
    }

    @inline(never)
    private func checkBlock(_ block: Int) throws(ColumnsError) {
        let start = block * ColumnFileFormat.blockLength
        let count = min(ColumnFileFormat.blockLength, tableOffset - start)
        let expected = UInt64(littleEndian: (base + checksumsOffset + block * 8).loadUnaligned(as: UInt64.self))
        guard Checksum.of(UnsafeRawBufferPointer(start: base + start, count: count)) == expected else {
            throw .damaged(path, "bytes \(start)-\(start + count - 1) do not match their checksum")
        }
        checked[block] = true
    }

    /// Checks every byte of the file.
    public func checkAll() throws(ColumnsError) { try check(0..<tableOffset) }

    /// A section as an array of integers, checked.
    public func array<Value: FixedWidthInteger & BitwiseCopyable>(
        _ section: String, of type: Value.Type = Value.self
    ) throws(ColumnsError) -> ColumnArray<Value> {
        try ColumnArray(file: self, bytes: bytes(of: section))
    }
}
