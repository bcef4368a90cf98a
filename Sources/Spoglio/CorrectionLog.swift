// SPDX-License-Identifier: GPL-3.0-or-later

/// The corrections of an index, oldest first: a text file in it that people may read, edit and keep under version control.
struct CorrectionLog: Equatable, Sendable {
    static let name = "corrections.tsv"
    private static let header = """
        # Corrections of people, organisations and places, oldest first; see 'spoglio entity --help'.
        # merge KIND ID INTO-ID | split KIND ID VARIANT NEW-ID | rename KIND ID NAME | alias KIND ID FORM full|contextual

        """
    /// More are not replayed in reasonable time.
    static let mostCorrections = 100_000

    var corrections: [EntityCorrection] = []
    /// By correction, its line in the file that it was read from.
    private(set) var lines: [Int] = []

    init() {}

    /// Reads the log of an index; one that is not there is empty.
    static func read(_ location: IndexLocation) throws(SpoglioError) -> CorrectionLog {
        guard let bytes = try FileSystem.read(location.correctionsPath) else { return CorrectionLog() }
        do {
            return try CorrectionLog(bytes, of: location.correctionsPath)
        } catch {
            throw SpoglioError(
                .indexDamaged, error.message, hint: "mend or remove that line; the file is plain text")
        }
    }

    /// - Parameter file: The name of the file, for messages.
    init(_ bytes: [UInt8], of file: String) throws(SpoglioError) {
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            func refusal(_ reason: String) -> SpoglioError {
                SpoglioError(.request, "'\(file)' line \(index + 1): \(reason)")
            }
            guard line.count <= EntityCorrection.longestLine else {
                throw refusal("it has more than \(EntityCorrection.longestLine) bytes")
            }
            guard let decoded = String(validating: line, as: UTF8.self) else { throw refusal("it is not UTF-8") }
            let text = decoded.last == "\r" ? String(decoded.dropLast()) : decoded
            if text.isEmpty || text.hasPrefix("#") { continue }
            guard corrections.count < Self.mostCorrections else {
                throw refusal("there are more than \(Self.mostCorrections) corrections")
            }
            do {
                corrections.append(try EntityCorrection(line: text))
                lines.append(index + 1)
            } catch {
                throw refusal(error.reason)
            }
        }
    }

    /// The text of the file.
    var text: String { Self.header + corrections.map { $0.line + "\n" }.joined() }

    /// Replaces the log of an index by this one, durably and at once.
    func write(_ location: IndexLocation) throws(SpoglioError) {
        let fresh = location.correctionsPath + ".new"
        try FileSystem.write(Array(text.utf8), to: fresh)
        try FileSystem.rename(fresh, to: location.correctionsPath)
        try FileSystem.syncFolder(location.path)
    }
}
