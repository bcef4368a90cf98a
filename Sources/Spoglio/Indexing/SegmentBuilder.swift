// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import Entities
internal import ItalianText
internal import Topics
internal import Xapian

/// Builds one segment from articles, in a folder of its own that nothing refers to until a commit.
final class SegmentBuilder {
    let name: String
    private let path: String
    private let stemmer: ItalianStemmer
    private let tokenizer = Tokenizer()
    private let annotator: ArticleAnnotator
    private var terms = TermDictionaryWriter()
    private var forward = ForwardBuffer()
    private let store: ArticleStoreWriter
    private var facets: [Facet: FacetColumnWriter] = [:]
    private var mentions = MentionColumnWriter()
    private var copies = CopyColumnWriter()
    private var rows: [DocumentRow] = []
    private var postings: PostingsWriter
    private var tokenCount = 0
    private static let thisCommit = UInt32.max

    // Reused from article to article.
    private var titleTokens: [Token] = []
    private var bodyTokens: [Token] = []
    private var titleNumbers: [UInt32] = []
    private var bodyNumbers: [UInt32] = []
    private var compounds: [CompoundToken] = []
    private var bounds: [UInt32] = []
    private var pieces: [UInt8] = []
    private var counter = StemCounter()
    /// By spelling what it says about topics.
    private var topicEntries: [UInt32] = []

    init(name: String, location: IndexLocation, annotator: ArticleAnnotator) throws(SpoglioError) {
        self.name = name
        path = location.segmentPath(name)
        self.annotator = annotator
        try FileSystem.remove(path)
        try FileSystem.createFolder(path)
        stemmer = try ItalianStemmer()
        postings = try PostingsWriter()
        do {
            store = try ArticleStoreWriter(path: path + "/" + SegmentFile.articles)
        } catch {
            throw SpoglioError(error)
        }
        for facet in Facet.allCases {
            if let column = facet.column { facets[facet] = FacetColumnWriter(name: column) }
        }
    }

    var count: Int { rows.count }
    /// Memory held by words, tokens and names, in bytes.
    var footprint: Int {
        facets.values.reduce(terms.footprint + forward.footprint + mentions.footprint + postings.footprint) {
            $0 + $1.footprint
        }
    }

    /// Adds an article as the next document.
    ///
    /// - Parameter revision: The commit that brought the article as it is; nil for the one that will write this segment.
    func add(
        _ article: Article, fingerprint: UInt64, sourceHash: UInt64, revision: UInt32? = nil
    ) throws(SpoglioError) {
        tokenizer.tokenize(article.title, into: &titleTokens)
        tokenizer.tokenize(article.body, into: &bodyTokens)
        let isLong = bodyTokens.capacity > Self.mostKept
        // Without the room that an array has left when it has grown; `Array(bodyTokens[...])` would be the same one.
        if isLong { bodyTokens = bodyTokens.map(\.self) }
        compounds.removeAll(keepingCapacity: true)
        pieces.removeAll(keepingCapacity: true)
        try number(
            titleTokens, of: article.title, into: &titleNumbers, &terms, weight: StemCounter.titleWeight, base: 0)
        try number(
            bodyTokens, of: article.body, into: &bodyNumbers, &terms, weight: 1, base: UInt32(titleNumbers.count))
        forward.append(title: titleNumbers, body: bodyNumbers, compounds: compounds)
        // What a very long article needs no longer makes room for what comes.
        if isLong { (compounds, bounds) = ([], []) }
        copies.append(title: titleNumbers, body: bodyNumbers, words: terms)
        do {
            try store.append(StoredArticle.encode(article, pieces: pieces))
        } catch {
            throw SpoglioError(error)
        }
        if isLong { pieces = [] }
        try postings.add(&counter) { terms.stemBytes($0).isEmpty }
        if isLong { counter = StemCounter() }
        addFacets(article)
        rows.append(
            DocumentRow(
                idHash: Checksum.of(article.id), fingerprint: fingerprint, sourceHash: sourceHash,
                firstDay: article.date?.firstDay ?? DocumentRow.undated,
                lastDay: article.date?.lastDay ?? DocumentRow.undated, revision: revision ?? Self.thisCommit))
        tokenCount += titleNumbers.count + bodyNumbers.count
        if isLong { forgetTokens() }
    }

    /// So many tokens are kept room for; an article of more is rare.
    private static let mostKept = 1 << 17

