// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Glibc
import ItalianText

/// Times HTML pages from the file to the tokens of their articles.
struct PageBenchmark {
    let paths: [String]

    func run() {
        let reader = ArticleReader(forcing: .html)
        let tokenizer = Tokenizer()
        var fastest = Double.infinity
        var (articles, tokens, bytes) = (0, 0, 0)
        for _ in 0..<5 {
            (articles, tokens, bytes) = (0, 0, 0)
            let start = ThreadClock.seconds()
            for path in paths {
                reader.read(PathName(path)) { event in
                    if case .article(let article) = event {
                        articles += 1
                        tokens += tokenizer.tokens(in: article.title).count + tokenizer.tokens(in: article.body).count
                    }
                    return .next
                }
            }
            fastest = min(fastest, ThreadClock.seconds() - start)
        }
        for path in paths {
            var status = stat()
            if stat(path, &status) == 0 { bytes += Int(status.st_size) }
        }
        print("pages\t\(paths.count)\narticles\t\(articles)\ntokens\t\(tokens)\nbytes\t\(bytes)")
        print("MB/s\t\((Double(bytes) / 1e6 / fastest * 10).rounded() / 10)")
    }
}
