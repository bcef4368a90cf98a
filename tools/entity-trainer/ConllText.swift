// SPDX-License-Identifier: GPL-3.0-or-later

import Entities

/// Annotated sentences as text: their tokens put together as they are written, with the place of each name.
struct ConllText {
    struct Sentence {
        var tokens: [String] = []
        /// Names as ranges of tokens.
        var names: [(tokens: Range<Int>, kind: EntityKind)] = []
    }

    /// A name as bytes of `text`.
    struct Name: Hashable {
        var bytes: Range<Int>
        var kind: EntityKind
    }

    private(set) var text = ""
    private(set) var names: [Name] = []
    /// The bytes of each token of the sentences.
    private(set) var tokens: [Range<Int>] = []

    /// The sentences of a file: token, tab, tag (BIO; PER, ORG, LOC), an empty line between sentences.
    static func sentences(_ contents: String, path: String) throws -> [Sentence] {
        var sentences: [Sentence] = []
        var sentence = Sentence()
        for (number, line) in contents.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty {
                if !sentence.tokens.isEmpty { sentences.append(sentence) }
                sentence = Sentence()
                continue
            }
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count == 2, !columns[0].isEmpty, let tag = Tag(columns[1]) else {
                throw TrainingError(
                    "'\(path)' line \(number + 1): not a token, a tab and a tag (O, B-PER, I-PER, B-ORG, …)")
            }
            let index = sentence.tokens.count
            if let kind = tag.kind {
                if let last = sentence.names.last, !tag.begins, last.tokens.upperBound == index, last.kind == kind {
                    sentence.names[sentence.names.count - 1].tokens = last.tokens.lowerBound..<index + 1
                } else {
                    sentence.names.append((index..<index + 1, kind))
                }
            }
            sentence.tokens.append(String(columns[0]))
        }
        if !sentence.tokens.isEmpty { sentences.append(sentence) }
        return sentences
    }

    private struct Tag {
        var kind: EntityKind?
        var begins = false

        init?(_ text: Substring) {
            switch text {
            case "O": return
            case "B-PER", "I-PER": kind = .person
            case "B-ORG", "I-ORG": kind = .organisation
            case "B-LOC", "I-LOC": kind = .place
            default: return nil
            }
            begins = text.first == "B"
        }
    }

    /// Sentences one after another; after one without a full stop a new line begins.
    init(_ sentences: some Sequence<Sentence>, inCapitals: Bool = false) {
        var bytes = 0
        var endsWithStop = true
        for sentence in sentences {
            if !text.isEmpty {
                text += endsWithStop ? " " : "\n"
                bytes += 1
            }
            let first = tokens.count
            var quoted = false
            var sticks = true
            for token in sentence.tokens {
                let closes = token == "\"" && quoted
                if !sticks, !closes, !Self.closing.contains(token) {
                    text += " "
                    bytes += 1
                }
                let written = inCapitals ? token.uppercased() : token
                text += written
                tokens.append(bytes..<bytes + written.utf8.count)
                bytes += written.utf8.count
                if token == "\"" { quoted.toggle() }
                sticks =
                    (token == "\"" && quoted) || Self.opening.contains(token)
                    || (token.utf8.count > 1 && (token.hasSuffix("'") || token.hasSuffix("’")))
            }
            for name in sentence.names {
                let range =
                    tokens[first + name.tokens.lowerBound]
                    .lowerBound..<tokens[
                        first + name.tokens.upperBound - 1
                    ].upperBound
                names.append(Name(bytes: range, kind: name.kind))
            }
            endsWithStop = sentence.tokens.last.map { [".", "!", "?", "...", "\"", "»", ";"].contains($0) } ?? true
        }
    }

    /// Sentences in groups, as if each were an article.
    static func windows(_ sentences: [Sentence], of size: Int, inCapitals: Bool = false) -> [ConllText] {
        stride(from: 0, to: sentences.count, by: size).map {
            ConllText(sentences[$0..<min($0 + size, sentences.count)], inCapitals: inCapitals)
        }
    }

    private static let closing: Set<String> = [
        ",", ".", ";", ":", "!", "?", ")", "]", "»", "”", "%", "...", "..", "…", "°",
    ]
    private static let opening: Set<String> = ["(", "[", "«", "“", "„"]

    /// The label of each token of our own that lies in a name, by its bytes; the first in a name begins it.
    func labels(of ranges: [Range<Int>]) -> [Int] {
        var labels = [Int](repeating: 0, count: ranges.count)
        var name = 0
        var isInside = false
        for (index, range) in ranges.enumerated() {
            while name < names.count, names[name].bytes.upperBound <= range.lowerBound {
                name += 1
                isInside = false
            }
            guard name < names.count, range.overlaps(names[name].bytes) else {
                isInside = false
                continue
            }
            labels[index] = TaggerLabel(names[name].kind, begins: !isInside).number
            isInside = true
        }
        return labels
    }
}

/// Why training stopped.
struct TrainingError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
