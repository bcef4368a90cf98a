// SPDX-License-Identifier: GPL-3.0-or-later

import Entities

/// Precision, recall and F1 of whole names, by kind.
struct Evaluation {
    struct Counts {
        var gold = 0
        var found = 0
        var right = 0

        var f1: Double { gold + found > 0 ? 200 * Double(right) / Double(gold + found) : 0 }
        var row: String {
            func percent(_ part: Int, _ whole: Int) -> Double { whole > 0 ? 100 * Double(part) / Double(whole) : 0 }
            func rounded(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
            return [
                rounded(percent(right, found)), rounded(percent(right, gold)), rounded(f1), "\(gold)", "\(found)",
            ].joined(separator: "\t")
        }
    }

    private(set) var counts: [EntityKind: Counts] = [:]
    private(set) var all = Counts()
    /// By confidence in twentieths: how many mentions there are, and how many are right.
    private(set) var certainty: [Int: (found: Int, right: Int)] = [:]
    private(set) var errors: [String] = []

    /// Compares what is found in a text with its annotation: a name counts where the same tokens have the same kind.
    mutating func add(_ text: ConllText, _ mentions: [Mention]) {
        let found = Set(
            mentions.compactMap { mention -> ConllText.Name? in
                let covered = text.tokens.filter { $0.overlaps(mention.byteRange) }
                guard let first = covered.first, let last = covered.last else { return nil }
                return ConllText.Name(bytes: first.lowerBound..<last.upperBound, kind: mention.kind)
            })
        let gold = Set(text.names)
        for mention in mentions {
            let isRight = gold.contains { $0.bytes == mention.byteRange && $0.kind == mention.kind }
            let step = min(Int(mention.confidence * 20), 19)
            certainty[step, default: (0, 0)].found += 1
            if isRight { certainty[step, default: (0, 0)].right += 1 }
        }
        for name in gold { counts[name.kind, default: Counts()].gold += 1 }
        for name in found { counts[name.kind, default: Counts()].found += 1 }
        for name in gold.intersection(found) { counts[name.kind, default: Counts()].right += 1 }
        all.gold += gold.count
        all.found += found.count
        all.right += gold.intersection(found).count
        let bytes = Array(text.text.utf8)
        func quoted(_ name: ConllText.Name) -> String {
            let near = max(0, name.bytes.lowerBound - 40)..<min(bytes.count, name.bytes.upperBound + 30)
            return "\(name.kind) '\(String(decoding: bytes[name.bytes], as: UTF8.self))' in "
                + String(decoding: bytes[near], as: UTF8.self).replacing("\n", with: "|")
        }
        for name in gold.subtracting(found).sorted(by: { $0.bytes.lowerBound < $1.bytes.lowerBound }) {
            errors.append("missed \(quoted(name))")
        }
        for name in found.subtracting(gold).sorted(by: { $0.bytes.lowerBound < $1.bytes.lowerBound }) {
            errors.append("false \(quoted(name))")
        }
    }

    var table: String {
        var lines = ["kind\tprecision\trecall\tF1\tannotated\tfound"]
        for kind in EntityKind.allCases { lines.append("\(kind.rawValue)\t\((counts[kind] ?? Counts()).row)") }
        lines.append("all\t\(all.row)")
        lines.append("confidence from\tfound\tright")
        for (step, count) in certainty.sorted(by: { $0.key < $1.key }) {
            lines.append("\(Double(step) / 20)\t\(count.found)\t\(Double(count.right * 1000 / count.found) / 1000)")
        }
        return lines.joined(separator: "\n")
    }
}
