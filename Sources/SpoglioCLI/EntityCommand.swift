// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Spoglio

/// The people, organisations and places of an index, and their corrections.
struct EntityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entity", abstract: "List, explain and correct the people, organisations and places of an index.",
        discussion: """
            Examples:
              spoglio entity list --kind person --matching mel
              spoglio entity show 'Elon Musk'
              spoglio entity merge 'Ilon Mask' 'Elon Musk'
              spoglio entity split 'Mario Rossi' 'M. Rossi'
              spoglio entity undo
            Corrections take effect at once and are kept in 'corrections.tsv' in the index, a text file that may be edited. \
            'undo' takes back the last one, again the one before it.
            """,
        subcommands: [
            EntityListCommand.self, EntityShowCommand.self, EntityMergeCommand.self, EntitySplitCommand.self,
            EntityRenameCommand.self, EntityAliasCommand.self, EntityUndoCommand.self, EntityExportCommand.self,
            EntityImportCommand.self,
        ])
}

/// Which kinds of entity a command is about.
struct KindOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("person, organisation or place.", valueName: "kind"),
        completion: .list(["person", "organisation", "place"]))
    var kind: String?

    func facet() throws -> Facet? {
        guard let kind else { return nil }
        guard let facet = try? Facet(named: kind), Facet.entities.contains(facet) else {
            throw ValidationError("--kind takes person, organisation or place")
        }
        return facet
    }
}

struct EntityListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The entities that most articles name.",
        discussion: "Example: spoglio entity list --kind organisation --limit 50")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var kind: KindOption

    @Option(help: ArgumentHelp("Only names with a word that begins so.", valueName: "prefix"))
    var matching: String?

    @Option(name: [.customShort("n"), .long], parsing: .unconditional, help: "How many to list.")
    var limit = 20

    @Option(help: "Order: count or name.")
    var sort = FacetsRequest.Order.count

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0") }
        // All entities of the archive are listed: there is nothing to compare them with.
        guard sort != .significance else { throw ValidationError("--sort takes count or name") }
    }

    func run() throws {
        var request = EntityListRequest(prefix: matching, limit: limit, order: sort)
        if let facet = try kind.facet() { request.facets = [facet] }
        request.isFull = global.json
        let answer = try global.searcher().listEntities(request)
        if global.json { return JSONOutput.write(answer) }
        let width = answer.entities.map { String($0.articles).count }.max() ?? 0
        for entity in answer.entities {
            let count = String(entity.articles)
            Console.line(
                String(repeating: " ", count: width - count.count) + count + "  "
                    + TerminalText.safe(entity.name)
                    + global.style.dim(
                        "  \(entity.kind)  \(TerminalText.safe(entity.id))  mentions: \(entity.mentions)"))
        }
        if answer.total > answer.entities.count {
            Console.line(global.style.dim("\(answer.entities.count) of \(answer.total)"))
        }
    }
}

struct EntityShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "How an entity is written, why, when, and what stands beside it.",
        discussion: "Example: spoglio entity show 'Elon Musk'")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var kind: KindOption

    @Argument(help: "A name in any spelling, or an identifier.")
    var name: String

    func run() throws {
        let facets = try kind.facet().map { [$0] } ?? Facet.entities
        let answer = try global.searcher().showEntities(name, facets: facets)
        if global.json {
            JSONOutput.write(answer)
        } else {
            for note in answer.notes { global.note(note) }
            for (index, entity) in answer.entities.enumerated() {
                if index > 0 { Console.line() }
                EntityReport(style: global.style).write(entity)
            }
        }
        if answer.entities.isEmpty { throw ExitCode(1) }
    }
}

struct EntityMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Make entities one; the last name stays.",
        discussion: "Example: spoglio entity merge 'Ilon Mask' 'I. Mask' 'Elon Musk'")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var kind: KindOption

    @Argument(help: "Two names or identifiers, or more; the others become the last one.")
    var names: [String]

    func validate() throws {
        guard names.count >= 2 else { throw ValidationError("merge takes two names or more") }
    }

    func run() throws {
        let editor = try EntityEditor(global.location())
        let outcome = try editor.merge(Array(names.dropLast()), into: names[names.count - 1], kind: kind.facet())
        CorrectionReport(global: global).write(outcome)
    }
}

