// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Entities
internal import QueryLanguage

/// Finds the facet values that a name in a query means, over all segments.
struct ValueResolver {
    private let segments: [Segment]
    private let directory: EntityDirectory
    let searcher: Searcher
    var notes: [String] = []

    init(_ searcher: Searcher) {
        segments = searcher.segments
        directory = searcher.entities
        self.searcher = searcher
    }

    /// The identifiers of the values, by facet; empty with a note when there are none.
    ///
    /// A value is meant by any of its names, case and accents folded. Where no name is the one asked for, the values
    /// whose names contain its words side by side are meant.
    mutating func resolve(_ value: FieldValue, in field: QueryField) throws(SpoglioError) -> [Facet: [String]] {
        try resolve(value.text, isWildcard: value.isWildcard, in: Facet.facets(of: field), called: field.canonicalName)
    }

    mutating func resolve(
        _ text: String, isWildcard: Bool = false, in facets: [Facet], called fieldName: String
    ) throws(SpoglioError) -> [Facet: [String]] {
        if isWildcard { return try wildcard(text, facets, fieldName) }
        let words = NameKeys.words(of: text)
        var found = try exact(words, facets)
        // A surname is that of everybody who bears it, also of those whom no article calls by it alone.
        if words.count == 1, !found.isEmpty, facets.contains(.person) {
            let bearers = try values(
                [.person], given: { $0.hasSuffix(" " + words[0]) },
                matching: { Self.endingWith($0, $1, words[0]) })
            if let bearers = bearers[.person] { found[.person] = Set((found[.person] ?? []) + bearers).sorted() }
        }
        if found.isEmpty, facets.contains(.person) {
            found = try surnameFirst(text)
            if !found.isEmpty {
                let labels = try self.labels(found)
                notes.append(
                    "no \(fieldName) is called '\(text)'; took the surname for the first part: " + Self.listed(labels))
            }
        }
        if found.isEmpty {
            found = try values(
                facets, given: { Self.contains(words, in: $0) },
                matching: { Self.containing($0, $1, words) })
            if found.isEmpty {
                found = try spelled(text, facets)
                if !found.isEmpty {
                    let labels = try self.labels(found)
                    notes.append("no \(fieldName) is called '\(text)' here; it is a spelling of " + Self.listed(labels))
                }
            } else {
                let labels = try self.labels(found)
                notes.append(
                    "no \(fieldName) is called '\(text)'; took those whose name contains it: "
                        + Self.listed(labels))
            }
        } else if facets.contains(where: { [.person, .organisation, .place].contains($0) }) {
            let labels = try self.labels(found)
            if labels.count > 1 {
                notes.append("'\(text)' is the name of several: " + Self.listed(labels))
            }
        }
        if found.isEmpty { notes.append(try unknown(text, words, facets, fieldName)) }
        return found
    }

    /// The near-duplicates of an article, without itself; none with a note where there is no such article.
    mutating func copies(ofArticle id: String) throws(SpoglioError) -> Clause {
        guard let place = try searcher.place(of: id) else {
            notes.append("there is no article '\(id)' in this index")
            return .nothing
        }
        let copies = try searcher.stories().copies(of: place)
        return .documents(Dictionary(grouping: copies) { segments[$0.segment].name }.mapValues { $0.map(\.document) })
    }

    /// The values of a facet that a filter names: by identifier as answers give it, else as in a query.
    mutating func filter(_ text: String, in facet: Facet) throws(SpoglioError) -> [String] {
        let id = FacetValue.storedID(text)
        if let entities = try directory.entities(of: facet), !entities.isTrivial {
            let entity = entities.lineage.entity(of: id)
            if try entities.isLive(entity) { return [entity] }
        } else {
            for segment in segments {
                let column = try segment.column(facet)
                if let value = column.ids.index(of: Array(id.utf8)), segment.isLive(value: value, in: column) {
                    return [id]
                }
            }
        }
        return try resolve(text, in: [facet], called: facet.rawValue)[facet] ?? []
    }

    /// The values that a name as a whole means.
    func exact(_ words: [String], _ facets: [Facet]) throws(SpoglioError) -> [Facet: [String]] {
        let name = words.joined(separator: " ")
        return try values(
            facets, name: name, given: { $0 == name },
            matching: { $1.values(named: name) })
    }

    /// The persons meant by a name with the surname first: `Renzi, Matteo`, `De Luca Vincenzo`.
    private func surnameFirst(_ text: String) throws(SpoglioError) -> [Facet: [String]] {
        let parts = text.split(separator: ",", maxSplits: 1).map { NameKeys.words(of: String($0)) }
        if parts.count == 2 { return try exact(parts[1] + parts[0], [.person]) }
        let words = parts.first ?? []
        for count in [1, 2] where words.count > count {
            let found = try exact(Array(words[count...] + words[..<count]), [.person])
            if !found.isEmpty { return found }
        }
        return [:]
    }

    /// - Parameters:
    ///   - name: The folded name that is looked for, where it is a whole one.
    ///   - isMeant: Whether a folded name that a correction gave is looked for too.
    ///   - matching: The values of a column that are looked for.
    private func values(
        _ facets: [Facet], name: String? = nil, given isMeant: (String) -> Bool,
        matching: (FacetColumn, FacetNames) -> [UInt32]
    ) throws(SpoglioError) -> [Facet: [String]] {
        var found: [Facet: [String]] = [:]
        for facet in facets {
            let entities = facet == .topic ? nil : try directory.entities(of: facet)
            var ids: Set<String> = []
            for segment in segments {
                let column = try segment.column(facet)
                for value in try matching(column, segment.names(facet)) {
                    let id = column.ids.text(at: Int(value))
                    if let entities, !entities.isTrivial {
                        ids.insert(entities.lineage.entity(of: id) { name })
                    } else if segment.isLive(value: Int(value), in: column) {
                        ids.insert(id)
                    }
                }
            }
            if let entities, !entities.isTrivial {
                ids.formUnion(entities.entities(whoseName: isMeant))
                for id in ids where try !entities.isLive(id) { ids.remove(id) }
            }
            if !ids.isEmpty { found[facet] = ids.sorted() }
        }
        return found
    }

