// SPDX-License-Identifier: GPL-3.0-or-later

import Columns
import Glibc
import ItalianText
import Xapian

/// Times the analysis that every article goes through: tokens, their numbers, and folding and stemming of new words; with a
/// dictionary that is empty at first, and with one that has the words, as an index has nearly all of them after some
/// thousand articles.
struct AnalysisBenchmark {
    let path: String
    private static let rounds = 5

    func run() throws {
        let pieces = try TextFile.pieces(path)
        let bytes = pieces.reduce(0) { $0 + $1.count }
        var cold = Double.infinity
        var warm = Double.infinity
        var counts = (tokens: 0, words: 0)
        for _ in 0..<Self.rounds {
            var dictionary = TermDictionaryWriter()
            var stemmer = try Stemmer(language: "italian")
            cold = min(cold, seconds(pieces, &dictionary, &stemmer).seconds)
            let again = seconds(pieces, &dictionary, &stemmer)
            warm = min(warm, again.seconds)
            counts = (again.tokens, dictionary.count)
        }
        func rate(_ seconds: Double) -> Double { (Double(bytes) / 1e5 / seconds).rounded() / 10 }
        print("bytes\t\(bytes)\ntokens\t\(counts.tokens)\nspellings\t\(counts.words)")
        print("MB/s, no word known\t\(rate(cold))\nMB/s, all words known\t\(rate(warm))")
    }

    private func seconds(
        _ pieces: [[UInt8]], _ dictionary: inout TermDictionaryWriter, _ stemmer: inout Stemmer
    ) -> (seconds: Double, tokens: Int) {
        var tokens: [Token] = []
        let tokenizer = Tokenizer()
        var tokenCount = 0
        var checksum: UInt64 = 0
        let start = ThreadClock.seconds()
        for piece in pieces {
            tokenizer.tokenize(piece.span, into: &tokens)
            for (index, token) in tokens.enumerated() {
                if index + TermDictionaryWriter.lookahead < tokens.count {
                    let later = tokens[index + TermDictionaryWriter.lookahead]
                    dictionary.prefetch(piece.span.extracting(later.byteRange), tag: later.kind.rawValue)
                }
                let spelling = piece.span.extracting(token.byteRange)
                let number = dictionary.token(spelling, tag: token.kind.rawValue) {
                    Folding.folded(spelling, kind: token.kind)
                } stem: { folded in
                    var stem = folded
                    if token.kind == .word { try? stemmer.stem(&stem) }
                    return stem
                }
                checksum &+= UInt64(dictionary.stem(ofToken: number))
            }
            tokenCount += tokens.count
        }
        let seconds = ThreadClock.seconds() - start
        if checksum == 0 { print("nothing was read") }
        return (seconds, tokenCount)
    }
}
