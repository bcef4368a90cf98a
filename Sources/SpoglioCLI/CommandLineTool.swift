// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Glibc
internal import Spoglio

/// The program: arguments in, exit status out.
public enum CommandLineTool {
    /// Runs one command; errors go to standard error.
    ///
    /// - Returns: 0 done, 1 no hits, 2 wrong usage or query, 3 trouble with the index, 4 rejected articles, 130 and 143
    ///   interrupted.
    public static func run(_ arguments: [String]) async -> Int32 {
        // A reader that closes its end of the pipe ends the output, not the program with a message.
        signal(SIGPIPE, SIG_IGN)
        let status = await execute(arguments)
        Console.flush()
        guard let failure = Console.outputFailure else { return status }
        let error = SpoglioError(
            .system, "cannot write the results: \(failure)", hint: "make room where standard output goes")
        ErrorReport.write(error, asJSON: arguments.contains("--json"))
        return error.exitStatus
    }

    private static func execute(_ arguments: [String]) async -> Int32 {
        do {
            var command = try SpoglioCommand.parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch let error as SpoglioError {
            Console.flush()
            ErrorReport.write(error, asJSON: arguments.contains("--json"))
            return error.exitStatus
        } catch let exit as ExitCode {
            return exit.rawValue
        } catch {
            return usage(error, arguments)
        }
    }

    /// Help and version go to standard output; a wrong argument is explained on standard error.
    private static func usage(_ error: any Error, _ arguments: [String]) -> Int32 {
        let message = SpoglioCommand.fullMessage(for: error)
        if SpoglioCommand.exitCode(for: error).isSuccess {
            Console.write(message + "\n")
            return 0
        }
        if arguments.contains("--json") {
            let text = SpoglioCommand.message(for: error)
            ErrorReport.write(SpoglioError(.request, text, hint: "see 'spoglio --help'"), asJSON: true, code: "usage")
        } else {
            Console.note(TerminalText.safe(message, keepsLines: true))
        }
        return 2
    }
}
