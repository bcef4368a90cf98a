// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText
internal import Xapian

/// Snowball's Italian stemmer for words of letters; numbers and addresses are their own stems.
final class ItalianStemmer {
    private var stemmer: Stemmer

    init() throws(SpoglioError) {
        do {
            stemmer = try Stemmer(language: "italian")
        } catch {
            throw SpoglioError(error)
        }
    }

    /// The stem of a form that came through here before, so that nothing can go wrong.
    func stem(ofFolded folded: [UInt8]) -> [UInt8] { (try? stem(folded, kind: .word)) ?? folded }

    func stem(_ folded: [UInt8], kind: Token.Kind) throws(SpoglioError) -> [UInt8] {
        guard folded.allSatisfy({ $0 >= UInt8(ascii: "a") }) else { return folded }
        do {
            var stem = folded
            try stemmer.stem(&stem)
            return stem
        } catch {
            throw SpoglioError(error)
        }
    }
}
