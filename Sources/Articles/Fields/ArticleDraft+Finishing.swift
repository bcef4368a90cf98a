// SPDX-License-Identifier: GPL-3.0-or-later

extension ArticleDraft {
    /// Where an article stands, for its id and its path.
    struct Place {
        /// The file's path made displayable.
        let path: String
        let position: Int
        /// The id if the source gives none.
        let id: String
    }

    /// Checks and cleans what was taken.
    consuming func article(at place: Place, limits: ReadingLimits) throws(Refusal) -> Article {
        if let refusal { throw refusal }
        if title.hasNUL { throw Refusal(reason: "the title has a NUL character") }
        if body.hasNUL { throw Refusal(reason: "the body has a NUL character") }
        repairMojibake()
        let size = title.utf8.count + body.utf8.count
        guard size <= limits.article else {
            throw Refusal(reason: "the article has \(size) bytes of text; the limit is \(limits.article)")
        }
        let cleanBody = body.cleaned
        guard !cleanBody.isEmpty else { throw Refusal(reason: "the article has no body") }
        return Article(
            id: Self.line(id) ?? place.id, title: title.singleLine, body: cleanBody, date: date,
            dateSource: dateSource, section: Self.line(section), source: Self.line(source),
            authors: Self.distinct(authors.map { AuthorList.withoutOpening($0.singleLine) }), tags: Self.distinct(tags),
            url: Self.line(url),
            path: Self.line(path) ?? place.path, position: place.position,
            language: Self.line(language).map(LanguageTag.language),
            metadata: metadata)
    }

    private mutating func repairMojibake() {
        var isRepaired = false
        func repair(_ text: String) -> String {
            guard let repaired = Mojibake.repaired(text) else { return text }
            isRepaired = true
            return repaired
        }
        title = repair(title)
        body = repair(body)
        section = section.map(repair)
        source = source.map(repair)
        authors = authors.map(repair)
        tags = tags.map(repair)
        if isRepaired { metadata["encoding"] = Mojibake.note }
    }

    private static func line(_ text: String?) -> String? {
        text.flatMap { text in
            let line = text.singleLine
            return line.isEmpty ? nil : line
        }
    }

    private static func distinct(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.compactMap { line($0) }.filter { seen.insert($0).inserted }
    }
}

extension ArticleDraft {
    /// Hands over the notes and then the article.
    consuming func deliver(
        at place: Place, limits: ReadingLimits, _ yield: (ReadingEvent) -> ReadingStep
    ) throws(Refusal) -> ReadingStep {
        let notes = notes
        let article = try article(at: place, limits: limits)
        for message in notes {
            let note = ReadingNote(path: place.path, position: place.position, message: message)
            if yield(.note(note)) == .stop { return .stop }
        }
        return yield(.article(article))
    }
}

extension ArticleDraft {
    /// Takes the date in a file's name unless there is one already.
    mutating func takeDate(fromName name: String) {
        guard date == nil, let found = ArticleDate(inFileName: name) else { return }
        date = found
        dateSource = .path
    }

    /// Takes the day on which the container says that the text was collected unless there is a date already.
    mutating func takeDate(of hints: InputHints) {
        guard date == nil, let day = hints.date else { return }
        (date, dateSource) = (day, .container)
    }
}

extension ArticleDraft.Place {
    /// The place of an article that is a file of its own.
    static func wholeFile(_ path: String) -> Self {
        Self(path: path, position: 1, id: path)
    }
}
