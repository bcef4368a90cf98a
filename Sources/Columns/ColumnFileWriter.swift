// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// Writes a segment file from its beginning to its end, section after section.
public final class ColumnFileWriter {
    public let path: String
    private let descriptor: Int32
    private var block: [UInt8] = []
    private var checksums: [UInt64] = []
    private var sections: [(name: [UInt8], offset: UInt64, length: UInt64)] = []
    private var written: UInt64 = 0
    private var sectionStart: UInt64?

    /// Creates the file; an existing one is replaced.
    ///
    /// - Parameter kind: What the file holds, at most eight ASCII letters; checked again on opening.
    public init(path: String, kind: String) throws(ColumnsError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system("create", path, errno) }
        block.reserveCapacity(ColumnFileFormat.blockLength)
        try append(ColumnFileFormat.header + ColumnFileFormat.padded(kind, to: ColumnFileFormat.kindLength))
    }

    deinit { close(descriptor) }

    /// Bytes written so far.
    public var length: UInt64 { written + UInt64(block.count) }

    /// Begins a section; the bytes appended until `endSection` are its own.
    public func beginSection(_ name: String) throws(ColumnsError) {
        precondition(sectionStart == nil, "a section is open already")
        let padding = Int((8 - length % 8) % 8)
        try append(Array(repeating: 0, count: padding))
        sections.append((ColumnFileFormat.padded(name, to: ColumnFileFormat.nameLength), length, 0))
        sectionStart = length
    }

    /// Ends the section that is open.
    public func endSection() {
        guard let start = sectionStart else { preconditionFailure("no section is open") }
        sections[sections.count - 1].length = length - start
        sectionStart = nil
    }

    /// Appends bytes to the open section.
    public func append(_ bytes: [UInt8]) throws(ColumnsError) {
        try bytes.span.bytes.withUnsafeBytes { (raw) throws(ColumnsError) in try append(raw: raw) }
    }

    /// Appends the little-endian bytes of `values`.
    public func append<Value: FixedWidthInteger & BitwiseCopyable>(
        values: [Value]
    ) throws(ColumnsError) {
        try values.span.bytes.withUnsafeBytes { (raw) throws(ColumnsError) in try append(raw: raw) }
    }

    /// A whole section at once.
    public func writeSection(_ name: String, _ bytes: [UInt8]) throws(ColumnsError) {
        try beginSection(name)
        try append(bytes)
        endSection()
    }

    /// A whole section of integers at once.
    public func writeSection<Value: FixedWidthInteger & BitwiseCopyable>(
        _ name: String, values: [Value]
    ) throws(ColumnsError) {
        try beginSection(name)
        try append(values: values)
        endSection()
    }

    func append(raw: UnsafeRawBufferPointer) throws(ColumnsError) {
        var rest = raw
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(ColumnFileFormat.blockLength - block.count))
            block.append(contentsOf: part)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
            if block.count == ColumnFileFormat.blockLength { try flushBlock() }
        }
    }

    private func flushBlock() throws(ColumnsError) {
        guard !block.isEmpty else { return }
        checksums.append(Checksum.of(block))
        try writeOut(block)
        written += UInt64(block.count)
        block.removeAll(keepingCapacity: true)
    }

    private func writeOut(_ bytes: [UInt8]) throws(ColumnsError) {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                write(descriptor, raw.baseAddress?.advanced(by: offset), raw.count - offset)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .system("write", path, errno)
            }
            offset += count
        }
    }

    /// Writes table and trailer and makes the file durable.
    ///
    /// - Returns: The length of the file and the checksum of its table, which stands for all its bytes.
    public func finish() throws(ColumnsError) -> FileStamp {
        precondition(sectionStart == nil, "a section is still open")
        try flushBlock()
        var table: [UInt8] = []
        for section in sections {
            table += section.name
            table.append(littleEndian: section.offset)
            table.append(littleEndian: section.length)
        }
        for checksum in checksums { table.append(littleEndian: checksum) }
        let tableOffset = written
        let length = tableOffset + UInt64(table.count + ColumnFileFormat.trailerLength)
        table.append(littleEndian: tableOffset)
        table.append(littleEndian: UInt64(sections.count))
        table.append(littleEndian: length)
        let checksum = Checksum.of(table)
        table.append(littleEndian: checksum)
        table += ColumnFileFormat.trailer
        try writeOut(table)
        guard fsync(descriptor) == 0 else { throw .system("write", path, errno) }
        return FileStamp(bytes: length, checksum: checksum)
    }
}

/// What the manifest remembers of a file.
public struct FileStamp: Sendable, Equatable {
    public var bytes: UInt64
    /// For a segment file the checksum of its table, for any other the checksum of its bytes.
    public var checksum: UInt64

    public init(bytes: UInt64, checksum: UInt64) {
        self.bytes = bytes
        self.checksum = checksum
    }
}

extension [UInt8] {
    mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
