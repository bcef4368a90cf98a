// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Entities

extension EntityEditor {
    /// Articles of each segment that are looked at for how they write a form.
    private static let mostLookedAt = 200

    /// A form as articles write it: as it is given, else in the one way that they have, capitals and accents aside.
    func written(_ form: String) throws(SpoglioError) -> String {
        guard let clause = try EntityAlias.clause(of: form) else {
            throw SpoglioError(.request, "there is no word in '\(form)'")
        }
        for segment in searcher.segments {
            if try !SegmentMatcher(segment, stemmer: ItalianStemmer()).documents(clause).isEmpty { return form }
        }
        let spellings = try spellings(of: form)
        if spellings.count == 1 { return spellings[0] }
        let shown = spellings.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
        throw SpoglioError(
            .notFound, "'\(form)' stands in no article",
            hint: spellings.isEmpty
                ? "write it as an article does, of which 'spoglio search' shows pieces"
                : "articles write \(shown); name one, or write '\(form.lowercased())' for all of them")
    }

    /// How articles write a form, capitals and accents aside, the commonest first.
    private func spellings(of form: String) throws(SpoglioError) -> [String] {
        guard let clause = try EntityAlias.clause(of: form.lowercased()) else { return [] }
        var counts: [String: Int] = [:]
        for segment in searcher.segments {
            let matcher = try SegmentMatcher(segment, stemmer: ItalianStemmer())
            for document in try matcher.documents(clause).documents().prefix(Self.mostLookedAt) {
                let places = try matcher.highlights(clause, in: Int(document)) ?? []
                for text in ArticleHighlights(try segment.article(Int(document)), places: places).whole() {
                    let scalars = Array(text.text.unicodeScalars)
                    for range in text.highlights {
                        var spelling = String.UnicodeScalarView()
                        spelling.append(contentsOf: scalars[range])
                        counts[String(spelling), default: 0] += 1
                    }
                }
            }
        }
        return counts.filter { EntityCorrection.fault(inName: $0.key) == nil }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
}
