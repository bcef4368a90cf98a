// SPDX-License-Identifier: GPL-3.0-or-later

/// What a query asks of the date of an article.
public enum DateCondition: Hashable, Sendable {
    /// From the first day of one period to the last day of the other, both included; nil leaves a side open, and at
    /// least one side is given. `>2022` is from 2023, `<2022` to 2021.
    case range(from: DateBound?, to: DateBound?)
    /// Articles without a date.
    case none
}

extension DateCondition: CustomStringConvertible {
    /// The canonical form, as it follows `date:`.
    public var description: String {
        switch self {
        case .none: "none"
        case .range(let from?, let to?): from == to ? "\(from)" : "\(from)..\(to)"
        case .range(let from?, nil): ">=\(from)"
        case .range(nil, let to?): "<=\(to)"
        case .range(nil, nil): "*"
        }
    }
}

extension DateCondition {
    /// Reads what follows `date:`; an error covers `range`.
    init(parsing text: String, range: Range<Int>) throws(QueryError) {
        if ["none", "nessuna"].contains(text.lowercased()) {
            self = .none
        } else if let dots = text.firstRangeOfDots {
            let (left, right) = (text[..<dots.lowerBound], text[dots.upperBound...])
            guard !left.isEmpty || !right.isEmpty else { throw .unreadableDate(text, range: range) }
            let from = left.isEmpty ? nil : try Self.bound(left, in: text, range: range)
            let to = right.isEmpty ? nil : try Self.bound(right, in: text, range: range)
            if let from, let to, from.firstDay > to.lastDay {
                throw QueryError(.reversedDates, "the dates '\(text.shortened)' run backwards", range)
            }
            self = .range(from: from, to: to)
        } else {
            self = try Self.comparison(text, range: range)
        }
    }

    private static func comparison(_ text: String, range: Range<Int>) throws(QueryError) -> DateCondition {
        let sign = text.prefix { "<>=".contains($0) }
        let bound = text.dropFirst(sign.count)
        if bound.isEmpty, !sign.isEmpty {
            throw QueryError(.badDate, "'\(sign)' needs a date right after it", range)
        }
        switch sign {
        case "":
            let period = try Self.bound(bound, in: text, range: range)
            return .range(from: period, to: period)
        case ">=": return .range(from: try Self.bound(bound, in: text, range: range), to: nil)
        case "<=": return .range(from: nil, to: try Self.bound(bound, in: text, range: range))
        case ">":
            guard let next = try Self.bound(bound, in: text, range: range).next else {
                throw QueryError(.badDate, "no date comes after '\(bound)'", range)
            }
            return .range(from: next, to: nil)
        case "<":
            guard let previous = try Self.bound(bound, in: text, range: range).previous else {
                throw QueryError(.badDate, "no date comes before '\(bound)'", range)
            }
            return .range(from: nil, to: previous)
        default: throw .unreadableDate(text, range: range)
        }
    }

    private static func bound(
        _ piece: Substring, in text: String, range: Range<Int>
    ) throws(QueryError) -> DateBound {
        let piece = piece.trimmingSpaces
        guard let (year, month, day) = isoNumbers(piece) ?? italianNumbers(piece) ?? italianWords(piece) else {
            throw .unreadableDate(text, range: range)
        }
        if let bound = DateBound(year: year, month: month, day: day) { return bound }
        let reason =
            if year == 0 {
                "there is no year 0"
            } else if let month, !(1...12).contains(month) {
                "there is no month \(month)"
            } else if let month {
                DateBound(year: year, month: month).map {
                    "\($0) has \(DateBound.days(inMonth: month, of: year)) days"
                } ?? "there is no such month"
            } else {
                "there is no such year"
            }
        throw QueryError(.badDate, "'\(piece)' is not a date: \(reason)", range)
    }

    private typealias Numbers = (year: Int, month: Int?, day: Int?)

    /// `2022`, `2022-10`, `2022-10-05`.
    private static func isoNumbers(_ piece: Substring) -> Numbers? {
        guard let numbers = numbers(piece, separator: "-"), numbers[0].digits == 4,
            numbers.dropFirst().allSatisfy({ $0.digits == 2 })
        else { return nil }
        let values = numbers.map(\.value)
        return (values[0], values.count > 1 ? values[1] : nil, values.count > 2 ? values[2] : nil)
    }

    /// `5/10/2022`, `10/2022`, also with dots or hyphens.
    private static func italianNumbers(_ piece: Substring) -> Numbers? {
        for separator: Character in ["/", ".", "-"] {
            guard let numbers = numbers(piece, separator: separator), numbers.count > 1, let year = numbers.last,
                year.digits == 4, numbers.dropLast().allSatisfy({ $0.digits <= 2 })
            else { continue }
            let values = numbers.map(\.value)
            return (year.value, values[values.count - 2], values.count > 2 ? values[0] : nil)
        }
        return nil
    }

    private static let months = [
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
        "novembre", "dicembre",
    ]
    private static let shortMonth = 3

    /// `5 ottobre 2022`, `1° maggio 2020`, `ottobre 2022`, `5 ott 2022`.
    private static func italianWords(_ piece: Substring) -> Numbers? {
        var words = piece.lowercased().split(separator: " ")
        guard words.count >= 2, let year = numbers(words.removeLast(), separator: "/"), year.count == 1,
            year[0].digits == 4
        else { return nil }
        let name = words.removeLast()
        let isShort = name.count == shortMonth
        guard let month = months.firstIndex(where: { isShort ? $0.hasPrefix(name) : $0 == name }) else { return nil }
        guard let first = words.popLast() else { return (year[0].value, month + 1, nil) }
        let isOrdinal = first.hasSuffix("°") || first.hasSuffix("º")
        guard words.isEmpty, let day = numbers(isOrdinal ? first.dropLast() : first, separator: "/"), day.count == 1,
            day[0].digits <= 2
        else { return nil }
        return (year[0].value, month + 1, day[0].value)
    }

    /// At most three numbers of digits only, with how many digits each has.
    private static func numbers(_ piece: Substring, separator: Character) -> [(value: Int, digits: Int)]? {
        let parts = piece.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part -> (value: Int, digits: Int)? in
            guard part.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int(part) else { return nil }
            return (value, part.utf8.count)
        }
        return numbers.count == parts.count && parts.count <= 3 ? numbers : nil
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}

extension String {
    fileprivate var firstRangeOfDots: Range<String.Index>? {
        var start = utf8.startIndex
        while let first = utf8[start...].firstIndex(of: 46) {
            let second = utf8.index(after: first)
            if second < utf8.endIndex, utf8[second] == 46 { return first..<utf8.index(after: second) }
            start = second
        }
        return nil
    }
}

extension QueryError {
    fileprivate static func unreadableDate(_ text: String, range: Range<Int>) -> QueryError {
        QueryError(
            .badDate,
            "'\(text.shortened)' is not a date; write 2022, 2022-10, 2022-10-05, 5/10/2022, \"5 ottobre 2022\", 2022-05..2022-10, >=2022 or none",
            range)
    }
}
