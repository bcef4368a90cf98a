// SPDX-License-Identifier: GPL-3.0-or-later

import CYajl

/// Reads JSON that is not an object a line: lists of objects, objects that wrap a list of them, or one object.
///
/// One record at a time is in memory. The position of an article is its number in the file, and an object that is the
/// file has the file's path as its id. What stands behind damage cannot be read.
struct JSONDocumentReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        var session = JSONSession(input.display, input.name, input.mapping, input.limits)
        let announced = Charset.announced(by: try input.stream.peek(4))
        input.stream.skip(announced?.markLength ?? 0)
        session.decoder = StreamDecoder(announced?.charset ?? .utf8)
        var callbacks = JSONDocumentCollector.callbacks
        let context = unsafe Unmanaged.passUnretained(session.collector).toOpaque()
        guard let parser = unsafe withUnsafePointer(to: &callbacks, { unsafe JSONHandle($0, context) }) else {
            _ = yield(input.rejection("there is no memory for the JSON parser"))
            return
        }
        if !session.decoder.isIncremental {
            guard let content = try input.stream.rest(limit: input.limits.file) else {
                let limit = input.limits.file
                _ = yield(input.rejection("the file is not UTF-8 and larger than the limit of \(limit) bytes"))
                return
            }
            session.read(content[...], parser, yield)
        } else {
            while !session.isDone, let range = try input.stream.nextChunk() {
                session.read(input.stream.buffer[range], parser, yield)
            }
        }
        session.finish(parser, yield)
    }
}

/// A parser of libyajl with the callbacks that it points to.
@safe private final class JSONHandle {
    private let callbacks: UnsafeMutablePointer<yajl_callbacks>
    private let handle: yajl_handle

    init?(_ callbacks: UnsafePointer<yajl_callbacks>, _ context: UnsafeMutableRawPointer) {
        let kept = UnsafeMutablePointer<yajl_callbacks>.allocate(capacity: 1)
        unsafe kept.initialize(to: callbacks.pointee)
        unsafe self.callbacks = kept
        guard let made = unsafe yajl_alloc(kept, nil, context) else {
            unsafe kept.deallocate()
            return nil
        }
        unsafe handle = made
        unsafe spoglio_yajl_allow_multiple_values(made)
    }

    deinit {
        unsafe yajl_free(handle)
        unsafe callbacks.deallocate()
    }

    /// Whether all is well with the next bytes.
    func parse(_ bytes: ArraySlice<UInt8>) -> Bool {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe yajl_parse(handle, bytes.baseAddress, bytes.count) == yajl_status_ok
        }
    }

    /// Whether the document may end here.
    func complete() -> Bool { unsafe yajl_complete_parse(handle) == yajl_status_ok }

    /// How many of the last bytes were read.
    var consumed: Int { unsafe Int(yajl_get_bytes_consumed(handle)) }

    /// libyajl's words for what is wrong, nil where the text only ended too early.
    var failure: String? {
        guard let text = unsafe yajl_get_error(handle, 0, nil, 0) else { return "the JSON is damaged" }
        defer { unsafe yajl_free_error(handle, text) }
        let message = unsafe String(cString: text)
        if message.contains("premature EOF") { return nil }
        var words = message.drop { $0 != ":" }.dropFirst().trimmed
        if words.last == "." { words.removeLast() }
        return String(words)
    }
}

/// The reading of one JSON document.
private struct JSONSession {
    let path: String
    let name: String
    let mapping: FieldMapping
    let limits: ReadingLimits
    let collector: JSONDocumentCollector
    var decoder = StreamDecoder(.utf8)
    private(set) var isDone = false
    private var number = 0
    private var line = 1
    private var hasText = false

    init(_ path: String, _ name: String, _ mapping: FieldMapping, _ limits: ReadingLimits) {
        self.path = path
        self.name = name
        self.mapping = mapping
        self.limits = limits
        collector = JSONDocumentCollector(depthLimit: limits.depth, sizeLimit: limits.line)
    }

    mutating func read(_ bytes: ArraySlice<UInt8>, _ parser: JSONHandle, _ yield: (ReadingEvent) -> ReadingStep) {
        parse(decoder.decode(bytes), parser, yield)
    }

    mutating func finish(_ parser: JSONHandle, _ yield: (ReadingEvent) -> ReadingStep) {
        guard !isDone else { return }
        parse(decoder.decode([], isLast: true), parser, yield)
        guard !isDone else { return }
        let isComplete = parser.complete()
        deliver(yield)
        guard !isDone else { return }
        if !isComplete, number == 0, !hasText {
            reject("the file has no articles", at: 0, yield)
        } else if !isComplete {
            let reason =
                parser.failure.map { "the JSON is damaged in line \(line): \($0)" }
                ?? "the JSON is cut off in line \(line)"
            reject(reason, at: number + 1, yield)
        } else if number == 0 {
            reject("the file has no articles", at: 0, yield)
        }
        isDone = true
    }

    private mutating func parse(_ text: ArraySlice<UInt8>, _ parser: JSONHandle, _ yield: (ReadingEvent) -> ReadingStep)
    {
        guard !text.isEmpty else { return }
        hasText = hasText || text.contains { $0 > 0x20 }
        let text = JSONNumbers.withoutMissing(text)?[...] ?? text
        let isWell = parser.parse(text)
        let read = isWell ? text : text.prefix(parser.consumed)
        line += read.count { $0 == 0x0A }
        deliver(yield)
        guard !isWell, !isDone else { return }
        let reason =
            collector.refusal ?? "the JSON is damaged in line \(line): \(parser.failure ?? "it ends too early")"
        reject(reason + "; nothing behind it is read", at: number + 1, yield)
        isDone = true
    }

    private mutating func deliver(_ yield: (ReadingEvent) -> ReadingStep) {
        for item in collector.take() where !isDone {
            number += 1
            switch item {
            case .tooLarge: reject("the object is larger than the limit of \(limits.line) bytes", at: number, yield)
            case .record(let value, let isWholeValue): deliver(value, isWholeValue, yield)
            }
        }
    }

    private mutating func deliver(
        _ value: FieldValue, _ isWholeValue: Bool, _ yield: (ReadingEvent) -> ReadingStep
    ) {
        guard case .record(let record) = value else {
            return reject("the value is \(value.kind); it must be an object", at: number, yield)
        }
        let shape = RecordShape(mapping: mapping)
        let fields = shape.fields(of: record)
        let parts = shape.hasBody(fields, orSummary: true) ? [] : shape.records(in: value)
        for (index, part) in parts.enumerated() where !isDone {
            if index > 0 { number += 1 }
            deliver(part, false, yield)
        }
        guard parts.isEmpty else { return }
        do throws(ArticleDraft.Refusal) {
            var draft = ArticleDraft()
            try draft.take(fields, dateSource: .field, mapping: mapping)
            try draft.readEmbeddedHTML(limits: limits)
            if let encoding = decoder.encoding { draft.metadata["encoding"] = encoding }
            let isFile = isWholeValue && number == 1
            if isFile { draft.takeDate(fromName: name) }
            let place = ArticleDraft.Place(path: path, position: number, id: isFile ? path : "\(path)#\(number)")
            if try draft.deliver(at: place, limits: limits, yield) == .stop { isDone = true }
        } catch {
            reject(error.reason, at: number, yield)
        }
    }

    private mutating func reject(_ reason: String, at position: Int, _ yield: (ReadingEvent) -> ReadingStep) {
        if yield(.rejection(Rejection(path: path, position: position, reason: reason))) == .stop { isDone = true }
    }
}
