// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Entities

extension EntityEditor {
    /// Adds the corrections of a text to those of the index: all of them or, with the reason, none.
    ///
    /// - Parameter skipsUnmatched: Whether corrections of entities that this index does not have are left out.
    /// - Returns: How many were added.
    public func importCorrections(
        _ bytes: [UInt8], of file: String, skipsUnmatched: Bool = false
    ) throws(SpoglioError) -> Int {
        let incoming = try CorrectionLog(bytes, of: file)
        var added: [EntityCorrection] = []
        // Lines that the index has already; a line that stands twice in the file is meant twice.
        var held: [EntityCorrection: Int] = [:]
        for correction in log.corrections { held[correction, default: 0] += 1 }
        var lineages: [Facet: EntityLineage] = [:]
        for facet in Facet.entities {
            lineages[facet] = EntityLineage(kin: [:], corrections: log.corrections.filter { $0.facet == facet })
        }
        for (correction, line) in zip(incoming.corrections, incoming.lines) {
            if let count = held[correction], count > 0 {
                held[correction] = count - 1
                continue
            }
            do {
                if let lineage = lineages[correction.facet] { try validate(correction, lineage) }
            } catch {
                if skipsUnmatched, error.code == .notFound { continue }
                throw SpoglioError(.request, "'\(file)' line \(line): \(error.message)", hint: error.hint)
            }
            lineages[correction.facet]?.append(correction)
            added.append(correction)
        }
        var next = log
        next.append(added)
        if !added.isEmpty { try publish(next) }
        return added.count
    }

    private func validate(_ correction: EntityCorrection, _ lineage: EntityLineage) throws(SpoglioError) {
        let entities = try searcher.entities.entities(of: correction.facet)
        func isThere(_ id: String) throws(SpoglioError) -> Bool {
            if lineage.isTouched(id) { return true }
            return try entities?.name(of: id) != nil
        }
        guard try isThere(correction.entity) else {
            throw SpoglioError(
                .notFound, "there is no \(correction.facet.rawValue) '\(correction.entity)' in this index",
                hint: "leave such corrections out with --skip-unmatched")
        }
        switch correction.action {
        case .rename(let name):
            guard !NameKeys.words(of: name).isEmpty else {
                throw SpoglioError(.request, "there is no word in '\(name)'")
            }
            return
        case .alias(let form, _): return try requireText(form, anyCase: false)
        case .split(let variant, let new):
            var isUsable = Self.isIdentifier(new, of: correction.facet)
            if !isUsable { isUsable = try isThere(new) }
            guard isUsable else {
                throw SpoglioError(
                    .request, "'\(new)' is no identifier of \(Self.withArticle(correction.facet))",
                    hint: "a new one is '\(correction.facet.rawValue)/' and words in small letters, joined by hyphens")
            }
            guard lineage.entity(of: correction.entity) != new else {
                throw SpoglioError(.request, "'\(variant)' is split off into the entity that it is of, '\(new)'")
            }
            return try requireText(variant, anyCase: true)
        case .merge(let into): try validateMerge(of: correction, into: into, lineage, isThere)
        }
    }

    private func validateMerge(
        of correction: EntityCorrection, into: String, _ lineage: EntityLineage,
        _ isThere: (String) throws(SpoglioError) -> Bool
    ) throws(SpoglioError) {
        var isUsable = try isThere(into)
        if !isUsable { isUsable = try isOfAuthority(into, correction.facet) }
        guard isUsable else {
            throw SpoglioError(
                .notFound, "there is no \(correction.facet.rawValue) '\(into)' in this index",
                hint: "leave such corrections out with --skip-unmatched")
        }
        guard correction.entity != into else {
            throw SpoglioError(.request, "'\(into)' cannot be merged into itself")
        }
        // Spellings of one entity may each have a line; a target that was merged away before closes a circle.
        let target = lineage.entity(of: into)
        guard lineage.entity(of: correction.entity) != target || target == into else {
            throw SpoglioError(
                .request, "'\(correction.entity)' and '\(into)' are one already: merges must not go round")
        }
    }

    /// Whether a form stands in an article; else a correction of it would change nothing.
    private func requireText(_ form: String, anyCase: Bool) throws(SpoglioError) {
        guard let clause = try EntityAlias.clause(of: anyCase ? form.lowercased() : form) else {
            throw SpoglioError(.request, "there is no word in '\(form)'")
        }
        let stemmer = try ItalianStemmer()
        for segment in searcher.segments {
            if try !SegmentMatcher(segment, stemmer: stemmer).documents(clause).isEmpty { return }
        }
        throw SpoglioError(
            .notFound, "'\(form)' stands in no article", hint: "leave such corrections out with --skip-unmatched")
    }

    /// Whether a text can name an entity of a kind that no authority has: its kind and folded words.
    private static func isIdentifier(_ id: String, of facet: Facet) -> Bool {
        guard let slash = id.firstIndex(of: "/"), id[..<slash] == facet.rawValue else { return false }
        let words = id[id.index(after: slash)...]
        return !words.isEmpty && !words.unicodeScalars.contains { $0.properties.isWhitespace }
    }
}
