// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// What the lines of one segment are sorted by, as numbers that compare as the words do.
struct LineKeys {
    private let segment: Segment
    private let order: ConcordanceRequest.Order
    private let terms: TermDictionary
    private let forward: ForwardColumn
    private let periods: DateColumn.ByDocument
    /// So many words of a context are compared.
    static let depth = 16

    init(_ segment: Segment, _ order: ConcordanceRequest.Order) throws(SpoglioError) {
        self.segment = segment
        self.order = order
        terms = try segment.terms
        forward = try segment.forward
        periods = try segment.periods
    }

    /// Gives the matches of a document, ascending, to a selection of lines.
    func offer(_ ranges: [PositionRange], of document: Int, to top: inout TopLines) throws(SpoglioError) {
        if order == .date {
            let period = periods.period(of: document)
            let key = period.isDated ? UInt32(bitPattern: period.first) ^ 1 << 31 : UInt32.max
            for range in ranges { top.offer([key], document, range) }
            return
        }
        var tokens = ForwardColumn.Tokens()
        do {
            try forward.read(document, into: &tokens)
        } catch {
            throw SpoglioError(error)
        }
        for range in ranges {
            let isTitle = Int(range.start) < tokens.title.count
            let base = isTitle ? 0 : tokens.title.count
            let text = isTitle ? tokens.title : tokens.body
            let key =
                order == .left
                ? text[..<(Int(range.start) - base)].suffix(Self.depth).reversed().map(number)
                : text[(Int(range.end) - base)...].prefix(Self.depth).map(number)
            top.offer(key, document, range)
        }
    }

    private func number(_ token: UInt32) -> UInt32 { UInt32(terms.foldedIndex(ofToken: token) ?? 0) }

    /// A line with a key that can be compared with those of other segments.
    func comparable(_ line: TopLines.Line) -> SortedLine {
        var key: [UInt8] = []
        if order == .date {
            for shift: UInt32 in [24, 16, 8, 0] { key.append(UInt8(truncatingIfNeeded: line.key[0] >> shift)) }
        } else {
            // No word holds a zero: a word that another begins with comes before it.
            for number in line.key {
                _ = terms.folded.append(Int(number), to: &key)
                key.append(0)
            }
        }
        return SortedLine(key: key, segment: line.segment, document: line.document, range: line.range)
    }
}

/// A line among those of all segments.
struct SortedLine {
    let key: [UInt8]
    let segment: Int
    let document: UInt32
    let range: PositionRange

    func precedes(_ other: SortedLine) -> Bool {
        if key != other.key { return key.lexicographicallyPrecedes(other.key) }
        return (segment, document, range.start) < (other.segment, other.document, other.range.start)
    }
}

/// The lines of a segment that come first, in a binary heap with the last of them on top.
struct TopLines {
    struct Line {
        let key: [UInt32]
        let segment: Int
        let document: UInt32
        let range: PositionRange
    }

    private let count: Int
    private let segment: Int
    private(set) var lines: [Line] = []

    init(count: Int, segment: Int) {
        self.count = count
        self.segment = segment
    }

    private static func isBehind(_ left: Line, _ right: Line) -> Bool {
        if left.key != right.key { return right.key.lexicographicallyPrecedes(left.key) }
        return (left.document, left.range.start) > (right.document, right.range.start)
    }

    /// Takes a line if it is among the first; lines come in the order of the index, so that of equal ones the first stay.
    mutating func offer(_ key: [UInt32], _ document: Int, _ range: PositionRange) {
        let line = Line(key: key, segment: segment, document: UInt32(document), range: range)
        guard lines.count >= count else {
            lines.append(line)
            var child = lines.count - 1
            while child > 0, Self.isBehind(lines[child], lines[(child - 1) / 2]) {
                lines.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
            return
        }
        guard key.lexicographicallyPrecedes(lines[0].key) else { return }
        lines[0] = line
        var parent = 0
        while true {
            var last = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < lines.count && Self.isBehind(lines[child], lines[last]) {
                last = child
            }
            if last == parent { break }
            lines.swapAt(parent, last)
            parent = last
        }
    }
}
