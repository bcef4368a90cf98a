// SPDX-License-Identifier: GPL-3.0-or-later

/// The set phrases of Italian and English pages that stand among an article's paragraphs and are none.
enum PageBoilerplate {
    enum Judgement { case text, boilerplate, endsArticle }

    /// Judges short blocks by how they begin; a paragraph of running text is never thrown away for a phrase.
    static func judge(_ block: PageBlock) -> Judgement {
        guard block.size <= 180 else { return .text }
        let text = opening(block.text)
        if block.size <= 60, ends.hasBeginning(of: text) { return .endsArticle }
        if block.size <= 40, endsWithComments(String(decoding: text, as: UTF8.self)) { return .endsArticle }
        if block.size <= 120, labels.hasBeginning(of: text) { return .boilerplate }
        if notices.occurs(in: text) { return .boilerplate }
        if block.size <= 60, !block.isHeading, isByline(block.text) { return .boilerplate }
        if block.size <= 60, !block.endsSentence, ArticleDate(within: block.text) != nil { return .boilerplate }
        return .text
    }

    /// Whether a text is about cookies rather than news.
    static func isAboutCookies(_ text: String) -> Bool {
        let text = PhraseList.lowercased(text)[...]
        return cookie.occurs(in: text) && signs.count { $0.occurs(in: text) } >= 2
    }

    /// Whether a short text tells the reader of the site rather than news.
    static func isNotice(_ text: String) -> Bool {
        siteWords.occurs(in: PhraseList.lowercased(text)[...])
    }

    private static let siteWords = PhraseList([
        "404", "403", "non trovat", "not found", "non esiste", "non è disponibile", "non è più disponibile", "errore",
        "error ", "forbidden", "accesso negato", "javascript", "cookie", "browser", "reindirizz", "redirect", "clicca",
        "login", "accedi", "password", "registrati", "iscriviti", "abbonati", "manutenzione", "in costruzione",
        "under construction", "benvenut", "questa pagina", "questo sito", "il sito", "home page",
    ])

    private static let cookie = PhraseList(["cookie"])
    private static let signs = [
        "cookie", "consenso", "privacy", "gdpr", "profilazione", "terze parti", "consent", "partner",
    ].map { PhraseList([$0]) }

    /// The text in small letters from its first letter, digit or © on.
    private static func opening(_ text: String) -> ArraySlice<UInt8> {
        let low = PhraseList.lowercased(text)
        var start = 0
        while start < low.count {
            let byte = low[start]
            if byte >= 0xC3 && byte != 0xE2 || byte.isDigit || (0x61...0x7A).contains(byte) { break }
            if byte == 0xC2, start + 1 < low.count, low[start + 1] == 0xA9 { break }
            start += byte < 0x80 ? 1 : byte == 0xC2 ? 2 : 3
        }
        return low[min(start, low.count)...]
    }

    private static func endsWithComments(_ text: String) -> Bool {
        let words = text.split { !$0.isLetter && !$0.isNumber }
        guard words.count <= 4, let first = words.first else { return false }
        return first.allSatisfy(\.isNumber)
            && words.dropFirst().contains { ["commenti", "commento", "comments"].contains($0) }
    }

    private static func isByline(_ text: String) -> Bool {
        let words = text.split { $0 == " " || $0 == "\n" }
        guard (2...7).contains(words.count), let first = words.first?.lowercased() else { return false }
        guard ["di", "by", "da", "dal", "a", "testo", "autore:", "firma:"].contains(first) else { return false }
        if text.lowercased().hasPrefix("a cura di") || text.lowercased().hasPrefix("dal nostro") { return true }
        guard first != "a", let last = text.unicodeScalars.last, last.properties.isAlphabetic else { return false }
        return words.dropFirst().allSatisfy { $0.first?.isUppercase == true || $0 == "e" || $0 == "de" || $0 == "di" }
    }

    private static let endings = [
        "commenti", "commenta", "lascia un commento", "lascia una risposta", "inserisci un commento",
        "articoli correlati",
        "notizie correlate", "potrebbe interessarti", "potrebbero interessarti", "ti potrebbe interessare",
        "ti potrebbero interessare", "leggi anche", "altre notizie", "altri articoli", "i più letti", "le più lette",
        "più letti", "dalla stessa sezione", "articoli recenti", "ultime notizie", "related articles", "comments",
        "leave a reply", "notizie dal territorio", "video del giorno", "vedi anche", "i vostri commenti",
        "contenuti sponsorizzati",
        "articoli simili", "sullo stesso argomento", "link correlati", "links correlati", "nella stessa sezione",
    ]

    private static let ends = PhraseList(endings)

    private static let labels = PhraseList(
        endings + [
            "riproduzione riservata", "© riproduzione", "©", "copyright", "condividi", "share", "stampa", "invia",
            "tweet", "facebook",
            "twitter", "whatsapp", "telegram", "pubblicità", "advertisement", "annuncio", "tag:", "tags:", "tag",
            "argomenti",
            "foto:", "foto di", "foto ansa", "video", "guarda il video", "guarda la gallery", "per approfondire",
            "approfondisci",
            "continua a leggere", "leggi tutto", "read more", "torna", "torna indietro", "home", "indietro", "segui",
            "seguici", "iscriviti", "abbonati", "accedi", "registrati", "clicca qui", "ascolta", "ascolta l'articolo",
            "tempo di lettura", "lettura", "ultimo aggiornamento", "aggiornato", "pubblicato", "scritto da", "postato",
            "posted",
            "inserito", "autore", "categoria", "categorie", "fonte", "letto", "letture", "visite", "salva",
            "salva per dopo",
            "scopri di più", "versione stampabile", "invia ad un amico", "invia a un amico", "ingrandisci", "permalink",
            "trackback", "argomento",
            "parole chiave", "precedente", "successivo", "articolo precedente", "articolo successivo", "mi piace",
            "vai ai commenti",
            "hai già un abbonamento", "sei già abbonato",
        ])

    private static let notices = PhraseList([
        "riproduzione riservata", "tutti i diritti riservati", "all rights reserved", "copyright ©",
        "iscriviti alla newsletter",
        "seguici su", "segui la pagina", "abbonati per", "per continuare a leggere",
        "contenuto riservato agli abbonati",
        "iscriviti al canale", "questo contenuto è riservato", "è riservato agli abbonati", "min di lettura",
        "minuti di lettura",
        "questo articolo è stato pubblicato in", "accetta i cookie",
    ])
}
