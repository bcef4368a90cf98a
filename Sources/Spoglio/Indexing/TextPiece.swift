// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// A piece of a text that is too long to look for its names at once: what is known of each word would take many times the
/// room of the text, and comparing all names with all others more than linear time.
struct TextPiece: Equatable {
    /// About so many tokens are a piece; a long novel has twice as many.
    static let size = 100_000

    /// Its bytes and tokens, as they are counted in the text.
    let bytes: Range<Int>
    let tokens: Range<Int>
    /// The position of its first token.
    let position: Int
    /// Whether it is all of the text.
    let isWhole: Bool

    /// Cuts where a line or at least a sentence begins, if there is one in the second half of a piece.
    static func pieces(of tokens: [Token], byteCount: Int, size: Int = size) -> [TextPiece] {
        guard tokens.count > size else {
            return [TextPiece(bytes: 0..<byteCount, tokens: 0..<tokens.count, position: 0, isWhole: true)]
        }
        var pieces: [TextPiece] = []
        var start = 0
        var startByte = 0
        while start < tokens.count {
            let end = end(of: tokens, from: start, size: size)
            let endByte = end < tokens.count ? Int(tokens[end].start) : byteCount
            pieces.append(
                TextPiece(
                    bytes: startByte..<endByte, tokens: start..<end, position: Int(tokens[start].position),
                    isWhole: false))
            (start, startByte) = (end, endByte)
        }
        return pieces
    }

    private static func end(of tokens: [Token], from start: Int, size: Int) -> Int {
        guard tokens.count - start > size else { return tokens.count }
        let last = (start + max(1, size / 2))..<(start + size)
        for flag in [Token.Flags.afterLineBreak, .afterStop] {
            if let end = last.last(where: { !tokens[$0].isCompound && tokens[$0].flags.contains(flag) }) { return end }
        }
        // A compound follows its parts.
        var end = start + size
        while end < tokens.count, tokens[end].isCompound { end += 1 }
        return end
    }

    /// Its tokens, counted from its beginning, without a compound that begins in the piece before.
    func tokens(among all: [Token]) -> [Token] {
        if isWhole { return all }
        return all[tokens].compactMap { token in
            guard Int(token.start) >= bytes.lowerBound, Int(token.position) >= position else { return nil }
            var token = token
            token.start -= UInt32(bytes.lowerBound)
            token.end -= UInt32(bytes.lowerBound)
            token.position -= UInt32(position)
            return token
        }
    }
}
