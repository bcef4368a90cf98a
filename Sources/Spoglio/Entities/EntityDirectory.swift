// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Entities

/// The people, organisations and places of an index as a user sees them: spellings joined, corrections applied.
///
/// What is indexed stays as it is. For the few entities that joining or a correction touches, the documents that name
/// them are worked out here once; all others are read off the facet columns.
final class EntityDirectory {
    private let segments: [Segment]
    private let manifest: Manifest
    private let location: IndexLocation
    private let values: IndexValues
    private var log: CorrectionLog?
    private var known: [Facet: FacetEntities] = [:]
    private var openAnnotator: ArticleAnnotator?
    /// Makes values of the topics of the user, for the facet of topics.
    var userTopics: (() throws(SpoglioError) -> FacetEntities?)?

    init(_ segments: [Segment], _ manifest: Manifest, _ location: IndexLocation, _ values: IndexValues) {
        self.values = values
        self.segments = segments
        self.manifest = manifest
        self.location = location
    }

    /// The tables of names, read when they are first needed.
    func annotator() throws(SpoglioError) -> ArticleAnnotator {
        if let openAnnotator { return openAnnotator }
        let annotator = try ArticleAnnotator(authorities())
        openAnnotator = annotator
        return annotator
    }

    /// The user's own tables, as of this searcher's commit or, where a writer has replaced them meanwhile, of a later one.
    private func authorities() throws(SpoglioError) -> [AuthorityTable] {
        do {
            return try IndexAuthority.remembered(by: manifest, in: location)
        } catch {
            let current = try Manifest.read(location)
            guard current.revision != manifest.revision else { throw error }
            return try IndexAuthority.remembered(by: current, in: location)
        }
    }

    /// The corrections as they were when they were first asked for.
    func corrections() throws(SpoglioError) -> CorrectionLog {
        if let log { return log }
        let read = try CorrectionLog.read(location)
        log = read
        return read
    }

    /// The entities of a facet; nil for a facet that has none.
    func entities(of facet: Facet) throws(SpoglioError) -> FacetEntities? {
        if let entities = known[facet] { return entities }
        if facet == .topic, let topics = try userTopics?() {
            known[facet] = topics
            return topics
        }
        guard facet.isOfEntities else { return nil }
        let corrections = try corrections().corrections.filter { $0.facet == facet }
        let entities = try FacetEntities(facet, segments, corrections, values)
        known[facet] = entities
        return entities
    }
}

/// The entities of one facet over all segments.
final class FacetEntities {
    let facet: Facet
    let lineage: EntityLineage
    /// By segment, what differs from its column.
    let overlays: [EntityOverlay]
    /// Further forms of names that corrections gave.
    let aliases: [EntityAlias]
    private let names: [String: String]
    /// Folded names that corrections brought, and the entities that have them.
    private let entitiesByName: [String: Set<String>]
    private let segments: [Segment]

    init(
        _ facet: Facet, _ segments: [Segment], _ corrections: [EntityCorrection], _ values: IndexValues
    ) throws(SpoglioError) {
        self.facet = facet
        self.segments = segments
        let kin = try values.kin(of: facet)
        let kinship =
            kin.members.isEmpty
            ? NameFamilies() : try NameFamilies(kin, values.numbers(of: facet), values.columns(facet))
        lineage = EntityLineage(kin: kinship.heads, corrections: corrections)
        var aliases: [EntityAlias] = []
        for alias in lineage.aliases() {
            if let alias = try EntityAlias(entity: alias.entity, form: alias.form, isContextual: alias.isContextual) {
                aliases.append(alias)
            }
        }
        self.aliases = aliases
        var overlays: [EntityOverlay] = []
        let moved = Array(lineage.moved)
        for segment in segments { overlays.append(try EntityOverlay(segment, facet, lineage, moved: moved, aliases)) }
        self.overlays = overlays
        var names = kinship.names
        var byName: [String: Set<String>] = [:]
        for step in corrections {
            // A part that was split off is called as it is written.
            if case .split(let variant, let new) = step.action {
                let entity = lineage.entity(of: new)
                if names[entity] == nil, try !Self.isIndexed(entity, facet, segments) { names[entity] = variant }
                byName[NameKeys.whole(variant), default: []].insert(entity)
                let whole = lineage.entity(of: step.entity)
                if whole != entity, let name = names[whole], NameKeys.whole(name) == NameKeys.whole(variant) {
                    names[whole] = try Self.commonestName(of: lineage.sources(of: whole), facet, segments)
                }
            }
        }
        names.merge(lineage.names()) { _, given in given }
        for (entity, name) in names { byName[NameKeys.whole(name), default: []].insert(entity) }
        for alias in aliases { byName[NameKeys.whole(alias.form), default: []].insert(alias.entity) }
        self.names = names
        entitiesByName = byName
    }

