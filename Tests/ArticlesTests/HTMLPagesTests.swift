// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

/// The pages under Pages, in the style of eleven templates, against what is expected of each.
@Suite struct HTMLPagesTests {
    private static let folder: String = {
        let parts = #filePath.split(separator: "/").dropLast()
        return "/" + parts.joined(separator: "/") + "/Pages"
    }()

    static let expected: [Article] = {
        var articles: [Article] = []
        ArticleReader(forcing: .jsonl).read(PathName(folder + "/expected.jsonl")) { event in
            if let article = event.article { articles.append(article) }
            return .next
        }
        return articles
    }()

    @Test func thereAreFortyPages() {
        #expect(Self.expected.count == 40)
        #expect(Self.expected.count { $0.metadata["held_out"] == "yes" } == 16)
    }

    @Test(arguments: expected)
    func anArticleIsFoundInItsPage(_ expected: Article) throws {
        var found: [ReadingEvent] = []
        ArticleReader().read(PathName(Self.folder + "/" + expected.path)) { event in
            found.append(event)
            return .next
        }
        let article = try #require(found.compactMap(\.article).first, "\(found)")
        #expect(found.count == 1)
        #expect(article.title == expected.title)
        if let date = expected.date {
            #expect(article.date == date)
            #expect(article.dateSource?.rawValue == expected.metadata["date_source_expected"])
        }
        if let section = expected.section { #expect(article.section == section) }
        if !expected.authors.isEmpty { #expect(article.authors == expected.authors) }
        #expect(Self.agreement(article.body, expected.body) >= 0.95)
    }

    /// F1 over words.
    private static func agreement(_ found: String, _ expected: String) -> Double {
        func words(_ text: String) -> [String: Int] {
            let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
            return Dictionary(words.map { (String($0), 1) }, uniquingKeysWith: +)
        }
        let (found, expected) = (words(found), words(expected))
        let both = found.reduce(0) { $0 + min($1.value, expected[$1.key] ?? 0) }
        let all = found.values.reduce(0, +) + expected.values.reduce(0, +)
        return all == 0 ? 0 : 2 * Double(both) / Double(all)
    }
}
