// SPDX-License-Identifier: GPL-3.0-or-later

/// A compound token: it covers `span` positions of the article from `position` on.
public struct CompoundToken: Sendable, Equatable {
    /// Position in the article: the body's positions follow the title's.
    public var position: UInt32
    public var span: UInt32
    public var token: UInt32

    public init(position: UInt32, span: UInt32, token: UInt32) {
        self.position = position
        self.span = span
        self.token = token
    }
}

/// Writes the token numbers of each article in reading order.
///
/// Record of an article, all numbers as LEB128: positions of the title, bytes of the title's tokens, positions of the
/// body, bytes of the body's tokens, the title's tokens, the body's tokens, then for each compound token the distance of
/// its position from the one before, its span and its number. Section `records` holds the records one after another,
/// section `ends` the end of each (UInt64). The sections of `FrequentPairs` follow.
public struct ForwardColumnWriter {
    private let file: ColumnFileWriter
    private var ends: [UInt64] = []
    private var length: UInt64 = 0
    private var record: [UInt8] = []
    private var titleBytes: [UInt8] = []
    private var bodyBytes: [UInt8] = []

    /// Creates the file; one that is there is replaced.
    public init(path: String) throws(ColumnsError) {
        file = try ColumnFileWriter(path: path, kind: ForwardColumn.kind)
        try file.beginSection("records")
    }

    /// Adds the next article; compounds come in the order of their positions, which go on from title to body.
    public mutating func append(
        title: [UInt32], body: [UInt32], compounds: [CompoundToken]
    ) throws(ColumnsError) {
        titleBytes.removeAll(keepingCapacity: true)
        bodyBytes.removeAll(keepingCapacity: true)
        record.removeAll(keepingCapacity: true)
        for token in title { Varint.append(token, to: &titleBytes) }
        for token in body { Varint.append(token, to: &bodyBytes) }
        Varint.append(UInt32(title.count), to: &record)
        Varint.append(UInt32(titleBytes.count), to: &record)
        Varint.append(UInt32(body.count), to: &record)
        Varint.append(UInt32(bodyBytes.count), to: &record)
        record += titleBytes
        record += bodyBytes
        var position: UInt32 = 0
        for compound in compounds {
            precondition(compound.position >= position, "compounds come in the order of their positions")
            Varint.append(compound.position - position, to: &record)
            Varint.append(compound.span, to: &record)
            Varint.append(compound.token, to: &record)
            position = compound.position
        }
        try file.append(record)
        length += UInt64(record.count)
        ends.append(length)
    }

    /// Writes what is left and closes the file; no article can follow.
    ///
    /// - Parameter pairs: The frequent pairs of all articles; without them phrases are looked for in every candidate.
    public func finish(_ pairs: FrequentPairsWriter? = nil) throws(ColumnsError) -> FileStamp {
        file.endSection()
        try file.writeSection("ends", values: ends)
        try (pairs ?? FrequentPairsWriter()).write(to: file)
        return try file.finish()
    }
}
