// SPDX-License-Identifier: GPL-3.0-or-later

/// A format that articles are read from; the raw value is the name that `--format` takes.
///
/// A further format is a case here, a row in each of the tables below and a ``FormatReader`` in a file of its own.
public enum ArticleFormat: String, Sendable, CaseIterable {
    case text
    case markdown
    case jsonl
    case json
    case csv
    case tsv
    case html
    case xml
    case archive
    case compressed
    case warc
    case mail
    case pdf
    case docx
    case odt
    case epub

    /// Finds a format by its name.
    public init(named name: String) throws(ArticlesError) {
        guard let format = ArticleFormat(rawValue: name.lowercased()) else {
            throw ArticlesError(
                code: .unknownFormat, message: "format '\(name)' is not known; known are \(Self.names)", context: name)
        }
        self = format
    }

    /// The names of all formats, for messages.
    public static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    var fileExtensions: [String] {
        switch self {
        case .text: ["txt", "text"]
        case .markdown: ["md", "markdown", "mdown", "mkd"]
        case .jsonl: ["jsonl", "ndjson"]
        case .json: ["json"]
        case .csv: ["csv"]
        case .tsv: ["tsv", "tab"]
        case .html: ["html", "htm", "xhtml", "shtml", "xht"]
        case .xml: ["xml", "rss", "rdf", "atom", "nitf", "tei", "alto"]
        case .archive: ["zip", "tar", "wacz"]
        case .compressed:
            ["gz", "tgz", "xz", "txz", "zst", "tzst", "bz2", "tbz", "tbz2", "lzma", "tlz", "lz4", "lz"]
        case .warc: ["warc"]
        case .mail: ["eml", "mbox", "mht", "mhtml"]
        case .pdf: ["pdf"]
        case .docx: ["docx"]
        case .odt: ["odt"]
        case .epub: ["epub"]
        }
    }

    var reader: any FormatReader {
        switch self {
        case .text: PlainTextReader()
        case .markdown: MarkdownReader()
        case .jsonl: JSONLinesReader()
        case .json: JSONDocumentReader()
        case .csv, .tsv: CSVReader()
        case .html: HTMLReader()
        case .xml: XMLReader()
        case .archive: ArchiveReader()
        case .compressed: CompressedReader()
        case .warc: WARCReader()
        case .mail: MailReader()
        case .pdf: PDFReader()
        case .docx: OfficeReader(kind: .docx)
        case .odt: OfficeReader(kind: .odt)
        case .epub: EPUBReader()
        }
    }

    /// Whether it holds files of other formats.
    var isContainer: Bool {
        switch self {
        case .archive, .compressed, .warc: true
        default: false
        }
    }
}
