// SPDX-License-Identifier: GPL-3.0-or-later

import CYajl
internal import ItalianText

/// Builds the records of a JSON document from the events of libyajl, one at a time.
///
/// Records are the values of an outermost list, or of a list that outermost objects wrap under one of the usual names
/// (`{"articles":[…]}`, `{"hits":{"hits":[…]}}`); an outermost object without such a list is a record itself.
@safe final class JSONDocumentCollector {
    /// A record that is complete, or why there is none.
    enum Found: Equatable {
        case record(FieldValue, isWholeValue: Bool)
        case tooLarge
    }

    private enum Open {
        case list([FieldValue])
        case record([FieldValue.Field])
        /// A list whose values are records.
        case records
    }

    /// Why parsing was stopped.
    private(set) var refusal: String?
    /// Whether a list of records is open.
    private(set) var isInRecords = false
    private var found: [Found] = []
    private var open: [Open] = []
    private var keys: [String] = []
    /// Whether the outermost object has given a list of records.
    private var isWrapper = false
    private var size = 0
    private let depthLimit: Int
    private let sizeLimit: Int

    private static let wrappers: Set<String> = [
        "articles", "articoli", "items", "results", "risultati", "hits", "docs", "documents", "documenti", "data",
        "entries", "records", "rows", "news", "notizie", "posts", "response", "result", "value", "@graph", "messages",
        "messaggi", "comunicati", "edges", "elementi", "features", "statuses", "stories", "storie", "tweets",
        "children",
    ]
    /// Of these, the lists of feeds, which have a title of their own.
    private static let lists: Set<String> = ["articles", "articoli", "entries", "items", "messages", "news", "posts"]

    /// What a value takes beside its text, about.
    private static let valueSize = 48

    init(depthLimit: Int, sizeLimit: Int) {
        self.depthLimit = depthLimit
        self.sizeLimit = sizeLimit
    }

    /// Hands over what is complete.
    func take() -> [Found] {
        defer { found.removeAll() }
        return found
    }

    /// What libyajl calls; each answer is 1 to go on and 0 to stop.
    static var callbacks: yajl_callbacks {
        unsafe yajl_callbacks(
            yajl_null: { unsafe JSONDocumentCollector.from($0)?.add(.null, 0) ?? 0 },
            yajl_boolean: { unsafe JSONDocumentCollector.from($0)?.add(.truth($1 != 0), 0) ?? 0 },
            yajl_integer: nil,
            yajl_double: nil,
            yajl_number: { unsafe JSONDocumentCollector.from($0)?.addNumber($1, $2) ?? 0 },
            yajl_string: { unsafe JSONDocumentCollector.from($0)?.addText($1, $2) ?? 0 },
            yajl_start_map: { unsafe JSONDocumentCollector.from($0)?.beginRecord() ?? 0 },
            yajl_map_key: { unsafe JSONDocumentCollector.from($0)?.begin(key: $1, $2) ?? 0 },
            yajl_end_map: { unsafe JSONDocumentCollector.from($0)?.end() ?? 0 },
            yajl_start_array: { unsafe JSONDocumentCollector.from($0)?.beginList() ?? 0 },
            yajl_end_array: { unsafe JSONDocumentCollector.from($0)?.end() ?? 0 })
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> JSONDocumentCollector? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<JSONDocumentCollector>.fromOpaque(context).takeUnretainedValue()
    }

    private static func text(_ start: UnsafePointer<UInt8>?, _ count: Int) -> String {
        unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private func addNumber(_ start: UnsafePointer<CChar>?, _ count: Int) -> Int32 {
        let digits = unsafe UnsafeBufferPointer(start: start, count: count).withMemoryRebound(to: UInt8.self) { bytes in
            unsafe String(decoding: bytes, as: UTF8.self)
        }
        return add(.number(digits), count)
    }

    private func addText(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
        // What is too large is not even copied.
        add(.text(size + count > sizeLimit ? "" : unsafe Self.text(start, count)), count)
    }

    private func begin(key start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
        size += count
        keys.append(unsafe Self.text(start, count))
        return 1
    }

    private func beginRecord() -> Int32 { begin(.record([])) }

    private func beginList() -> Int32 {
        if !isInRecords, isWrapping {
            isInRecords = true
            isWrapper = !open.isEmpty
            return begin(.records)
        }
        return begin(.list([]))
    }

    /// Whether a list here holds records: all that lies around it are objects that wrap.
    private var isWrapping: Bool {
        guard keys.allSatisfy({ Self.wrappers.contains($0.lowercased()) }), keys.count == open.count else {
            return false
        }
        return open.allSatisfy { level in
            guard case .record(let fields) = level else { return false }
            let isFeed = keys.last.map { Self.lists.contains($0.lowercased()) } ?? false
            return !fields.contains { field in
                switch FieldName.named(field.name)?.field {
                case .title: !isFeed
                case .body: !isFeed || !RecordShape.isSummary(field.name)
                default: false
                }
            }
        }
    }

    private static func isArticle(_ fields: [FieldValue.Field]) -> Bool {
        let names = fields.filter { $0.value != .null && !RecordShape.isSummary($0.name) }
            .map { FieldName.named($0.name)?.field }
        return names.contains(.title) && names.contains(.body)
    }

    private func begin(_ container: Open) -> Int32 {
        guard open.count < depthLimit else {
            refusal = "the JSON is nested deeper than \(depthLimit.counted("level", "levels"))"
            return 0
        }
        open.append(container)
        return 1
    }

    private func end() -> Int32 {
        switch open.popLast() {
        case .list(let values): return add(.list(values), 0)
        case .record(let fields):
            if open.isEmpty, isWrapper {
                isWrapper = false
                // What has a list of others, and a title and a text too, is an article with a list.
                if Self.isArticle(fields) { complete(.record(fields), isWholeValue: false) }
                size = 0
                return 1
            }
            return add(.record(fields), 0)
        case .records:
            isInRecords = false
            if !open.isEmpty { _ = keys.popLast() }
            return 1
        case nil: return 0
        }
    }

    /// Puts a value where it belongs, taking the container out of the stack meanwhile so that it is not copied.
    private func add(_ value: FieldValue, _ count: Int) -> Int32 {
        size += count + Self.valueSize
        switch open.popLast() {
        case .list(var values):
            if size <= sizeLimit { values.append(value) }
            open.append(.list(values))
        case .record(var fields):
            let name = keys.popLast() ?? ""
            if size <= sizeLimit { fields.append(FieldValue.Field(name: name, value: value)) }
            open.append(.record(fields))
        case .records:
            open.append(.records)
            complete(value, isWholeValue: false)
        case nil: complete(value, isWholeValue: true)
        }
        return 1
    }

    private func complete(_ value: FieldValue, isWholeValue: Bool) {
        found.append(size > sizeLimit ? .tooLarge : .record(value, isWholeValue: isWholeValue))
        size = 0
    }
}
