// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension NameIndex {
    /// The full forms of an authority's people.
    init(_ authority: Authority) {
        self.init()
        for (ordinal, record) in authority.records.enumerated() where record.kind == .person {
            let isItalian = authority.bytes[record.country].elementsEqual("IT".utf8)
            let index = Authority.Index(ordinal: ordinal)
            for range in [record.nameRange, record.variants] {
                var start = range.lowerBound
                while start < range.upperBound {
                    let end =
                        authority.bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "|")) ?? range.upperBound
                    let bytes = Array(authority.bytes[start..<end])
                    var tokens: [Token] = []
                    Tokenizer().tokenize(bytes.span, into: &tokens)
                    insert(
                        NameParts(bytes: bytes, tokens: tokens, lexicon: authority.words), person: index,
                        isItalian: isItalian)
                    start = end + 1
                }
            }
        }
    }
}
