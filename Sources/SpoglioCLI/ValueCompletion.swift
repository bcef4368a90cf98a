// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import QueryLanguage
internal import Spoglio

/// What may stand in place of the last word of a command line: names of fields and facets, and what the index has.
///
/// Commands and options are completed by the scripts that ArgumentParser makes; these ask here first.
struct ValueCompletion {
    private static let queryCommands: Set<String> = ["search", "facets", "timeline", "concordance", "export", "delete"]
    private static let entityCommands: Set<String> = ["show", "merge", "split", "rename", "alias"]
    /// Options that take a value, those of queries and filters left aside.
    private static let valued: Set<String> = [
        "-i", "--index", "--color", "--match", "-n", "--limit", "--offset", "--sort", "--facet", "--by", "--matching",
        "--svg", "--title", "--width", "--format", "--fields", "--delimiter", "--jobs", "--entities", "--kind",
    ]
    private static let most = 50

    /// The command line without options before the command.
    private let words: [String]
    private let word: String
    private let line: [String]

    /// - Parameter words: The command line without quotes, the program first and the word at the cursor last.
    init(words: [String]) {
        line = words
        let leading = LeadingOptions.count(Array(words.dropFirst().dropLast()))
        self.words = Array(words.prefix(1) + words.dropFirst(1 + leading))
        word = words.last ?? ""
    }

    /// The commands that the last word may become behind options of every command.
    func commands() -> [String] {
        guard line.count > words.count, words.count == 2 else { return [] }
        return SpoglioCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
            .filter { $0.hasPrefix(word) }
    }

    /// The words that the last one may become, the likeliest first; none where the index is not found or has nothing.
    func candidates() -> [String] {
        guard words.count > 2 else { return [] }
        let all = (try? found()) ?? []
        let safe = all.filter { !$0.unicodeScalars.contains(where: TerminalText.isUnsafe) }
        return Array(safe.prefix(Self.most))
    }

    private func found() throws -> [String] {
        let before = words[words.count - 2]
        if before == "--where" { return try filters(of: word) }
        if let value = word.suffix(after: "--where=") { return try filters(of: value).map { "--where=" + $0 } }
        if before == "--highlight" { return try queries() }
        if before == "--fields" { return fields() }
        if Self.valued.contains(before) { return [] }
        switch (words[1], words.count > 3 ? words[2] : "") {
        case (let command, _) where Self.queryCommands.contains(command): return try queries()
        case ("entity", let command) where Self.entityCommands.contains(command):
            return word.hasPrefix("-") ? [] : try names(Facet.entities, word)
        case ("topic", "show"): return word.hasPrefix("-") ? [] : try names([.topic], word)
        case ("topic", "remove"): return try ownTopics(beginning: word)
        case ("topic", "add") where words.count > 4: return try queries()
        case ("query", "remove"): return try savedNames(beginning: word)
        case ("query", "save") where words.count > 4: return try queries()
        default: return []
        }
    }

    // MARK: Filters and queries

    /// The list of an export with its last field completed.
    private func fields() -> [String] {
        let start = word.lastIndex(of: ",").map(word.index(after:)) ?? word.startIndex
        return ExportField.allCases.map(\.rawValue).filter { $0.hasPrefix(word[start...].lowercased()) }
            .map { word[..<start] + $0 }
    }

    private func filters(of text: String) throws -> [String] {
        guard let sign = text.firstIndex(of: "=") else {
            return Facet.allCases.flatMap(\.names).filter { $0.hasPrefix(text.lowercased()) }.map { $0 + "=" }
        }
        let name = text[...sign]
        guard let facet = try? Facet(named: String(name.dropLast())) else { return [] }
        return try names([facet], String(text[text.index(after: sign)...])).map { name + $0 }
    }

    /// The query with its last term completed.
    private func queries() throws -> [String] {
        var isQuoted = false
        var start = word.startIndex
        for index in word.indices {
            if word[index] == "\"" { isQuoted.toggle() }
            if !isQuoted, word[index].isWhitespace || word[index] == "(" { start = word.index(after: index) }
        }
        let sign = word[start...].hasPrefix("-") ? "-" : ""
        let term = word[start...].dropFirst(sign.count)
        // Options are completed by others.
        if sign == "-", start == word.startIndex, !term.contains(":") { return [] }
        return try terms(String(term)).map { word[..<start] + sign + $0 }
    }

    private func terms(_ term: String) throws -> [String] {
        if let name = term.suffix(after: "@") { return try savedNames(beginning: name).map { "@" + $0 } }
        guard let colon = term.firstIndex(of: ":") else {
            guard !term.isEmpty, !term.contains("\"") else { return [] }
            return QueryField.allCases.flatMap(\.names).filter { $0.hasPrefix(term.lowercased()) }.map { $0 + ":" }
        }
        guard let field = QueryField(named: String(term[..<colon])) else { return [] }
        var value = term[term.index(after: colon)...]
        let hasQuote = value.hasPrefix("\"")
        if hasQuote { value.removeFirst() }
        guard !value.contains("\"") else { return [] }
        let names = try names(Facet.facets(of: field), String(value)).filter {
            !$0.contains(where: Self.isQuotationMark)
        }
        let needQuotes = hasQuote || names.contains { !$0.allSatisfy { $0.isLetter || $0.isNumber } }
        return names.map { term[...colon] + (needQuotes ? "\"\($0)\"" : $0) }
    }

    private static func isQuotationMark(_ character: Character) -> Bool { "\"“”„«»".contains(character) }

    // MARK: The index

    /// Names that go on as the typed one, so that what they have in common is never less than what was typed.
    private func names(_ facets: [Facet], _ typed: String) throws -> [String] {
        var names = try Searcher(location()).names(of: facets, beginning: typed, limit: Self.most)
        if facets.contains(.topic) { names += try ownTopics(beginning: typed) }
        guard let first = names.first else { return [] }
        return names.filter { $0.prefix(typed.count) == first.prefix(typed.count) }
    }

    private func savedNames(beginning prefix: String) throws -> [String] {
        try SavedQueryEditor.list(location()).map(\.name).filter { $0.hasPrefix(prefix) }
    }

    private func ownTopics(beginning prefix: String) throws -> [String] {
        try Searcher(location()).listTopics(ownOnly: true).topics.map(\.label)
            .filter { $0.lowercased().hasPrefix(prefix.lowercased()) }
    }

    private func location() throws -> IndexLocation {
        var named: String?
        for (option, value) in zip(line.dropFirst(), line.dropFirst(2).dropLast())
        where option == "-i" || option == "--index" {
            named = value
        }
        for word in line.dropLast() { if let value = word.suffix(after: "--index=") { named = value } }
        return try IndexLocation.find(named: named)
    }
}

extension String {
    /// What follows a beginning; nil where the text begins otherwise.
    fileprivate func suffix(after beginning: String) -> String? {
        hasPrefix(beginning) ? String(dropFirst(beginning.count)) : nil
    }
}
