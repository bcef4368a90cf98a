// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Spoglio

struct AnalyzeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze", abstract: "Show the tokens that the analyzer makes of a text.",
        discussion: "Example: spoglio analyze \"L'Ucraina e la N.A.T.O.\"")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The text; several arguments are joined by spaces.")
    var text: [String]

    func run() throws {
        let analysis = try TextAnalysis(text.joined(separator: " "))
        if global.json { return JSONOutput.write(analysis) }
        for token in analysis.tokens {
            Console.line(
                [
                    "\(token.start)-\(token.end)", TerminalText.safe(token.text), token.token, token.stem,
                    token.kind.rawValue,
                ].joined(separator: "\t"))
        }
    }
}
