// SPDX-License-Identifier: GPL-3.0-or-later

/// A run of the postings of a term, as the tag of an item of a glass table has it.
///
/// The first chunk begins with how many documents hold the term, the sum of its frequencies, and its first document less
/// one; a further one has its first document in its key. Then come `1` or `0` for whether it is the last, how far its last
/// document is from its first, the frequency in the first, and for each other the distance from the one before less one and
/// the frequency. Numbers have seven bits a byte, the low ones first. (glass_postlist.cc of libxapian 1.4.)
struct PostingChunk {
    /// How many documents hold the term; in its first chunk only.
    let documentFrequency: Int?
    let first: UInt32
    let last: UInt32
    let isLast: Bool
    private let body: UnsafeRawBufferPointer

    /// Nil when the tag is not one.
    init?(_ tag: UnsafeRawBufferPointer, at place: ChunkPlace) {
        var reader = PackedReader(tag)
        switch place {
        case .from(let document):
            documentFrequency = nil
            first = document
        case .beginning:
            guard let frequency = reader.next(), reader.skip(), let before = reader.next(), before < .max else {
                return nil
            }
            documentFrequency = Int(frequency)
            first = before + 1
        }
        guard let mark = reader.nextByte(), mark == UInt8(ascii: "0") || mark == UInt8(ascii: "1") else { return nil }
        isLast = mark == UInt8(ascii: "1")
        guard let length = reader.next() else { return nil }
        let last = first.addingReportingOverflow(length)
        guard !last.overflow else { return nil }
        self.last = last.partialValue
        body = reader.rest
    }

    /// Puts documents and frequencies behind those there are; false when the bytes do not hold to their form or are more
    /// than there is room for.
    func copy(
        to documents: UnsafeMutableBufferPointer<UInt32>, _ frequencies: UnsafeMutableBufferPointer<UInt32>,
        _ count: inout Int
    ) -> Bool {
        var reader = PackedReader(body)
        var document = first
        while true {
            guard count < documents.count, let frequency = reader.next() else { return false }
            documents[count] = document
            frequencies[count] = frequency
            count += 1
            guard !reader.isAtEnd else { return document == last }
            guard document < last, let gap = reader.next(), gap < last - document else { return false }
            document += gap + 1
        }
    }

    /// Notes the frequencies in those of `documents` that lie in this chunk; false when the bytes do not hold to their form.
    ///
    /// - Parameter index: The first of `documents` that is not dealt with; afterwards the first behind the chunk.
    func look(for documents: [UInt32], _ index: inout Int, _ frequencies: inout [UInt32]) -> Bool {
        documents.withUnsafeBufferPointer { documents in
            frequencies.withUnsafeMutableBufferPointer { frequencies in
                var reader = PackedReader(body)
                var document = first
                while index < documents.count, documents[index] < first { index += 1 }
                while index < documents.count, documents[index] <= last {
                    guard let frequency = reader.next() else { return false }
                    while index < documents.count, documents[index] < document { index += 1 }
                    if index < documents.count, documents[index] == document {
                        frequencies[index] = frequency
                        index += 1
                    }
                    guard document < last else { break }
                    guard let gap = reader.next(), gap < last - document else { return false }
                    document += gap + 1
                }
                return true
            }
        }
    }
}

/// Numbers of seven bits a byte, one after another.
private struct PackedReader {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }
    var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[place...]) }

    @inline(__always)
    mutating func nextByte() -> UInt8? {
        guard place < bytes.count else { return nil }
        defer { place += 1 }
        return bytes[place]
    }

    /// The next number; nil at the end, and when it is not below 2^32.
    @inline(__always)
    mutating func next() -> UInt32? {
        guard let byte = nextByte() else { return nil }
        return byte < 0x80 ? UInt32(byte) : nextLong(byte)
    }

    /// Passes over a number of any size; false at the end.
    mutating func skip() -> Bool {
        while let byte = nextByte() {
            if byte < 0x80 { return true }
        }
        return false
    }

    @inline(never)
    private mutating func nextLong(_ first: UInt8) -> UInt32? {
        var value = UInt64(first & 0x7F)
        for shift in stride(from: UInt64(7), to: 35, by: 7) {
            guard let byte = nextByte() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return UInt32(exactly: value) }
        }
        return nil
    }
}
