// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers below a bound, each in as many bits as the greatest possible one needs.
///
/// One section: number *i* begins at bit *i* · width, the lowest bit of a byte being its first; then eight zero bytes, so
/// that eight bytes can be read from where any number begins.
struct PackedNumbers {
    private let bytes: ColumnArray<UInt8>
    private let width: Int
    private let mask: UInt64

    init(_ file: ColumnFile, _ section: String, count: Int, below bound: Int) throws(ColumnsError) {
        bytes = try file.array(section)
        width = Self.width(below: bound)
        mask = 1 << UInt64(width) - 1
        guard bytes.count == Self.length(count, width) else {
            throw .damaged(file.path, "section '\(section)' does not fit its numbers")
        }
    }

    static func width(below bound: Int) -> Int { max(1, Int.bitWidth - max(0, bound - 1).leadingZeroBitCount) }
    static func length(_ count: Int, _ width: Int) -> Int { (count * width + 7) / 8 + 8 }

    /// The number at a place, which must be one of those written.
    subscript(index: Int) -> Int {
        let bit = index * width
        precondition(index >= 0 && bit / 8 + 8 <= bytes.count, "index out of range")
        let word = bytes.withValues {
            UInt64(littleEndian: UnsafeRawBufferPointer($0).loadUnaligned(fromByteOffset: bit / 8, as: UInt64.self))
        }
        return Int(word >> UInt64(bit % 8) & mask)
    }
}

/// Writes the section of `PackedNumbers` number by number, in little memory.
struct PackedNumbersWriter {
    private let file: ColumnFileWriter
    private let bound: Int
    private let width: Int
    private var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var bits = 0
    private static let bufferLength = 1 << 16

    /// Begins the section; every number is below `bound`.
    init(_ section: String, below bound: Int, in file: ColumnFileWriter) throws(ColumnsError) {
        self.file = file
        self.bound = bound
        width = PackedNumbers.width(below: bound)
        try file.beginSection(section)
    }

    @inline(__always)
    mutating func append(_ number: UInt32) throws(ColumnsError) {
        precondition(Int(number) < bound, "a packed number is below its bound")
        pending |= UInt64(number) << UInt64(bits)
        bits += width
        while bits >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            bits -= 8
        }
        if bytes.count >= Self.bufferLength { try flush() }
    }

    private mutating func flush() throws(ColumnsError) {
        try file.append(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Ends the section.
    mutating func finish() throws(ColumnsError) {
        if bits > 0 { bytes.append(UInt8(truncatingIfNeeded: pending)) }
        bytes.append(contentsOf: repeatElement(0, count: 8))
        try flush()
        file.endSection()
    }
}

extension ColumnFileWriter {
    /// Writes the section of `PackedNumbers`; every number is below `bound`.
    func writePacked(_ section: String, _ numbers: some Sequence<UInt32>, below bound: Int) throws(ColumnsError) {
        var writer = try PackedNumbersWriter(section, below: bound, in: self)
        for number in numbers { try writer.append(number) }
        try writer.finish()
    }
}
