// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

@testable import Articles

/// The inputs that fuzzing starts from and those that it found worth keeping: each is read to its end, and what comes of it is sound.
@Suite struct FuzzCorpusTests {
    private static let folder = PathName(
        #filePath.split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 } + "/Fuzz")

    private static func names(in folder: PathName) -> [String] {
        guard case .success(var listing) = FolderListing.of(folder) else { return [] }
        var names: [String] = []
        while let entry = listing.next() { names.append(String(decoding: entry.name, as: UTF8.self)) }
        return names
    }

    @Test func whatPopplerMightSayOfAPDFIsReadToItsEnd() throws {
        var titles: Set<String> = []
        for name in Self.names(in: Self.folder.appending("pdf-text".utf8)) {
            guard case .success(var stream) = ByteStream.open(Self.folder.appending("pdf-text/\(name)".utf8)),
                let bytes = try stream.rest(limit: 1 << 20)
            else { continue }
            let parts = bytes.dropFirst().split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
            for takesPages in [true, false] {
                var document = PDFDocument(
                    path: "p", name: "p", hints: InputHints(), takesPages: takesPages, limits: ReadingLimits())
                document.pages = PDFDocument.pages(of: parts[0])
                document.information = PDFDocument.information(of: parts.last ?? [])
                document.deliver { event in
                    if let article = event.article {
                        titles.insert(article.title)
                        #expect(!article.body.isEmpty && article.body.cleaned == article.body, "\(name)")
                        #expect((article.date == nil) == (article.dateSource == nil), "\(name)")
                    }
                    return .next
                }
            }
        }
        #expect(titles.contains("bilancio"))
    }

    @Test func inputsThatFuzzingKeptAreReadToTheirEnd() throws {
        var count = 0
        for reader in Self.names(in: Self.folder) where !["query", "office", "pdf-text"].contains(reader) {
            let format = reader == "archive" ? nil : try ArticleFormat(named: reader)
            let inputs = Self.folder.appending(reader.utf8)
            for name in Self.names(in: inputs) {
                count += 1
                let path = inputs.appending(name.utf8)
                var found: [ReadingEvent] = []
                if let format {
                    let descriptor = open(path.bytes.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_CLOEXEC)
                    defer { close(descriptor) }
                    try ArticleReader().read(descriptor: descriptor, name: "prova", format: format) { event in
                        found.append(event)
                        return .next
                    }
                } else {
                    ArticleReader().read(path) { event in
                        found.append(event)
                        return .next
                    }
                }
                // Nothing is passed over with notes alone.
                var account = FileAccount()
                for event in found { _ = account.deliver(event) { _ in .next } }
                #expect(!account.hasOnlyNotes, "\(reader)/\(name)")
                for article in found.compactMap(\.article) {
                    #expect(!article.body.isEmpty && article.body.cleaned == article.body, "\(reader)/\(name)")
                    #expect(article.title.singleLine == article.title, "\(reader)/\(name)")
                    #expect((article.date == nil) == (article.dateSource == nil), "\(reader)/\(name)")
                }
            }
        }
        #expect(count > 0)
    }
}
