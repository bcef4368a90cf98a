// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Entities
import ItalianText
import TestSupport
import Testing

@testable import Spoglio

/// Names of a very long text are looked for in pieces, and stand where they stand in the whole.
struct TextPieceTests {
    private static func text(_ paragraphs: Int, seed: UInt64) -> String {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "Giorgia Meloni", "Mario Draghi", "a Roma", "l'e-mail", "ha detto", "nel 2021,", "però.", "Non è",
            "il governo",
            "dell'Ucraina;", "Città", "«Sì»", "Piero Bastianelli",
        ]
        return (0..<paragraphs).map { _ in
            (0..<Int.random(in: 1...30, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }
            .joined(separator: " ")
        }.joined(separator: "\n\n")
    }

    @Test(arguments: [1, 2, 7, 50, 333], 1...4)
    func piecesAreTheTextAndItsTokens(size: Int, seed: UInt64) {
        let text = Self.text(8, seed: seed)
        let tokens = Tokenizer().tokens(in: text)
        let pieces = TextPiece.pieces(of: tokens, byteCount: text.utf8.count, size: size)
        #expect(pieces.first?.bytes.lowerBound == 0 && pieces.last?.bytes.upperBound == text.utf8.count)
        #expect(pieces.flatMap { Array($0.tokens) } == Array(tokens.indices))
        for (piece, next) in zip(pieces, pieces.dropFirst()) {
            #expect(piece.bytes.upperBound == next.bytes.lowerBound && !tokens[next.tokens.lowerBound].isCompound)
        }
        let moved = pieces.flatMap { piece in
            piece.tokens(among: tokens).map { token in
                var token = token
                token.start += UInt32(piece.bytes.lowerBound)
                token.end += UInt32(piece.bytes.lowerBound)
                token.position += UInt32(piece.position)
                return token
            }
        }
        let begins = pieces.map { UInt32($0.bytes.lowerBound) }
        let whole = tokens.filter { token in !begins.contains { $0 > token.start && $0 < token.end } }
        #expect(moved == whole && (size < 50 || whole.count > tokens.count - pieces.count))
    }

    @Test func aTextWithoutBordersIsCutAllTheSame() {
        let tokens = Tokenizer().tokens(in: String(repeating: "la ", count: 100))
        let pieces = TextPiece.pieces(of: tokens, byteCount: 300, size: 30)
        #expect(pieces.map(\.tokens) == [0..<30, 30..<60, 60..<90, 90..<100])
        #expect(
            TextPiece.pieces(of: [], byteCount: 5) == [
                TextPiece(bytes: 0..<5, tokens: 0..<0, position: 0, isWhole: true)
            ])
    }

    @Test func namesOfALongTextStandWhereTheyStand() throws {
        let annotator = try ArticleAnnotator()
        let sentence = "Ieri Giorgia Meloni ha parlato a Roma con i giornalisti. "
        let body = String(repeating: sentence, count: 250)
        let tokens = Tokenizer().tokens(in: body)
        let article = Article(id: "a", title: "Mario Draghi a Milano", body: body, path: "a")
        let found = annotator.mentions(
            article, titleTokens: Tokenizer().tokens(in: article.title), bodyTokens: tokens, pieceSize: 400)
        let bytes = Array(body.utf8)
        let titles = found.filter { $0.mention.field == .title }
        #expect(titles.map(\.name) == ["Mario Draghi", "Milano"])
        let bodies = found.dropFirst(titles.count)
        #expect(bodies.count == 500)
        for (index, mention) in bodies.enumerated() {
            let name = index % 2 == 0 ? "Giorgia Meloni" : "Roma"
            guard mention.name == name, String(decoding: bytes[mention.mention.byteRange], as: UTF8.self) == name,
                mention.mention.positions.lowerBound == index / 2 * 10 + (index % 2 == 0 ? 1 : 6)
            else {
                Issue.record("mention \(index): \(mention)")
                return
            }
        }
    }
}
