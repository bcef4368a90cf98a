// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads a Markdown file as one article: front matter for the fields, the rest for the body.
///
/// Front matter is YAML between `---` lines or the comment of the Nikola site generator (`<!--` and `.. key: value`
/// lines). The body is the text that a reader of the page would see, one paragraph a block. A first level-one heading
/// is the title if the front matter has none, and is left out of the body when it says the same.
struct MarkdownReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        switch try input.wholeText() {
        case .failure(let refusal):
            _ = yield(input.rejection(refusal.reason))
        case .success(let content):
            do throws(FrontMatter.Failure) {
                let matter = try FrontMatter(of: content.text, depthLimit: input.limits.depth)
                Self.deliver(matter, content.encoding, input, yield)
            } catch {
                _ = yield(input.rejection(error.reason, position: error.line))
            }
        }
    }

    private static func deliver(
        _ matter: FrontMatter, _ encoding: String?, _ input: borrowing ReaderInput,
        _ yield: (ReadingEvent) -> ReadingStep
    ) {
        do throws(ArticleDraft.Refusal) {
            var draft = ArticleDraft()
            try draft.take(matter.fields, dateSource: .frontMatter, bodyIsElsewhere: true)
            try draft.takeMarkdown(matter.rest, depthLimit: input.limits.depth)
            if draft.title.isEmpty { draft.title = input.name }
            draft.takeDate(fromName: input.name)
            if let encoding { draft.metadata["encoding"] = encoding }
            _ = try draft.deliver(at: .wholeFile(input.display), limits: input.limits, yield)
        } catch {
            _ = yield(input.rejection(error.reason))
        }
    }
}

extension ArticleDraft {
    fileprivate mutating func takeMarkdown(_ text: Substring, depthLimit: Int) throws(Refusal) {
        var blocks = try HTMLText.blocks(ofMarkdown: text, depthLimit: depthLimit)
        if let index = blocks.firstIndex(where: { $0.isTitle }) {
            let heading = blocks[index].text
            if title.isEmpty { title = heading }
            if heading == title.singleLine { blocks.remove(at: index) }
        }
        body = blocks.map(\.text).joined(separator: "\n\n")
    }
}