    private func forgetTokens() {
        (titleTokens, bodyTokens) = ([], [])
        (titleNumbers, bodyNumbers) = ([], [])
    }

    /// Turns the tokens of one field into token numbers, counts their stems and adds the piece of the text to `pieces`.
    ///
    /// - Parameter terms: Those of the builder, passed on because reading them through `self` copies them token by token.
    private func number(
        _ tokens: [Token], of text: String, into numbers: inout [UInt32], _ terms: inout TermDictionaryWriter,
        weight: UInt32, base: UInt32
    ) throws(SpoglioError) {
        numbers.removeAll(keepingCapacity: true)
        bounds.removeAll(keepingCapacity: true)
        var failure: SpoglioError?
        let bytes = text.utf8Span.span
        var late: [CompoundToken] = []
        for (index, token) in tokens.enumerated() {
            if index + TermDictionaryWriter.lookahead < tokens.count {
                let later = tokens[index + TermDictionaryWriter.lookahead]
                terms.prefetch(bytes.extracting(later.byteRange), tag: WordForms.tag(later))
            }
            let spelling = bytes.extracting(token.byteRange)
            let number = terms.token(spelling, tag: WordForms.tag(token)) {
                WordForms.bounded(Folding.folded(spelling, kind: token.kind))
            } stem: { folded in
                do throws(SpoglioError) {
                    return try stemmer.stem(folded, kind: token.kind)
                } catch {
                    failure = error
                    return folded
                }
            }
            if Int(number) == topicEntries.count {
                topicEntries.append(annotator.topicWords.entry(of: bytes.extracting(token.byteRange)))
            }
            if token.isCompound {
                late.append(
                    CompoundToken(position: base + token.position, span: UInt32(token.span), token: number))
            } else {
                numbers.append(number)
                bounds.append(token.start)
                bounds.append(token.end)
            }
            if !token.flags.contains(.elided) || token.isCompound { counter.count(terms.stem(ofToken: number), weight) }
        }
        if let failure { throw failure }
        TextGaps.append(bytes, bounds: bounds, to: &pieces)
        // Compounds follow their parts, so that a longer one may begin before a shorter.
        compounds += late.sorted { ($0.position, $0.span) < ($1.position, $1.span) }
    }

    private func addFacets(_ article: Article) {
        add(.section, article.section.map { [$0] } ?? [])
        add(.source, article.source.map { [$0] } ?? [])
        add(.author, article.authors)
        add(.tag, article.tags)
        add(.language, article.language.map { [$0] } ?? [])
        addMentions(article)
        var topics: [UInt32] = []
        for topic in annotator.topics(article, title: titleNumbers, body: bodyNumbers, entries: topicEntries) {
            if let number = facets[.topic]?.number(of: topic.code.text, value: { ArticleAnnotator.value(topic) }) {
                topics.append(number)
            }
        }
        facets[.topic]?.append(topics)
    }

    /// Names, as values of the facets of entities and with their places.
    private func addMentions(_ article: Article) {
        var entities: [Facet: [UInt32]] = [:]
        var places: [(position: UInt32, variant: UInt32)] = []
        annotator.forEachPiece(of: article, titleTokens: titleTokens, bodyTokens: bodyTokens) { found in
            for linked in found where !linked.mention.positions.isEmpty {
                let facet = Facet(linked.kind)
                guard let entity = linked.entity,
                    let number = facets[facet]?.number(of: entity.text, value: { annotator.value(linked, entity) })
                else { continue }
                entities[facet, default: []].append(number)
                let base = linked.mention.field == .title ? 0 : titleNumbers.count
                let variant = self.variant(linked, facet, value: number, in: article)
                places.append((UInt32(base + linked.mention.positions.lowerBound), variant))
            }
        }
        for facet in Facet.entities { facets[facet]?.append(entities[facet] ?? []) }
        mentions.append(places.sorted { $0.position < $1.position })
    }

    /// The number of a mention's way of being written.
    private func variant(_ linked: LinkedMention, _ facet: Facet, value: UInt32, in article: Article) -> UInt32 {
        let variant = annotator.variant(linked, value: value, in: article)
        let known = mentions.count
        var held = variant
        // Written like the label, as most are: the file leaves the text out, too.
        if facets[facet]?.isLabel(variant.text, of: value) == true { held.text = "" }
        let number = mentions.number(of: held)
        if mentions.count > known {
            for name in annotator.furtherNames(variant, of: linked) { facets[facet]?.add(name: name, to: value) }
        }
        return number
    }

