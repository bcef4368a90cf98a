// SPDX-License-Identifier: GPL-3.0-or-later

/// Makes `-section:sport` readable as the part of a query that it is, and not as an option.
enum QueryArguments {
    /// Commands whose arguments are a query.
    private static let commands: Set<String> = ["search", "facets", "timeline", "concordance", "export", "delete"]
    /// An option that may have a name or none, which ArgumentParser does not know.
    private static let marked = "--since-last="
    /// Letters of options that may stand together, as in `-qv`.
    private static let shortOptions = Set("inqvh".utf8)

    /// The arguments, with a space before each exclusion: a query does not mind it, and an option never begins with one.
    static func readable(_ arguments: [String]) -> [String] {
        guard let command = arguments.first, commands.contains(command) else { return arguments }
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        return arguments[..<end].flatMap { argument in
            if command == "search", argument.hasPrefix(marked) {
                return ["--since-last", "--mark", String(argument.dropFirst(marked.count))]
            }
            if let number = joinedLimit(argument) { return ["-n", number] }
            return [isExclusion(argument) ? " " + argument : argument]
        } + arguments[end...]
    }

    /// The number of `-n20`, which would else leave out the word *n20*.
    private static func joinedLimit(_ argument: String) -> String? {
        let number = argument.dropFirst(2)
        guard argument.hasPrefix("-n"), !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return String(number)
    }

    private static func isExclusion(_ argument: String) -> Bool {
        let bytes = Array(argument.utf8)
        guard bytes.count > 2, bytes[0] == UInt8(ascii: "-"), bytes[1] != UInt8(ascii: "-") else { return false }
        return !bytes.dropFirst().allSatisfy(shortOptions.contains)
            && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[1])
    }
}
