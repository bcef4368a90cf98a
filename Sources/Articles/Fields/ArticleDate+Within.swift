// SPDX-License-Identifier: GPL-3.0-or-later

extension ArticleDate {
    /// Finds the first day in a short text, such as `Pubblicato il 25 ottobre 2022, ore 14:30` or `25/10/98`.
    init?(within text: String) {
        guard let first = Self.first(in: text) else { return nil }
        self = first.date
    }

    /// The first day in a short text, and where it stands.
    static func first(in text: String) -> (date: ArticleDate, range: Range<String.Index>)? {
        guard text.utf8.count <= 300, text.utf8.contains(where: \.isDigit) else { return nil }
        var wasWord = false
        var previous: Unicode.Scalar = " "
        for index in text.unicodeScalars.indices {
            let scalar = text.unicodeScalars[index]
            let isWord =
                scalar.isASCII
                ? (0x61...0x7A).contains(scalar.value | 0x20) || (0x30...0x39).contains(scalar.value)
                : scalar.properties.isAlphabetic
            defer { (wasWord, previous) = (isWord, scalar) }
            guard isWord, !wasWord, DateScanner.mayBegin(text.utf8[index...]) else { continue }
            var end = index
            var count = 0
            while end < text.unicodeScalars.endIndex, count < 45 {
                end = text.unicodeScalars.index(after: end)
                count += 1
            }
            guard var scanner = DateScanner(String(text[index..<end])) else { continue }
            scanner.takesShortYears = previous != "/" && previous != "-" && previous != "."
            guard let date = scanner.date(), date.day != nil, (1500...2199).contains(date.year) else { continue }
            return (date, index..<Self.end(of: date, in: text, from: index))
        }
        return nil
    }

    /// Where a day ends that begins at `start`: behind its year, or behind the numbers that follow a year.
    private static func end(of date: ArticleDate, in text: String, from start: String.Index) -> String.Index {
        let rest = text[start...]
        var year = rest.firstRange(of: String(date.year))
        if year == nil { year = rest.firstRange(of: String(String(date.year).suffix(2))) }
        guard var end = year?.upperBound else { return start }
        while end < text.endIndex, "-/.".contains(text[end]), text[end...].dropFirst().first?.isNumber == true {
            end = text[end...].dropFirst().firstIndex { !$0.isNumber } ?? text.endIndex
        }
        return end
    }

    /// Finds the day in the path of a URL: `/2022/10/25/`, `/2022/ottobre/25/`, `2022-10-25` or `20221025`; with only
    /// `/2022/10/` it is the month.
    init?(inURL url: String) {
        let path = url.drop { $0 != "?" && $0 != "#" }.isEmpty ? url[...] : url.prefix { $0 != "?" && $0 != "#" }
        let parts = path.split(separator: "/").dropFirst(String(path).has("://") ? 2 : 0)
        var month: ArticleDate?
        for (year, rest) in zip(parts, parts.indices.map { parts[$0...].dropFirst() }) {
            guard year.utf8.count == 4, let number = Int(year), (1900...2199).contains(number),
                let second = rest.first, second.utf8.count <= 9
            else { continue }
            let third = rest.dropFirst().first.map { $0.prefix { $0.isNumber } } ?? ""
            if third.utf8.count <= 2, let date = ArticleDate(parsing: "\(third) \(second) \(year)"), date.day != nil {
                self = date
                return
            }
            guard let value = Int(second), second.utf8.count <= 2, let inYear = ArticleDate(year: number, month: value)
            else { continue }
            if third.utf8.count <= 2, let day = Int(third), let date = ArticleDate(year: number, month: value, day: day)
            {
                self = date
                return
            }
            month = month ?? inYear
        }
        for part in parts {
            guard let date = ArticleDate(inFileName: String(part)), (1900...2199).contains(date.year) else { continue }
            self = date
            return
        }
        guard let month else { return nil }
        self = month
    }
}
