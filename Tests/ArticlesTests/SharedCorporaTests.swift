// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

@testable import Articles

/// Where the corpora are that are not part of the project, nil when they are not at hand.
private let corpora: String? = {
    let named = getenv("SPOGLIO_SHARED").map { String(cString: $0) }
    for folder in [named, "../shared"].compactMap({ $0 }) where access(folder + "/corpora", R_OK) == 0 {
        return folder + "/corpora"
    }
    return nil
}()

@Suite(.enabled(if: corpora != nil, "the shared corpora are not here"))
struct SharedCorporaTests {
    private func read(_ path: String) throws -> [ReadingEvent] {
        var events: [ReadingEvent] = []
        for item in CorpusWalker(paths: [try #require(corpora) + "/" + path]) {
            switch item {
            case .rejection(let rejection, _): events.append(.rejection(rejection))
            case .file(let file):
                ArticleReader().read(file) { event in
                    events.append(event)
                    return .next
                }
            }
        }
        return events
    }

    @Test func theReferenceArticleHasItsParts() throws {
        let article = try #require(try read("articolo-di-riferimento.txt").first?.article)
        #expect(article.section == "Politica")
        #expect(article.title.hasPrefix("Musk comunica") && article.title.hasSuffix("in Ucraina"))
        #expect(article.source == "WSJ")
        #expect(article.date == nil)
    }

    @Test(arguments: 0..<6, ["cp1252", "crlf", "latin1", "macroman", "mojibake", "nfd", "utf16le_bom", "utf8_bom"])
    func allEncodingsGiveTheSameArticle(_ number: Int, _ encoding: String) throws {
        let sound = try #require(try read("encodings/\(number)_utf8.txt").first?.article)
        let other = try #require(try read("encodings/\(number)_\(encoding).txt").first?.article)
        // The Latin-1 files lack the characters that Latin-1 has not.
        let expected = encoding == "latin1" ? String(sound.body.map { "–…€’".contains($0) ? "?" : $0 }) : sound.body
        #expect(other.title == sound.title)
        #expect(other.body == expected)
    }

    @Test func everyOldFrontPageIsOneDatedArticle() throws {
        let articles = try read("cronaca_sovversiva_1916").map { try #require($0.article) }
        #expect(articles.count == 53)
        #expect(articles.allSatisfy { $0.date?.year == 1916 && $0.date?.day != nil && $0.dateSource == .path })
    }

    @Test func everyItemOfAFeedInLatin1IsRead() throws {
        let found = try read("wikinews_latin1.xml")
        let articles = found.compactMap(\.article)
        #expect(found.count == 40 && articles.count == 39)
        #expect(articles.allSatisfy { $0.source == "Wikinotizie" && $0.date?.day != nil && !$0.title.isEmpty })
        #expect(articles.first?.tags == ["Attualità"])
        #expect(articles.first?.body.hasSuffix("la possibilità di un incendio doloso.") == true)
    }

    @Test func everyMarkdownPostHasItsFields() throws {
        let articles = try read("linuxit_md").map { try #require($0.article) }
        #expect(articles.count == 113)
        #expect(articles.allSatisfy { $0.dateSource == .frontMatter && !$0.title.isEmpty && !$0.body.contains("</") })
    }

    @Test func brokenLinesAreOneRejectionEachAndTheRestIsRead() throws {
        let events = try read("broken/broken.jsonl")
        let lines = events.compactMap { event -> Int? in
            if case .rejection(let rejection) = event { rejection.position } else { nil }
        }
        #expect(lines == [4, 8, 12, 13, 16, 18, 19])
        #expect(events.compactMap(\.article).count == 23)
        let mixed = try read("broken/mixed_encoding.jsonl")
        #expect(mixed.compactMap(\.article).map(\.section) == Array(repeating: "Attualità", count: 4))
        #expect(mixed.last?.summary == "- 5: the JSON is cut off")
    }
}
