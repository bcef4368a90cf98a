// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Glibc

/// Times files of any format from their bytes to articles.
struct ReadingBenchmark {
    let paths: [String]

    func run() {
        let reader = ArticleReader()
        var fastest = Double.infinity
        var (articles, rejected, bytes) = (0, 0, 0)
        for _ in 0..<5 {
            (articles, rejected) = (0, 0)
            let start = ThreadClock.seconds()
            for path in paths {
                reader.read(PathName(path)) { event in
                    switch event {
                    case .article: articles += 1
                    case .rejection: rejected += 1
                    default: break
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
        print("files\t\(paths.count)\narticles\t\(articles)\nrejected\t\(rejected)\nbytes\t\(bytes)")
        print("MB/s\t\((Double(bytes) / 1e6 / fastest * 10).rounded() / 10)")
    }
}
