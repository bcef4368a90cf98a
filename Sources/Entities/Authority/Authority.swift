// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText
private import Synchronization

/// The people, organisations and places that are known by name, ready to be found in text.
///
/// Immutable; one is shared by every recogniser and linker. Building it from the embedded tables takes some
/// milliseconds and allocates a few megabytes.
public final class Authority: Sendable {
    /// The place of an entity in one authority, in the order of the tables.
    public struct Index: Hashable, Sendable, Comparable {
        public let ordinal: Int

        public static func < (left: Index, right: Index) -> Bool { left.ordinal < right.ordinal }
    }

    let records: [EntityRecord]
    let words: WordTable
    let trie: PhraseTrie
    let prefixes: [WordTable.WordID]
    let surnames: [Surname?]
    let commonNouns: [UInt32: [[UInt64]]]
    /// What each entity is called, for the linker; made when it is first asked for.
    private let lazyNames = Mutex<NameIndex?>(nil)
    private let lazyThings = Mutex<ThingIndex?>(nil)
    let bytes: [UInt8]
    private let indices: [EntityID: UInt32]

    /// Reads the tables; an entry replaces one of the same id in an earlier table.
    ///
    /// - Throws: `EntityError` naming table and line for the first line that is no entry, or whose id is taken in the
    ///   same table.
    public init(tables: [AuthorityTable] = AuthorityTable.embedded) throws(EntityError) {
        var reader = AuthorityReader(expectedBytes: tables.reduce(0) { $0 + $1.bytes.count })
        for table in tables { try reader.read(table) }
        var forms = AuthorityForms(entries: reader.records.count)
        try forms.add(reader.records, bytes: reader.bytes, tokens: reader.tokens)
        records = reader.records
        indices = reader.indices
        bytes = reader.bytes
        words = forms.words
        trie = forms.trie
        prefixes = forms.prefixes
        surnames = forms.surnames
        commonNouns = forms.commonNouns
    }

    /// The number of entities.
    public var count: Int { records.count }

    /// The indices of all entities, in the order of the tables.
    public var allIndices: [Index] { records.indices.map(Index.init(ordinal:)) }

    /// The place of an entity, or nil when the tables do not have it.
    public func index(of id: EntityID) -> Index? {
        indices[id].map { Index(ordinal: Int($0)) }
    }

    /// Everything known about the entity with an id, or nil when the tables do not have it.
    public func entity(_ id: EntityID) -> Entity? {
        index(of: id).map(entity(at:))
    }

    /// Everything known about one entity; `id`, `name` and `kind` alone are cheaper.
    public func entity(at index: Index) -> Entity {
        let record = records[index.ordinal]
        return Entity(
            id: record.id, kind: record.kind, name: record.name, variants: list(record.variants),
            contextual: list(record.contextual), country: text(record.country), description: text(record.description))
    }

    public func id(at index: Index) -> EntityID { records[index.ordinal].id }
    public func name(at index: Index) -> String { records[index.ordinal].name }
    public func kind(at index: Index) -> EntityKind { records[index.ordinal].kind }

    /// Whether a word ends the name of somebody.
    func isSurname(_ word: WordTable.WordID) -> Bool { words.classes(of: word).contains(.surname) }

    /// The names of people by their sounds.
    var names: NameIndex {
        lazyNames.withLock { names in
            if let names { return names }
            let made = NameIndex(self)
            names = made
            return made
        }
    }

    /// The names of organisations and places by their sounds.
    var things: ThingIndex {
        lazyThings.withLock { things in
            if let things { return things }
            let made = ThingIndex(self)
            things = made
            return made
        }
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private func list(_ range: Range<Int>) -> [String] {
        bytes[range].split(separator: UInt8(ascii: "|")).map { String(decoding: $0, as: UTF8.self) }
    }
}
