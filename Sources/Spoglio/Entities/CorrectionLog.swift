// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// The corrections of an index, oldest first: a text file in it that people may read, edit and keep under version control.
struct CorrectionLog: Sendable {
    static let name = "corrections.tsv"
    private static let header = """
        # Corrections of people, organisations and places, oldest first; see 'spoglio entity --help'.
        # merge KIND ID INTO-ID | split KIND ID VARIANT NEW-ID | rename KIND ID NAME | alias KIND ID FORM full|contextual

        """
    /// More are not replayed in reasonable time.
    static let mostCorrections = 100_000

    private(set) var corrections: [EntityCorrection] = []
    /// The text of the file, with what people noted in it.
    private(set) var text = Self.header
    /// By correction, its line in the file that it was read from.
    private(set) var lines: [Int] = []

    init() {}

    /// Reads the log of an index; one that is not there is empty.
    static func read(_ location: IndexLocation) throws(SpoglioError) -> CorrectionLog {
        guard let bytes = try FileSystem.read(location.correctionsPath) else { return CorrectionLog() }
        do {
            return try CorrectionLog(bytes, of: location.correctionsPath)
        } catch {
            throw SpoglioError(.indexDamaged, error.message, hint: TextLines.remedy)
        }
    }

    /// - Parameter file: The name of the file, for messages.
    init(_ bytes: [UInt8], of file: String) throws(SpoglioError) {
        do {
            try TextLines.forEach(in: bytes, longest: EntityCorrection.longestLine) {
                (number, line) throws(TextLines.Fault) in
                guard corrections.count < Self.mostCorrections else {
                    throw TextLines.Fault(reason: "there are more than \(Self.mostCorrections) corrections")
                }
                corrections.append(try EntityCorrection(line: line))
                lines.append(number)
            }
        } catch {
            throw SpoglioError(.request, "'\(file)' line \(error.line): \(error.reason)")
        }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// Adds what one command corrects; several lines of it are taken back together.
    mutating func append(_ group: [EntityCorrection]) {
        guard !group.isEmpty else { return }
        if !text.isEmpty, text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
        // A single line has its mark too, or it could pass for one that was deleted of the group before.
        text += Self.mark(of: group.count) + "\n"
        for correction in group { text += correction.line + "\n" }
        corrections += group
    }

    /// What stands before the lines of one command.
    private static func mark(of count: Int) -> String {
        "# The next \(count.counted("line is", "lines are")) one correction."
    }

    /// Whether a line is the mark of so many lines; it may end as Windows ends lines.
    private static func isMark(_ line: Substring.UTF8View, of count: Int) -> Bool {
        (line.last == UInt8(ascii: "\r") ? line.dropLast() : line).elementsEqual(mark(of: count).utf8)
    }

    /// Takes the last correction out, with all lines of its command.
    ///
    /// - Returns: What was taken out, oldest first.
    mutating func removeLast() -> [EntityCorrection] {
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let isCorrection = { (line: Substring.UTF8View) in
            ![nil, UInt8(ascii: "#"), UInt8(ascii: "\r")].contains(line.first)
        }
        guard let last = lines.lastIndex(where: isCorrection) else { return [] }
        var first = last
        while first > 0, isCorrection(lines[first - 1]) { first -= 1 }
        let count = last - first + 1
        // Lines that were changed since are taken out one at a time.
        let isGroup = first > 0 && Self.isMark(lines[first - 1], of: count)
        lines.removeSubrange(isGroup ? (first - 1)...last : last...last)
        text = lines.map { String(Substring($0)) }.joined(separator: "\n")
        let removed = Array(corrections.suffix(isGroup ? count : 1))
        corrections.removeLast(removed.count)
        return removed
    }

    /// Replaces the log of an index by this one, durably and at once.
    func write(_ location: IndexLocation) throws(SpoglioError) {
        try FileSystem.replace(Self.name, in: location.path, by: Array(text.utf8))
    }
}
