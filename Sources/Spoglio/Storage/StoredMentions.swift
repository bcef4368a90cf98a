// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import Entities
internal import ItalianText

/// The mentions of an article as they were indexed, with what became of their entities since.
struct StoredMentions {
    private let segment: Segment
    private let entities: EntityDirectory

    init(_ segment: Segment, entities: EntityDirectory) {
        self.segment = segment
        self.entities = entities
    }

    /// One mention, by the positions of the article that it covers.
    private struct Place {
        var positions: Range<Int>
        var facet: Facet
        var entity: String
        var confidence: Double
        var rule: String
    }

    /// The mentions in reading order, with offsets into the article's title or body.
    func views(of document: Int, in article: Article) throws(SpoglioError) -> [MentionView] {
        let title = FieldTokens(article.title, field: .title)
        let body = FieldTokens(article.body, field: .body)
        var views: [MentionView] = []
        for place in try places(document) {
            let isTitle = place.positions.lowerBound < title.count
            let field = isTitle ? title : body
            let base = isTitle ? 0 : title.count
            guard let range = field.scalars(place.positions.lowerBound - base..<place.positions.upperBound - base)
            else {
                throw SpoglioError(.indexDamaged, "a mention of '\(article.id)' lies outside its text")
            }
            let name = try entities.entities(of: place.facet)?.name(of: place.entity) ?? place.entity
            views.append(
                MentionView(
                    field: field.field, start: range.lowerBound, end: range.upperBound, text: field.text(range),
                    kind: place.facet.rawValue,
                    entity: MentionView.Entity(
                        id: place.entity, name: name, known: EntityID(place.entity).isKnown),
                    confidence: place.confidence, rule: place.rule))
        }
        return views
    }

    private func places(_ document: Int) throws(SpoglioError) -> [Place] {
        let mentions = try segment.mentions
        var found: [(position: Int, variant: Int)] = []
        do {
            try mentions.forEach(of: document) { found.append((Int($0), $1)) }
        } catch {
            throw SpoglioError(error)
        }
        var places: [Place] = []
        for (position, number) in found {
            let variant = mentions.variant(number)
            guard Int(variant.facet) < Facet.entities.count else { continue }
            let facet = Facet.entities[Int(variant.facet)]
            let indexed = try segment.column(facet).ids.text(at: Int(variant.value))
            let lineage = try entities.entities(of: facet)?.lineage
            places.append(
                Place(
                    positions: position..<position + Int(variant.span), facet: facet,
                    entity: lineage?.entity(of: indexed) { NameKeys.whole(variant.text) } ?? indexed,
                    confidence: Double(variant.score) / 100, rule: variant.rule))
        }
        let aliases = try aliased(document, besides: places)
        return (places + aliases).sorted {
            ($0.positions.lowerBound, $0.positions.upperBound) < ($1.positions.lowerBound, $1.positions.upperBound)
        }
    }

    /// Where a form that a correction gave to an entity stands outside its other mentions.
    private func aliased(_ document: Int, besides places: [Place]) throws(SpoglioError) -> [Place] {
        var added: [Place] = []
        for facet in Facet.entities {
            guard let aliases = try entities.entities(of: facet)?.aliases, !aliases.isEmpty else { continue }
            let matcher = try SegmentMatcher(segment, stemmer: ItalianStemmer())
            for alias in aliases {
                if alias.isContextual, !places.contains(where: { $0.facet == facet && $0.entity == alias.entity }) {
                    continue
                }
                for range in try matcher.highlights(alias.clause, in: document) ?? [] {
                    let positions = Int(range.start)..<Int(range.end)
                    let isKnown = (places + added).contains {
                        $0.facet == facet && $0.entity == alias.entity && $0.positions.overlaps(positions)
                    }
                    if isKnown { continue }
                    added.append(
                        Place(positions: positions, facet: facet, entity: alias.entity, confidence: 1, rule: "alias"))
                }
            }
        }
        return added
    }
}

/// The positions of a field's text, as Unicode scalars.
private struct FieldTokens {
    let field: Snippet.Field
    private let scalars: [Unicode.Scalar]
    private let ranges: [Range<Int>]

    init(_ text: String, field: Snippet.Field) {
        self.field = field
        scalars = Array(text.unicodeScalars)
        var offsets = ScalarOffsets(Array(text.utf8))
        ranges = Tokenizer().tokens(in: text).filter { !$0.isCompound }.map {
            offsets.offset(ofByte: Int($0.start))..<offsets.offset(ofByte: Int($0.end))
        }
    }

    var count: Int { ranges.count }

    /// The scalars from the first position to the last; nil where there are no such positions.
    func scalars(_ positions: Range<Int>) -> Range<Int>? {
        guard positions.lowerBound >= 0, positions.upperBound <= ranges.count, !positions.isEmpty else { return nil }
        return ranges[positions.lowerBound].lowerBound..<ranges[positions.upperBound - 1].upperBound
    }

    func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }
}
