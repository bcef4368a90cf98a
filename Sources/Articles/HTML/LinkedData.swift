// SPDX-License-Identifier: GPL-3.0-or-later

/// The JSON-LD of a page: its records whatever holds them (graphs, lists, `mainEntity`), and the one of the article.
struct LinkedData {
    /// Every record, in the order of the page.
    private(set) var records: [FieldValue] = []
    private var byID: [String: FieldValue] = [:]
    /// Where in ``records`` those stand that are part of an article, such as the entries of a live blog.
    private var parts: Set<Int> = []

    private static let recordLimit = 20_000
    /// As many values as all scripts of a page may have, which are kept together.
    private static let valueLimit = 100_000
    /// More articles than this are a list, and comparing them all would take long.
    private static let articleLimit = 100

    /// Parses scripts; one that is no JSON even without its comments and superfluous commas is passed over.
    init(_ scripts: [[UInt8]], depthLimit: Int) {
        var left = Self.valueLimit
        for script in scripts {
            let cleaned = Self.cleaned(script)
            var parsed = Self.parse(cleaned, depthLimit, left)
            if parsed.failure != nil { parsed = Self.parse(Self.withoutExtraCommas(cleaned), depthLimit, left) }
            left -= parsed.count
            collect(parsed.values)
        }
    }

    private static func parse(_ bytes: [UInt8], _ depthLimit: Int, _ valueLimit: Int) -> JSONRecords {
        unsafe bytes.withUnsafeBytes { unsafe JSONRecords($0, depthLimit: depthLimit, valueLimit: valueLimit) }
    }

    /// The values without a wrapping comment or CDATA section; control characters, also those that JSON does not allow
    /// in texts, become spaces.
    private static func cleaned(_ script: [UInt8]) -> [UInt8] {
        var bytes = script.map { $0 < 0x20 ? 0x20 : $0 }[...]
        guard let first = bytes.firstIndex(where: { $0 == 0x7B || $0 == 0x5B }) else { return [] }
        if bytes[..<first].contains(0x21), let second = bytes[first...].firstIndex(of: 0x7B), bytes[first] == 0x5B {
            bytes = bytes[second...]
        } else {
            bytes = bytes[first...]
        }
        guard let last = bytes.lastIndex(where: { $0 == 0x7D || $0 == 0x5D && bytes.first == 0x5B }) else { return [] }
        return Array(bytes[...last])
    }

    private static func withoutExtraCommas(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isText = false
        var isEscaped = false
        for byte in bytes {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    isText = false
                }
            } else if byte == 0x22 {
                isText = true
            } else if byte == 0x7D || byte == 0x5D {
                var end = result.count
                while end > 0, result[end - 1] == 0x20 { end -= 1 }
                if end > 0, result[end - 1] == 0x2C { result.removeLast(result.count - end + 1) }
            }
            result.append(byte)
        }
        return result
    }

    private mutating func collect(_ values: [FieldValue]) {
        var waiting = values.reversed().map { (value: $0, isPart: false) }
        while let (value, isPart) = waiting.popLast(), records.count < Self.recordLimit {
            switch value {
            case .list(let values): waiting += values.reversed().map { ($0, isPart) }
            case .record(let fields):
                if isPart { parts.insert(records.count) }
                records.append(value)
                if let id = value["@id"]?.scalarText, fields.count > 1, byID[id] == nil { byID[id] = value }
                let holdsParts = isPart || Self.isArticle(value)
                for field in fields.reversed() {
                    switch field.value {
                    case .record, .list: waiting.append((field.value, holdsParts))
                    default: break
                    }
                }
            default: break
            }
        }
    }

    /// The record that another one refers to, or the value itself.
    func resolved(_ value: FieldValue) -> FieldValue {
        guard case .record(let fields) = value, fields.count == 1, let id = value["@id"]?.scalarText else {
            return value
        }
        return byID[id] ?? value
    }

    private static let articleTypes: Set<String> = [
        "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
        "backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "advertisercontentarticle",
        "liveblogposting", "blogposting", "report", "satiricalarticle", "scholarlyarticle", "techarticle",
    ]

    /// The article of the page: of several, the one with the page's own URL, else the first unless it is one of a list.
    func article(url: String?) -> FieldValue? {
        let found = records.indices.lazy.filter { !parts.contains($0) && Self.isArticle(records[$0]) }
        let articles = Array(found.prefix(Self.articleLimit).map { records[$0] })
        let main = records.lazy.prefix(1000).compactMap { $0["mainEntity"] }.map { resolved($0) }.first {
            articles.contains($0)
        }
        if let main { return main }
        if let url, let own = articles.first(where: { Self.urls(of: $0).contains(url) }) { return own }
        return articles.count > 3 ? articles.first { $0["articleBody"] != nil } : articles.first
    }

    private static func isArticle(_ record: FieldValue) -> Bool {
        record.types.contains { articleTypes.contains($0) }
            && (record["headline"] ?? record["name"] ?? record["articleBody"]) != nil
    }

    static func urls(of record: FieldValue) -> [String] {
        let page = record["mainEntityOfPage"]
        return [record["url"]?.scalarText, page?["@id"]?.scalarText, page?.scalarText, record["@id"]?.scalarText]
            .compactMap { $0 }
    }

    /// The names on the way to the page, from the outermost.
    var breadcrumbs: [String] {
        guard let list = records.first(where: { $0.types.contains("breadcrumblist") })?["itemListElement"] else {
            return []
        }
        return list.items.enumerated().map { index, item in
            (item["position"]?.scalarText.flatMap { Int($0) } ?? index, item)
        }
        .sorted { $0.0 < $1.0 }
        .compactMap { $1["name"]?.scalarText ?? $1["item"]?["name"]?.scalarText }
    }

    func hasType(_ types: Set<String>) -> Bool { records.contains { $0.types.contains { types.contains($0) } } }
}

extension FieldValue {
    /// The first value of a record by this name.
    subscript(_ name: String) -> FieldValue? {
        guard case .record(let fields) = self else { return nil }
        return fields.first { $0.name == name && $0.value != .null }?.value
    }

    /// The values of a list, or the value as the only one.
    var items: [FieldValue] {
        if case .list(let values) = self { values } else { [self] }
    }

    /// The `@type`s in lower case, without the address of the vocabulary.
    fileprivate var types: [String] {
        (self["@type"]?.items ?? []).compactMap(\.scalarText).map { type in
            String(type.split { $0 == "/" || $0 == ":" || $0 == "#" }.last ?? "").lowercased()
        }
    }
}
