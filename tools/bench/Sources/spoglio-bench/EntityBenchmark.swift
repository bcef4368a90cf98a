// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import Glibc
import ItalianText

/// Times the search for names: tokens in, mentions out, and the same with each mention linked to its entity.
struct EntityBenchmark {
    let path: String

    func run() throws {
        let articles = try TextFile.pieces(path).map { piece in
            ArticleText(
                title: .init(bytes: [], tokens: []),
                body: .init(bytes: piece, tokens: Tokenizer().tokens(in: String(decoding: piece, as: UTF8.self))))
        }
        let tokens = articles.reduce(0) { $0 + $1.body.tokens.count }
        let authority = try Authority()
        let linker = EntityLinker(authority: authority)
        var recogniser = NameRecogniser(authority: authority)
        var fastest = (mentions: Double.infinity, links: Double.infinity)
        var found = 0
        for _ in 0..<3 {
            var start = ThreadClock.seconds()
            let mentions = articles.map { recogniser.mentions(in: $0) }
            fastest.mentions = min(fastest.mentions, ThreadClock.seconds() - start)
            start = ThreadClock.seconds()
            found = 0
            for (article, mentions) in zip(articles, mentions) { found += linker.link(mentions, in: article).count }
            fastest.links = min(fastest.links, ThreadClock.seconds() - start)
        }
        func rate(_ seconds: Double) -> Int { Int(Double(tokens) / seconds) }
        print("tokens\t\(tokens)\nmentions\t\(found)")
        print("tokens/s, mentions\t\(rate(fastest.mentions))")
        print("tokens/s, mentions and links\t\(rate(fastest.mentions + fastest.links))")
    }
}
