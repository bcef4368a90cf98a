// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials

/// Answers as JSON.
enum JSONOutput {
    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            // Numbers that are not finite are the only values that cannot be written, and answers have none.
            preconditionFailure("an answer cannot be written as JSON: \(error)")
        }
    }

    static func write(_ value: some Encodable) { Console.line(text(value)) }
}
