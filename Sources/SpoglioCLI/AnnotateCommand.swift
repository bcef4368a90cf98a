// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Articles
internal import Spoglio

struct AnnotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotate", abstract: "Find people, organisations and places in texts, without an index.",
        discussion: """
            Examples:
              spoglio annotate articolo.txt
              echo 'Parla Mario Draghi' | spoglio annotate --json
            """)

    @OptionGroup var global: GlobalOptions

    @Option(
        help: ArgumentHelp(
            "A file of people, organisations and places of your own; may be repeated.", valueName: "file"),
        completion: .file())
    var authority: [String] = []

    @Argument(help: "Text files; standard input if there is none.", completion: .file())
    var files: [String] = []

    func run() throws {
        let annotator = try TextAnnotator(authorities: authority)
        for file in files.isEmpty ? ["-"] : files {
            let text = try InputText.read(file)
            let annotations = annotator.annotate(text, file: file)
            if global.json {
                JSONOutput.write(annotations)
            } else {
                let marked = MarkedText(style: global.style)
                Console.line(marked.text(text, annotations.mentions.map { $0.start..<$0.end }))
                for mention in annotations.mentions {
                    Console.line(
                        "\(mention.start)-\(mention.end)\t\(TerminalText.safe(mention.text))\t\(mention.kind)\t"
                            + TerminalText.safe(mention.entity?.name ?? "-"))
                }
            }
        }
    }
}
