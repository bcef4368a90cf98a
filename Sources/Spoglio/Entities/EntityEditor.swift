// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Entities
internal import ItalianText

/// Corrects the people, organisations and places of an index; what it writes takes effect for every later search.
///
/// It takes a lock of its own, so that no two of them lose each other's corrections; an index may be written meanwhile.
public final class EntityEditor {
    private let location: IndexLocation
    private let lock: IndexLock
    private(set) var searcher: Searcher
    private(set) var log: CorrectionLog

    /// - Throws: `indexMissing`; `indexLocked` while another editor is at work.
    public init(_ location: IndexLocation) throws(SpoglioError) {
        self.location = location
        searcher = try Searcher(location)
        lock = try IndexLock(location, .corrections)
        log = try CorrectionLog.read(location)
    }

    /// What a correction did, in a sentence.
    public struct Outcome: Sendable, Encodable, Equatable {
        public var version = 1
        public var message: String
        /// The entity that was corrected, as it is now called, and its articles.
        public var id: String
        public var name: String
        public var articles: Int
    }

    /// Makes entities one with another, which keeps its name; it may be one that no article names, but the authority has.
    public func merge(_ names: [String], into target: String, kind: Facet? = nil) throws(SpoglioError) -> Outcome {
        let (into, newName) = try mergeTarget(target, kind)
        var added: [EntityCorrection] = []
        var merged: Set<String> = []
        for name in names {
            let from = try source(name, kind, beside: into.facet)
            guard from.facet == into.facet else {
                throw SpoglioError(
                    .request,
                    "'\(name)' is \(Self.withArticle(from.facet)) and '\(target)' \(Self.withArticle(into.facet)): "
                        + "only entities of one kind can be merged")
            }
            guard from.id != into.id else {
                throw SpoglioError(.request, "'\(name)' and '\(target)' are one already ('\(into.id)')")
            }
            merged.insert(from.id)
            // Every spelling that the entity is joined of has its line, so that none depends on the articles of another.
            let sources = try searcher.entities.entities(of: from.facet)?.lineage.sources(of: from.id) ?? []
            for id in Set(sources + [from.id]).sorted() {
                let correction = EntityCorrection(from.facet, id, .merge(into: into.id))
                if !added.contains(correction) { added.append(correction) }
            }
        }
        if let newName { added.append(EntityCorrection(into.facet, into.id, .rename(name: newName))) }
        return try append(added, about: into) {
            "\(merged.count.counted("entity", "entities")) merged into '\($0)'"
        }
    }

    /// Makes the mentions written in one way an entity of their own.
    ///
    /// - Parameter new: The entity that they are of, by name; a new one called like the variant if there is none.
    public func split(
        _ name: String, variant: String, into new: String? = nil, kind: Facet? = nil
    ) throws(SpoglioError) -> Outcome {
        let whole = try entity(name, kind)
        let key = NameKeys.whole(variant)
        let variants = try EntityReader(searcher).view(whole.id, whole.facet).variants.filter { $0.rule != "alias" }
        guard variants.contains(where: { NameKeys.whole($0.text) == key }) else {
            let listed = variants.prefix(5).map { "'\($0.text)'" }.joined(separator: ", ")
            throw SpoglioError(
                .notFound, "no article calls '\(name)' '\(variant)'", hint: "its variants are \(listed)")
        }
        guard Set(variants.map { NameKeys.whole($0.text) }).count > 1 else {
            throw SpoglioError(
                .request, "'\(variant)' is the only form of '\(name)': nothing would be left",
                hint: "rename it with 'spoglio entity rename', or merge it into another")
        }
        var target = Searcher.EntityReference(
            facet: whole.facet,
            id: EntityID(kind: whole.facet.entityKind, foldedWords: NameKeys.words(of: variant)).text)
        if new == nil, let former = try former(key, of: whole) {
            target.id = former
        } else if let new, let known = try known(new, whole.facet) {
            target = known
        } else if let new {
            try Self.check(new)
            target.id = EntityID(kind: whole.facet.entityKind, foldedWords: NameKeys.words(of: new)).text
        }
        guard target.id != whole.id else {
            if new == nil, let outcome = try leave(whole, to: variant) { return outcome }
            throw SpoglioError(.request, "'\(new ?? variant)' is '\(name)' itself")
        }
        var corrections = [EntityCorrection(whole.facet, whole.id, .split(variant: variant, new: target.id))]
        if let new, NameKeys.whole(new) != key,
            try searcher.entities.entities(of: whole.facet)?.isLive(target.id) != true
        {
            corrections.append(EntityCorrection(whole.facet, target.id, .rename(name: new)))
        }
        return try append(corrections, about: target) {
            NameKeys.whole($0) == key ? "'\($0)' is an entity of its own" : "'\(variant)' is now a form of '\($0)'"
        }
    }

    /// Gives an entity another name to be shown.
    public func rename(_ name: String, to new: String, kind: Facet? = nil) throws(SpoglioError) -> Outcome {
        try Self.check(new)
        let known = try entity(name, kind)
        if try searcher.entities.entities(of: known.facet)?.name(of: known.id) == new {
            throw SpoglioError(.request, "'\(name)' is called '\(new)' already")
        }
        return try append([EntityCorrection(known.facet, known.id, .rename(name: new))], about: known) {
            "'\(name)' is now called '\($0)'"
        }
    }

