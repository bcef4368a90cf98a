// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension Authority {
    /// The entities that a name can mean, each list in the order of the tables and without the ones before it.
    public struct NameMatches: Sendable, Equatable {
        /// The name is a preferred name or variant of these.
        public var full: [Index] = []
        /// The name is a short or ambiguous form of these.
        public var contextual: [Index] = []
        /// The name is the surname of these.
        public var surname: [Index] = []

        /// The entities of all three lists, best first.
        public var all: [Index] { full + contextual + surname }
    }

    /// Who or what can be called `name`; case, accents, apostrophes and hyphens make no difference.
    ///
    /// The cost is that of reading the name and of one pass over the surnames.
    public func entities(named name: String) -> NameMatches {
        let bytes = Array(name.utf8)
        var folded = FoldedWord()
        var ids: [WordTable.WordID] = []
        var hashes: [UInt64] = []
        for token in Tokenizer().tokens(in: name) where !token.isCompound {
            folded.fold(bytes, Int(token.start), Int(token.end), kind: token.kind)
            ids.append(words.find(folded))
            hashes.append(folded.hash)
        }
        var full: Set<Index> = []
        var contextual: Set<Index> = []
        for start in 0..<min(ids.count, 4) {
            for form in forms(of: ids[start...]) {
                let prefix = prefixes[Int(form.prefixStart)..<Int(form.prefixStart) + Int(form.prefixCount)]
                guard start == 0 || prefix.elementsEqual(ids[..<start]) else { continue }
                let index = Index(ordinal: Int(form.entity))
                if form.traits.contains(.contextual) { contextual.insert(index) } else { full.insert(index) }
            }
        }
        var surname: Set<Index> = []
        if !hashes.isEmpty {
            for (ordinal, candidate) in surnames.enumerated() {
                guard let candidate, candidate.required.elementsEqual(hashes) || candidate.words == hashes else {
                    continue
                }
                surname.insert(Index(ordinal: ordinal))
            }
        }
        contextual.subtract(full)
        surname.subtract(full)
        surname.subtract(contextual)
        return NameMatches(full: full.sorted(), contextual: contextual.sorted(), surname: surname.sorted())
    }

    /// The entities that the description of one names: the longest forms of it whose words have their capitals.
    func entities(describing entity: Index) -> [Index] {
        var field = LinkField(
            .body, .init(String(decoding: bytes[records[entity.ordinal].description], as: UTF8.self)), words: words)
        var found: [Index] = []
        var start = 0
        while start < field.count {
            var node = PhraseTrie.root
            var end = start
            var capitals: UInt32 = 0
            var longest: (end: Int, entities: [Index])?
            while end < field.count, end - start < AuthorityForms.longestForm {
                node = trie.child(of: node, field.word(at: end).id)
                guard node != PhraseTrie.none else { break }
                if field.flags(at: end).contains(.capitalised) { capitals |= 1 << UInt32(end - start) }
                end += 1
                let named = entities(endingAt: node, capitals: capitals)
                if !named.isEmpty { longest = (end, named) }
            }
            found += longest?.entities ?? []
            start = longest?.end ?? start + 1
        }
        return found
    }

    /// Entities whose form ends at a node, where these of its words have capitals.
    private func entities(endingAt node: PhraseTrie.Node, capitals: UInt32) -> [Index] {
        guard capitals != 0 else { return [] }
        var found: [Index] = []
        var next = trie.firstForm[Int(node)]
        while next >= 0 {
            let form = trie.forms[Int(next)]
            next = form.next
            guard form.capitals & ~capitals == 0, form.prefixCount == 0 else { continue }
            found.append(Index(ordinal: Int(form.entity)))
        }
        return found
    }

    /// The forms that consist of these words, what must stand before them left aside.
    func forms(of ids: ArraySlice<WordTable.WordID>) -> [PhraseTrie.Form] {
        var node = PhraseTrie.root
        for id in ids {
            guard id != WordTable.none else { return [] }
            node = trie.child(of: node, id)
            guard node != PhraseTrie.none else { return [] }
        }
        var result: [PhraseTrie.Form] = []
        var next = trie.firstForm[Int(node)]
        while next >= 0 {
            result.append(trie.forms[Int(next)])
            next = trie.forms[Int(next)].next
        }
        return result
    }
}