    /// Values of a facet that no column has, by their identifiers and the documents of each segment that have them.
    init(
        _ facet: Facet, _ segments: [Segment], given names: [String: String], documents: [[String: [UInt32]]]
    ) throws(SpoglioError) {
        self.facet = facet
        self.segments = segments
        self.names = names
        lineage = EntityLineage(kin: [:], corrections: [])
        aliases = []
        entitiesByName = [:]
        var overlays: [EntityOverlay] = []
        for (segment, documents) in zip(segments, documents) {
            overlays.append(EntityOverlay(documents, besides: try segment.column(facet)))
        }
        self.overlays = overlays
    }

    /// What is left of a family is called after the spelling that most articles use, not after one that was split off.
    private static func commonestName(
        of sources: [String], _ facet: Facet, _ segments: [Segment]
    ) throws(SpoglioError) -> String? {
        var best: (articles: Int, name: String)?
        for id in sources {
            var articles = 0
            var label: String?
            for segment in segments {
                let column = try segment.column(facet)
                guard let value = column.ids.index(of: Array(id.utf8)) else { continue }
                label = label ?? column.labels.text(at: value)
                articles += segment.liveCount(value: value, in: column)
            }
            guard let label, articles > best?.articles ?? 0 else { continue }
            best = (articles, label)
        }
        return best?.name
    }

    private static func isIndexed(_ id: String, _ facet: Facet, _ segments: [Segment]) throws(SpoglioError) -> Bool {
        for segment in segments where try segment.column(facet).ids.index(of: Array(id.utf8)) != nil { return true }
        return false
    }

    /// Whether the columns can be read as they are.
    var isTrivial: Bool { lineage.isTrivial && names.isEmpty }

    /// The documents of a segment that name an entity, deleted ones included; ascending.
    func documents(of entity: String, inSegment index: Int) throws(SpoglioError) -> [UInt32] {
        if let documents = overlays[index].documents[entity] { return documents }
        let column = try segments[index].column(facet)
        guard let value = column.ids.index(of: Array(entity.utf8)), !overlays[index].hidden.contains(UInt32(value))
        else {
            return []
        }
        return column.documents(with: value)
    }

    /// What an entity is called; nil where nothing is known of it.
    func name(of entity: String) throws(SpoglioError) -> String? {
        if let name = names[entity] { return name }
        let key = Array(entity.utf8)
        for segment in segments {
            let column = try segment.column(facet)
            if let value = column.ids.index(of: key) { return column.labels.text(at: value) }
        }
        return nil
    }

    /// The name that joining or a correction gave to an entity.
    func givenName(of entity: String) -> String? { names[entity] }

    /// The entities that corrections call by a folded name.
    func entities(named name: String) -> Set<String> { entitiesByName[name] ?? [] }

    /// The entities of which corrections brought a folded name that `isMeant`.
    func entities(whoseName isMeant: (String) -> Bool) -> Set<String> {
        entitiesByName.reduce(into: []) { found, entry in
            if isMeant(entry.key) { found.formUnion(entry.value) }
        }
    }

    /// Whether a document that is not deleted names the entity.
    func isLive(_ entity: String) throws(SpoglioError) -> Bool {
        for (index, segment) in segments.enumerated() {
            if try documents(of: entity, inSegment: index).contains(where: { segment.isLive(Int($0)) }) { return true }
        }
        return false
    }

    /// How many documents that are not deleted name the entity.
    func articleCount(of entity: String) throws(SpoglioError) -> Int {
        var count = 0
        for (index, segment) in segments.enumerated() {
            count += try documents(of: entity, inSegment: index).count { segment.isLive(Int($0)) }
        }
        return count
    }
}
