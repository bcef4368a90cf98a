// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Columns
import ItalianText
import TestSupport
import Testing

@testable import Spoglio

/// Near-duplicates are those that comparing every article with every other finds.
struct StoriesTests {
    /// What is compared of an article, worked out without the index.
    private struct Text {
        let shingles: Set<[String]>
        let sketch: Set<UInt32>

        init(_ article: Article) {
            var shingles: Set<[String]> = []
            var fields: [[UInt32]] = []
            for text in [article.title, article.body] {
                let bytes = Array(text.utf8)
                let words = Tokenizer().tokens(in: text).filter { !$0.isCompound }.map { token in
                    Folding.folded(Array(bytes[token.byteRange]).span, kind: token.kind)
                }
                for start in words.indices.dropLast(3) {
                    shingles.insert(words[start..<start + 4].map { String(decoding: $0, as: UTF8.self) })
                }
                fields.append(words.map(Shingles.word))
            }
            self.shingles = shingles
            sketch = Set(ShingleSketch.of(Shingles.set(fields)))
        }

        func similarity(_ other: Text) -> Double {
            let common = shingles.intersection(other.shingles).count
            return Double(common) / Double(max(1, shingles.count + other.shingles.count - common))
        }

        func isCopy(_ other: Text) -> Bool {
            // Half of the shingles up to 30 of them, three tenths from 100 on, evenly between.
            let shorter = Double(min(shingles.count, other.shingles.count))
            let needed = 0.5 - 0.2 * (min(max(shorter, 30), 100) - 30) / 70
            return similarity(other) >= needed && sketch.intersection(other.sketch).count >= 2
        }
    }

    /// The stories of more than one article, by comparing all with all.
    private func bruteForce(_ articles: [Article]) -> Set<Set<String>> {
        let texts = articles.map(Text.init)
        var groups = articles.map { Set([$0.id]) }
        for left in texts.indices {
            for right in texts.indices.dropFirst(left + 1) where texts[left].isCopy(texts[right]) {
                let joined = groups[left].union(groups[right])
                for index in articles.indices where joined.contains(articles[index].id) { groups[index] = joined }
            }
        }
        return Set(groups.filter { $0.count > 1 })
    }

    private func stories(_ searcher: Searcher) throws -> Set<Set<String>> {
        var found: Set<Set<String>> = []
        for story in try searcher.stories().members {
            var ids: Set<String> = []
            for member in story {
                ids.insert(try searcher.segments[member.segment].record(Int(member.document)).article.id)
            }
            found.insert(ids)
        }
        return found
    }

    private struct Press {
        var random: SeededGenerator
        private static let syllables = ["ma", "re", "to", "lu", "ci", "no", "sa", "pe", "di", "go", "vra", "sti"]
        private static let dates = ["2022-03-01", "2022-03-02", "2022", "2021-12-31", nil]

        mutating func words(_ count: Int) -> [String] {
            (0..<count).map { _ in (0..<random.number(2...3)).map { _ in random.pick(Self.syllables) }.joined() }
        }

        mutating func article(_ id: String, _ words: [String]) -> Article {
            IndexFixture.article(
                id, words.joined(separator: " "), title: self.words(5).joined(separator: " "),
                date: random.pick(Self.dates), section: random.pick(["Esteri", "Sport", nil]),
                authors: random.chance(2) ? [random.pick(["Anna", "Bruno"]), "Carla"] : [])
        }

        /// As another paper prints it.
        mutating func reprint(_ words: [String]) -> [String] {
            switch random.number(0...5) {
            case 0: return Array(words.dropLast(words.count * random.number(1...6) / 10))
            case 1: return words + self.words(random.number(5...40))
            case 2: return ["ANSA", "Roma"] + words
            case 3: return words.map { random.chance(25) ? "altro" : $0 }
            case 4: return words.map { random.chance(2) ? $0.uppercased() : $0 }
            default: return words
            }
        }
    }

