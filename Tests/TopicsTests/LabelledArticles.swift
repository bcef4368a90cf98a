// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Articles of the shared corpora with the topics that a reader gave them (tools/topics/labels.tsv).
struct LabelledArticle {
    let title: String
    let body: String
    /// The first is the primary one, the others are acceptable too.
    let topics: [String]

    private struct Record: Decodable {
        let title: String?
        let body: String?
    }

    private static let corpora = ["wikinews_it.jsonl", "reale_info_CC-BY-SA.jsonl", "linuxit.jsonl"]

    /// Those of one set; nil where the corpora are not at hand.
    static func set(_ name: String) throws -> [LabelledArticle]? {
        let root = (0..<3).reduce(URL(filePath: #filePath)) { folder, _ in folder.deletingLastPathComponent() }
        let named = ProcessInfo.processInfo.environment["SPOGLIO_SHARED"].map { URL(filePath: $0) }
        let shared = named ?? root.deletingLastPathComponent().appending(path: "shared")
        var labels: [String: [String]] = [:]
        let table = try String(contentsOf: root.appending(path: "tools/topics/labels.tsv"), encoding: .utf8)
        for line in table.split(separator: "\n") where line.hasPrefix(name + "\t") {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            labels[String(columns[1])] = columns[2].split(separator: " ").map(String.init)
        }
        var articles: [LabelledArticle] = []
        for corpus in corpora {
            let file = shared.appending(path: "corpora").appending(path: corpus)
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
            for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
                // Each line begins with the id, so that only the labelled ones need be decoded.
                let start = line.prefix(120).split(separator: UInt8(ascii: "\""), maxSplits: 4)
                guard start.count > 3, let topics = labels[String(Substring(start[3]))] else { continue }
                let record = try JSONDecoder().decode(Record.self, from: Data(line))
                articles.append(LabelledArticle(title: record.title ?? "", body: record.body ?? "", topics: topics))
            }
        }
        return articles
    }
}
