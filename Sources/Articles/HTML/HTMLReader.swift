// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads an HTML page as one article: the text without menus, related links, cookie walls, comments and captions, and
/// the fields from what the page says of itself. A page without an article is refused with the reason.
struct HTMLReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        guard let content = try input.stream.rest(limit: input.limits.file) else {
            _ = yield(input.rejection("the file is larger than the limit of \(input.limits.file) bytes"))
            return
        }
        do throws(ArticleDraft.Refusal) {
            let draft = try Self.draft(of: content, input)
            _ = try draft.deliver(at: .wholeFile(input.display), limits: input.limits, yield)
        } catch {
            _ = yield(input.rejection(error.reason))
        }
    }

    private static func draft(
        of content: consuming [UInt8], _ input: borrowing ReaderInput
    ) throws(ArticleDraft.Refusal) -> ArticleDraft {
        var hints = input.hints
        let origin = PageOrigin(head: Array(content[..<min(content.count, PageOrigin.headLength)]))
        hints.url = hints.url ?? origin.url
        hints.date = hints.date ?? origin.date
        let (tree, encoding) = try Self.tree(of: content, input)
        var draft = try ArticlePage(tree, hints: hints, depthLimit: input.limits.depth).draft
        if draft.title.isEmpty { draft.title = input.name }
        draft.takeDate(fromName: input.name)
        if let encoding { draft.metadata["encoding"] = encoding }
        return draft
    }

    /// The page's tree, and its encoding unless that is UTF-8; the page itself is not kept beside it.
    private static func tree(
        of content: consuming [UInt8], _ input: borrowing ReaderInput
    ) throws(ArticleDraft.Refusal) -> (HTMLTree, encoding: String?) {
        let decoded = HTMLCharset(content, hint: input.hints.charset)
        let html = withoutNamelessInstructions(try withoutNULs(decoded.bytes))
        if HTMLTagScan.hasEndlessTag(html) {
            throw .init(reason: "an element has more than \(HTMLTagScan.attributeLimit) attributes")
        }
        return (try HTMLTreeBuilder.tree(of: html, limits: input.limits), decoded.encoding)
    }

    /// A few NUL bytes are flaws of a page, many mean that it is none.
    private static func withoutNULs(_ html: [UInt8]) throws(ArticleDraft.Refusal) -> [UInt8] {
        guard html.contains(0) else { return html }
        let count = html.count { $0 == 0 }
        if count * 100 > html.count { throw .init(reason: "the file has NUL bytes; it is not a text") }
        return html.map { $0 == 0 ? 0x20 : $0 }
    }

    /// Blanks for each `<?` without a name, for which libxml2 looks through all the rest of the page.
    private static func withoutNamelessInstructions(_ html: [UInt8]) -> [UInt8] {
        var html = html
        var position = 0
        while let open = html[position...].firstIndex(of: 0x3C) {
            position = open + 1
            guard position < html.count, html[position] == 0x3F else { continue }
            let next = position + 1 < html.count ? html[position + 1].lowercasedASCII : 0
            guard !(0x61...0x7A).contains(next) else { continue }
            (html[open], html[position]) = (0x20, 0x20)
        }
        return html
    }
}
