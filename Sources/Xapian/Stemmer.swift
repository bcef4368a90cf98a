// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// A Snowball stemmer for one language.
public struct Stemmer: ~Copyable {
    let handle: OpaquePointer

    /// Makes a stemmer for a language named as `italian` or `it`; `none` changes no word.
    public init(language: String) throws(XapianError) {
        var made: OpaquePointer?
        try check("make a stemmer for", language) { error in
            language.withChars { cxapian_stemmer_new($0, $1, &made, error) }
        }
        guard let made else { preconditionFailure("a stemmer was made without a handle") }
        handle = made
    }

    deinit {
        cxapian_stemmer_free(handle)
    }

    /// Replaces a lower-case UTF-8 word by its stem, in place.
    public mutating func stem(_ word: inout [UInt8]) throws(XapianError) {
        let length = word.count
        // A stem may end in a vowel the word did not have.
        word.append(contentsOf: repeatElement(0, count: 8))
        var stemLength = 0
        defer { word.removeLast(word.count - stemLength) }
        stemLength = length
        var written = 0
        try check("stem a word of", "\(length) bytes") { error in
            word.withUnsafeMutableBytes { buffer in
                let chars = buffer.bindMemory(to: CChar.self)
                return cxapian_stem(handle, chars.baseAddress, length, chars.baseAddress, buffer.count, &written, error)
            }
        }
        stemLength = written
    }

    /// The stem of a lower-case word.
    public mutating func stem(_ word: String) throws(XapianError) -> String {
        var bytes = Array(word.utf8)
        try stem(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
