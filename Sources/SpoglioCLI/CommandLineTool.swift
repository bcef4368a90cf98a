// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Dispatch
internal import Glibc
internal import Spoglio

/// The program: arguments in, exit status out.
public enum CommandLineTool {
    /// Runs one command and ends the process; errors go to standard error.
    ///
    /// The exit status is 0 done, 1 no hits, 2 wrong usage or query, 3 trouble with the index, 4 rejected articles, 130
    /// and 143 interrupted. Commands that wait for nothing run on the thread that calls, whose stack is the deepest.
    public static func run(_ arguments: [String]) -> Never {
        // A reader that closes its end of the pipe ends the output, not the program with a message.
        signal(SIGPIPE, SIG_IGN)
        if let error = ArgumentBytes.fault() {
            ErrorReport.write(error, asJSON: arguments.contains("--json"))
            exit(error.exitStatus)
        }
        if arguments.first == CompletionScript.request {
            for candidate in CompletionScript.candidates(Array(arguments.dropFirst())) { Console.line(candidate) }
            end(0, [])
        }
        if let script = CompletionScript.asked(arguments) {
            Console.write(script)
            end(0, [])
        }
        // What is plain has no exclusion in it, nor anything else to be made readable.
        let plain = PlainSearch(arguments)
        let arguments = plain == nil ? QueryArguments.readable(LeadingOptions.moved(arguments)) : arguments
        do {
            if let plain {
                try SearchCommand.run(plain)
                end(0, arguments)
            }
            var command = try SpoglioCommand.parseAsRoot(arguments)
            if command is any AsyncParsableCommand { runWaiting(arguments) }
            try command.run()
            end(0, arguments)
        } catch {
            end(status(of: error, arguments), arguments)
        }
    }

    /// Runs a command that waits.
    private static func runWaiting(_ arguments: [String]) -> Never {
        Task {
            do {
                let command = try SpoglioCommand.parseAsRoot(arguments)
                if var command = command as? any AsyncParsableCommand { try await command.run() }
                end(0, arguments)
            } catch {
                end(status(of: error, arguments), arguments)
            }
        }
        dispatchMain()
    }

    /// Hands over what is still to be written and ends the process.
    private static func end(_ status: Int32, _ arguments: [String]) -> Never {
        Console.flush()
        guard let failure = Console.outputFailure else { exit(status) }
        let error = SpoglioError(
            .system, "cannot write the results: \(failure)", hint: "make room where standard output goes")
        ErrorReport.write(error, asJSON: arguments.contains("--json"))
        exit(error.exitStatus)
    }

    /// Explains an error; what is none, such as a search without hits, has a status alone.
    private static func status(of error: any Error, _ arguments: [String]) -> Int32 {
        switch error {
        case let error as SpoglioError:
            Console.flush()
            ErrorReport.write(error, asJSON: arguments.contains("--json"))
            return error.exitStatus
        case let exit as ExitCode:
            return exit.rawValue
        default:
            return usage(error, arguments)
        }
    }

    /// Help and version go to standard output; a wrong argument is explained on standard error.
    private static func usage(_ error: any Error, _ arguments: [String]) -> Int32 {
        if SpoglioCommand.exitCode(for: error).isSuccess, arguments.first != "help" || unknownCommand(arguments) == nil
        {
            Console.write(HelpText.withWholeExamples(SpoglioCommand.fullMessage(for: error)) + "\n")
            return 0
        }
        let error = unknownCommand(arguments) ?? wrongUsage(error, arguments)
        ErrorReport.write(error, asJSON: arguments.contains("--json"), code: "usage")
        return 2
    }

    /// What ArgumentParser says of a mistake, in the form of all other errors.
    private static func wrongUsage(_ error: any Error, _ arguments: [String]) -> SpoglioError {
        var text = SpoglioCommand.message(for: error)
        for advice in ["Did you mean", "Please provide"] {
            for separator in [". ", ".\n", "\n"] {
                text.replace(separator + advice, with: "; " + advice.lowercased(), maxReplacements: 1)
            }
        }
        if let first = text.first, text.dropFirst().first?.isUppercase != true {
            text = first.lowercased() + text.dropFirst()
        }
        while text.last == "." || text.last == "\n" { text.removeLast() }
        let path = (["spoglio"] + path(of: arguments).path).joined(separator: " ")
        guard let mistake = MistakenOption(text, of: path) else {
            return SpoglioError(.request, text, hint: "see '\(path) --help'")
        }
        return SpoglioError(.request, "unknown option '\(mistake.option)'", hint: mistake.advice)
    }

    /// The commands that the first arguments name, one inside the other, and what would be the next where there is none.
    private static func path(
        of arguments: [String]
    ) -> (path: [String], names: [String], unknown: String?) {
        var command: any ParsableCommand.Type = SpoglioCommand.self
        var path: [String] = []
        for argument in arguments {
            let inner = command.configuration.subcommands
            let names = inner.compactMap { $0.configuration.commandName }
            if inner.isEmpty || argument.hasPrefix("-") { return (path, names, nil) }
            guard let next = inner.first(where: { $0.configuration.commandName == argument }) else {
                return (path, names, argument)
            }
            command = next
            path.append(argument)
        }
        return (path, [], nil)
    }

    /// What to say where an argument names no command.
    private static func unknownCommand(_ arguments: [String]) -> SpoglioError? {
        let asked = arguments.first == "help" ? Array(arguments.dropFirst()) : arguments
        let (path, names, unknown) = path(of: asked)
        guard let unknown, unknown != "help" else { return nil }
        let outer = path.map { $0 + " " }.joined()
        let near = Suggestions.nearest(to: unknown.lowercased(), among: names)
        let advice =
            path.isEmpty
            ? "'spoglio search QUERY' searches, 'spoglio --help' lists the commands"
            : "'spoglio \(outer)--help' lists its commands"
        return SpoglioError(
            .request,
            "there is no command '\(outer)\(unknown)'" + (near.map { "; did you mean '\(outer)\($0)'?" } ?? ""),
            hint: near == nil ? advice : nil)
    }
}