    private func add(_ facet: Facet, _ texts: [String]) {
        var numbers: [UInt32] = []
        for text in texts where !text.isEmpty {
            let number = facets[facet]?.number(of: text) {
                NameKeys.value(id: text, label: text)
            }
            if let number { numbers.append(number) }
        }
        facets[facet]?.append(numbers)
    }

    /// Writes and syncs all files of the segment.
    ///
    /// - Parameters:
    ///   - older: The committed segments, among whose articles near-duplicates are looked for.
    ///   - revision: The commit that the segment is written for.
    func finish(older: [Segment], revision: Int) throws(SpoglioError) -> Manifest.Segment {
        var files: [Manifest.File] = []
        for index in rows.indices where rows[index].revision == Self.thisCommit {
            rows[index].revision = UInt32(clamping: revision)
        }
        // Nothing is held longer than it is needed: the names of entities take their part when they are sorted.
        let stems = ByteStrings((0..<UInt32(terms.stemCount)).lazy.map { [terms] in terms.stemBytes($0) })
        try postings.write(to: path + "/" + SegmentFile.postings, terms: stems)
        postings = try PostingsWriter()
        let pairs = try findCopies(older)
        for segment in older { segment.releasePages() }
        do {
            files.append(Manifest.File(name: SegmentFile.articles, stamp: try store.finish()))
            let ranks = terms.ranks()
            let words = terms.frequentWords(ranks: ranks, documents: forward.count)
            let text = try forward.write(to: path + "/" + SegmentFile.forward, ranks: ranks, words: words)
            files.append(Manifest.File(name: SegmentFile.forward, stamp: text))
            forward = ForwardBuffer()
            let dictionary = try terms.write(to: path + "/" + SegmentFile.terms, ranks: ranks)
            files.append(Manifest.File(name: SegmentFile.terms, stamp: dictionary))
            terms = TermDictionaryWriter()
            let columns = Facet.allCases.compactMap { facets[$0] }
            let stamp = try FacetColumnWriter.write(columns, to: path + "/" + SegmentFile.facets)
            files.append(Manifest.File(name: SegmentFile.facets, stamp: stamp))
            files.append(
                Manifest.File(
                    name: SegmentFile.mentions,
                    stamp: try mentions.write(
                        to: path + "/" + SegmentFile.mentions, facets: Facet.entities.compactMap { facets[$0] })))
            files.append(
                Manifest.File(
                    name: SegmentFile.documents,
                    stamp: try DocumentColumns.write(rows, to: path + "/" + SegmentFile.documents)))
            files.append(
                Manifest.File(
                    name: SegmentFile.copies, stamp: try copies.write(pairs, to: path + "/" + SegmentFile.copies)))
        } catch {
            throw SpoglioError(error)
        }
        files += try PostingsWriter.finish(path)
        try FileSystem.syncFolder(path)
        return Manifest.Segment(name: name, documents: rows.count, tokens: tokenCount, files: files)
    }

    private func findCopies(_ older: [Segment]) throws(SpoglioError) -> [CopyPair] {
        copies.sort()
        var title: [UInt32] = []
        var body: [UInt32] = []
        var finder = CopyFinder(copies, older: older) { [forward, terms] document in
            forward.read(document, title: &title, body: &body)
            return Shingles.set([title.map(terms.word), body.map(terms.word)])
        }
        return try finder.pairs(rows)
    }

    /// Removes what was written; for a segment that will not be committed.
    func discard() throws(SpoglioError) { try FileSystem.remove(path) }
}

/// The files of a segment.
enum SegmentFile {
    static let articles = "articles.col"
    static let forward = "forward.col"
    static let terms = "terms.col"
    static let facets = "facets.col"
    static let mentions = "mentions.col"
    static let documents = "documents.col"
    static let copies = "copies.col"
    static let postings = "postings.glass"
    static let blocks = "blocks.col"

    /// The segment files of our own format and their kinds.
    static let kinds: [(name: String, kind: String)] = [
        (articles, ArticleStore.kind), (forward, ForwardColumn.kind), (terms, TermDictionary.kind),
        (facets, FacetColumn.kind), (mentions, MentionColumn.kind), (documents, DocumentColumns.kind),
        (copies, CopyColumn.kind), (blocks, BlockMap.kind),
    ]
}
