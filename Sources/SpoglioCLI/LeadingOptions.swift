// SPDX-License-Identifier: GPL-3.0-or-later

/// Options of every command that stand before the command's name: `spoglio --index DIR --json search WORD`.
enum LeadingOptions {
    private static let flags: Set = ["--json", "--quiet", "-q", "--verbose", "-v"]
    private static let options: Set = ["--index", "-i", "--color"]

    /// The arguments with these options behind the others, where a command has them; but before `--`.
    static func moved(_ arguments: [String]) -> [String] {
        let count = count(arguments)
        guard count > 0, count < arguments.count, !arguments[count].hasPrefix("-") else { return arguments }
        let rest = arguments[count...]
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end] + arguments[..<count] + rest[end...])
    }

    /// How many of the arguments are such options or their values; one more than there are where a value is missing.
    static func count(_ arguments: [String]) -> Int {
        var count = 0
        while count < arguments.count {
            let argument = arguments[count]
            if options.contains(argument) {
                count += 2
            } else if flags.contains(argument) || options.contains(where: { argument.hasPrefix($0 + "=") }) {
                count += 1
            } else {
                break
            }
        }
        return count
    }
}
