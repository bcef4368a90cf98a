// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Reads the pages of a web archive (WARC 1.0, 1.1 and the drafts before, https://iipc.github.io/warc-specifications).
///
/// Responses with status 200 and resources are read if they are HTML, PDF or plain text; all others are counted in a
/// note. A page is named by its address. A record whose length is wrong is a rejection, and reading goes on at the next
/// header, wherever that is.
struct WARCReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        guard let parts = ContainerReading(input, isFlat: true) else {
            _ = yield(
                input.rejection(
                    "archives lie deeper than \(input.limits.nesting.counted("level", "levels")) in archives"))
            return
        }
        let gzip = input.stream.source as? GzipSource
        // The beginning may have been read already, so a name ending in `.warc.gz` has the same effect earlier.
        gzip?.isTolerant = true
        var session = WARCSession(path: input.display, limits: input.limits, parts: parts)
        var stream = input.takeStream()
        while try session.readRecord(&stream, yield) {}
        session.finish(damagedParts: gzip?.damagedParts ?? 0, yield)
    }
}

/// The reading of one web archive.
private struct WARCSession {
    let path: String
    let limits: ReadingLimits
    var parts: ContainerReading
    private var number = 0
    private var passedOver: [String: Int] = [:]
    private var damaged = 0
    private var isStopped = false

    init(path: String, limits: ReadingLimits, parts: ContainerReading) {
        self.path = path
        self.limits = limits
        self.parts = parts
    }

    /// Reads the next record; false at the end.
    mutating func readRecord(
        _ stream: inout ByteStream, _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) -> Bool {
        while let byte = try stream.peek(1).first, byte == 0x0D || byte == 0x0A { stream.skip(1) }
        guard try !stream.peek(1).isEmpty else { return false }
        number += 1
        guard let header = try WARCHeader(&stream), let length = header.length else {
            return try refuse("the record has no valid header", &stream, yield)
        }
        if length > limits.file {
            guard try stream.skipForward(length) == length else {
                return try refuse("the record is cut off; its Content-Length is \(length)", &stream, yield)
            }
            if let reason = passesOver(header) {
                passedOver[reason, default: 0] += 1
            } else {
                let reason = "the record has \(length) bytes; the limit is \(limits.file)"
                isStopped = yield(rejection(reason)) == .stop
            }
            return !isStopped
        }
        let block = Array(try stream.peek(length))
        guard block.count == length else {
            return try refuse(
                "the record is cut off after \(block.count) of \(length) bytes", &stream, yield)
        }
        guard try Self.endsRecord(stream.peek(length + 16).dropFirst(length)) else {
            return try refuse("the record is not as long as its Content-Length of \(length) says", &stream, yield)
        }
        stream.skip(length)
        if let reason = passesOver(header) {
            passedOver[reason, default: 0] += 1
        } else {
            try deliver(header, block, yield)
        }
        return !isStopped
    }

    /// Tells what was passed over.
    func finish(damagedParts: Int, _ yield: (ReadingEvent) -> ReadingStep) {
        guard !isStopped else { return }
        if !passedOver.isEmpty {
            let list = passedOver.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            let note = ReadingNote(path: path, position: 0, message: "records passed over: \(list)")
            if yield(.note(note)) == .stop { return }
        }
        if damagedParts > damaged {
            let reason =
                "compressed parts are damaged in \((damagedParts - damaged).counted("more place", "more places"))"
            _ = yield(.rejection(Rejection(path: path, position: 0, reason: reason)))
        }
    }

    /// Why a record is not read.
    private func passesOver(_ header: WARCHeader) -> String? {
        switch header.type {
        case "response":
            return header.mediaType.hasPrefix("application/http") || header.mediaType.isEmpty
                ? nil : "responses not over HTTP"
        case "resource": return MediaType.fileExtension(header.mediaType) == nil ? "resources of other types" : nil
        case "": return "without a type"
        case let type where ["request", "metadata", "revisit", "warcinfo", "conversion", "continuation"].contains(type):
            return type
        default: return "of unknown types"
        }
    }

    private mutating func deliver(
        _ header: WARCHeader, _ block: [UInt8], _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        var hints = InputHints()
        hints.url = header.address
        hints.date = header.date
        var content = block[...]
        var mediaType = header.mediaType
        var damage: String?
        if header.type == "response" {
            guard let response = HTTPResponse(block[...]) else {
                isStopped = yield(rejection("the record holds no HTTP response")) == .stop
                return
            }
            mediaType = response.mediaType
            if let reason = response.reasonToPassOver {
                passedOver[reason, default: 0] += 1
                return
            }
            do throws(ArticleDraft.Refusal) {
                let body = try response.body(limit: limits.file)
                content = body.bytes
                damage = body.damage
            } catch {
                isStopped = yield(rejection(error.reason)) == .stop
                return
            }
        }
        hints.charset = MediaType.charset(mediaType)
        let name = PathName(header.address ?? "\(number)")
        if name.bytes.hasSuffix("/robots.txt") {
            passedOver["robots.txt", default: 0] += 1
            return
        }
        let file = MediaType.fileName(of: name, mediaType)
        let stream = ByteStream(Array(content))
        if try parts.read(named: name, stream, likeFile: file, hints: hints, flaw: damage, yield) == .stop {
            isStopped = true
        }
    }

    /// Refuses a record and goes to the next header.
    private mutating func refuse(
        _ reason: String, _ stream: inout ByteStream, _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) -> Bool {
        damaged += 1
        if yield(rejection(reason)) == .stop {
            isStopped = true
            return false
        }
        return try WARCHeader.skipToNext(&stream)
    }

    private func rejection(_ reason: String) -> ReadingEvent {
        .rejection(Rejection(path: path, position: number, reason: reason))
    }

    /// Whether what follows a block is the end of its record.
    private static func endsRecord(_ rest: ArraySlice<UInt8>) -> Bool {
        if rest.starts(with: [0x0D, 0x0A, 0x0D, 0x0A]) { return true }
        let next = rest.drop { $0 == 0x0D || $0 == 0x0A }
        return next.isEmpty || next.starts(with: "WARC/".utf8.prefix(next.count))
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ text: String) -> Bool {
        suffix(text.utf8.count).elementsEqual(text.utf8)
    }
}
