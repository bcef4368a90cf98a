// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct WordJoiningTests {
    private func joins(_ parts: String, in text: String = "") -> Bool {
        let halves = parts.split(separator: "|")
        var joining = WordJoining(text: text, pairs: [(halves[0], halves[1])])
        var knowing = WordJoining(text: text)
        let answer = joining.joins(halves[0], halves[1])
        #expect(knowing.joins(halves[0], halves[1]) == answer)
        return answer
    }

    @Test(arguments: [
        "an|nunciato", "chi|lometri", "infras|trutture", "accer|tamenti", "mi|granti", "cit|tà", "per|ché",
        "Budd|hismo", "Mis|sissippi", "capog|ruppo", "pre|mier", "GOVER|NO", "finaliz|zata", "anti|cipato",
    ])
    func oneWordIsJoined(_ parts: String) { #expect(joins(parts)) }

    @Test(arguments: [
        "italo|francese", "anti|mafia", "anglo|italiano", "ex|presidente", "vice|presidente", "politico|militare",
        "socio|economico", "conferenza|stampa", "decreto|legge", "nord|ovest", "filo|russo", "anti|doping", "week|end",
        "call|center", "self|service", "part|time", "e|mail", "Enna|Caltanissetta", "maxi|processo", "co|fondatore",
        "pro|vita", "guerra|lampo", "tecnico|progettuale", "turistico|culturale", "COVID|resistente", "TREVISO|VENEZIA",
        "post|sovietica",
    ])
    func aCompoundKeepsItsHyphen(_ parts: String) { #expect(!joins(parts)) }

    @Test func theTextTellsOfItsOwnWords() {
        #expect(!joins("Tri|poli") && joins("Tri|poli", in: "Ieri a Tripoli."))
        #expect(joins("so|cial", in: "i «Social» e"))
        #expect(joins("zac|cagnin") == false && joins("zac|cagnin", in: "(ZACCAGNIN)"))
        #expect(joins("gra|tin") == false)
        #expect(joins("velo|sport") == false && joins("velo|sport", in: "velosport"))
        // What stands with a hyphen elsewhere keeps it.
        #expect(joins("zerra|brunata") == true && !joins("zerra|brunata", in: "terra zerra-brunata, poi"))
        #expect(joins("è|vero") == false)
    }

    @Test func theWordListKnowsFormsOfItsWords() {
        for word in ["accertamenti", "annunciato", "Migranti", "finalizzata"] {
            #expect(WordList.hasInflection(of: word) && !WordList.contains(word))
        }
        for word in ["", "a", "italofrancese", "zzzzzzato", "mai"] { #expect(!WordList.hasInflection(of: word)) }
    }

    @Test(arguments: [
        ("appro-", "vato", false, "approvato"), ("appro¬", "vato,", false, "approvato,"), ("zx", "qy", true, "zxqy"),
        ("zx\u{AD}", "qy", false, "zxqy"), ("vice-", "presidente", false, "vice-presidente"),
        ("Reggio-", "Emilia", false, "Reggio-Emilia"), ("appro", "vato", false, nil), ("-", "vato", false, nil),
        ("1914-", "1918", false, nil), ("zx¬", "Qy", false, nil),
    ])
    func whatALineEndPartsIsOnePiece(_ first: String, _ second: String, _ isCertain: Bool, _ whole: String?) {
        var joining = WordJoining(text: "")
        #expect(joining.joined(first, second, isCertain: isCertain) == whole)
    }
}
