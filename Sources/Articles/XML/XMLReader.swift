// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Reads XML of the kinds that the press uses, each by the document of its root element.
///
/// Only one record at a time is kept in memory. The position of an article is its number in the file. A record that is
/// damaged is kept with a note, and so are those around it, as far as the damage leaves them.
struct XMLReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        var session = XMLSession(path: input.display, limits: input.limits, hints: input.hints, files: input.siblings)
        session.name = input.name
        session.fileName = String(decoding: input.path.lastComponent, as: UTF8.self)
        let parsing: XMLParsing
        do throws(ArticleDraft.Refusal) {
            parsing = try XMLParsing(depthLimit: input.limits.depth, receiver: session.collector)
        } catch {
            _ = yield(input.rejection(error.reason))
            return
        }
        let head = try input.stream.peek(ArticleFormat.headLength)
        var (charset, markLength) = StreamDecoder.declared(byXML: head)
        if charset == .utf8, markLength == 0, let hint = input.hints.charset, !head.isValidUTF8 {
            charset = Charset(name: hint)
        }
        input.stream.skip(markLength)
        session.decoder = StreamDecoder(charset)
        if !session.decoder.isIncremental {
            guard let content = try input.stream.rest(limit: input.limits.file) else {
                let limit = input.limits.file
                _ = yield(input.rejection("the file is in \(charset.name) and larger than the limit of \(limit) bytes"))
                return
            }
            session.read(content[...], parsing, yield)
        } else {
            while !session.isDone, let range = try input.stream.nextChunk() {
                session.read(input.stream.buffer[range], parsing, yield)
            }
        }
        session.finish(parsing, yield)
    }
}

/// The reading of one XML file.
private struct XMLSession {
    let path: String
    let limits: ReadingLimits
    let hints: InputHints
    let files: SiblingFiles?
    let collector: XMLRecordCollector
    var decoder = StreamDecoder(.utf8)
    private var ampersands = BareAmpersands()
    /// The file's name without its extension.
    var name = ""
    var fileName = ""
    /// Whether the receiver wants no more, or a rejection ended the reading.
    private(set) var isDone = false
    private var document: (any XMLDocument)?
    private var records = 0
    private var number = 0
    private var cannotGoOn = false
    /// How many of the files that decide on the articles were told.
    private var dependencesTold = 0

    init(path: String, limits: ReadingLimits, hints: InputHints, files: SiblingFiles?) {
        self.path = path
        self.limits = limits
        self.hints = hints
        self.files = files
        collector = XMLRecordCollector(sizeLimit: limits.line, files: files)
    }

    mutating func read(_ bytes: ArraySlice<UInt8>, _ parsing: XMLParsing, _ yield: (ReadingEvent) -> ReadingStep) {
        if !parsing.read(ampersands.mended(decoder.decode(bytes))) { cannotGoOn = true }
        deliver(yield)
        if cannotGoOn, !isDone { finish(parsing, yield) }
    }

    /// Tells what the end of the file tells.
    mutating func finish(_ parsing: XMLParsing, _ yield: (ReadingEvent) -> ReadingStep) {
        guard !isDone else { return }
        if !cannotGoOn {
            _ = parsing.read(ampersands.mended(decoder.decode([], isLast: true), isLast: true))
            // Ended here, libxml2 would only complain of what is known from the open elements.
            if parsing.openElements == 0 { parsing.finish() }
            deliver(yield)
            guard !isDone else { return }
        }
        deliverRest(yield)
        guard !isDone else { return }
        isDone = true
        if let reason = refusal(parsing) {
            _ = yield(rejection(reason, at: collector.unfinished == nil ? 0 : number + 1))
        }
    }

    private func refusal(_ parsing: XMLParsing) -> String? {
        if parsing.isTooDeep { return "the XML is nested deeper than \(limits.depth.counted("level", "levels"))" }
        guard let root = collector.root else { return "the file is no XML" }
        guard let document = document ?? collector.document else {
            return "XML with the root element '\(root.name.local.singleLine.prefix(60))' is not read; read are "
                + XMLDocuments.names
        }
        if let unfinished = collector.unfinished {
            return "the XML is cut off in the element '\(unfinished.name)' that begins in line \(unfinished.line)"
        }
        if parsing.openElements > collector.abandoned {
            return "the XML is cut off after \(records.counted("article", "articles"))"
        }
        return collector.damage ?? document.refusal(recordCount: records)
    }