    /// Gives an entity a further form.
    ///
    /// - Parameters:
    ///   - form: As articles write it, or with other capitals and accents where all articles write it in one way.
    ///   - isContextual: Whether it counts only in articles that name the entity anyway.
    public func alias(
        _ name: String, form: String, isContextual: Bool, kind: Facet? = nil
    ) throws(SpoglioError) -> Outcome {
        try Self.check(form)
        let known = try entity(name, kind)
        let form = try written(form)
        let correction = EntityCorrection(known.facet, known.id, .alias(form: form, isContextual: isContextual))
        guard !log.corrections.contains(correction) else {
            throw SpoglioError(.request, "'\(form)' is an alias of '\(name)' already")
        }
        return try append([correction], about: known) { "'\(form)' is now a form of '\($0)'" }
    }

    /// What taking the last correction back did.
    public struct Undone: Sendable, Encodable, Equatable {
        public var version = 1
        /// The lines that were removed, by their fields.
        public var removed: [[String]]
        /// How many are left.
        public var corrections: Int
    }

    /// Takes back what the last command corrected, as if it had never been.
    public func undo() throws(SpoglioError) -> Undone {
        var next = log
        let removed = next.removeLast()
        guard !removed.isEmpty else {
            throw SpoglioError(.notFound, "there is no correction to take back in '\(location.path)'")
        }
        try publish(next)
        return Undone(removed: removed.map(\.fields), corrections: next.corrections.count)
    }

    /// The corrections of an index as text.
    public static func exported(_ location: IndexLocation) throws(SpoglioError) -> String {
        _ = try Manifest.read(location)
        return try CorrectionLog.read(location).text
    }

    /// The one entity that a name means: of the kind of what it is to become, or where that has none of any kind.
    private func source(
        _ name: String, _ kind: Facet?, beside facet: Facet
    ) throws(SpoglioError) -> Searcher.EntityReference {
        if let kind { return try entity(name, kind) }
        if let found = try known(name, facet) { return found }
        return try entity(name, nil)
    }

    /// The indexed entity of this folded name that a merge made part of another.
    private func former(_ name: String, of whole: Searcher.EntityReference) throws(SpoglioError) -> String? {
        guard let lineage = try searcher.entities.entities(of: whole.facet)?.lineage else { return nil }
        for id in lineage.sources(of: whole.id) where id != whole.id {
            for segment in searcher.segments {
                let column = try segment.column(whole.facet)
                guard let value = column.ids.index(of: Array(id.utf8)) else { continue }
                if NameKeys.whole(column.labels.text(at: value)) == name { return id }
            }
        }
        return nil
    }

    private static func check(_ name: String) throws(SpoglioError) {
        if let fault = EntityCorrection.fault(inName: name) {
            throw SpoglioError(.request, "a name cannot be used: \(fault)")
        }
        guard !NameKeys.words(of: name).isEmpty else { throw SpoglioError(.request, "there is no word in '\(name)'") }
    }

    /// The one entity that a name means: by its identifier, or by a whole name. Near names are not taken for it.
    func entity(_ name: String, _ kind: Facet?) throws(SpoglioError) -> Searcher.EntityReference {
        let facets = kind.map { [$0] } ?? Facet.entities
        var found = try searcher.entities(calledExactly: name, facets: facets)
        if found.count > 1 {
            // The one that is called just so, if there is but one.
            var same: [Searcher.EntityReference] = []
            for reference in found {
                let own = try searcher.entities.entities(of: reference.facet)?.name(of: reference.id) ?? ""
                if NameKeys.whole(own) == NameKeys.whole(name) { same.append(reference) }
            }
            if same.count == 1 { found = same }
        }
        guard let first = found.first else {
            let near = try searcher.entities(named: name, facets: facets)
            var labels: [String] = []
            for reference in near.references.prefix(5) {
                let label = try searcher.entities.entities(of: reference.facet)?.name(of: reference.id)
                labels.append("'\(label ?? reference.id)'")
            }
            let note = labels.isEmpty ? near.notes.first : nil
            throw SpoglioError(
                .notFound, note ?? "no \(kind?.rawValue ?? "entity") is called '\(name)'",
                hint: labels.isEmpty
                    ? "'spoglio entity list --matching' shows the names of this index"
                    : "near names are \(labels.joined(separator: ", ")); write one whole")
        }
        guard found.count == 1 else {
            let ids = found.prefix(5).map { "'\($0.id)'" }.joined(separator: ", ")
            throw SpoglioError(
                .request, "'\(name)' is the name of several entities: \(ids)", hint: "name one by its identifier")
        }
        return first
    }

    /// The one entity that a name means, or nil where there is none of that name.
    private func known(_ name: String, _ facet: Facet) throws(SpoglioError) -> Searcher.EntityReference? {
        do {
            return try entity(name, facet)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    func append(
        _ corrections: [EntityCorrection], about entity: Searcher.EntityReference, _ message: (String) -> String
    ) throws(SpoglioError) -> Outcome {
        var next = log
        next.append(corrections)
        try publish(next)
        let entities = try searcher.entities.entities(of: entity.facet)
        let id = entities?.lineage.entity(of: entity.id) ?? entity.id
        let name = try entities?.name(of: id) ?? id
        return Outcome(message: message(name), id: id, name: name, articles: try entities?.articleCount(of: id) ?? 0)
    }

    func publish(_ next: CorrectionLog) throws(SpoglioError) {
        guard next.corrections.count <= CorrectionLog.mostCorrections else {
            throw SpoglioError(.request, "an index takes at most \(CorrectionLog.mostCorrections) corrections")
        }
        try next.write(location)
        log = next
        searcher = try Searcher(location)
    }

    static func withArticle(_ facet: Facet) -> String {
        facet == .organisation ? "an organisation" : "a \(facet.rawValue)"
    }
}

extension Facet {
    /// What entities of this facet are; persons for facets that have none.
    var entityKind: EntityKind {
        switch self {
        case .organisation: .organisation
        case .place: .place
        default: .person
        }
    }
}
