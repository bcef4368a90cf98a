// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Compiles the forms of authority records into the word table and the phrase trie.
struct AuthorityForms {
    static let longestForm = 24
    static let mostEntitiesOfAForm = 256

    private(set) var words: WordTable
    private(set) var trie: PhraseTrie
    /// Words that must stand before a form, which names them by range.
    private(set) var prefixes: [WordTable.WordID] = []
    /// Contextual forms without a capital, as hashes of their words without the article, by entity.
    private(set) var commonNouns: [UInt32: [[UInt64]]] = [:]
    /// The surname of each person; nil for the others and where none is plain.
    private(set) var surnames: [Surname?] = []

    private var folded = FoldedWord()
    private var form: [FormWord] = []

    private struct FormWord {
        var id: WordTable.WordID
        var isCapitalised: Bool
        var afterPunctuation: Bool
        var isJoined: Bool
        var isElided: Bool
    }

    init(entries: Int) {
        words = WordTable(capacity: entries * 3)
        trie = PhraseTrie(capacity: entries * 8)
        WordClass.forEachEmbeddedWord { word, kind in
            let bytes = Array(word.utf8)
            folded.fold(bytes, 0, bytes.count, kind: .word)
            let id = words.insert(folded)
            words.add(kind, to: id)
        }
    }