    @Test(arguments: 1...8) func storiesAreThoseOfComparingAllWithAll(seed: Int) async throws {
        let fixture = try IndexFixture()
        var press = Press(random: SeededGenerator(seed: UInt64(seed)))
        var texts: [[String]] = []
        var articles: [String: Article] = [:]
        var seen = 0
        for step in 1...14 {
            var batch: [Article] = []
            for number in 0..<press.random.number(1...8) {
                let isReprint = !texts.isEmpty && press.random.chance(2)
                let old = isReprint ? press.random.pick(texts) : []
                let words = isReprint ? press.reprint(old) : press.words(press.random.number(3...90))
                texts.append(words)
                // An update now and then, of the same batch too.
                let isUpdate = !articles.isEmpty && press.random.chance(5)
                let id = isUpdate ? press.random.pick(articles.keys.sorted()) : "a\(step)-\(number)"
                batch.append(press.article(id, words))
                articles[id] = batch.last
            }
            try await fixture.add(batch)
            if step % 4 == 0 {
                let gone = press.random.pick(articles.keys.sorted())
                articles[gone] = nil
                try await fixture.delete([gone])
            }
            if step == 11 { try await fixture.compact() }
            let expected = bruteForce(Array(articles.values))
            seen = max(seen, expected.count)
            #expect(try stories(fixture.searcher()) == expected, "step \(step)")
        }
        #expect(seen > 2)
        try expectAnswers(fixture.searcher(), articles)
        #expect(try IndexVerifier(fixture.location).verify().problems == [])
    }

