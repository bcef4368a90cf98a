// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spoglio

/// `--facet NAME[:COUNT]` and `--where FIELD=VALUE`.
enum FacetOption {
    static var names: [String] { Facet.allCases.map(\.rawValue) + ["date"] }

    /// What is counted when no facet is named: days are too many to tell anything.
    static var overview: [Facet] { Facet.allCases.filter { $0 != .day } }

    /// The facet of a name, where `date` is the years, the months of a year or the days of a month that filters name.
    static func facet(_ name: String, within filters: [Facet: [String]]) throws -> Facet {
        guard ["date", "data"].contains(name.lowercased()) else { return try Facet(named: name) }
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
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[1].isEmpty else {
                throw SpoglioError(.request, "'\(text)' is no filter", hint: "write --where section=Politica")
            }
            filters[try Facet(named: String(parts[0])), default: []].append(String(parts[1]))
        }
        return filters
    }
}
