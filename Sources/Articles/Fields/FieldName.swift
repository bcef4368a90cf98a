// SPDX-License-Identifier: GPL-3.0-or-later

/// The fields of an article that records and front matter may name.
enum FieldName: CaseIterable {
    case id, title, body, date, section, source, author, tags, url, path, language

    /// The one table of the names that are understood, English and Italian, in lower case without `_`, `-` and spaces.
    ///
    /// Of two that a record fills, the one that stands first here is the field, the other metadata.
    var names: [String] {
        switch self {
        case .id: ["id", "identifier", "identificativo", "guid"]
        case .title: ["title", "titolo", "headline", "webtitle", "posttitle", "articletitle", "titoloarticolo"]
        case .body:
            [
                "body", "corpo", "testo", "articlebody", "text", "content", "contenuto", "fulltext", "testocompleto",
                "articletext", "articlecontent", "testoarticolo", "maintext", "bodytext", "plaintext", "postcontent",
                "contenttext", "contenthtml", "bodyhtml", "html", "selftext", "description", "descrizione",
            ]
        case .date:
            [
                "date", "data", "published", "datepublished", "publishedat", "publicationdate", "pubdate",
                "datapubblicazione", "datadipubblicazione", "pubblicato", "datepublish", "publishdate", "publisheddate",
                "publishedtime", "publishedon", "webpublicationdate", "versioncreated", "postdate", "dateissued",
                "dataarticolo", "datetime", "dataora", "createdat", "seendate", "timestamp", "@timestamp",
            ]
        case .section: ["section", "sezione", "category", "categoria", "articlesection", "rubrica", "sectionname"]
        case .source:
            [
                "source", "fonte", "testata", "publisher", "editore", "giornale", "quotidiano", "outlet", "medianame",
                "sourcename",
                "sitename", "publication", "sourcehostname",
            ]
        case .author: ["author", "authors", "autore", "autori", "byline", "firma", "creator", "postauthor"]
        case .tags: ["tags", "tag", "keywords", "parolechiave", "etichette"]
        case .url: ["url", "link", "indirizzo", "permalink", "weburl"]
        case .path: ["path", "percorso"]
        case .language: ["language", "lingua", "lang", "inlanguage"]
        }
    }

    /// The field that a key names, with the rank of the name among those of the field, the best being 0.
    static func named(_ key: String) -> (field: FieldName, rank: Int)? {
        if let found = table[key] { return found }
        return table[key.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }]
    }

    private static let table: [String: (field: FieldName, rank: Int)] = {
        var table: [String: (field: FieldName, rank: Int)] = [:]
        for field in allCases {
            for (rank, name) in field.names.enumerated() { table[name] = (field, rank) }
        }
        return table
    }()
}
