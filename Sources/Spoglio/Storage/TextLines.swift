// SPDX-License-Identifier: GPL-3.0-or-later

/// The lines of a text file in an index that people may edit: UTF-8, ended by LF or CR LF; empty ones and those that begin
/// with `#` do not count.
enum TextLines {
    /// A line that cannot be read, or that `body` refuses.
    struct Fault: Error, Equatable {
        var reason: String
    }

    /// The longest line of the files that have no limit of their own, in bytes.
    static let longest = 65_536

    /// Gives the lines of a file of the index to `body` with their numbers, from 1.
    ///
    /// - Throws: `indexDamaged` with the number of the first line at fault, and why.
    static func read(
        _ bytes: [UInt8], of file: String, _ body: (_ number: Int, _ line: String) throws(Fault) -> Void
    ) throws(SpoglioError) {
        do {
            try forEach(in: bytes, longest: longest, body)
        } catch {
            throw SpoglioError(.indexDamaged, "'\(file)' line \(error.line): \(error.reason)", hint: remedy)
        }
    }

    /// What to do about a line at fault in a file of the index.
    static let remedy = "mend or remove that line; the file is plain text"

    /// Gives the lines to `body` with their numbers, from 1.
    ///
    /// - Parameter longest: Longer lines, in bytes, are a fault.
    /// - Throws: The number of the first line at fault, and why.
    static func forEach(
        in bytes: [UInt8], longest: Int, _ body: (_ number: Int, _ line: String) throws(Fault) -> Void
    ) throws(NumberedFault) {
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            do throws(Fault) {
                guard line.count <= longest else { throw Fault(reason: "it has more than \(longest) bytes") }
                guard
                    let decoded = String(
                        validating: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
                else { throw Fault(reason: "it is not UTF-8") }
                if !decoded.isEmpty, !decoded.hasPrefix("#") { try body(index + 1, decoded) }
            } catch {
                throw NumberedFault(line: index + 1, reason: error.reason)
            }
        }
    }

    /// A fault and the line that it is in.
    struct NumberedFault: Error, Equatable {
        var line: Int
        var reason: String
    }
}