    @Test func aTextAsLongAsABookHasTheShinglesOfItsWords() async throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        let writer = try IndexWriter(location)
        let words = (0..<140_000).map { number in number % 7 == 0 ? "Città" : "parola\(number % 60_000)" }
        _ = try await writer.add(
            IndexFixture.article("a", words.joined(separator: " "), title: "Un libro"), sourceHash: 0)
        try await writer.commit()
        let segment = try #require(try Searcher(location).segments.first)
        let folded = words.map { Array($0.lowercased().replacing("à", with: "a").utf8) }
        var known: [UInt32: UInt32] = [:]
        let found = try segment.shingles(of: 0, words: &known)
        #expect(
            found == Shingles.set([["un", "libro"].map { Shingles.word(Array($0.utf8)) }, folded.map(Shingles.word)]))
        #expect(known.isEmpty)
    }

    /// `dup:`, `show`, collapsed hits and facets, by the stories.
    private func expectAnswers(_ searcher: Searcher, _ articles: [String: Article]) throws {
        let stories = try stories(searcher)
        for (id, _) in articles {
            let copies = (stories.first { $0.contains(id) } ?? []).subtracting([id])
            #expect(Set(try searcher.search(SearchRequest("dup:\(id)", limit: 1_000)).hits.map(\.id)) == copies)
            let view = try searcher.article(id)
            #expect(Set(view.copies) == copies)
            let earliest = copies.union([id]).min { (day($0, articles), $0) < (day($1, articles), $1) }
            #expect(view.story == earliest)
        }
        for (query, order) in [("", SearchRequest.Order.newest), ("mare OR tolu OR nosa OR pedi OR goma", .relevance)] {
            let all = try searcher.search(SearchRequest(query, limit: 1_000, order: order))
            var told: Set<Set<String>> = []
            let first = all.hits.filter { hit in told.insert(stories.first { $0.contains(hit.id) } ?? [hit.id]).inserted
            }
            for (limit, offset) in [(1_000, 0), (3, 0), (4, 5), (1, .max)] {
                let answer = try searcher.search(
                    SearchRequest(query, limit: limit, offset: offset, order: order, isCollapsed: true))
                #expect(answer.total == all.total)
                #expect(answer.stories == first.count)
                #expect(answer.hits.map(\.id) == first.dropFirst(offset).prefix(limit).map(\.id))
                for hit in answer.hits {
                    #expect(hit.copies == (stories.first { $0.contains(hit.id) }?.count ?? 1) - 1)
                }
            }
            let facets = try searcher.facets(
                FacetsRequest(query, facets: [.section, .author, .year], limit: 100, countsStories: true))
            #expect(facets.stories == first.count)
            for (name, values) in [
                ("section", { (article: Article) in article.section.map { [$0] } ?? [] }),
                ("author", { $0.authors }),
                ("year", { $0.date.map { [String($0.iso8601.prefix(4))] } ?? [] }),
            ] {
                var told: [String: Set<Set<String>>] = [:]
                for hit in all.hits {
                    guard let article = articles[hit.id] else { continue }
                    let story = stories.first { $0.contains(hit.id) } ?? [hit.id]
                    for value in values(article) { told[value, default: []].insert(story) }
                    if values(article).isEmpty { told["", default: []].insert(story) }
                }
                let counts = facets.facets[name]
                #expect(counts?.missing == told[""]?.count ?? 0)
                told[""] = nil
                let found = Dictionary(uniqueKeysWithValues: (counts?.values ?? []).map { ($0.value, $0.count) })
                #expect(found == told.mapValues(\.count), "\(name)")
            }
        }
    }

    private func day(_ id: String, _ articles: [String: Article]) -> Int32 { articles[id]?.date?.firstDay ?? .max }

    @Test func storiesDoNotDependOnTheOrderOfArticles() async throws {
        var press = Press(random: SeededGenerator(seed: 77))
        var articles: [Article] = []
        for number in 0..<12 {
            var words = press.words(60)
            for copy in 0..<press.random.number(1...5) {
                articles.append(press.article("a\(number)-\(copy)", words))
                words = press.reprint(words)
            }
        }
        let expected = bruteForce(articles)
        #expect(expected.count > 5)
        for size in [1, 3, 100] {
            articles.shuffle(using: &press.random)
            let fixture = try IndexFixture()
            for start in stride(from: 0, to: articles.count, by: size) {
                try await fixture.add(Array(articles[start..<min(articles.count, start + size)]))
            }
            #expect(try stories(fixture.searcher()) == expected, "\(size) at a time")
        }
    }

    /// Reprints that keep three fifths of all shingles are found, and nothing else is.
    @Test func reprintsAreFoundAndNothingElseIs() async throws {
        let fixture = try IndexFixture()
        var press = Press(random: SeededGenerator(seed: 5))
        var articles: [Article] = []
        for number in 0..<150 {
            let words = press.words(press.random.number(40...200))
            articles.append(press.article("a\(number)", words))
            articles.append(press.article("b\(number)", press.reprint(words)))
        }
        try await fixture.add(articles)
        let searcher = try fixture.searcher()
        var (wanted, found, wrong) = (0, 0, 0)
        for number in 0..<150 {
            let similarity = Text(articles[2 * number]).similarity(Text(articles[2 * number + 1]))
            let copies = try searcher.article("a\(number)").copies
            if similarity >= 0.6 {
                wanted += 1
                if copies == ["b\(number)"] { found += 1 }
            } else if similarity < 0.3, !copies.isEmpty {
                wrong += 1
            }
        }
        #expect(wanted > 100)
        #expect(found == wanted)
        #expect(wrong == 0)
    }

    @Test(arguments: [
        ("le stesse poche parole di sempre", 0),
        ("Una notizia breve che però ha già abbastanza parole per dire che è la stessa.", 1),
    ])
    func onlyTextsWithEightShinglesAreCompared(body: String, copies: Int) async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a", body), IndexFixture.article("b", body)])
        #expect(try fixture.searcher().article("a").copies.count == copies)
    }

    @Test func anUnknownArticleHasNoCopiesAndANoteSaysSo() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a", "Una notizia.")])
        let answer = try fixture.searcher().search(SearchRequest("dup:boh"))
        #expect(answer.total == 0)
        #expect(answer.notes == ["there is no article 'boh' in this index"])
    }

    @Test func manyArticlesOfOneTextAreOneStory() async throws {
        let fixture = try IndexFixture()
        let body = "Contenuto riservato agli abbonati: per leggere l'articolo intero serve un abbonamento al giornale."
        try await fixture.add((0..<1_500).map { IndexFixture.article("a\($0)", body, title: "Titolo \($0)") })
        let answer = try fixture.searcher().search(SearchRequest("", limit: 3, isCollapsed: true))
        #expect(answer.stories == 1)
        #expect(answer.hits.map(\.copies) == [1_499])
    }
}
