// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

/// What bash makes of a line when somebody presses the tabulator.
struct CompletionTests {
    private static let place = Result {
        let place = try Workplace()
        try place.write(
            try Line.file([
                Line(
                    id: "a1", body: "Parla Elon Musk a Roma.", date: "2022", section: "Politica estera",
                    source: "L'Espresso", tags: ["$(touch colpito)", "`touch colpito`", "!nota"]),
                Line(
                    id: "a2", body: "Parla Elon Musk con Elena Bianchi.", section: "Politica", source: "Il \"Foglio\""),
                Line(id: "a3", body: "Altro.", section: "Sport\u{202E}rosso", source: "Sole & Ombra; <b>*|"),
            ]), to: "a.jsonl")
        _ = try place.run("index", "a.jsonl")
        _ = try place.run("query", "save", "energia", "gas")
        _ = try place.run("topic", "add", "Perché 'no'", "gas")
        return place
    }

    /// Presses the tabulator behind a line and gives the arguments of each line that may come of it.
    private static func complete(_ line: String, _ replaced: String) throws -> [[String]] {
        let place = try place.get()
        // What bash's line editor does: the end of the line gives way to the reply.
        let script = #"""
            PATH=$(dirname "$SPOGLIO"):$PATH
            source <("$SPOGLIO" --generate-completion-script bash)
            COMP_LINE=$1 COMP_POINT=${#1}
            read -ra COMP_WORDS <<< "$1"
            [[ $1 == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _spoglio spoglio "$2" "${COMP_WORDS[COMP_CWORD-1]}" 2>/dev/null
            quote=$3
            for reply in "${COMPREPLY[@]}"; do
                completed=${1:0:${#1}-${#2}}$reply$quote
                eval "printf '%s\\x1f' $completed" && printf '\n'
            done
            """#
        // An open quote is closed by bash.
        let quotes =
            line.filter { $0 == "'" }.count % 2 == 1 ? "'" : line.contains("=\"") || line.contains(" \"") ? "\"" : ""
        let outcome = try place.run(
            ["-c", script, "bash", line, replaced, quotes], executable: "/bin/bash",
            environment: ["SPOGLIO": Program.path])
        #expect(outcome.errors == "")
        #expect(!place.exists("colpito"))
        return outcome.output.split(separator: "\n").map { $0.split(separator: "\u{1F}").map(String.init) }
    }

    @Test(arguments: [
        ("spoglio search person:elo", "elo", ["person:\"Elon Musk\""]),
        (
            "spoglio search guerra 'gas person:el", "gas person:el",
            ["gas person:\"Elon Musk\"", "gas person:\"Elena Bianchi\""]
        ),
        ("spoglio search \"person:elo", "person:elo", ["person:\"Elon Musk\""]),
        ("spoglio search person:\\\"Elon\\ M", "\\\"Elon\\ M", ["person:\"Elon Musk\""]),
        ("spoglio search entità:ele", "ele", ["entità:\"Elena Bianchi\""]),
        ("spoglio search source:l", "l", ["source:\"L'Espresso\""]),
        ("spoglio search 'source:l", "source:l", ["source:\"L'Espresso\""]),
        ("spoglio search source:il", "il", []),
        ("spoglio search source:sole", "sole", ["source:\"Sole & Ombra; <b>*|\""]),
        ("spoglio search tag:touch", "touch", ["tag:\"$(touch colpito)\""]),
        ("spoglio search \"tag:nota", "tag:nota", ["tag:\"!nota\""]),
        ("spoglio search section:spo", "spo", []),
        (
            "spoglio search -section:\\\"politica\\ ", "\\\"politica\\ ",
            ["-section:\"Politica estera\""]
        ),
        ("spoglio timeline luogo:ro", "ro", ["luogo:Roma"]),
        ("spoglio concordance pers", "pers", ["person:", "persona:"]),
        ("spoglio export @", "@", ["@energia"]),
        ("spoglio show a1 --highlight person:elo", "elo", ["person:\"Elon Musk\""]),
        ("spoglio facets --where section=pol", "pol", ["section=Politica", "section=Politica estera"]),
        ("spoglio facets --where fonte=il", "il", ["fonte=Il \"Foglio\""]),
        ("spoglio facets --where tag=!", "!", ["tag=!nota"]),
        ("spoglio facets --where tag=", "", ["tag=!nota", "tag=$(touch colpito)", "tag=`touch colpito`"]),
        ("spoglio facets --where sec", "sec", ["section="]),
        ("spoglio entity show ele", "ele", ["Elena Bianchi"]),
        ("spoglio entity merge 'Elon Musk' ele", "ele", ["Elena Bianchi"]),
        ("spoglio query remove en", "en", ["energia"]),
        ("spoglio topic show per", "per", ["Perché 'no'"]),
        ("spoglio topic remove ", "", ["Perché 'no'"]),
        ("spoglio topic add X person:elo", "elo", ["person:\"Elon Musk\""]),
        ("spoglio search topic:perc", "perc", ["topic:\"Perché 'no'\""]),
        ("spoglio export --fields id,ti", "id,ti", ["id,title"]),
        ("spoglio export --fields p", "p", ["path", "persons", "places"]),
        ("spoglio conc", "conc", ["concordance"]),
        ("spoglio --index .spoglio conc", "conc", ["concordance"]),
        ("spoglio -q --color never --index=.spoglio search --off", "--off", ["--offset"]),
        ("spoglio --index .spoglio search person:elo", "elo", ["person:\"Elon Musk\""]),
        ("spoglio --json -i .spoglio entity show ele", "ele", ["Elena Bianchi"]),
        ("spoglio -i manca search person:elo", "elo", []),
        ("spoglio --color al", "al", ["always"]),
        ("spoglio -i .spog", ".spog", [".spoglio"]),
        ("spoglio facets --sort ", "", ["count", "name", "significance"]),
        ("spoglio search --off", "--off", ["--offset"]),
        ("spoglio search date:20", "20", []),
        ("spoglio search zzz", "zzz", []),
        ("spoglio search -i manca person:elo", "elo", []),
    ])
    func theLineGoesOnWithWhatTheIndexHas(line: String, replaced: String, wanted: [String]) throws {
        #expect(Set(try Self.complete(line, replaced).compactMap(\.last)) == Set(wanted))
    }

    @Test func whatIsCompletedIsFound() throws {
        let line = try #require(try Self.complete("spoglio search tag:touch", "touch").first)
        let place = try Self.place.get()
        #expect(try place.run(Array(line.dropFirst()) + ["--json"]).ids() == ["a1"])
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func theScriptIsOneOfItsShell(shell: String) throws {
        let place = try Self.place.get()
        #expect(try place.run("--generate-completion-script", shell).output.contains("---candidates"))
        guard access("/usr/bin/\(shell)", X_OK) == 0 || access("/bin/\(shell)", X_OK) == 0 else { return }
        let checked = try place.shell("\"$SPOGLIO\" --generate-completion-script \(shell) | \(shell) -n")
        #expect(checked.status == 0 && checked.errors == "")
    }

    @Test func anUnknownShellIsRefusedAndARequestThatIsNoneIsEmpty() throws {
        let place = try Self.place.get()
        #expect(try place.run("--generate-completion-script", "csh").status == 2)
        for arguments in [[], ["bash"], ["bash", "spoglio search person:elo"], ["csh", "spoglio"], ["words"]] {
            let outcome = try place.run(["---candidates"] + arguments)
            #expect(outcome.status == 0 && outcome.output == "" && outcome.errors == "")
        }
        #expect(
            try place.run("---candidates", "words", "spoglio", "search", "person:elo").output
                == "person:\"Elon Musk\"\n")
    }

    @Test(arguments: [
        ("spoglio --index .spoglio conc", "concordance"), ("spoglio -q --color never -i .spoglio ti", "timeline"),
        ("spoglio export --delimiter ", ",;|"), ("spoglio -i .spoglio entity show ele", "Elena Bianchi"),
    ])
    func fishGoesOnBehindOptionsBeforeTheCommand(line: String, wanted: String) throws {
        guard access("/usr/bin/fish", X_OK) == 0 else { return }
        let place = try Self.place.get()
        let script =
            "set -p PATH (dirname $SPOGLIO); $SPOGLIO --generate-completion-script fish | source; complete -C '\(line)'"
        let outcome = try place.run(
            ["--no-config", "-c", script], executable: "/usr/bin/fish", environment: ["SPOGLIO": Program.path])
        #expect(outcome.errors == "")
        let names = outcome.output.split(separator: "\n").compactMap { $0.split(separator: "\t").first }
        #expect(names.joined() == wanted)
    }
}
