// SPDX-License-Identifier: GPL-3.0-or-later

import Xapian

/// Documents of a few terms, and what a scan of them says a query matches.
struct Collection {
    static let letters = Array("abcdefghij".utf8)

    /// For each document, from id 1, the frequency of each of its terms.
    let documents: [[UInt8: UInt32]]

    init(count: Int, seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        documents = (0..<count).map { _ in
            var terms: [UInt8: UInt32] = [:]
            for (rank, letter) in Self.letters.enumerated() where Int.random(in: 0..<10, using: &generator) >= rank {
                terms[letter] = UInt32.random(in: 1...20, using: &generator)
            }
            return terms
        }
    }

    static func terms(of document: [UInt8: UInt32]) -> TermList {
        var list = TermList()
        for (letter, frequency) in document.sorted(by: { $0.key < $1.key }) {
            list.append([letter], frequency: frequency)
        }
        return list
    }

    /// Builds the documents chosen by a stride as one compacted file without term lists.
    func build(_ name: String, in scratch: Scratch, from first: Int = 0, by step: Int = 1) throws -> String {
        let directory = scratch.path("\(name).building")
        var writer = try WritableDatabase(path: directory, options: [.withoutTermLists, .withoutSync])
        for (added, index) in stride(from: first, to: documents.count, by: step).enumerated() {
            let data = Array("document \(index + 1)".utf8)
            var values = ValueList()
            values.append(Array(String(index + 1).utf8), slot: 3)
            let id = try writer.add(Self.terms(of: documents[index]), values: values, data: data)
            precondition(id == DocumentID(UInt32(added + 1)))
            if added % 50 == 49 { try writer.commit() }
        }
        try writer.close()
        try Compaction.compact([directory], to: scratch.path(name))
        return scratch.path(name)
    }

    func matching(_ query: Node) -> [UInt32] {
        documents.indices.filter { query.matches(documents[$0]) }.map { UInt32($0 + 1) }
    }
}

/// A query as a tree, to be scanned for and to be compiled.
indirect enum Node: Sendable {
    case term(UInt8)
    case all, nothing
    case and([Node])
    case or([Node])
    case synonym([Node])
    case andNot(Node, [Node])
    case andMaybe(Node, [Node])
    case filter(Node, [Node])
    case scale(Node, Double)

    static func random(depth: Int, using generator: inout SeededGenerator) -> Node {
        func child() -> Node { random(depth: depth - 1, using: &generator) }
        func children() -> [Node] { (0..<Int.random(in: 1...3, using: &generator)).map { _ in child() } }
        if depth == 0 {
            let choice = Int.random(in: 0..<12, using: &generator)
            return choice < 10 ? .term(Collection.letters[choice]) : choice == 10 ? .all : .nothing
        }
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: return .and(children())
        case 1: return .or(children())
        case 2: return .synonym(children())
        case 3: return .andNot(child(), children())
        case 4: return .andMaybe(child(), children())
        case 5: return .filter(child(), children())
        default: return .scale(child(), Double(Int.random(in: 0..<3, using: &generator)) / 2)
        }
    }

    func matches(_ document: [UInt8: UInt32]) -> Bool {
        switch self {
        case .term(let letter): document[letter] != nil
        case .all: true
        case .nothing: false
        case .and(let nodes): nodes.allSatisfy { $0.matches(document) }
        case .or(let nodes), .synonym(let nodes): nodes.contains { $0.matches(document) }
        case .andNot(let node, let others): node.matches(document) && !others.contains { $0.matches(document) }
        case .andMaybe(let node, _), .scale(let node, _): node.matches(document)
        case .filter(let node, let others): node.matches(document) && others.allSatisfy { $0.matches(document) }
        }
    }

    var program: QueryProgram {
        switch self {
        case .term(let letter): .term([letter])
        case .all: .all
        case .nothing: .nothing
        case .and(let nodes): .and(nodes.map(\.program))
        case .or(let nodes): .or(nodes.map(\.program))
        case .synonym(let nodes): .synonym(nodes.map(\.program))
        case .andNot(let node, let others): node.program.andNot(others.map(\.program))
        case .andMaybe(let node, let others): node.program.andMaybe(others.map(\.program))
        case .filter(let node, let others): node.program.filtered(by: others.map(\.program))
        case .scale(let node, let factor): node.program.scaled(by: factor)
        }
    }
}
