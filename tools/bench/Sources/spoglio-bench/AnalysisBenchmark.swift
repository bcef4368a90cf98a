// SPDX-License-Identifier: GPL-3.0-or-later

import Columns
import Glibc
import ItalianText
import Xapian

/// Times the analysis that every article goes through: tokens, their numbers, and folding and stemming of new words.
struct AnalysisBenchmark {
    let path: String

    func run() throws {
        let pieces = try TextFile.pieces(path)
        var fastest = Double.infinity
        var tokenCount = 0
        for _ in 0..<5 {
            var dictionary = TermDictionaryWriter()
            var stemmer = try Stemmer(language: "italian")
            var tokens: [Token] = []
            let tokenizer = Tokenizer()
            tokenCount = 0
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
            fastest = min(fastest, seconds)
            if checksum == 0 { print("nothing was read") }
        }
        let bytes = pieces.reduce(0) { $0 + $1.count }
        let megabytes = Double(bytes) / 1e6
        print("bytes\t\(bytes)\ntokens\t\(tokenCount)\nMB/s\t\((megabytes / fastest * 10).rounded() / 10)")
    }
}
