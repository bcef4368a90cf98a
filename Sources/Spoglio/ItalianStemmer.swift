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

    func stem(_ folded: [UInt8], kind: Token.Kind) throws(SpoglioError) -> [UInt8] {
        guard kind == .word || kind == .acronym, folded.allSatisfy({ $0 >= UInt8(ascii: "a") }) else { return folded }
        do {
            var stem = folded
            try stemmer.stem(&stem)
            return stem
        } catch {
            throw SpoglioError(error)
        }
    }
}
