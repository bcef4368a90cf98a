// SPDX-License-Identifier: GPL-3.0-or-later

import CXMLParser

/// The name of an element or attribute.
struct XMLName: Hashable {
    /// The address of the namespace, the prefix where it is not declared, empty where there is neither.
    var space: String
    /// The name without a prefix.
    var local: String
}

/// An attribute with its value, in which references stand resolved.
struct XMLAttribute: Equatable {
    var name: XMLName
    var value: String
}

/// What begins an element.
struct XMLTag: Equatable {
    var name: XMLName
    var attributes: [XMLAttribute]
    /// Where it stands, from 1.
    var line: Int

    /// The value of an attribute by its name without a prefix.
    subscript(attribute: String) -> String? {
        attributes.first { $0.name.local == attribute }?.value
    }
}

/// Takes the events of XML in the order of the document.
protocol XMLReceiver: AnyObject {
    func begin(_ tag: XMLTag)
    /// Ends the element that was begun last.
    func end()
    /// Adds text in UTF-8; one run of it may come in several pieces.
    func add(_ text: UnsafeBufferPointer<UInt8>)
    /// Something is damaged and was passed over; the message is a sentence of libxml2's.
    func damage(_ message: String, line: Int)
}

/// Reads XML in UTF-8 piece by piece and hands its events to a receiver.
///
/// Nothing else is read: neither files nor addresses that the document names. Entities that it declares are not
/// expanded; those of HTML are known. Damage is passed over as far as it can be.
@safe final class XMLParsing {
    private let receiver: any XMLReceiver
    private let depthLimit: Int
    private var parser: OpaquePointer?
    private var depth = 0
    /// Names by their address in the parser, which keeps each once.
    private var names: [UInt: String] = [:]

    /// Whether an element stood deeper than the limit, after which nothing is read.
    private(set) var isTooDeep = false
    /// How many elements are open.
    var openElements: Int { depth }

    private static let chunk = 64 << 10

    /// Makes a parser, or says why there is none.
    init(depthLimit: Int, receiver: any XMLReceiver) throws(ArticleDraft.Refusal) {
        self.receiver = receiver
        self.depthLimit = depthLimit
        let events = unsafe spoglio_xml_events(
            begin: { context, name, prefix, space, attributes, count, line in
                unsafe XMLParsing.from(context)?.begin(name, prefix, space, attributes, Int(count), Int(line))
            },
            end: { context in unsafe XMLParsing.from(context)?.end() },
            text: { context, text, count in
                unsafe XMLParsing.from(context)?.receiver.add(UnsafeBufferPointer(start: text, count: Int(count)))
            },
            error: { context, message, line in
                unsafe XMLParsing.from(context)?.damage(message.map { unsafe String(cString: $0) } ?? "", Int(line))
            })
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe parser = spoglio_xml_parser_new(events, context)
        guard unsafe parser != nil else {
            throw .init(
                reason: Self.unavailable(because: unsafe spoglio_xml_unavailable().map { unsafe String(cString: $0) }))
        }
    }

    deinit {
        unsafe spoglio_xml_parser_free(parser)
    }

    /// Reads the next bytes; false when nothing more can be read.
    func read(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let parser = unsafe parser else { return false }
        var rest = bytes
        while !rest.isEmpty {
            let piece = rest.prefix(Self.chunk)
            let goesOn = unsafe piece.withUnsafeBufferPointer { piece in
                unsafe spoglio_xml_parser_read(parser, piece.baseAddress, Int32(piece.count))
            }
            guard goesOn, !isTooDeep else { return false }
            rest = rest.dropFirst(piece.count)
        }
        return true
    }

    /// Says that there are no more bytes.
    func finish() {
        if let parser = unsafe parser { unsafe spoglio_xml_parser_finish(parser) }
    }

    /// Why XML is refused where libxml2 cannot be loaded, with the loader's reason if it gave one.
    static func unavailable(because reason: String?) -> String {
        guard let reason else { return "there is not enough memory for its XML" }
        return "its XML cannot be read without libxml2 (\(reason)); install it with 'apt-get install libxml2'"
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> XMLParsing? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<XMLParsing>.fromOpaque(context).takeUnretainedValue()
    }

    private func begin(
        _ name: UnsafePointer<CChar>, _ prefix: UnsafePointer<CChar>?, _ space: UnsafePointer<CChar>?,
        _ attributes: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int, _ line: Int
    ) {
        guard !isTooDeep else { return }
        guard depth < depthLimit else {
            isTooDeep = true
            if let parser = unsafe parser { unsafe spoglio_xml_parser_stop(parser) }
            return
        }
        depth += 1
        var found: [XMLAttribute] = []
        if count > 0, let attributes = unsafe attributes {
            found.reserveCapacity(count)
            for index in 0..<count {
                let parts = unsafe attributes + index * 5
                guard let start = unsafe parts[3], let end = unsafe parts[4] else { continue }
                let bytes = unsafe UnsafeRawBufferPointer(start: start, count: end - start)
                var value = unsafe String(decoding: bytes, as: UTF8.self)
                // libxml2 leaves this one reference, since a tree would resolve it.
                if value.utf8.contains(0x26) { value.replace("&#38;", with: "&") }
                found.append(XMLAttribute(name: unsafe self.name(parts[0], parts[1], parts[2]), value: value))
            }
        }
        receiver.begin(XMLTag(name: unsafe self.name(name, prefix, space), attributes: found, line: line))
    }

    private func end() {
        guard !isTooDeep else { return }
        depth -= 1
        receiver.end()
    }

    private func damage(_ message: String, _ line: Int) {
        guard !isTooDeep else { return }
        var text = message.trimmed
        if text.last == "." { text.removeLast() }
        receiver.damage(String(text), line: line)
    }

    private func name(
        _ local: UnsafePointer<CChar>?, _ prefix: UnsafePointer<CChar>?, _ space: UnsafePointer<CChar>?
    ) -> XMLName {
        unsafe XMLName(space: text(space ?? prefix), local: text(local))
    }

    private func text(_ pointer: UnsafePointer<CChar>?) -> String {
        guard let pointer = unsafe pointer else { return "" }
        let address = UInt(bitPattern: pointer)
        if let known = names[address] { return known }
        let text = unsafe String(cString: pointer)
        names[address] = text
        return text
    }
}
