// SPDX-License-Identifier: GPL-3.0-or-later

import CProgram
import Glibc

/// Reads the text of a PDF with poppler's `pdftotext`, as one article or one for each page.
///
/// The title, author and date are what `pdfinfo` says. A PDF without text, such as a scan, is refused, unless the text of
/// its pages is to be recognised.
struct PDFReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        let session = PDFSession(
            path: input.display, name: input.name, limits: input.limits, choices: input.choices, hints: input.hints,
            isStopped: input.isStopped)
        if let file = input.stream.file {
            let copy = dup(file)
            guard copy >= 0 else { throw SystemFailure(errno) }
            defer { close(copy) }
            return session.read(copy, yield)
        }
        guard let content = try input.stream.rest(limit: input.limits.file) else {
            _ = yield(input.rejection("the file is larger than the limit of \(input.limits.file) bytes"))
            return
        }
        let memory = unsafe content.withUnsafeBufferPointer { unsafe spoglio_memory_file($0.baseAddress, $0.count) }
        guard memory >= 0 else { throw SystemFailure(ENOMEM) }
        defer { close(memory) }
        session.read(memory, yield)
    }
}

/// The reading of one PDF.
private struct PDFSession {
    let path: String
    let name: String
    let limits: ReadingLimits
    let choices: ReadingChoices
    let hints: InputHints
    let isStopped: @Sendable () -> Bool

    /// The output of the programs; the text of an article is bounded by another limit.
    private var outputLimit: Int { limits.file }

