// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Reads JSON objects, one a line, with memory bounded by the line limit.
///
/// Blank lines are passed over. Objects glued together on one line are separate articles; the second gets the id
/// `path#line:2`. Each line is decoded on its own, so a file may mix encodings; only UTF-16 and UTF-32, which a byte
/// order mark announces, are read as a whole.
struct JSONLinesReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        if let (charset, length) = Charset.announced(by: try input.stream.peek(4)) {
            guard charset == .utf8 else { return try readWhole(input, yield) }
            input.stream.skip(length)
        }
        var number = 0
        while let line = try input.stream.nextLine(limit: input.limits.line) {
            number += 1
            let context = LineContext(
                path: input.display, number: number, limits: input.limits, mapping: input.mapping)
            let step =
                switch line {
                case .tooLong(let length): yield(context.tooLong(length))
                case .range(let range): context.read(input.stream.buffer[range], yield)
                }
            if step == .stop { return }
        }
    }

    private func readWhole(
        _ input: consuming ReaderInput, _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        guard let content = try input.stream.rest(limit: input.limits.file) else {
            let limit = input.limits.file
            _ = yield(input.rejection("the file is not UTF-8 and larger than the limit of \(limit) bytes"))
            return
        }
        let text = DecodedText(content[...])
        var number = 0
        for line in text.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let context = LineContext(
                path: input.display, number: number, limits: input.limits, mapping: input.mapping,
                encoding: text.encoding)
            let step =
                line.count > input.limits.line ? yield(context.tooLong(line.count)) : context.read(line, yield)
            if step == .stop { return }
        }
    }
}

/// One line of a JSONL file.
private struct LineContext {
    let path: String
    let number: Int
    let limits: ReadingLimits
    let mapping: FieldMapping
    var encoding: String?

    func tooLong(_ length: Int) -> ReadingEvent {
        rejection("the line has \(length) bytes; the limit is \(limits.line)")
    }

    func read(_ line: ArraySlice<UInt8>, _ yield: (ReadingEvent) -> ReadingStep) -> ReadingStep {
        guard line.contains(where: { $0 > 0x20 || $0 == 0 }) else { return .next }
        if unsafe line.withUnsafeBytes({ unsafe $0.baseAddress.map { unsafe memchr($0, 0, line.count) } ?? nil }) != nil
        {
            return yield(rejection("the line has NUL bytes"))
        }
        if line.isValidUTF8 { return readJSON(line, encoding, yield) }
        let decoded = DecodedText(line)
        return readJSON(decoded.bytes[...], decoded.encoding, yield)
    }

    private func readJSON(
        _ line: ArraySlice<UInt8>, _ encoding: String?, _ yield: (ReadingEvent) -> ReadingStep
    ) -> ReadingStep {
        let line = JSONNumbers.withoutMissing(line)?[...] ?? line
        let records = unsafe line.withUnsafeBytes { unsafe JSONRecords($0, depthLimit: limits.depth) }
        for (index, value) in records.values.enumerated() where read(value, index, encoding, yield) == .stop {
            return .stop
        }
        return records.failure.map { yield(rejection($0)) } ?? .next
    }

    private func read(
        _ value: FieldValue, _ index: Int, _ encoding: String?, _ yield: (ReadingEvent) -> ReadingStep
    ) -> ReadingStep {
        guard case .record(let record) = value else {
            return yield(rejection("the line is \(value.kind); it must be an object"))
        }
        do throws(ArticleDraft.Refusal) {
            var draft = ArticleDraft()
            let fields = RecordShape(mapping: mapping).fields(of: record)
            try draft.take(fields, dateSource: .field, mapping: mapping)
            try draft.readEmbeddedHTML(limits: limits)
            if let encoding { draft.metadata["encoding"] = encoding }
            let place = ArticleDraft.Place(
                path: path, position: number, id: "\(path)#\(number)" + (index == 0 ? "" : ":\(index + 1)"))
            return try draft.deliver(at: place, limits: limits, yield)
        } catch {
            return yield(rejection(error.reason))
        }
    }

    private func rejection(_ reason: String) -> ReadingEvent {
        .rejection(Rejection(path: path, position: number, reason: reason))
    }
}
