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
        // What fish would take for signs of its own is quoted.
        default: return script.replacing("-rfka ', ; |'", with: #"-rfka '"," ";" "|"'"#) + fish
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
            let completion = ValueCompletion(words: arguments.dropFirst().dropLast() + [last])
            return completion.commands() + completion.candidates()
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
            # Options before the command: the rest of the line is completed as if they were not there.
            local leading
            while [[ "${COMP_CWORD}" -gt 1 ]]; do
                leading=1
                case "${COMP_WORDS[1]}" in
                --json|--quiet|-q|--verbose|-v|--index=*|--color=*) ;;
                --index|-i|--color) [[ "${COMP_WORDS[2]-}" == '=' ]] && leading=3 || leading=2 ;;
                *) break ;;
                esac
                if [[ "${leading}" -ge "${COMP_CWORD}" ]]; then
                    if [[ "${COMP_WORDS[1]}" == --color* ]]; then
                        mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "${2}")
                    else
                        mapfile -t COMPREPLY < <(compgen -d -- "${2}")
                    fi
                    return
                fi
                COMP_WORDS=("${COMP_WORDS[0]}" "${COMP_WORDS[@]:leading + 1}")
                ((COMP_CWORD -= leading))
            done

        """#

    private static let zsh = #"""
        _spoglio() {
            local -a spoglio_values
            spoglio_values=("${(@f)$("${words[1]}" ---candidates words "${(@Q)words[1,CURRENT]}" 2>/dev/null)}")
            if [[ -n "${spoglio_values[1]}" ]]; then
                compadd -U -S '' -a spoglio_values
                return
            fi
            # Options before the command: the rest of the line is completed as if they were not there.
            while (( CURRENT > 2 )); do
                case "${words[2]}" in
                --json|--quiet|-q|--verbose|-v|--index=*|--color=*)
                    words[2]=()
                    (( CURRENT -= 1 ))
                    ;;
                --index|-i|--color)
                    if (( CURRENT == 3 )); then
                        if [[ "${words[2]}" == --color ]]; then compadd auto always never; else _files -/; fi
                        return
                    fi
                    words[2,3]=()
                    (( CURRENT -= 2 ))
                    ;;
                *) break ;;
                esac
            done

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
