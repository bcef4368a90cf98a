// SPDX-License-Identifier: GPL-3.0-or-later

/// The values of a facet whose labels may be spellings of one name, in groups, and which of them are.
///
/// Stored beside `ValueNumbers`, four sections a facet: by group `F.kin.hash` (UInt64, what the group was made of, so that
/// nobody need compare its names again) and `F.kin.ends` (UInt32, where it ends in the following); by member
/// `F.kin.numbers`, `F.kin.heads` and `F.kin.names` (UInt32): its number, the number that stands for its family (its own,
/// if it has none), and the number whose label the family is called by.
public struct ValueKin: Equatable, Sendable {
    /// A value, by its number; the one that stands for its family, and the one whose label the family is called by.
    public struct Member: Equatable, Sendable {
        /// The numbers of the value, of the head of its family and of the one that names it.
        public var number: UInt32
        public var head: UInt32
        public var name: UInt32

        public init(number: UInt32, head: UInt32, name: UInt32) {
            self.number = number
            self.head = head
            self.name = name
        }
    }

    /// By group what it was made of.
    public private(set) var hashes: [UInt64] = []
    private var ends: [UInt32] = []
    /// The members of one group after another.
    public private(set) var members: [Member] = []

    public init() {}

    /// Adds a group.
    public mutating func append(_ group: [Member], hash: UInt64) {
        members += group
        hashes.append(hash)
        ends.append(UInt32(members.count))
    }

    /// The members of a group.
    public func group(_ index: Int) -> ArraySlice<Member> {
        members[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
    }

    /// Takes the groups of a facet from a file that has them.
    public init(_ file: ColumnFile, _ name: String) throws(ColumnsError) {
        guard file.hasSection(name + ".kin.hash") else { return }
        let hashes: ColumnArray<UInt64> = try file.array(name + ".kin.hash")
        let ends: ColumnArray<UInt32> = try file.array(name + ".kin.ends")
        let numbers: ColumnArray<UInt32> = try file.array(name + ".kin.numbers")
        let heads: ColumnArray<UInt32> = try file.array(name + ".kin.heads")
        let names: ColumnArray<UInt32> = try file.array(name + ".kin.names")
        guard ends.count == hashes.count, heads.count == numbers.count, names.count == numbers.count,
            ends.count == 0 ? numbers.count == 0 : Int(ends[ends.count - 1]) == numbers.count
        else { throw .damaged(file.path, "the spellings of facet '\(name)' do not fit together") }
        self.hashes = hashes.withValues { Array($0) }
        self.ends = ends.withValues { Array($0) }
        members = (0..<numbers.count).map { Member(number: numbers[$0], head: heads[$0], name: names[$0]) }
    }
}

extension ColumnFileWriter {
    /// Writes the sections of a facet's groups.
    public func writeKin(_ kin: ValueKin, _ name: String) throws(ColumnsError) {
        guard !kin.hashes.isEmpty else { return }
        let ends = kin.hashes.indices.map { UInt32(kin.group($0).endIndex) }
        try writeSection(name + ".kin.hash", values: kin.hashes)
        try writeSection(name + ".kin.ends", values: ends)
        try writeSection(name + ".kin.numbers", values: kin.members.map(\.number))
        try writeSection(name + ".kin.heads", values: kin.members.map(\.head))
        try writeSection(name + ".kin.names", values: kin.members.map(\.name))
    }
}
