// SPDX-License-Identifier: GPL-3.0-or-later

/// What poppler's programs say of a PDF, as one article or one for each page.
struct PDFDocument {
    let path: String
    let name: String
    let hints: InputHints
    let takesPages: Bool
    let limits: ReadingLimits
    /// The text of each page.
    var pages: [String] = []
    /// What is known of the file, by the names of `pdfinfo`.
    var information: [String: String] = [:]
    /// The program that recognised the text, where it is no text layer.
    var recogniser: String?

    /// The pages in the output of `pdftotext`, which ends each with a form feed.
    static func pages(of output: some Collection<UInt8>) -> [String] {
        var pages = output.split(separator: 0x0C, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        if pages.last?.trimmed.isEmpty == true { pages.removeLast() }
        return pages
    }

    /// The fields in the output of `pdfinfo`.
    static func information(of output: some Collection<UInt8>) -> [String: String] {
        var fields: [String: String] = [:]
        for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = String(line[line.index(after: colon)...]).singleLine
            if !value.isEmpty { fields[String(line[..<colon])] = value }
        }
        return fields
    }

    /// Hands over its articles; lines that most pages have at their top or bottom count once.
    func deliver(_ yield: (ReadingEvent) -> ReadingStep) {
        let pages = ScannedText.withoutRunningLines(pages)
        let draft = draft(pages)
        guard takesPages else {
            var article = draft
            article.body = pages.map { Self.paragraphs(of: $0) }.joined(separator: "\n\n")
            _ = deliver(article, .wholeFile(path), yield)
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

    /// What all its articles have.
    private func draft(_ pages: [String]) -> ArticleDraft {
        var draft = ArticleDraft()
        draft.title = information["Title"].map { Self.withoutProgram($0) } ?? ""
        if let author = information["Author"], !ArticleDraft.isPlaceholder(author) { draft.authors = [author] }
        draft.url = hints.url
        draft.takeDate(fromName: name)
        if draft.date == nil { (draft.date, draft.dateSource) = date(pages) }
        draft.takeDate(of: hints)
        if draft.title.isEmpty { draft.title = name }
        draft.metadata["ocr"] = recogniser
        draft.metadata["pages"] = "\(pages.count)"
        return draft
    }

    /// The day in one of the first lines, as of a letter or a page of a newspaper, or that on which the file was made, which
    /// may be long after.
    private func date(_ pages: [String]) -> (ArticleDate?, DateSource?) {
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
            return yield(.rejection(Rejection(path: path, position: place.position, reason: error.reason)))
        }
    }

    /// A title without what programs put before it or instead of one.
    private static func withoutProgram(_ title: String) -> String {
        var title = title
        for program in ["Microsoft Word - ", "Microsoft PowerPoint - "] where title.hasPrefix(program) {
            title.removeFirst(program.count)
        }
        title = withoutExtension(title)
        return ArticleDraft.isPlaceholder(title) ? "" : title
    }

    /// A title without the extension of the file that a layout program or a word processor had open.
    private static func withoutExtension(_ title: String) -> String {
        let kind = PathName(title).fileExtension
        guard !kind.isEmpty, sources.contains(kind) else { return title }
        return String(title.dropLast(kind.count + 1).trimmed)
    }

    private static let sources: Set<String> = [
        "ai", "cdr", "doc", "docx", "fm", "html", "indd", "odt", "p65", "pdf", "pm6", "pmd", "ppt", "pptx", "ps", "pub",
        "qxd",
        "qxp", "rtf", "tex", "txt", "wpd", "xls", "xlsx",
    ]

    /// The lines of each paragraph joined, words that were cut at the end of a line too where the next line goes on in
    /// lower case; a compound keeps its hyphen.
    private static func paragraphs(of page: String) -> String {
        var joining = WordJoining(text: page)
        var paragraphs: [String] = []
        var text = ""
        for line in page.split(separator: "\n", omittingEmptySubsequences: false).map({ $0.trimmed }) + [""] {
            if line.isEmpty {
                if !text.isEmpty { paragraphs.append(text) }
                text = ""
            } else if let mark = text.last, WordJoining.hyphens.contains(mark), line.first?.isLowercase == true,
                text.dropLast().last?.isLetter == true
            {
                text.removeLast()
                let left = text[...].suffix(while: \.isLetter)
                let isParted =
                    WordJoining.certainMarks.contains(mark) || joining.joins(left, line.prefix(while: \.isLetter))
                text += (isParted ? "" : "-") + line
            } else {
                text += (text.isEmpty ? "" : " ") + line
            }
        }
        return paragraphs.joined(separator: "\n\n")
    }
}
