// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// Where the entities of one segment differ from its facet column.
struct EntityOverlay {
    /// Values of the column that stand for no entity of their own any more, or not as the column has them.
    private(set) var hidden: Set<UInt32> = []
    /// The documents of the entities that joining or a correction touched, ascending.
    private(set) var documents: [String: [UInt32]] = [:]
    /// Documents without a value in the column that have one by a correction.
    private(set) var filled: Set<UInt32> = []

    /// Values that a column does not have, and their documents.
    init(_ documents: [String: [UInt32]], besides column: FacetColumn) {
        self.documents = documents.filter { !$0.value.isEmpty }
        for list in documents.values { filled.formUnion(list.filter { column.values(of: Int($0)).isEmpty }) }
    }

    /// - Parameter moved: The identifiers that the lineage says may have become others.
    init(
        _ segment: Segment, _ facet: Facet, _ lineage: EntityLineage, moved: [String], _ aliases: [EntityAlias]
    ) throws(SpoglioError) {
        guard !lineage.isTrivial else { return }
        let column = try segment.column(facet)
        var lists: [String: [UInt32]] = [:]
        for id in moved {
            guard let value = column.ids.index(of: Array(id.utf8)) else { continue }
            hidden.insert(UInt32(value))
            guard lineage.isSplit(id) else {
                lists[lineage.entity(of: id), default: []] += column.documents(with: value)
                continue
            }
            for document in column.documents(with: value) {
                for entity in try Self.entities(of: id, value, Int(document), segment, facet, lineage) {
                    lists[entity, default: []].append(document)
                }
            }
        }
        let full = aliases.filter { !$0.isContextual }
        if !full.isEmpty {
            let matcher = try SegmentMatcher(segment, stemmer: ItalianStemmer())
            for alias in full {
                let found = try matcher.documents(alias.clause).documents()
                lists[alias.entity, default: []] += found
                filled.formUnion(found.filter { column.values(of: Int($0)).isEmpty })
            }
        }
        documents = lists.filter { !$0.value.isEmpty }.mapValues(Self.ascending)
    }

    /// Each of some numbers once, in order.
    private static func ascending(_ numbers: [UInt32]) -> [UInt32] {
        if zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) { return numbers }
        var result: [UInt32] = []
        for number in numbers.sorted() where result.last != number { result.append(number) }
        return result
    }

    /// The entities that the mentions of one value in a document are of.
    private static func entities(
        of id: String, _ value: Int, _ document: Int, _ segment: Segment, _ facet: Facet, _ lineage: EntityLineage
    ) throws(SpoglioError) -> Set<String> {
        let mentions = try segment.mentions
        let number = Facet.entities.firstIndex(of: facet) ?? 0
        var found: Set<String> = []
        var seen: Set<Int> = []
        do {
            try mentions.forEach(of: document) { _, variant in
                let meant = mentions.value(ofVariant: variant)
                guard Int(meant.facet) == number, Int(meant.value) == value, seen.insert(variant).inserted else {
                    return
                }
                found.insert(lineage.entity(of: id, variant: { NameKeys.whole(mentions.text(ofVariant: variant)) }))
            }
        } catch {
            throw SpoglioError(error)
        }
        return found
    }
}
