// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// What tools/train-entities needs of the tagger: the features of a text, and the table of words.
package struct TaggerTraining {
    private var recogniser: NameRecogniser

    /// - Throws: `EntityError` where the table is damaged.
    package init(words: TaggerTable, authority: Authority) throws(EntityError) {
        let none = TaggerTable.bytes(
            .weights, extra: Array(repeating: 0, count: TaggerLabel.count * TaggerLabel.count), entries: [])
        let model = try TaggerModel(words: words, weights: TaggerTable(.weights, bytes: none))
        recogniser = NameRecogniser(authority: authority, model: model, keepsFeatures: true)
    }

    /// Calls `body` with each stretch of a text that the tagger looks at: the bytes of its tokens, and their features.
    package mutating func forEachStretch(in text: String, _ body: ([Range<Int>], [[UInt32]]) -> Void) {
        recogniser.forEachStretch(in: ArticleText(body: text), body)
    }

    /// The entries of the table of words: clusters, names of gazetteer.tsv, and the words of the authority's names.
    ///
    /// `clusters` are lines of word, coarse cluster, fine cluster; `gazetteer` of class, name.
    package static func entries(clusters: String, gazetteer: String, authority: Authority) -> [(UInt32, [UInt32])] {
        var entries: [(UInt32, [UInt32])] = []
        for line in clusters.split(separator: "\n") {
            let columns = line.split(separator: "\t")
            guard columns.count == 3, let coarse = UInt32(columns[1]), let fine = UInt32(columns[2]) else { continue }
            entries.append((TaggerLexicon.clusterKey(Array(columns[0].utf8)), [coarse + 1 | (fine + 1) << 8]))
        }
        var lists: [UInt32: UInt32] = [:]
        var phrases: [UInt32: UInt32] = [:]
        for line in gazetteer.split(separator: "\n") {
            let columns = line.split(separator: "\t")
            guard columns.count == 2, let list = TaggerLists(className: columns[0]) else { continue }
            let words = foldedWords(String(columns[1]))
            guard let first = words.first else { continue }
            if words.count == 1 {
                lists[first, default: 0] |= list.rawValue
            } else if words.count <= 4 {
                lists[first, default: 0] |= TaggerLists.opensPhrase.rawValue
                phrases[words.dropFirst().reduce(first, TaggerHash.mix), default: 0] |= list.rawValue
            }
        }
        for index in authority.allIndices {
            let words = foldedWords(authority.name(at: index))
            guard let first = words.first, let last = words.last else { continue }
            switch authority.kind(at: index) {
            case .person where words.count > 1:
                lists[last, default: 0] |= TaggerLists.surname.rawValue
                lists[first, default: 0] |= TaggerLists.givenName.rawValue
            case .person: break
            case .organisation: for word in words { lists[word, default: 0] |= TaggerLists.organisationWord.rawValue }
            case .place: for word in words { lists[word, default: 0] |= TaggerLists.placeWord.rawValue }
            }
        }
        for (word, value) in lists.sorted(by: { $0.key < $1.key }) {
            entries.append((TaggerHash.key(.listedWord, word), [value]))
        }
        for (phrase, value) in phrases.sorted(by: { $0.key < $1.key }) {
            entries.append((TaggerHash.key(.listedPhrase, phrase), [value]))
        }
        return entries
    }

    private static func foldedWords(_ name: String) -> [UInt32] {
        let bytes = Array(name.utf8)
        var folded = FoldedWord()
        return Tokenizer().tokens(in: name).filter { !$0.isCompound }.map { token in
            folded.fold(bytes, Int(token.start), Int(token.end), kind: token.kind)
            return TaggerHash.text(folded.bytes[...])
        }
    }
}
