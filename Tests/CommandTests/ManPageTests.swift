// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc
import Testing

/// The man pages under `man/`, which `tools/build-man` writes.
struct ManPageTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private static func has(_ program: String) -> Bool { access("/usr/bin/" + program, X_OK) == 0 }

    @Test(.enabled(if: has("python3"))) func theyAreWhatTheHelpSays() throws {
        let place = try Workplace()
        let outcome = try place.run(
            [Self.root + "/tools/build-man", "--check", "--program", Program.path], executable: "/usr/bin/python3")
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }

    @Test func everyCommandHasOneWithExamplesAndExitStatus() throws {
        let help = try Workplace().run("--help").output
        let rows = help.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }.filter {
            $0.hasPrefix("  ") && !$0.hasPrefix("   ")
        }
        let commands = rows.compactMap { $0.split(separator: " ").first }.filter { $0 != "help" && $0 != "See" }
        #expect(commands.count > 10)
        for command in commands {
            let data = FileManager.default.contents(atPath: Self.root + "/man/spoglio-\(command).1")
            let page = String(decoding: try #require(data, "\(command)"), as: UTF8.self)
            for section in [
                "NAME", "SYNOPSIS", "DESCRIPTION", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "SEE ALSO",
            ] {
                #expect(page.contains("\n.Sh \(section)\n"), "\(command) \(section)")
            }
        }
    }

    @Test(.enabled(if: has("mandoc") || has("groff"))) func noFormatterFindsFault() throws {
        let place = try Workplace()
        let folder = Self.root + "/man"
        let pages = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".1") }
        #expect(!pages.isEmpty)
        for page in pages {
            if Self.has("mandoc") {
                let lint = try place.run(
                    ["-T", "lint", "-W", "warning", folder + "/" + page], executable: "/usr/bin/mandoc")
                #expect(
                    lint.status == 0 && lint.output == "" && lint.errors == "", "\(page): \(lint.output)\(lint.errors)")
            }
            if Self.has("groff") {
                let set = try place.run(
                    ["-mdoc", "-Tutf8", "-ww", "-z", folder + "/" + page], executable: "/usr/bin/groff")
                #expect(set.status == 0 && set.errors == "", "\(page): \(set.errors)")
            }
        }
    }
}
