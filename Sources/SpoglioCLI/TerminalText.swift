// SPDX-License-Identifier: GPL-3.0-or-later

/// Text made fit for a terminal.
enum TerminalText {
    /// `text` without control characters and marks that change the direction of writing; line ends become spaces.
    ///
    /// No escape sequence of an article reaches the terminal.
    static func safe(_ text: String, keepsLines: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n", keepsLines {
                result.append(scalar)
            } else if scalar == "\n" || scalar == "\t" || scalar == "\r" {
                result.append(" ")
            } else if isUnsafe(scalar) {
                result.append("\u{FFFD}")
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Whether a terminal may obey a character rather than show it.
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

/// Colours for a terminal, or none.
struct Style {
    let isColoured: Bool

    enum Choice: String, CaseIterable, Sendable { case auto, always, never }

    init(_ choice: Choice) {
        switch choice {
        case .always: isColoured = true
        case .never: isColoured = false
        case .auto:
            isColoured =
                Console.outputIsTerminal && (Console.environment("NO_COLOR") ?? "").isEmpty
                && Console.environment("TERM") != "dumb"
        }
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    func bold(_ text: String) -> String { wrap(text, "1") }
    func dim(_ text: String) -> String { wrap(text, "2") }
    func match(_ text: String) -> String { wrap(text, "1;33") }
    func error(_ text: String) -> String { wrap(text, "1;31") }
    func bar(_ text: String) -> String { wrap(text, "36") }
}
