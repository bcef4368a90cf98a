// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads a text file, mended as ``ScannedText`` does, as one article laid out as ``TextLayout`` describes; a date may be in the file's name.
struct PlainTextReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        switch try input.wholeText(preparing: { ScannedText($0).text }) {
        case .failure(let refusal): _ = yield(input.rejection(refusal.reason))
        case .success(let content): _ = yield(Self.event(for: content, input))
        }
    }

    private static func event(for content: WholeText, _ input: borrowing ReaderInput) -> ReadingEvent {
        let layout = TextLayout(content.text, name: input.name)
        var draft = ArticleDraft()
        draft.section = layout.section
        draft.title = layout.title
        draft.source = layout.source
        draft.body = layout.body
        draft.metadata["encoding"] = content.encoding
        draft.url = input.hints.url
        if let date = layout.date {
            (draft.date, draft.dateSource) = (date, .text)
        } else {
            draft.takeDate(fromName: input.name)
        }
        draft.takeDate(of: input.hints)
        do throws(ArticleDraft.Refusal) {
            return .article(try draft.article(at: .wholeFile(input.display), limits: input.limits))
        } catch {
            return input.rejection(error.reason)
        }
    }
}
