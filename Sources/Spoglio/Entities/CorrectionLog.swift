// SPDX-License-Identifier: GPL-3.0-or-later

/// The corrections of an index, oldest first: a text file in it that people may read, edit and keep under version control.
struct CorrectionLog: Sendable {
    static let name = "corrections.tsv"
    private static let header = """
        # Corrections of people, organisations and places, oldest first; see 'spoglio entity --help'.
        # merge KIND ID INTO-ID | split KIND ID VARIANT NEW-ID | rename KIND ID NAME | alias KIND ID FORM full|contextual

        """
    /// More are not replayed in reasonable time.
    static let mostCorrections = 100_000

    var corrections: [EntityCorrection] = []
    /// The text that it was read from, with what people noted in it, and how many corrections that holds.
    private var source: (text: String, count: Int) = (Self.header, 0)
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
        source = (String(decoding: bytes, as: UTF8.self), corrections.count)
    }

    /// The text of the file: what was read, and then what was added.
    var text: String {
        var text = source.text
        if !text.isEmpty, text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
        return text + corrections.dropFirst(source.count).map { $0.line + "\n" }.joined()
    }

    /// Replaces the log of an index by this one, durably and at once.
    func write(_ location: IndexLocation) throws(SpoglioError) {
        try FileSystem.replace(Self.name, in: location.path, by: Array(text.utf8))
    }
}