struct EntitySplitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split", abstract: "Make the mentions written in one way an entity of their own.",
        discussion: "Example: spoglio entity split 'Mario Rossi' 'Mario Rossi jr.' --into 'Mario Rossi (figlio)'")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var kind: KindOption

    @Argument(help: "The entity, by name or identifier.")
    var name: String

    @Argument(help: "The form that means somebody else, as 'entity show' gives it.")
    var variant: String

    @Option(help: ArgumentHelp("Whom it means: an entity of the index, or a new name.", valueName: "name"))
    var into: String?

    func run() throws {
        let editor = try EntityEditor(global.location())
        CorrectionReport(global: global).write(
            try editor.split(name, variant: variant, into: into, kind: kind.facet()))
    }
}

struct EntityRenameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Show an entity under another name.",
        discussion: "Example: spoglio entity rename 'G. Meloni' 'Giorgia Meloni'")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var kind: KindOption

    @Argument(help: "The entity, by name or identifier.")
    var name: String

    @Argument(help: "Its new name.")
    var newName: String

    func run() throws {
        let editor = try EntityEditor(global.location())
        CorrectionReport(global: global).write(try editor.rename(name, to: newName, kind: kind.facet()))
    }
}

struct EntityAliasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alias", abstract: "Give an entity a further form of its name.",
        discussion: """
            Examples:
              spoglio entity alias 'Silvio Berlusconi' 'il Cavaliere' --contextual
              spoglio entity alias 'Elon Musk' 'Ilon Maks'
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var kind: KindOption

    @Argument(help: "The entity, by name or identifier.")
    var name: String

    @Argument(
        help: "The form as articles write it; capitals and accents count unless all letters are small.")
    var form: String

    @Flag(help: "It counts only in articles that name the entity anyway.")
    var contextual = false

    func run() throws {
        let editor = try EntityEditor(global.location())
        CorrectionReport(global: global).write(
            try editor.alias(name, form: form, isContextual: contextual, kind: kind.facet()))
    }
}

struct EntityUndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take the last correction back.",
        discussion: """
            What the last merge, split, rename, alias or import wrote is removed, as if it had never been; another undo \
            removes what came before it.

            Example: spoglio entity undo
            """)

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let undone = try EntityEditor(global.location()).undo()
        if global.json { return JSONOutput.write(undone) }
        for fields in undone.removed {
            let names = fields.dropFirst(2).map { "'\($0)'" }
            Console.line("taken back: " + TerminalText.safe((fields.prefix(2) + names).joined(separator: " ")))
        }
        Console.line(global.style.dim(Counted.corrections(undone.corrections) + " left"))
    }
}

struct EntityExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print the corrections of the index.",
        discussion: "Example: spoglio entity export > correzioni.tsv")

    @OptionGroup var global: GlobalOptions

    private struct Answer: Encodable {
        var version = 1
        var corrections: [[String]]
    }

    func run() throws {
        let text = try EntityEditor.exported(global.location())
        guard global.json else { return Console.write(text) }
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        JSONOutput.write(
            Answer(
                corrections: lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) })
        )
    }
}

struct EntityImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add corrections from a file, all or none.",
        discussion: "Example: spoglio entity import correzioni.tsv --skip-unmatched")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "A file that 'entity export' wrote; '-' is standard input.", completion: .file())
    var file: String

    @Flag(help: "Leave out corrections of entities that this index does not have.")
    var skipUnmatched = false

    func run() throws {
        let bytes = try InputText.readBytes(file)
        let count = try EntityEditor(global.location()).importCorrections(
            bytes, of: file, skipsUnmatched: skipUnmatched)
        if global.json {
            JSONOutput.write(["version": 1, "added": count])
        } else {
            Console.line(Counted.corrections(count) + " added")
        }
    }
}
