// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// The elements of a small XML document in the order in which they begin, each with the text directly in it.
final class XMLLeaves: XMLReceiver {
    private(set) var elements: [(tag: XMLTag, text: String)] = []
    private var open: [Int] = []

    private static let most = 100_000

    /// Reads a document as far as it can be read.
    static func of(_ bytes: [UInt8], depthLimit: Int) throws(ArticleDraft.Refusal) -> XMLLeaves {
        let leaves = XMLLeaves()
        try bytes.parseXML(into: leaves, depthLimit: depthLimit)
        return leaves
    }

    /// The texts of all elements of a name that have one.
    func texts(_ local: String) -> [String] {
        elements.compactMap { element in
            guard element.tag.name.local == local else { return nil }
            let text = element.text.singleLine
            return text.isEmpty ? nil : text
        }
    }

    func begin(_ tag: XMLTag) {
        open.append(elements.count)
        if elements.count < Self.most { elements.append((tag, "")) }
    }

    func end() { _ = open.popLast() }

    func add(_ text: UnsafeBufferPointer<UInt8>) {
        guard let index = open.last, index < elements.count else { return }
        elements[index].text += unsafe String(decoding: text, as: UTF8.self)
    }

    func damage(_ message: String, line: Int) {}
}

extension [UInt8] {
    /// Reads the bytes as XML in whatever encoding; fails when it is nested too deep.
    func parseXML(into receiver: any XMLReceiver, depthLimit: Int) throws(ArticleDraft.Refusal) {
        let parsing = try XMLParsing(depthLimit: depthLimit, receiver: receiver)
        let (charset, markLength) = StreamDecoder.declared(byXML: self[...].prefix(ArticleFormat.headLength))
        var decoder = StreamDecoder(charset)
        let isWhole = parsing.read(decoder.decode(self[...].dropFirst(markLength), isLast: true))
        if isWhole { parsing.finish() }
        if parsing.isTooDeep {
            throw .init(reason: "the XML is nested deeper than \(depthLimit.counted("level", "levels"))")
        }
    }
}
