// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads DOCX (ECMA-376) and ODT (OASIS OpenDocument) files, each as one article.
///
/// Title, author, date and keywords are the document's properties; a title that is missing there is the paragraph in the
/// style of titles or a heading that the text begins with, or else the file's name; where both differ, that paragraph is the first of the text. What was deleted while changes were tracked, notes and comments are left out.
struct OfficeReader: FormatReader {
    /// The kinds of documents.
    enum Kind {
        case docx, odt
    }

    let kind: Kind

    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        let (display, name, limits, url) = (input.display, input.name, input.limits, input.hints.url)
        let parts = kind.parts
        guard try input.stream.peek(2).elementsEqual([0x50, 0x4B]) else {
            _ = yield(input.rejection("the document is no ZIP file; it may be of an older format or encrypted"))
            return
        }
        let content = try ZIPContent(input) { name in name == parts.text || name == parts.properties }
        do throws(ArticleDraft.Refusal) {
            guard let body = content[parts.text] else {
                throw .init(reason: "the document has no readable member '\(parts.text)'")
            }
            let text = DocumentText(kind.rules)
            try body.parseXML(into: text, depthLimit: limits.depth)
            var draft = ArticleDraft()
            draft.body = text.paragraphs.joined(separator: "\n\n")
            if let properties = content[parts.properties] {
                draft.take(try XMLLeaves.of(properties, depthLimit: limits.depth))
            }
            if let shown = text.title {
                if draft.title.isEmpty {
                    draft.title = shown
                } else if ArticleParagraphs.key(shown) != ArticleParagraphs.key(draft.title) {
                    draft.body = shown + "\n\n" + draft.body
                }
            }
            if draft.title.isEmpty { draft.title = name }
            draft.takeDate(fromName: name)
            draft.url = url
            if text.isDamaged {
                let note = ReadingNote(path: display, position: 1, message: "the document's XML is damaged")
                if yield(.note(note)) == .stop { return }
            }
            _ = try draft.deliver(at: .wholeFile(display), limits: limits, yield)
        } catch {
            _ = yield(.rejection(Rejection(path: display, position: 0, reason: error.reason)))
        }
    }
}

extension OfficeReader.Kind {
    fileprivate var parts: (text: String, properties: String) {
        switch self {
        case .docx: ("word/document.xml", "docProps/core.xml")
        case .odt: ("content.xml", "meta.xml")
        }
    }

    fileprivate var rules: DocumentText.Rules {
        switch self {
        case .docx:
            DocumentText.Rules(
                paragraphs: ["p"], texts: ["t"], breaks: ["br", "cr"], spaces: ["tab"],
                // Alternatives say the same again for older programs.
                hidden: ["tabs", "rPr", "sectPr", "Fallback", "del", "moveFrom"], hyphens: ["noBreakHyphen"])
        case .odt:
            DocumentText.Rules(
                paragraphs: ["p", "h"], texts: nil, breaks: ["line-break"], spaces: ["tab", "s"],
                hidden: [
                    "tracked-changes", "annotation", "note", "automatic-styles", "font-face-decls", "scripts",
                    "sequence-decls",
                ])
        }
    }
}

extension ArticleDraft {
    /// Whether a property is what a program writes where nobody said anything.
    static func isPlaceholder(_ property: String) -> Bool {
        let text = property.lowercased()
        return [
            "untitled", "senza titolo", "senza nome", "anonymous", "anonimo", "unknown", "author", "autore", "user",
            "utente",
            "administrator",
        ].contains(text) || (text.hasPrefix("document") && text.dropFirst(8).allSatisfy { $0.isNumber || $0 == "o" })
    }

    /// Takes the Dublin Core and other properties of a document.
    mutating func take(_ properties: XMLLeaves) {
        if let title = properties.texts("title").first, !Self.isPlaceholder(title) { self.title = title }
        let creators = properties.texts("initial-creator")
        authors = (creators.isEmpty ? properties.texts("creator") : creators).filter { !Self.isPlaceholder($0) }
        for name in ["created", "creation-date", "date", "modified"] where date == nil {
            date = properties.texts(name).lazy.compactMap { ArticleDate(parsing: $0) }.first
            if date != nil { dateSource = .field }
        }
        let separators: Set<Character> = [",", ";"]
        for keywords in properties.texts("keywords") + properties.texts("keyword") {
            tags += keywords.split { separators.contains($0) }.map { String($0) }
        }
        language = properties.texts("language").first
    }
}
