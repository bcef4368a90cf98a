// SPDX-License-Identifier: GPL-3.0-or-later

/// The numbers, words and marks of a short text, read from the front as a date and a time of day.
struct DateScanner {
    private enum Token: Equatable {
        case number(Int, digits: Int)
        case word(String)
        case mark(Unicode.Scalar)
    }

    private var tokens: ArraySlice<Token> = []
    /// Whether `25/10/98` is a date: years from 90 on are of the last century, those up to 49 of this one.
    var takesShortYears = false

    /// Splits the text, or returns nil when it is too long to be a date.
    init?(_ text: String) {
        guard text.utf8.count <= 120 else { return nil }
        var found: [Token] = []
        for scalar in text.unicodeScalars {
            if scalar.isWhiteSpace {
                found.append(.mark(" "))
            } else if (0x30...0x39).contains(scalar.value) {
                let digit = Int(scalar.value) - 0x30
                if case .number(let value, let digits) = found.last, digits < 9 {
                    found[found.count - 1] = .number(value * 10 + digit, digits: digits + 1)
                } else {
                    found.append(.number(digit, digits: 1))
                }
            } else if scalar.isLetter, scalar != "º" {
                let letter = scalar == "ì" || scalar == "Ì" ? "i" : scalar.small
                if case .word(let word) = found.last {
                    found[found.count - 1] = .word(word + letter)
                } else {
                    found.append(.word(letter))
                }
            } else if scalar != "\u{300}", scalar != "'" {
                found.append(.mark(scalar))
            }
        }
        tokens = found.filter { $0 != .mark(" ") }[...]
    }

    /// Takes the date that the text begins with.
    mutating func date() -> ArticleDate? {
        skipWeekday()
        guard let first = tokens.popFirst() else { return nil }
        switch first {
        case .number(let year, digits: 4):
            return yearFirst(year)
        case .number(let number, digits: 8):
            return ArticleDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        case .number(let day, digits: 1...2):
            return dayFirst(day)
        case .word("primo"):
            return namedMonth().flatMap { month in year().flatMap { ArticleDate(year: $0, month: month, day: 1) } }
        case .word(let word):
            guard let month = Self.month(word) else { return nil }
            skip(".")
            if let day = number(digits: 1...2) { return monthFirst(month, day) }
            return year().flatMap { ArticleDate(year: $0, month: month) }
        default:
            return nil
        }
    }

    /// Takes a time of day and a zone, and tells whether nothing else follows.
    mutating func timeOrEnd() -> Bool {
        while case .mark(let mark) = tokens.first, [",", "-", "–", "—", ";", "|", "."].contains(mark) {
            tokens.removeFirst()
        }
        if case .word(let word) = tokens.first, Self.isWeekday(word) { tokens.removeFirst() }
        if tokens.isEmpty { return true }
        var isAnnounced = false
        while case .word(let word) = tokens.first, ["t", "ore", "ora", "alle", "h", "at"].contains(word) {
            tokens.removeFirst()
            isAnnounced = true
        }
        guard clock(bareHour: isAnnounced) else { return false }
        if case .word(let word) = tokens.first, word.utf8.count <= 5 { tokens.removeFirst() }
        if takeMark("+") || takeMark("-") || takeMark("−") {
            guard number(digits: 1...4) != nil else { return false }
            if takeMark(":"), number(digits: 2...2) == nil { return false }
        }
        if takeMark("("), case .word = tokens.popFirst(), !takeMark(")") { return false }
        return tokens.isEmpty
    }

    /// Takes a time; an hour without minutes counts only behind a word such as "ore".
    private mutating func clock(bareHour: Bool) -> Bool {
        guard case .number(let hour, let digits) = tokens.popFirst() else { return false }
        if digits == 4 { return hour / 100 <= 24 && hour % 100 < 60 }
        if digits == 6 { return hour / 10_000 <= 24 && hour / 100 % 100 < 60 && hour % 100 <= 60 }
        guard digits <= 2, hour <= 24 else { return false }
        guard takeMark(":") || takeMark(".") else { return bareHour }
        guard let minute = number(digits: 2...2), minute < 60 else { return false }
        guard takeMark(":") || takeMark(".") else { return true }
        guard let second = number(digits: 2...2), second <= 60 else { return false }
        if takeMark(".") || takeMark(",") { return number(digits: 1...9) != nil }
        return true
    }

    private mutating func yearFirst(_ year: Int) -> ArticleDate? {
        guard case .mark(let separator) = tokens.first, Self.separators.contains(separator) else {
            return ArticleDate(year: year)
        }
        tokens.removeFirst()
        guard let month = number(digits: 1...2) else { return nil }
        guard takeMark(separator) else { return ArticleDate(year: year, month: month) }
        return number(digits: 1...2).flatMap { ArticleDate(year: year, month: month, day: $0) }
    }

