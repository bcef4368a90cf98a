// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds the day on which an article appeared in the short texts around its headline.
///
/// A day counts where the text announces it (`Pubblicato il …`), or where nothing but names, an hour and the like stands
/// beside it, as in `di Anna Neri - 3 marzo 2012` and before the dash of `ROMA, 3 marzo 2020 - Il sindaco …`. Any other day
/// in a sentence is one that the article tells of, and that of the imprint is the newspaper's.
enum Dateline {
    /// The day that the first of the texts with one tells.
    static func date(in texts: [String]) -> ArticleDate? { texts.lazy.compactMap { date(in: $0) }.first }

    /// The day that a text of at most 300 bytes tells; that of publication before that of a change.
    static func date(in text: String) -> ArticleDate? {
        guard text.utf8.count <= 300, text.utf8.contains(where: \.isDigit) else { return nil }
        let pieces = text.pieces(between: borders).map { Piece(String($0.trimmed)) }
        for kind in [Piece.Kind.publication, .change] {
            for piece in pieces where piece.kind == kind { if let date = piece.date { return date } }
        }
        let isSentence = text.trimmed.last.map { ".!?…".contains($0) } ?? false
        for piece in pieces {
            if piece.kind == .dateline { return piece.date }
            // What follows a dash within a sentence belongs to it.
            if isSentence, piece.hasSentenceWords { return nil }
        }
        return nil
    }

    /// Whether a line is a day that is announced, or the day of a week, and nothing else.
    static func isNothingElse(_ line: String) -> Bool {
        let piece = Piece(line)
        return piece.date != nil && piece.hoursAside.isEmpty
            && (piece.kind == .publication || piece.kind == .change || piece.beginsWithWeekday)
    }

    private static let borders = ["|", "•", "·", " - ", " – ", " — ", "(", ")", "\n"].map { Array($0.utf8) }
}

/// A part of a line that may tell a day.
private struct Piece {
    enum Kind { case publication, change, dateline, none }

    let kind: Kind
    let date: ArticleDate?
    let hasSentenceWords: Bool
    /// The words behind the day that do not tell the hour.
    let hoursAside: [String]
    let beginsWithWeekday: Bool

    init(_ text: String) {
        let found = ArticleDate.first(in: text)
        date = found?.date
        let before = Self.words(text[..<(found?.range.lowerBound ?? text.endIndex)])
        let after = Self.words(text[(found?.range.upperBound ?? text.endIndex)...])
        let start = found.map { Self.words(text[$0.range].prefix(12)) } ?? []
        beginsWithWeekday =
            before.isEmpty
            && start.first.map { DateScanner.isWeekday($0.lowercased().replacing("ì", with: "i")) } ?? false
        hoursAside = Array(after.drop { Self.hours.contains($0) || $0.allSatisfy(\.isNumber) })
        let tellingBefore = before.contains { !Self.mayStandBefore($0) }
        hasSentenceWords = tellingBefore || hoursAside.count { $0.first?.isLowercase == true } > 1
        guard found != nil else {
            kind = .none
            return
        }
        let low = before.map { $0.lowercased() }
        let opening = low.first ?? ""
        let rest = before.dropFirst().filter { !Self.announcingRest.contains($0.lowercased()) }
        if !rest.contains(where: { !Self.mayStandBefore($0) }), opening.utf8.count >= 4,
            let kind = Self.kind(of: opening)
        {
            self.kind = kind
        } else if hasSentenceWords || low.contains(where: { Self.otherDays.contains($0) })
            || opening == "il" && low.count == 1 || Self.leading.contains(low.last ?? "") || before.count > 8
        {
            kind = .none
        } else {
            kind = .dateline
        }
    }

    private static func words(_ text: Substring) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber && $0 != "©" }.map { String($0) }
    }

    private static func kind(of word: String) -> Kind? {
        if ["pubblicato", "pubblicata", "published", "postato", "posted", "inserito", "data", "scritto"].contains(word)
        {
            return .publication
        }
        return ["aggiornato", "aggiornata", "aggiornamento", "ultimo", "updated", "modificato"].contains(word)
            ? .change : nil
    }

    /// Whether a word before a day is a name, or one that leads to a day in a line that is no sentence.
    private static func mayStandBefore(_ word: String) -> Bool {
        word.first?.isUppercase == true || word.first?.isNumber == true || allowed.contains(word)
    }

    private static let allowed: Set<String> = [
        "a", "articolo", "corrispondente", "da", "dai", "dal", "dalla", "de", "dei", "del", "della", "di", "e", "il",
        "inviata",
        "inviato", "lì", "nostra", "nostri", "nostro", "on", "by",
    ]
    /// What stands between an announcement and its day.
    private static let announcingRest: Set<String> = [
        "il", "in", "data", "di", "pubblicazione", "aggiornamento", "aggiornato", "modifica", "on", "alle", "ore", "lì",
        "da",
    ]
    private static let hours: Set<String> = ["ore", "alle", "ora", "h", "at", "del"]
    /// A day behind these is one that a text tells of.
    private static let leading: Set<String> = ["nel", "dal", "al", "fino", "entro", "dopo", "prima"]
    /// Words of the imprint and of lives.
    private static let otherDays: Set<String> = [
        "©", "autorizzazione", "aut", "copyright", "iscrizione", "morta", "morto", "nascita", "nata", "nato", "reg",
        "registrazione", "tribunale",
    ]
}
