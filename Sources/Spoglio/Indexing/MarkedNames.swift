// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Entities
internal import ItalianText

/// The names that an article's source marks as such, the way TEI editions do: wherever one of them stands in the text, it
/// is a mention of that kind.
///
/// They are the metadata `persons`, `organisations` and `places`, with semicolons between the names.
struct MarkedNames {
    private struct Name {
        let words: [ArraySlice<UInt8>]
        let kind: EntityKind
    }

    /// By their first words, the longest first.
    private var names: [ArraySlice<UInt8>: [Name]] = [:]

    private static let keys: [(String, EntityKind)] = [
        ("persons", .person), ("organisations", .organisation), ("places", .place),
    ]
    private static let mostNames = 1000

    /// Nil where nothing is marked, as in nearly every article.
    init?(_ article: Article) {
        guard !article.metadata.isEmpty else { return nil }
        var count = 0
        for (key, kind) in Self.keys {
            for text in article.metadata[key]?.split(separator: ";") ?? [] where count < Self.mostNames {
                let content = ArticleText.Content(String(text))
                let words = Self.plainTokens(content).map { Self.bytes(of: $0, content) }
                guard let first = words.first else { continue }
                names[first, default: []].append(Name(words: words, kind: kind))
                count += 1
            }
        }
        if names.isEmpty { return nil }
        for key in names.keys { names[key]?.sort { $0.words.count > $1.words.count } }
    }

    /// The mentions with those that are marked; of two that overlap the marked one stays, unless it is a part of one of its
    /// kind.
    func added(to mentions: [Mention], in text: ArticleText) -> [Mention] {
        var result = mentions
        for field in ArticleText.Field.allCases {
            let content = text[field]
            let tokens = Self.plainTokens(content)
            var position = 0
            while position < tokens.count {
                guard let name = name(at: position, tokens, content) else {
                    position += 1
                    continue
                }
                let range = position..<(position + name.words.count)
                take(range, name.kind, field, tokens, &result)
                position = range.upperBound
            }
        }
        return result.sorted { ($0.field, $0.positions.lowerBound) < ($1.field, $1.positions.lowerBound) }
    }

    private func take(
        _ range: Range<Int>, _ kind: EntityKind, _ field: ArticleText.Field, _ tokens: [Token],
        _ mentions: inout [Mention]
    ) {
        let isKnown = mentions.contains { mention in
            mention.field == field && mention.kind == kind && mention.positions.lowerBound <= range.lowerBound
                && mention.positions.upperBound >= range.upperBound
        }
        if isKnown { return }
        mentions.removeAll { $0.field == field && $0.positions.overlaps(range) }
        let bytes = Int(tokens[range.lowerBound].start)..<Int(tokens[range.upperBound - 1].end)
        mentions.append(
            Mention(
                field: field, positions: range, byteRange: bytes, kind: kind, rule: .unknownName, candidates: [],
                confidence: 1))
    }

    private func name(at position: Int, _ tokens: [Token], _ content: ArticleText.Content) -> Name? {
        names[Self.bytes(of: tokens[position], content)]?.first { name in
            let rest = tokens[position...].prefix(name.words.count)
            return rest.count == name.words.count
                && zip(rest, name.words).allSatisfy { Self.bytes(of: $0, content) == $1 }
        }
    }

    private static func plainTokens(_ content: ArticleText.Content) -> [Token] {
        content.tokens.filter { !$0.flags.contains(.compound) }
    }

    private static func bytes(of token: Token, _ content: ArticleText.Content) -> ArraySlice<UInt8> {
        content.bytes[Int(token.start)..<Int(token.end)]
    }
}