    /// The values whose name is spelled otherwise in the index than here: as the authority knows, or by likeness.
    private func spelled(_ text: String, _ facets: [Facet]) throws(SpoglioError) -> [Facet: [String]] {
        guard facets.contains(where: \.isOfEntities) else { return [:] }
        let annotator = try directory.annotator()
        let linked = annotator.entities(named: text)
        let key = NameKinship.key(text, kind: .person)
        var found: [Facet: [String]] = [:]
        for facet in facets {
            guard let entities = try directory.entities(of: facet) else { continue }
            var ids: Set<String> = Set(linked[facet] ?? [])
            for segment in segments {
                let column = try segment.column(facet)
                guard column.hasKinships else { continue }
                for value in 0..<column.count where column.kinship(of: value) == key {
                    let label = column.labels.text(at: value)
                    if NameKinship.similarity(text, label, kind: .person) >= NameKinship.accepts {
                        ids.insert(column.ids.text(at: value))
                    }
                }
            }
            var live: Set<String> = []
            for id in Set(ids.map { entities.lineage.entity(of: $0) }) where try entities.isLive(id) { live.insert(id) }
            if !live.isEmpty { found[facet] = live.sorted() }
        }
        return found
    }

    /// The values whose label holds the words side by side and more.
    private static func containing(_ column: FacetColumn, _ names: FacetNames, _ words: [String]) -> [UInt32] {
        var candidates: Set<UInt32>?
        for word in words {
            let values = Set(names.values(withWord: word))
            candidates = candidates.map { $0.intersection(values) } ?? values
        }
        return (candidates ?? []).sorted().filter { value in
            contains(words, in: NameKeys.whole(column.labels.text(at: Int(value))))
        }
    }

    /// Whether a folded name has the words side by side.
    static func contains(_ words: [String], in name: String) -> Bool {
        !words.isEmpty && (" " + name + " ").contains(" " + words.joined(separator: " ") + " ")
    }

    /// The values whose label of several words ends with a word.
    private static func endingWith(_ column: FacetColumn, _ names: FacetNames, _ word: String) -> [UInt32] {
        names.values(withWord: word).filter { NameKeys.words(of: column.labels.text(at: Int($0))).last == word }
    }

    mutating func wildcard(
        _ text: String, _ facets: [Facet], _ fieldName: String
    ) throws(SpoglioError) -> [Facet: [String]] {
        let pattern = WordForms.pattern(text)
        let isMeant = { (name: String) in
            ([name] + name.split(separator: " ").map(String.init)).contains {
                Array($0.utf8).matches(wildcard: pattern)
            }
        }
        let matching = { (_: FacetColumn, names: FacetNames) -> [UInt32] in
            let prefix = Array(pattern.prefix { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") })
            var values: Set<UInt32> = []
            names.names.forEach(in: names.names.range(withPrefix: prefix)) { index, name in
                if name.matches(wildcard: pattern) { values.formUnion(names.values(ofName: index)) }
            }
            names.words.forEach(in: names.words.range(withPrefix: prefix)) { index, word in
                if word.matches(wildcard: pattern) { values.formUnion(names.values(ofWord: index)) }
            }
            return values.sorted()
        }
        let found = try values(facets, given: isMeant, matching: matching)
        if found.isEmpty { notes.append("no \(fieldName) matches '\(text)'") }
        return found
    }

    func labels(_ found: [Facet: [String]]) throws(SpoglioError) -> [String] {
        var labels: Set<String> = []
        for (facet, ids) in found {
            if facet != .topic, let entities = try directory.entities(of: facet) {
                for id in ids { labels.insert(try entities.name(of: id) ?? id) }
                continue
            }
            for segment in segments {
                let column = try segment.column(facet)
                for id in ids {
                    if let index = column.ids.index(of: Array(id.utf8)) { labels.insert(column.labels.text(at: index)) }
                }
            }
        }
        return labels.sorted()
    }

    static func listed(_ labels: [String]) -> String {
        let shown = labels.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
        return labels.count > 5 ? "\(shown) and \(labels.count - 5) more" : shown
    }

    /// The note about a name that is not known, with the nearest known ones.
    private func unknown(
        _ text: String, _ words: [String], _ facets: [Facet], _ fieldName: String
    ) throws(SpoglioError) -> String {
        let key = Array(words.joined(separator: " ").utf8)
        var nearest: [String: Int] = [:]
        for facet in facets {
            for segment in segments {
                let column = try segment.column(facet)
                let edits = key.count < 6 ? 1 : 2
                let known = try segment.names(facet)
                let names = known.names.indices(within: edits, of: key, limit: 100).map {
                    ($0.edits, known.values(ofName: $0.index))
                }
                let words = known.words.indices(within: edits, of: key, limit: 100).map {
                    ($0.edits, known.values(ofWord: $0.index))
                }
                for (edits, values) in names + words {
                    for value in values where segment.isLive(value: Int(value), in: column) {
                        let label = column.labels.text(at: Int(value))
                        nearest[label] = min(nearest[label] ?? .max, edits)
                    }
                }
            }
        }
        let names = nearest.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
        let note = "no \(fieldName) is called '\(text)'"
        return names.isEmpty ? note : note + "; the nearest known: " + Self.listed(names)
    }
}
