// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import ItalianText
import Xapian

/// A token of a text in the forms that searches compare.
struct ModelToken: Equatable {
    var folded: String
    var exact: String
    var stem: String
    var isElided: Bool
    var isCompound: Bool
    /// Where it stands among the plain tokens of its field, and how many of them it covers.
    var start: Int
    var span: Int
    /// Where its bytes begin and end in the text.
    var byte: Int
    var end: Int

    var places: Range<Int> { start..<start + span }

    static func tokens(of text: String) throws -> [ModelToken] {
        let bytes = Array(text.utf8)
        var stemmer = try Stemmer(language: "italian")
        return try Tokenizer().tokens(in: text).map { token in
            let slice = Array(bytes[token.byteRange])
            let folded = String(decoding: Folding.folded(slice.span, kind: token.kind), as: UTF8.self)
            let isStemmed = [.word, .acronym].contains(token.kind) && folded.utf8.allSatisfy { $0 >= 97 }
            return ModelToken(
                folded: folded, exact: String(decoding: Folding.exact(slice.span), as: UTF8.self),
                stem: isStemmed ? try stemmer.stem(folded) : folded,
                isElided: token.flags.contains(.elided) && !token.isCompound, isCompound: token.isCompound,
                start: Int(token.position), span: Int(token.span), byte: Int(token.start),
                end: Int(token.end))
        }
    }
}

/// An article and its tokens, field by field.
struct ModelArticle {
    let article: Article
    let title: [ModelToken]
    let body: [ModelToken]

    init(_ article: Article) throws {
        self.init(
            article, title: try ModelToken.tokens(of: article.title), body: try ModelToken.tokens(of: article.body))
    }

    init(_ article: Article, title: [ModelToken], body: [ModelToken]) {
        self.article = article
        self.title = title
        self.body = body
    }

    /// First and last day as ISO 8601, which sorts as days do.
    var days: (first: String, last: String)? {
        article.date.map { (Self.firstDay($0.year, $0.month, $0.day), Self.lastDay($0.year, $0.month, $0.day)) }
    }

    static func firstDay(_ year: Int, _ month: Int?, _ day: Int?) -> String { iso(year, month ?? 1, day ?? 1) }

    static func lastDay(_ year: Int, _ month: Int?, _ day: Int?) -> String {
        let lengths = [31, year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28, 31, 30, 31, 30, 31, 31]
        let month = month ?? 12
        return iso(year, month, day ?? (lengths + [30, 31, 30, 31])[month - 1])
    }

    private static func iso(_ year: Int, _ month: Int, _ day: Int) -> String {
        [(year, 4), (month, 2), (day, 2)].map { number, width in
            let digits = String(number)
            return String(repeating: "0", count: width - digits.count) + digits
        }.joined(separator: "-")
    }
}
