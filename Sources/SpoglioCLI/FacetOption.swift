// SPDX-License-Identifier: GPL-3.0-or-later

internal import QueryLanguage
internal import Spoglio

/// `--facet NAME[:COUNT]` and `--where FIELD=VALUE`.
enum FacetOption {
    static var names: [String] { Facet.allCases.map(\.rawValue) + ["date"] }

    /// What is counted when no facet is named: days are too many to tell anything.
    static var overview: [Facet] { Facet.allCases.filter { $0 != .day } }

    /// The facet of a name, where `date` is the years, the months of a year or the days of a month that filters name.
    static func facet(_ name: String, within filters: [Facet: [String]]) throws -> Facet {
        guard isDate(name) else { return try Facet(named: name) }
        if filters[.month]?.count == 1 || filters[.day] != nil { return .day }
        return filters[.year]?.count == 1 || filters[.month] != nil ? .month : .year
    }

    static func parse(_ text: String) throws -> (facet: Facet, count: Int) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let facet = try facet(String(parts[0]), within: [:])
        guard parts.count > 1 else { return (facet, SearchRequest.facetCount) }
        guard let count = Int(parts[1]), count >= 0 else {
            throw SpoglioError(
                .request, "'\(parts[1])' is no number of values for the facet '\(parts[0])'",
                hint: "write --facet \(parts[0]):20")
        }
        return (facet, count)
    }

    static func filters(_ texts: [String]) throws -> [Facet: [String]] {
        var filters: [Facet: [String]] = [:]
        // Which periods dates were given as.
        var dates: Facet?
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[1].isEmpty else {
                throw SpoglioError(.request, "'\(text)' is no filter", hint: "write --where section=Politica")
            }
            try checkIsNoExclusion(parts[0], parts[1], in: text)
            let (name, value) = (String(parts[0]), String(parts[1]))
            guard isDate(name) else {
                filters[try filtered(name, value), default: []].append(value)
                continue
            }
            let facet = try period(name, value)
            guard dates == nil || dates == facet else {
                throw SpoglioError(
                    .request, "years, months and days are no alternatives of each other",
                    hint: "write (date:2021 OR date:2022-10) in the query")
            }
            dates = facet
            filters[facet, default: []].append(value)
        }
        return filters
    }

    /// Refuses `-section=Sport` and `section!=Sport`: what is left out is told in the query.
    private static func checkIsNoExclusion(_ name: Substring, _ value: Substring, in text: String) throws {
        let start = name.drop { $0 == " " }
        guard start.hasPrefix("-") || start.hasPrefix("!") || name.hasSuffix("!") else { return }
        var bare = start.drop { "-!".contains($0) }
        if bare.hasSuffix("!") { bare.removeLast() }
        let isPeriod = (try? Facet(named: String(bare))).map { [.year, .month, .day].contains($0) } ?? false
        let field = isPeriod ? QueryField.date : QueryField(named: String(bare))
        let written = value.contains(" ") ? "\"\(value)\"" : String(value)
        throw SpoglioError(
            .request, "'\(text.drop { $0 == " " })' would leave articles out; --where names what to keep",
            hint: field.map { "write -\($0.canonicalName):\(written) in the query" }
                ?? "write --where \(bare)=VALUE for each value to keep")
    }

    private static func isDate(_ name: String) -> Bool { ["date", "data"].contains(name.lowercased()) }

    /// The facet that a date is a value of, as precise as it is written.
    private static func period(_ name: String, _ value: String) throws -> Facet {
        switch value.split(separator: "-", omittingEmptySubsequences: false).map(\.count) {
        case [4]: .year
        case [4, 2]: .month
        case [4, 2, 2]: .day
        default:
            throw SpoglioError(
                .request, "'\(name)=\(value)' is no year, month or day such as date=2022-10",
                hint: "other dates and ranges are part of a query: date:2022-01..2022-03")
        }
    }

    /// The facet of a name; what only queries have is told.
    private static func filtered(_ name: String, _ value: String) throws -> Facet {
        do {
            return try Facet(named: name)
        } catch {
            guard let field = QueryField(named: name) else { throw error }
            let written = value.contains(" ") ? "\"\(value)\"" : value
            throw SpoglioError(
                .request, "'\(name)' is a field of queries and no facet, which --where compares",
                hint: "write \(field.canonicalName):\(written) in the query")
        }
    }
}
