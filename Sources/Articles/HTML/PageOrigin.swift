// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a page was saved from, by the comment that browsers and programs put at its beginning.
struct PageOrigin {
    private(set) var url: String?
    private(set) var date: ArticleDate?

    /// How many bytes of the page it looks at.
    static let headLength = 4096

    init(head page: [UInt8]) {
        var position = 0
        while url == nil, position + 4 <= page.count, let open = page[position...].firstIndex(of: 0x3C) {
            position = open + 1
            guard page[position...].starts(with: "!--".utf8) else { continue }
            let comment = page[(open + 4)...].drop { $0 <= 0x20 }
            position = comment.startIndex
            if Self.openings.contains(where: { comment.starts(with: $0) }) { take(comment.prefix(1024)) }
        }
    }

    private static let openings = ["saved from url=(", "Page saved with SingleFile", "Mirrored from "].map {
        Array($0.utf8)
    }

    /// Takes what a comment says, which begins with these bytes.
    private mutating func take(_ comment: ArraySlice<UInt8>) {
        let start = String(decoding: comment, as: UTF8.self)
        let text = String(start[..<(start.firstRange(of: "-->")?.lowerBound ?? start.endIndex)]).singleLine
        if text.hasPrefix("saved from url=(") {
            // The number in parentheses is the length of the address.
            takeURL(text.drop { $0 != ")" }.dropFirst())
        } else if text.hasPrefix("Page saved with SingleFile") {
            guard let place = text.firstRange(of: "url: ") else { return }
            takeURL(text[place.upperBound...])
            guard let day = text.firstRange(of: "saved date: ") else { return }
            // Mon Mar 14 2022 10:00:00 GMT+0100 (…)
            let words = text[day.upperBound...].split(separator: " ").prefix(4).map { String($0) }
            if words.count == 4 { date = ArticleDate(parsing: "\(words[2]) \(words[1]) \(words[3])") }
        } else if text.hasPrefix("Mirrored from "), let end = text.firstRange(of: " by HTTrack") {
            takeURL("http://" + text[..<end.lowerBound].dropFirst(14))
            date = ArticleDate(within: String(text[end.upperBound...].suffix(40)))
        }
    }

    /// What an address of the Wayback Machine, `https://web.archive.org/web/20150302101112/http://…`, leads to, and the day on
    /// which that was collected; other addresses as they are.
    static func original(of address: String) -> (url: String, date: ArticleDate?) {
        guard let place = address.firstRange(of: "://web.archive.org/web/") else { return (address, nil) }
        let rest = address[place.upperBound...]
        let digits = rest.prefix { $0.isNumber }
        // `20150302101112id_` is the page as it was.
        let url = rest.dropFirst(digits.count).drop { $0 != "/" }.dropFirst()
        guard digits.utf8.count == 14, url.hasPrefix("http://") || url.hasPrefix("https://") else {
            return (address, nil)
        }
        return (String(url), ArticleDate(parsing: String(digits.prefix(8))))
    }

    private mutating func takeURL(_ text: some StringProtocol) {
        let address = String(text.prefix { $0 != " " })
        if address.hasPrefix("http://") || address.hasPrefix("https://") {
            let original = Self.original(of: address)
            url = original.url
            date = date ?? original.date
        }
    }
}
