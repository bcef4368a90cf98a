// SPDX-License-Identifier: GPL-3.0-or-later

import CYajl

/// The JSON values that stand one after the other in a piece of text, parsed by libyajl.
///
/// libyajl keeps its own stack on the heap, so no depth of nesting can overflow ours; values deeper than the limit
/// are a failure all the same.
struct JSONRecords {
    /// Every value up to the first failure.
    let values: [FieldValue]
    /// What is wrong behind the last value, with the number of bytes read before, counted from 0.
    let failure: String?

    /// How many values there are at all depths, as far as it was read.
    let count: Int

    /// More than a record with vectors of numbers has; so many take about 100 MB.
    static let mostValues = 1_000_000

    /// Parses bytes, which must be valid UTF-8.
    init(_ bytes: UnsafeRawBufferPointer, depthLimit: Int, valueLimit: Int = mostValues) {
        let collector = FieldValueCollector(depthLimit: depthLimit, valueLimit: valueLimit)
        var callbacks = FieldValueCollector.callbacks
        let (status, message) = unsafe withUnsafePointer(to: &callbacks) { callbacks in
            let context = unsafe Unmanaged.passUnretained(collector).toOpaque()
            return unsafe Self.parse(bytes, unsafe yajl_alloc(callbacks, nil, context))
        }
        (values, count) = (collector.values, collector.count)
        failure = collector.refusal ?? (status == yajl_status_ok ? nil : message)
    }

    private static func parse(
        _ bytes: UnsafeRawBufferPointer, _ parser: yajl_handle?
    ) -> (status: yajl_status, message: String) {
        guard let parser = unsafe parser else { return (yajl_status_error, "there is no memory for the JSON parser") }
        defer { unsafe yajl_free(parser) }
        let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe spoglio_yajl_allow_multiple_values(parser)
        var status = unsafe yajl_parse(parser, base, bytes.count)
        let read = unsafe yajl_get_bytes_consumed(parser)
        if status == yajl_status_ok { status = unsafe yajl_complete_parse(parser) }
        guard status != yajl_status_ok else { return (status, "") }
        guard let text = unsafe yajl_get_error(parser, 0, nil, 0) else { return (status, "the JSON is damaged") }
        defer { unsafe yajl_free_error(parser, text) }
        return (status, reason(unsafe String(cString: text), bytesRead: Int(read)))
    }

    /// libyajl writes "parse error: premature EOF\n" and the like.
    private static func reason(_ message: String, bytesRead: Int) -> String {
        if message.contains("premature EOF") { return "the JSON is cut off" }
        var words = message.drop { $0 != ":" }.dropFirst().trimmed
        if words.last == "." { words.removeLast() }
        return "the JSON is damaged at byte \(bytesRead): \(words)"
    }
}
