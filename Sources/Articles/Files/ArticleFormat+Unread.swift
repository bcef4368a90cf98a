// SPDX-License-Identifier: GPL-3.0-or-later

extension ArticleFormat {
    /// The name of an office format that has no reader, where a file is of one.
    ///
    /// Those of older programs have one signature for all; the newer ones are ZIP files whose members show in the head.
    static func unreadOfficeFile(path: PathName, head: some BidirectionalCollection<UInt8>) -> String? {
        let fileExtension = path.fileExtension
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return ["xls", "ppt", "msg"].contains(fileExtension)
                ? fileExtension : fileExtension == "pps" ? "ppt" : "doc"
        }
        guard head.starts(with: [0x50, 0x4B, 3, 4]) else { return nil }
        if let name = unreadArchives[fileExtension] { return name }
        let start = Array(head.dropFirst(30).prefix(80))
        if start.starts(with: "mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8) { return "ods" }
        if start.starts(with: "mimetypeapplication/vnd.oasis.opendocument.presentation".utf8) { return "odp" }
        guard start.starts(with: "[Content_Types].xml".utf8) else { return nil }
        let text = String(decoding: head, as: UTF8.self)
        return text.has("xl/workbook.xml") ? "xlsx" : text.has("ppt/presentation.xml") ? "pptx" : nil
    }

    /// Why a file of a format without a reader is refused, and what to do.
    static func refusal(ofUnsupported name: String) -> String {
        let remedy: String? =
            switch name {
            case "xlsx", "xls", "ods": "spreadsheets are not read; save it as CSV, each sheet as a file"
            case "pptx", "ppt", "odp": "presentations are not read; save it as PDF"
            case "doc": "documents of Word 97-2003 are not read; save it as DOCX"
            case "msg": "messages of Outlook are not read; save it as EML"
            case "7z", "rar": "it is an archive that is not read; unpack it, or save it as ZIP"
            case "arc": "web archives of before WARC are not read; make a WARC of it, as with 'warcio recompress'"
            default: nil
            }
        return "format '\(name)' is not supported; " + (remedy ?? "supported are \(names)")
    }

    private static let unreadArchives = [
        "xlsx": "xlsx", "xlsm": "xlsx", "xltx": "xlsx", "xlsb": "xlsx", "ods": "ods", "pptx": "pptx", "ppsx": "pptx",
        "odp": "odp",
    ]
}
