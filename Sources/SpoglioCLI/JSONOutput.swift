// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials

/// Answers as JSON.
enum JSONOutput {
    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return escaped(String(decoding: try encoder.encode(value), as: UTF8.self))
        } catch {
            // Numbers that are not finite are the only values that cannot be written, and answers have none.
            preconditionFailure("an answer cannot be written as JSON: \(error)")
        }
    }

    /// Control and direction characters as `\u009B`: they stand in strings only, and a terminal may obey them.
    private static func escaped(_ json: String) -> String {
        guard json.unicodeScalars.contains(where: TerminalText.isUnsafe) else { return json }
        var result = ""
        for scalar in json.unicodeScalars {
            if TerminalText.isUnsafe(scalar) {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A text as a JSON string, without the cost of an encoder.
    static func string(_ text: String) -> String {
        var result: [UInt8] = [UInt8(ascii: "\"")]
        result.reserveCapacity(text.utf8.count + 2)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): result += Array("\\\"".utf8)
            case UInt8(ascii: "\\"): result += Array("\\\\".utf8)
            case 0x0A: result += Array("\\n".utf8)
            case 0x09: result += Array("\\t".utf8)
            case 0x0D: result += Array("\\r".utf8)
            default: result.append(byte)
            }
        }
        result.append(UInt8(ascii: "\""))
        return escaped(String(decoding: result, as: UTF8.self))
    }

    static func write(_ value: some Encodable) { Console.line(text(value)) }
}
