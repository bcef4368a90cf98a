// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser

/// The completion scripts of ArgumentParser, which know commands and options, made to ask for values first.
enum CompletionScript {
    /// The argument that asks for candidates: `---candidates bash LINE TEXT` or `---candidates words WORD…`.
    static let request = "---candidates"

    /// The script that `spoglio --generate-completion-script SHELL` prints; nil where the arguments ask for something
    /// else or for a shell that is none.
    static func asked(_ arguments: [String]) -> String? {
        guard arguments.count == 2, arguments[0] == "--generate-completion-script",
            let shell = CompletionShell(rawValue: arguments[1])
        else { return nil }
        let script = SpoglioCommand.completionScript(for: shell)
        switch shell {
        case .bash: return script.replacing("_spoglio() {\n", with: bash, maxReplacements: 1)
        case .zsh: return script.replacing("_spoglio() {\n", with: zsh, maxReplacements: 1)
        default: return script + fish
        }
    }

    /// The candidates for a command line, one a line.
    static func candidates(_ arguments: [String]) -> [String] {
        switch arguments.first {
        case "bash" where arguments.count == 3:
            let line = ShellLine(arguments[1], replacing: arguments[2])
            return ValueCompletion(words: line.words).candidates().compactMap(line.replacement)
        case "words": return ValueCompletion(words: Array(arguments.dropFirst())).candidates()
        case "fish":
            // The last word comes as it was typed.
            let last = ShellLine(arguments.last ?? "", replacing: "").words.last ?? ""
            return ValueCompletion(words: arguments.dropFirst().dropLast() + [last]).candidates()
        default: return []
        }
    }

    private static let bash = #"""
        __spoglio_values() {
            local candidate
            COMPREPLY=()
            while IFS='' read -r candidate; do
                COMPREPLY+=("${candidate}")
            done < <("${COMP_WORDS[0]}" ---candidates bash "${COMP_LINE:0:${COMP_POINT}}" "${2}" 2>/dev/null)
            [[ "${#COMPREPLY[@]}" -gt 0 ]] || return 1
            # The candidates are quoted already; a field or facet is followed by its value.
            compopt +o filenames 2>/dev/null
            [[ "${COMPREPLY[0]}" != *[:=] ]] || compopt -o nospace 2>/dev/null
            return 0
        }

        _spoglio() {
            if __spoglio_values "${@}"; then return; fi

        """#

    private static let zsh = #"""
        _spoglio() {
            local -a spoglio_values
            spoglio_values=("${(@f)$("${words[1]}" ---candidates words "${(@Q)words[1,CURRENT]}" 2>/dev/null)}")
            if [[ -n "${spoglio_values[1]}" ]]; then
                compadd -U -S '' -a spoglio_values
                return
            fi

        """#

    private static let fish = #"""

        function __spoglio_values
            set -l words (commandline -opc)
            command $words[1] ---candidates fish $words (commandline -ct) 2>/dev/null
        end
        complete -c spoglio -a '(__spoglio_values)'
        complete -c spoglio -l where -x -a '(__spoglio_values)'
        complete -c spoglio -l highlight -x -a '(__spoglio_values)'

        """#
}
