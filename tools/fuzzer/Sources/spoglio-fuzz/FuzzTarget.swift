// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import QueryLanguage

@testable import Articles

/// What libFuzzer calls with each input that it makes up.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    FuzzTarget.chosen.run(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
}

/// A reader that is given bytes nobody meant: it must come to an end, and each article must be sound.
enum FuzzTarget {
    case format(ArticleFormat)
    /// A file of any format, found out by its content.
    case detected
    /// A document of an office program or a book, with the input as the member that has its text.
    case office
    /// What poppler's programs might say of a PDF, without them.
    case pdfText
    case query

    /// The one that the environment names.
    static let chosen: FuzzTarget = {
        let name = getenv("SPOGLIO_FUZZ").map { String(cString: $0) } ?? ""
        switch name {
        case "archive": return .detected
        case "office": return .office
        case "pdf-text": return .pdfText
        case "query": return .query
        default:
            guard let format = try? ArticleFormat(named: name) else { preconditionFailure("no reader '\(name)'") }
            return .format(format)
        }
    }()

    // Small limits make an input that is refused for its size as quick as any.
    private static let limits: ReadingLimits = {
        var limits = ReadingLimits(file: 1 << 20, article: 1 << 20, line: 1 << 18, depth: 64)
        limits.unpacked = 8 << 20
        limits.entries = 200
        limits.seconds = 5
        return limits
    }()

    func run(_ bytes: [UInt8]) {
        switch self {
        case .format(let format): Self.read(bytes, as: format)
        case .detected: Self.readDetected(bytes)
        case .office:
            guard let kind = bytes.first else { return }
            Self.read(
                StoredZIP.document(Int(kind) % 4, Array(bytes.dropFirst())),
                as: [.docx, .odt, .epub, .epub][Int(kind) % 4])
        case .pdfText: Self.readPDFText(bytes)
        case .query: Self.parse(String(decoding: bytes, as: UTF8.self))
        }
    }

    private static func read(_ bytes: [UInt8], as format: ArticleFormat) {
        withFile(bytes) { descriptor in
            try? ArticleReader(limits: limits).read(descriptor: descriptor, name: "prova", format: format) { event in
                check(event)
                return .next
            }
        }
    }

    /// The first byte chooses whether pages are articles; what stands before a NUL is the text, what stands behind it what is
    /// known of the file.
    private static func readPDFText(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let parts = bytes.dropFirst().split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        var document = PDFDocument(
            path: "prova", name: "prova", hints: InputHints(), takesPages: first % 2 == 0, limits: limits)
        document.pages = PDFDocument.pages(of: parts[0])
        document.information = PDFDocument.information(of: parts.count > 1 ? parts[1] : [])
        document.deliver { event in
            check(event)
            return .next
        }
    }

    private static func readDetected(_ bytes: [UInt8]) {
        withFile(bytes) { descriptor in
            ArticleReader(limits: limits).read(PathName("/proc/self/fd/\(descriptor)"), shownAs: "prova") { event in
                check(event)
                return .next
            }
        }
    }

    /// A file without a name that takes one input after the other.
    private static let file: Int32 = {
        var template = Array("/tmp/spoglio-fuzz-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        unlink(template)
        return descriptor
    }()

    private static func withFile(_ bytes: [UInt8], _ use: (Int32) -> Void) {
        lseek(file, 0, SEEK_SET)
        guard ftruncate(file, 0) == 0, write(file, bytes, bytes.count) == bytes.count else { return }
        lseek(file, 0, SEEK_SET)
        use(file)
    }

    private static func check(_ event: ReadingEvent) {
        switch event {
        case .article(let article):
            precondition(
                !article.body.isEmpty && !article.id.isEmpty && !article.path.isEmpty, "an article without body")
            precondition((article.date == nil) == (article.dateSource == nil), "a date from nowhere")
            precondition(!article.title.unicodeScalars.contains { $0.value < 0x20 }, "a title with controls")
            precondition(
                !article.body.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" },
                "a body with controls")
        case .rejection(let rejection): precondition(!rejection.reason.isEmpty, "a rejection without a reason")
        case .note(let note): precondition(!note.message.isEmpty, "a note without a message")
        case .dependence(let file), .claim(let file): precondition(!file.path.bytes.isEmpty, "a file without a path")
        }
    }

    /// A query is refused or can be printed and read again.
    private static func parse(_ text: String) {
        guard let tree = try? QueryParser.parse(text) else { return }
        let printed = tree.description
        guard printed.utf8.count <= QueryLimits.bytes else { return }
        do {
            let again = try QueryParser.parse(printed)
            precondition(again.description == printed, "'\(text)' is printed as '\(printed)', which reads otherwise")
        } catch {
            preconditionFailure("'\(text)' is printed as '\(printed)', which is refused: \(error)")
        }
    }
}
