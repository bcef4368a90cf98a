// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Reads an EPUB book, each chapter in the order of its spine as an article (https://www.w3.org/TR/epub-33).
///
/// The book's title is the source of its chapters, its authors and date are theirs. Chapters without text are counted in a
/// note.
struct EPUBReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        let (display, name, limits) = (input.display, input.name, input.limits)
        let wanted: Set<String> = ["xhtml", "html", "htm", "xml", "opf"]
        let content = try ZIPContent(input) { wanted.contains(PathName($0).fileExtension) }
        do throws(ArticleDraft.Refusal) {
            let book = try EPUBBook(content, depthLimit: limits.depth)
            var empty = 0
            for (index, chapter) in book.chapters.enumerated() {
                guard let page = content[chapter] else {
                    let reason = "the book has no readable member '\(chapter.singleLine)'"
                    if yield(.rejection(Rejection(path: display, position: index + 1, reason: reason))) == .stop {
                        return
                    }
                    continue
                }
                guard var draft = try book.draft(of: page, depthLimit: limits.depth) else {
                    empty += 1
                    continue
                }
                if draft.title.isEmpty { draft.title = draft.source ?? name }
                let place = ArticleDraft.Place(
                    path: "\(display)!/\(PathName(chapter).display)", position: index + 1,
                    id: "\(display)!/\(PathName(chapter).display)")
                if try draft.deliver(at: place, limits: limits, yield) == .stop { return }
            }
            if empty > 0 {
                let text = empty.counted("chapter without text was", "chapters without text were") + " passed over"
                if yield(.note(ReadingNote(path: display, position: 0, message: text))) == .stop { return }
            }
            if empty == book.chapters.count { throw .init(reason: "the book has no text") }
        } catch {
            _ = yield(.rejection(Rejection(path: display, position: 0, reason: error.reason)))
        }
    }
}

/// What the package document of a book says.
private struct EPUBBook {
    /// The members of the archive that are its chapters, in order.
    let chapters: [String]
    private var properties = ArticleDraft()

    init(_ content: ZIPContent, depthLimit: Int) throws(ArticleDraft.Refusal) {
        guard let container = content["META-INF/container.xml"],
            let path = try XMLLeaves.of(container, depthLimit: depthLimit).elements
                .first(where: { $0.tag.name.local == "rootfile" })?.tag["full-path"],
            let package = content[path]
        else { throw .init(reason: "the book has no package document") }
        let leaves = try XMLLeaves.of(package, depthLimit: depthLimit)
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        var members: [String: String] = [:]
        var order: [String] = []
        for element in leaves.elements {
            if element.tag.name.local == "item", let id = element.tag["id"], let place = element.tag["href"] {
                // The table of contents is made for programs.
                if element.tag["properties"]?.split(separator: " ").contains("nav") == true { continue }
                members[id] = Self.resolved(place, in: folder)
            } else if element.tag.name.local == "itemref", let id = element.tag["idref"] {
                order.append(id)
            }
        }
        chapters = order.compactMap { members[$0] }
        properties.take(leaves)
        properties.source = properties.title.isEmpty ? nil : properties.title
        properties.title = ""
    }

    /// The article of a chapter, nil when it has no text.
    func draft(of page: [UInt8], depthLimit: Int) throws(ArticleDraft.Refusal) -> ArticleDraft? {
        var blocks = try HTMLText.blocks(ofHTML: DecodedText(page[...]).bytes, depthLimit: depthLimit)
        var draft = properties
        if let heading = blocks.firstIndex(where: { $0.isTitle }) ?? (blocks.first?.isHeading == true ? 0 : nil) {
            draft.title = blocks[heading].text
            if blocks.count > 1 { blocks.remove(at: heading) }
        }
        draft.body = blocks.map(\.text).joined(separator: "\n\n")
        return draft.body.trimmed.isEmpty ? nil : draft
    }

    /// The name of a member that an address in the package means.
    private static func resolved(_ address: String, in folder: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(address.utf8.prefix { $0 != 0x23 })[...]
        while let byte = rest.popFirst() {
            if byte == 0x25, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        var parts: [Substring] = []
        for part in (folder + String(decoding: bytes, as: UTF8.self)).split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
