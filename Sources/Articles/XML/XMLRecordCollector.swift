// SPDX-License-Identifier: GPL-3.0-or-later

/// Keeps the records of an XML document as trees and passes over all else.
final class XMLRecordCollector: XMLReceiver {
    /// A record that is complete, or why it is not kept.
    enum Found {
        case record(XMLElement, damage: String?)
        case description(XMLElement)
        case refused(String)
    }

    private(set) var document: (any XMLDocument)?
    /// The root element, once it has come.
    private(set) var root: XMLTag?
    /// Damage outside of records that has not been told yet.
    private(set) var damage: String?
    private var found: [Found] = []
    /// The names of the open elements that hold records.
    private var containers: [String] = []
    /// The elements of the tree that is being built, and what the outermost is.
    private var open: [XMLElement] = []
    private var role = XMLRole.ignored
    /// How many elements are open in one that is passed over.
    private var ignored = 0
    private var text: [UInt8] = []
    private var size = 0
    private var recordDamage: String?
    /// How many elements lay open in records that another record of the same name broke off, and how many of these still do.
    private(set) var abandoned = 0
    private var orphans = 0
    private let sizeLimit: Int
    private let files: SiblingFiles?

    /// What an element without text takes, about.
    private static let elementSize = 64

    init(sizeLimit: Int, files: SiblingFiles? = nil) {
        self.sizeLimit = sizeLimit
        self.files = files
    }

    /// The record that was begun and not ended.
    var unfinished: (name: String, line: Int)? {
        open.first.flatMap { role == .record ? ($0.tag.name.local, $0.tag.line) : nil }
    }

    /// Hands over what is complete.
    func take() -> [Found] {
        defer { found.removeAll() }
        return found
    }

    func begin(_ tag: XMLTag) {
        if ignored > 0 {
            ignored += 1
            return
        }
        // Records do not lie in each other: the end of the one before is missing or misspelt.
        if role == .record, let outer = open.first, outer.tag.name == tag.name { abandon() }
        if !open.isEmpty {
            flushText()
            open.append(XMLElement(tag: tag))
            grow(by: tag.attributes.reduce(Self.elementSize) { $0 + $1.value.utf8.count + Self.elementSize })
            return
        }
        if root == nil {
            root = tag
            document = XMLDocuments.document(root: tag, files: files)
        }
        switch document?.role(of: tag, in: containers) ?? .ignored {
        case .container: containers.append(tag.name.local)
        case .ignored: ignored = 1
        case let kept:
            role = kept
            (size, recordDamage) = (0, nil)
            open.append(XMLElement(tag: tag))
        }
    }

    func end() {
        if ignored > 0 {
            ignored -= 1
            return
        }
        guard var element = open.popLast() else {
            if orphans > 0 { orphans -= 1 } else { _ = containers.popLast() }
            return
        }
        flushText(into: &element)
        if var outer = open.popLast() {
            if size <= sizeLimit { outer.nodes.append(.element(element)) }
            open.append(outer)
        } else {
            finish(element)
        }
    }

    private func finish(_ element: XMLElement) {
        if size > sizeLimit {
            found.append(.refused("the element '\(element.local)' is larger than the limit of \(sizeLimit) bytes"))
        } else {
            found.append(role == .record ? .record(element, damage: recordDamage) : .description(element))
        }
    }

    /// Ends the record that is open with all that lies in it.
    private func abandon() {
        abandoned += open.count
        orphans += open.count
        flushText()
        while let element = open.popLast() {
            guard var outer = open.popLast() else { return finish(element) }
            outer.nodes.append(.element(element))
            open.append(outer)
        }
    }

    func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard ignored == 0, !open.isEmpty else { return }
        grow(by: bytes.count)
        if size <= sizeLimit { unsafe text.append(contentsOf: bytes) }
    }

    func damage(_ message: String, line: Int) {
        let sentence = "the XML is damaged in line \(line): \(message)"
        if open.isEmpty {
            // Behind a record that was broken off ends do not fit any more.
            if abandoned == 0 { damage = damage ?? sentence }
        } else {
            recordDamage = recordDamage ?? sentence
        }
    }

    /// What is too large is dropped at once, and its place kept until it ends.
    private func grow(by count: Int) {
        let wasKept = size <= sizeLimit
        size += count
        if wasKept, size > sizeLimit {
            for index in open.indices { open[index].nodes = [] }
            text = []
        }
    }

    private func flushText() {
        guard !text.isEmpty, var element = open.popLast() else { return }
        flushText(into: &element)
        open.append(element)
    }

    private func flushText(into element: inout XMLElement) {
        guard !text.isEmpty else { return }
        element.nodes.append(.text(String(decoding: text, as: UTF8.self)))
        text.removeAll(keepingCapacity: true)
    }
}
