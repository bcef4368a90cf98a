// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds the day on which an article appeared in the short texts around its headline.
///
/// A day counts where the text announces it (`Pubblicato il …`), where it is hardly more than the day, or where the text
/// begins with a place and the day before a dash (`ROMA, 3 marzo 2020 - Il sindaco …`). Any other day in a sentence is one
/// that the article tells of, and that of the imprint is the newspaper's.
enum Dateline {
    /// The day that the first of the texts with one tells.
    static func date(in texts: [String]) -> ArticleDate? { texts.lazy.compactMap { date(in: $0) }.first }

    private static let publication = PhraseList([
        "pubblicat", "published", "postato", "posted on", "inserit", "data di",
    ])
    private static let announcement = PhraseList(["aggiornat", "updated", "modificat", "scritto", "data:", "ultima"])
    private static let imprint = PhraseList([
        "registr", "tribunale", "autorizzazione", "iscrizione", "iscritt", "p. iva", "p.iva", "partita iva",
        "copyright", "©",
    ])
    /// So many words besides the day are a line with section, author and hour.
    private static let mostOtherWords = 8

    /// The day that a text of at most 300 bytes tells.
    static func date(in text: String) -> ArticleDate? {
        guard text.utf8.count <= 300, text.utf8.contains(where: \.isDigit) else { return nil }
        let low = PhraseList.lowercased(text)
        guard !imprint.occurs(in: low[...]) else { return nil }
        if let place = publication.firstOccurrence(in: low[...]) {
            let told = String(decoding: text.utf8.dropFirst(place), as: UTF8.self)
            if let date = ArticleDate(within: told) { return date }
        }
        guard let (date, range) = ArticleDate.first(in: text) else { return nil }
        if publication.occurs(in: low[...]) || announcement.occurs(in: low[...]) { return date }
        let before = text[..<range.lowerBound]
        let after = text[range.upperBound...].drop { $0.isWhitespace }
        let isSentence = text.trimmed.last.map { ".!?…:;".contains($0) } ?? false
        if !isSentence, before.wordCount + after.wordCount <= mostOtherWords, !tells(before, after) { return date }
        return isPlace(before) && (after.isEmpty || after.first.map { "-–—).]|".contains($0) } ?? false) ? date : nil
    }

    /// Whether nothing but names stands before a day: `ROMA,`, `(ANSA) - Reggio Emilia, lì`.
    private static func isPlace(_ text: Substring) -> Bool {
        text.wordCount <= 6
            && text.split { !$0.isLetter }.allSatisfy {
                $0.first?.isUppercase == true || ["lì", "di", "sul"].contains($0)
            }
            && !text.split { !$0.isLetter }.contains { ["Il", "Nel", "Dal", "Al", "L"].contains($0) }
    }

    /// Whether the words around a day are of a sentence: a verb or a preposition leads to it or follows.
    private static func tells(_ before: Substring, _ after: Substring) -> Bool {
        let leading = before.split { !$0.isLetter }.map { $0.lowercased() }
        let following = after.prefix { !".|-–—,;·•(".contains($0) }.split { !$0.isLetter && !$0.isNumber }.map {
            $0.lowercased()
        }
        return leading.contains { sentenceWords.contains($0) }
            || following.contains { sentenceWords.contains($0) } && following.first != "ore"
                && following.first != "alle"
    }

    private static let sentenceWords: Set<String> = [
        "il", "nato", "nata", "morto", "morta", "nel", "dal", "al", "fino", "entro", "una", "un", "lo", "la", "che",
    ]
}