    /// Adds every form of the records; `tokens` are those of `bytes`, in order.
    mutating func add(_ records: [EntityRecord], bytes: [UInt8], tokens: [Token]) throws(EntityError) {
        var cursor = 0
        surnames = Array(repeating: nil, count: records.count)
        // The tokens come in the order of the text, and a later table may replace an earlier entry.
        for index in records.indices.sorted(by: { records[$0].nameRange.lowerBound < records[$1].nameRange.lowerBound })
        {
            let record = records[index]
            let entity = UInt32(index)
            var surname: Surname?
            for (range, isContextual) in [
                (record.nameRange, false), (record.variants, false), (record.contextual, true),
            ] {
                var start = range.lowerBound
                while start < range.upperBound {
                    let end = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "|")) ?? range.upperBound
                    while cursor < tokens.count, tokens[cursor].start < start { cursor += 1 }
                    readWords(until: end, bytes: bytes, tokens: tokens, cursor: &cursor)
                    let isPreferred = range == record.nameRange
                    if isPreferred, record.kind == .person {
                        surname = Surname(of: form.map(nameWord))
                        if surname != nil, let last = form.last { words.add(.surname, to: last.id) }
                        learnFirstName()
                    }
                    // What the tokenizer drops would turn OPEC+ into OPEC.
                    if end > start, bytes[end - 1] != UInt8(ascii: "+"), bytes[start] != UInt8(ascii: "+") {
                        let isUnique = insert(entity, kind: record.kind, isContextual: isContextual)
                        guard isUnique, insertWithOtherBeginnings(entity, record.kind, isContextual) else {
                            throw EntityError(
                                .tooManyForms, table: record.table, line: record.line,
                                "more than \(Self.mostEntitiesOfAForm) entries share the form "
                                    + "'\(String(decoding: bytes[start..<end], as: UTF8.self))'; remove it")
                        }
                    }
                    start = end + 1
                }
            }
            surnames[index] = surname
        }
    }

    private mutating func readWords(until end: Int, bytes: [UInt8], tokens: [Token], cursor: inout Int) {
        form.removeAll(keepingCapacity: true)
        while cursor < tokens.count, tokens[cursor].end <= end {
            let token = tokens[cursor]
            folded.fold(bytes, Int(token.start), Int(token.end), kind: token.kind)
            form.append(
                FormWord(
                    id: words.insert(folded),
                    isCapitalised: token.flags.contains(.capitalised),
                    afterPunctuation: token.flags.contains(.afterPunctuation),
                    isJoined: token.flags.contains(.joined), isElided: token.flags.contains(.elided)))
            cursor += 1
        }
    }

    private func nameWord(_ word: FormWord) -> NameWord {
        NameWord(
            hash: words.hash(of: word.id), letters: words.length(of: word.id), classes: words.classes(of: word.id),
            isKnown: true, isCapitalised: word.isCapitalised, isJoined: word.isJoined, isElided: word.isElided)
    }

    /// What people in the authority are called by, others are called by too.
    private mutating func learnFirstName() {
        guard form.count >= 2, let first = form.first, first.isCapitalised, words.length(of: first.id) >= 3 else {
            return
        }
        let unfit: WordClass = [.title, .common, .institution, .article, .calendar, .preposition, .particle]
        guard words.classes(of: first.id).isDisjoint(with: unfit) else { return }
        words.add(.firstName, to: first.id)
    }

    /// Puts the words read last into the trie, from the first capitalised one on; false if too many entries share them.
    private mutating func insert(_ entity: UInt32, kind: EntityKind, isContextual: Bool) -> Bool {
        guard !form.isEmpty, form.count <= Self.longestForm else { return true }
        var traits: PhraseTrie.Traits = isContextual ? .contextual : []
        var anchor = 0
        while anchor < form.count,
            !form[anchor].isCapitalised || (anchor == 0 && form.count > 1 && isArticle(form[0]))
        {
            anchor += 1
        }
        if anchor == form.count {
            anchor = 0
            traits.insert(.commonNoun)
            if form.count > 1, isArticle(form[0]) { anchor = 1 }
            if isContextual {
                commonNouns[entity, default: []].append(form[anchor...].map { words.hash(of: $0.id) })
            }
        }
        let body = form[anchor...]
        let prefix = form[..<anchor]
        if prefix.count == 1, let word = prefix.first, isArticle(word) {
            if isContextual || body.count > 1 || traits.contains(.commonNoun) { traits.insert(.prefixOptional) }
        } else if let first = prefix.first,
            words.classes(of: first.id).contains(.street)
                || (kind == .person && prefix.allSatisfy { words.classes(of: $0.id).contains(.surnameParticle) })
        {
            traits.insert(.prefixInMention)
        }
        var capitals: UInt32 = traits.contains(.commonNoun) ? 1 : 0
        var punctuation: UInt32 = 0
        for (index, word) in body.enumerated() {
            if word.isCapitalised { capitals |= 1 << index }
            if word.afterPunctuation { punctuation |= 1 << index }
        }
        let new = PhraseTrie.Form(
            entity: entity, next: -1, capitals: capitals, punctuation: punctuation,
            prefixStart: UInt32(prefixes.count), prefixCount: UInt8(prefix.count), length: UInt8(body.count),
            traits: traits)
        prefixes.append(contentsOf: prefix.map(\.id))
        return trie.insert(body.map(\.id), new, atMost: Self.mostEntitiesOfAForm)
    }

    /// Puts the words read last into the trie once more as they stand inside a sentence: a title in small letters (*papa
    /// Francesco*), the article of a place in a preposition (*dell'Aquila*).
    private mutating func insertWithOtherBeginnings(_ entity: UInt32, _ kind: EntityKind, _ isContextual: Bool) -> Bool
    {
        guard form.count > 1, !isContextual, form[1].isCapitalised else { return true }
        if kind == .person, form[0].isCapitalised, words.classes(of: form[0].id).contains(.title) {
            form[0].isCapitalised = false
            return insert(entity, kind: kind, isContextual: false)
        }
        guard kind == .place, form.count == 2, isArticle(form[0]) else { return true }
        form[0].isCapitalised = false
        for preposition in Self.prepositions[words.hash(of: form[0].id)] ?? [] {
            folded.fold(preposition, 0, preposition.count, kind: .word)
            form[0].id = words.insert(folded)
            guard insert(entity, kind: kind, isContextual: false) else { return false }
        }
        return true
    }

    /// By hash of an article the prepositions that it is part of.
    private static let prepositions: [UInt64: [[UInt8]]] = {
        var folded = FoldedWord()
        var table: [UInt64: [[UInt8]]] = [:]
        for (article, endings) in [
            ("l", "ll"), ("la", "lla"), ("il", "l"), ("lo", "llo"), ("i", "i"), ("le", "lle"), ("gli", "gli"),
        ] {
            folded.fold(Array(article.utf8), 0, article.utf8.count, kind: .word)
            table[folded.hash] = ["de", "a", "ne", "da", "su"].map { Array(($0 + endings).utf8) }
        }
        return table
    }()

    private func isArticle(_ word: FormWord) -> Bool {
        words.classes(of: word.id).contains(.article)
    }
}
