// SPDX-License-Identifier: GPL-3.0-or-later

/// What the class and id of an element say of its content, by the words that Italian and English templates use.
struct PageHint: OptionSet {
    let rawValue: UInt16

    /// Menus, share bars, advertisements, related links and other things around an article.
    static let around = PageHint(rawValue: 1)
    /// The same, but by a word that also stands on what holds an article.
    static let perhapsAround = PageHint(rawValue: 2)
    static let comments = PageHint(rawValue: 4)
    static let caption = PageHint(rawValue: 8)
    static let byline = PageHint(rawValue: 16)
    static let date = PageHint(rawValue: 32)
    static let content = PageHint(rawValue: 64)
    static let trail = PageHint(rawValue: 128)
    static let hiddenFromSight = PageHint(rawValue: 256)

    private static let words: [(hint: PageHint, words: String)] = [
        (
            .around,
            """
            nav navbar navigation navigazione menu submenu topbar bottombar sidebar footer piede masthead toolbar share \
            sharing shares sharebar sharebox sharedaddy condividi condivisione social socials related correlati correlate \
            correlato relatedposts jprelatedposts approfondimenti leggianche leggi consigliati suggeriti recommended \
            recommendations recommendation cookie cookies cookiebar gdpr consent consenso iubenda onetrust adv ads ad advert advertisement \
            advertising adsense pubblicita sponsor sponsored sponsorizzato newsletter subscribe iscriviti \
            pagination paginazione pager wppagenavi widget widgets popup modal overlay lightbox login signin register \
            search searchform cerca ricerca ticker breaking mostread piuletti piulette topnews trending tendenze outbrain \
            taboola authorbox authorbio biografia colophon copyright disclaimer skip skiplink printfriendly stampa \
            print rating ratings vote poll sondaggio carousel slider teaser teasers ultimora ultimenotizie altrenotizie \
            latest prevnext nextprev postnavigation tagcloud tags taglist etichette toplink backtotop tornasu \
            meteo oroscopo banner banners skyscraper leaderboard wmipp
            """
        ),
        (
            .perhapsAround,
            """
            promo promotion side aside rail column colonna right left dx sx top bottom header testata tag bio author \
            autore info meta paywall abbonati abbonamento premium privacy tools actions utility utilities links link \
            box extra strip toc sommario gallery video player embed audio
            """
        ),
        (
            .comments,
            "comment comments commento commenti commentlist disqus discussion respond replies forum fbcomments risposte"
        ),
        (
            .caption,
            "caption captions didascalia didascalie figcaption credit credits wpcaption photocredit copyfoto imgcaption"
        ),
        (.byline, "byline author autore autori firma firme vcard giornalista signature writer cronista"),
        (
            .date,
            "date data dateline published pubblicazione pubblicato timestamp datetime time orario postdate entrydate"
        ),
        (
            .content,
            """
            article articolo articlebody articletext articlecontent content contenuto corpo testo text entry entrycontent post postcontent \
            postbody story storybody storytext body bodytext main notizia paragraph paragrafo single articolobody \
            testoarticolo corpoarticolo newstext detail dettaglio
            """
        ),
        (.trail, "breadcrumb breadcrumbs briciole breadcrumblist percorso crumbs"),
        (.hiddenFromSight, "hidden nascosto sronly visuallyhidden screenreader invisible hide"),
    ]

    private static let table: NameTable<PageHint> = {
        var table: [UInt64: PageHint] = [:]
        for (hint, list) in words {
            for word in list.split(separator: " ") { table[key(word.utf8), default: []].insert(hint) }
        }
        return NameTable(table)
    }()

    private static func key(_ word: some Sequence<UInt8>) -> UInt64 {
        word.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// Beginnings of names that say what kind of article it is, and not what part of the page.
    private static let passedOver = [
        "tag-", "category-", "type-", "status-", "format-", "has-", "no-", "with-", "is-", "post-tag",
    ]
    .map { Array($0.utf8) }

    /// The hints of the names in a class or id.
    init(_ names: ArraySlice<UInt8>) {
        self = []
        for name in names.split(whereSeparator: { $0 <= 0x20 }) where name.count <= 80 {
            if Self.passedOver.contains(where: { name.starts(with: $0) }) { continue }
            take(name)
        }
    }

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Looks up the words of a name, and each two of them that stand side by side as one.
    private mutating func take(_ name: ArraySlice<UInt8>) {
        let empty: UInt64 = 0xCBF2_9CE4_8422_2325
        var word = empty
        var pair = empty
        var hadWord = false
        var wasLower = false
        func letter(_ key: UInt64, _ byte: UInt8) -> UInt64 { (key ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for byte in name {
            let low = byte.lowercasedASCII
            let isLetter = (0x61...0x7A).contains(low)
            let begins = isLetter && byte != low && wasLower
            if !isLetter || begins {
                if word != empty {
                    insert(word, hadWord ? pair : word)
                    pair = word
                    hadWord = true
                    word = empty
                }
            }
            if isLetter {
                word = letter(word, low)
                pair = letter(pair, low)
            }
            wasLower = isLetter && byte == low
        }
        if word != empty { insert(word, hadWord ? pair : word) }
    }

    private mutating func insert(_ word: UInt64, _ pair: UInt64) {
        if let found = Self.table[word] { formUnion(found) }
        if pair != word, let found = Self.table[pair] { formUnion(found) }
    }
}