    /// What follows the day in `March 15, 2022`, and in `Mar 15 10:00:00 +0000 2022` as C and Twitter write it.
    private mutating func monthFirst(_ month: Int, _ day: Int) -> ArticleDate? {
        let rest = tokens
        if let hour = number(digits: 1...2), hour <= 24, takeMark(":"), number(digits: 2...2) != nil, takeMark(":"),
            number(digits: 2...2) != nil
        {
            if takeMark("+") || takeMark("-") { _ = number(digits: 4...4) }
            if case .word = tokens.first { tokens.removeFirst() }
        } else {
            tokens = rest
        }
        return year().flatMap { ArticleDate(year: $0, month: month, day: day) }
    }

    private mutating func dayFirst(_ day: Int) -> ArticleDate? {
        if case .mark(let separator) = tokens.first, Self.separators.contains(separator) {
            tokens.removeFirst()
            guard let month = number(digits: 1...2), takeMark(separator) else { return nil }
            let year = number(digits: 4...4) ?? shortYear(behind: separator)
            return year.flatMap { ArticleDate(year: $0, month: month, day: day) }
        }
        skip("º")
        skip("°")
        return namedMonth().flatMap { month in year().flatMap { ArticleDate(year: $0, month: month, day: day) } }
    }

    /// A year of two digits with nothing that makes it a part of something longer; behind a full stop, where it may be
    /// the seconds of a time, only one of the last century.
    private mutating func shortYear(behind separator: Unicode.Scalar) -> Int? {
        guard takesShortYears, let short = number(digits: 2...2), tokens.first != .mark(separator) else { return nil }
        if short >= 90 { return 1900 + short }
        return short < 50 && separator != "." ? 2000 + short : nil
    }

    private mutating func namedMonth() -> Int? {
        if tokens.first == .word("di") || tokens.first == .word("del") { tokens.removeFirst() }
        guard case .word(let word) = tokens.popFirst() else { return nil }
        skip(".")
        return Self.month(word)
    }

    private mutating func year() -> Int? {
        if tokens.first == .word("del") || tokens.first == .mark(",") { tokens.removeFirst() }
        return number(digits: 4...4)
    }

    /// A weekday comes before a day of the month: "mar 3 marzo" is a Tuesday, "mar 2020" a month.
    private mutating func skipWeekday() {
        guard case .word(let word) = tokens.first, Self.isWeekday(word) else { return }
        var rest = tokens.dropFirst()
        if rest.first == .mark(",") || rest.first == .mark(".") { rest.removeFirst() }
        switch rest.first {
        case .number(_, digits: 1...2):
            // Mar 3 2020
            var year = rest.dropFirst()
            if year.first == .mark(",") { year.removeFirst() }
            if case .number(_, digits: 4) = year.first, Self.month(word) != nil { return }
            tokens = rest
        case .word("primo"): tokens = rest
        case .word(let word) where Self.month(word) != nil:
            // Wed Oct 05 …
            if case .number(_, digits: 1...2) = rest.dropFirst().first { tokens = rest }
        default: return
        }
    }

    private mutating func number(digits wanted: ClosedRange<Int>) -> Int? {
        guard case .number(let value, let digits) = tokens.first, wanted.contains(digits) else { return nil }
        tokens.removeFirst()
        return value
    }

    private mutating func takeMark(_ mark: Unicode.Scalar) -> Bool {
        guard tokens.first == .mark(mark) else { return false }
        tokens.removeFirst()
        return true
    }

    private mutating func skip(_ mark: Unicode.Scalar) { _ = takeMark(mark) }
}

extension DateScanner {
    private static let separators: [Unicode.Scalar] = ["-", "/", "."]

    private static let months = [
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
        "novembre", "dicembre",
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]

    private static let weekdays = [
        "lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    private static func month(_ word: String) -> Int? {
        guard word.utf8.count >= 3 else { return nil }
        return months.firstIndex { $0.hasPrefix(word) }.map { $0 % 12 + 1 }
    }

    /// Whether a date may begin with a word, by its first three letters or its first digit.
    static func mayBegin(_ start: some Sequence<UInt8>) -> Bool {
        var key: UInt32 = 0
        for byte in start.prefix(3) {
            if key == 0, byte.isDigit { return true }
            key = key << 8 | UInt32(byte.lowercasedASCII)
        }
        return beginnings.contains(key)
    }

    private static let beginnings: Set<UInt32> = Set(
        (months + weekdays + ["primo"]).map { word in word.utf8.prefix(3).reduce(0) { $0 << 8 | UInt32($1) } })

    static func isWeekday(_ word: String) -> Bool {
        word.utf8.count >= 3 && weekdays.contains { $0.hasPrefix(word) }
    }
}

extension Unicode.Scalar {
    // Unicode's tables are asked only beyond ASCII.

    fileprivate var isWhiteSpace: Bool {
        isASCII ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
    }

    fileprivate var isLetter: Bool { isASCII ? (0x61...0x7A).contains(value | 0x20) : properties.isAlphabetic }

    fileprivate var small: String {
        isASCII ? String(Character(Unicode.Scalar(UInt8(value).lowercasedASCII))) : properties.lowercaseMapping
    }
}