    func read(_ file: Int32, _ yield: (ReadingEvent) -> ReadingStep) {
        let output: [UInt8]
        do throws(ArticleDraft.Refusal) {
            output = try run("pdftotext", ["-enc", "UTF-8", "-q", "/dev/stdin", "-"], file)
        } catch {
            if !isStopped() { _ = yield(rejection(error.reason, 0)) }
            return
        }
        var pages = output.split(separator: 0x0C, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        if pages.last?.trimmed.isEmpty == true { pages.removeLast() }
        var recognised: String?
        if !pages.contains(where: { !$0.trimmed.isEmpty }) {
            guard choices.recognisesText else {
                _ = yield(rejection("the PDF has no text layer; --ocr recognises the text of scanned pages", 0))
                return
            }
            do throws(ArticleDraft.Refusal) {
                pages = try PDFTextRecognition(file: file, limits: limits, isStopped: isStopped)
                    .pages(count: max(1, pages.count))
            } catch {
                if !isStopped() { _ = yield(rejection(error.reason, 0)) }
                return
            }
            recognised = "tesseract"
        }
        pages = ScannedText.withoutRunningLines(pages)
        let information = information(file)
        if !isStopped() { deliver(pages, information, recognised, yield) }
    }

    private func deliver(
        _ pages: [String], _ information: [String: String], _ recognised: String?,
        _ yield: (ReadingEvent) -> ReadingStep
    ) {
        var draft = ArticleDraft()
        draft.title = information["Title"].map { Self.withoutProgram($0) } ?? ""
        if let author = information["Author"], !ArticleDraft.isPlaceholder(author) { draft.authors = [author] }
        draft.url = hints.url
        draft.takeDate(fromName: name)
        if draft.date == nil { (draft.date, draft.dateSource) = Self.date(of: pages, information) }
        draft.takeDate(of: hints)
        if draft.title.isEmpty { draft.title = name }
        draft.metadata["ocr"] = recognised
        draft.metadata["pages"] = "\(pages.count)"
        guard choices.takesPDFPages else {
            draft.body = pages.map { Self.paragraphs(of: $0) }.joined(separator: "\n\n")
            _ = deliver(draft, .wholeFile(path), yield)
            return
        }
        for (index, page) in pages.enumerated() where !page.trimmed.isEmpty {
            var article = draft
            article.body = Self.paragraphs(of: page)
            article.metadata["page"] = "\(index + 1)"
            article.metadata["pages"] = nil
            let place = ArticleDraft.Place(path: path, position: index + 1, id: "\(path)#\(index + 1)")
            if deliver(article, place, yield) == .stop { return }
        }
    }

    /// The day in one of the first lines, as of a letter or a page of a newspaper, or that on which the file was made, which
    /// may be long after.
    private static func date(of pages: [String], _ information: [String: String]) -> (ArticleDate?, DateSource?) {
        let head = pages.first { !$0.trimmed.isEmpty } ?? ""
        let lines = head.split(separator: "\n").lazy.map(\.trimmed).filter { !$0.isEmpty }
        for line in lines.prefix(8) where line.utf8.count <= 100 {
            if let date = ArticleDate(within: String(line)) { return (date, .text) }
        }
        guard let date = information["CreationDate"].flatMap({ ArticleDate(parsing: $0) }) else { return (nil, nil) }
        return (date, .container)
    }

    private func deliver(
        _ draft: ArticleDraft, _ place: ArticleDraft.Place, _ yield: (ReadingEvent) -> ReadingStep
    ) -> ReadingStep {
        do throws(ArticleDraft.Refusal) {
            return try draft.deliver(at: place, limits: limits, yield)
        } catch {
            return yield(rejection(error.reason, place.position))
        }
    }

    /// A title without what programs put before it or instead of one.
    private static func withoutProgram(_ title: String) -> String {
        var title = title
        for program in ["Microsoft Word - ", "Microsoft PowerPoint - "] where title.hasPrefix(program) {
            title.removeFirst(program.count)
        }
        return ArticleDraft.isPlaceholder(title) ? "" : title
    }

    /// The lines of each paragraph joined, words that were cut at the end of a line too where the next line goes on in
    /// lower case.
    private static func paragraphs(of page: String) -> String {
        var paragraphs: [String] = []
        var text = ""
        for line in page.split(separator: "\n", omittingEmptySubsequences: false).map({ $0.trimmed }) + [""] {
            if line.isEmpty {
                if !text.isEmpty { paragraphs.append(text) }
                text = ""
            } else if text.hasSuffix("-"), line.first?.isLowercase == true, text.dropLast().last?.isLetter == true {
                text.removeLast()
                text += line
            } else {
                text += (text.isEmpty ? "" : " ") + line
            }
        }
        return paragraphs.joined(separator: "\n\n")
    }

    /// What `pdfinfo` says, by its own names; nothing where it cannot be had.
    private func information(_ file: Int32) -> [String: String] {
        let arguments = ["-enc", "UTF-8", "-isodates", "/dev/stdin"]
        guard
            case .output(let output) = ExternalProgram.run(
                "pdfinfo", arguments, input: file, limit: 1 << 20, seconds: limits.seconds, isStopped: isStopped)
        else { return [:] }
        var fields: [String: String] = [:]
        for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = String(line[line.index(after: colon)...]).singleLine
            if !value.isEmpty { fields[String(line[..<colon])] = value }
        }
        return fields
    }

    private func run(_ program: String, _ arguments: [String], _ file: Int32) throws(ArticleDraft.Refusal) -> [UInt8] {
        let outcome = ExternalProgram.run(
            program, arguments, input: file, limit: outputLimit, seconds: limits.seconds, isStopped: isStopped)
        switch outcome {
        case .output(let output): return output
        case .tooMuch: throw .init(reason: "the PDF has more than \(outputLimit) bytes of text; see --limit file")
        case .tookTooLong: throw .init(reason: "\(program) took longer than \(limits.seconds) s; see --limit seconds")
        case .failed: throw .init(reason: "the PDF is damaged or locked; \(program) cannot read it")
        case .notInstalled:
            throw .init(reason: "a PDF is read with \(program); install it with 'apt-get install poppler-utils'")
        case .stopped: throw .init(reason: "\(program) was stopped")
        }
    }

    private func rejection(_ reason: String, _ position: Int) -> ReadingEvent {
        .rejection(Rejection(path: path, position: position, reason: reason))
    }
}