    /// Hands over what the collector has found.
    private mutating func deliver(_ yield: (ReadingEvent) -> ReadingStep) {
        for item in collector.take() where !isDone {
            if document == nil { document = collector.document }
            switch item {
            case .description(let element): document?.describe(element)
            case .refused(let reason):
                records += 1
                number += 1
                if yield(rejection(reason, at: number)) == .stop { isDone = true }
            case .record(let element, let damage):
                records += 1
                deliver(element, damage, yield)
            }
        }
    }

    private mutating func deliver(
        _ record: XMLElement, _ damage: String?, _ yield: (ReadingEvent) -> ReadingStep
    ) {
        guard var reading = document else { return }
        if reading is ALTODocument, isClaimed(yield) {
            isDone = true
            return
        }
        defer { document = reading }
        do throws(ArticleDraft.Refusal) {
            for draft in try reading.articles(of: record, limits: limits) where !isDone {
                deliver(draft, damage, yield)
            }
        } catch {
            number += 1
            if yield(rejection(error.reason, at: number)) == .stop { isDone = true }
        }
        deliverFurther(of: &reading, damage, yield)
    }

    /// Hands over what there is beside the records.
    private mutating func deliverRest(_ yield: (ReadingEvent) -> ReadingStep) {
        guard var reading = document else { return }
        defer { document = reading }
        reading.finish()
        deliverFurther(of: &reading, nil, yield)
        guard !isDone, let remark = reading.remark else { return }
        if yield(.note(ReadingNote(path: path, position: 0, message: remark))) == .stop { isDone = true }
    }

    /// Hands over the articles that a document makes one by one.
    private mutating func deliverFurther(
        of reading: inout any XMLDocument, _ damage: String?, _ yield: (ReadingEvent) -> ReadingStep
    ) {
        while !isDone, let draft = reading.nextArticle() {
            tellDependences(of: reading, yield)
            deliver(draft, damage, yield)
        }
        tellDependences(of: reading, yield)
    }

    private mutating func deliver(
        _ draft: ArticleDraft, _ damage: String?, _ yield: (ReadingEvent) -> ReadingStep
    ) {
        number += 1
        if let damage, yield(.note(ReadingNote(path: path, position: number, message: damage))) == .stop {
            isDone = true
        } else if deliver(draft, yield) == .stop {
            isDone = true
        }
    }

    private mutating func tellDependences(of reading: any XMLDocument, _ yield: (ReadingEvent) -> ReadingStep) {
        let dependences = reading.dependences
        for dependence in dependences[dependencesTold...] { _ = yield(.dependence(dependence)) }
        dependencesTold = dependences.count
    }

    /// Whether a METS file cuts the page into articles that the receiver gets through that one.
    private mutating func isClaimed(_ yield: (ReadingEvent) -> ReadingStep) -> Bool {
        guard number == 0, let files else { return false }
        for covering in METSDocument.covering(fileName, near: files, limits: limits) {
            if let file = covering.file {
                if yield(.claim(FileDependence(file))) == .stop { return true }
            } else {
                _ = yield(.note(.claim(of: path, by: covering.name)))
                return true
            }
        }
        return false
    }

    private func deliver(_ draft: ArticleDraft, _ yield: (ReadingEvent) -> ReadingStep) -> ReadingStep {
        var draft = draft
        let isWhole = document?.isOneArticle == true && number == 1
        if let encoding = decoder.encoding { draft.metadata["encoding"] = encoding }
        if isWhole {
            if draft.url == nil { draft.url = hints.url }
            draft.takeDate(fromName: name)
            if draft.title.isEmpty { draft.title = name }
        }
        let id = isWhole && draft.part == nil ? path : "\(path)#\(draft.part ?? "\(number)")"
        let place = ArticleDraft.Place(path: path, position: number, id: id)
        do throws(ArticleDraft.Refusal) {
            return try draft.deliver(at: place, limits: limits, yield)
        } catch {
            return yield(rejection(error.reason, at: number))
        }
    }

    private func rejection(_ reason: String, at position: Int) -> ReadingEvent {
        .rejection(Rejection(path: path, position: position, reason: reason))
    }
}
