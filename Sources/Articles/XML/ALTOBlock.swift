// SPDX-License-Identifier: GPL-3.0-or-later

/// A text block of ALTO: its words with single spaces, and where its lines stand.
struct ALTOBlock {
    /// A rectangle with the words that stand in it, as they are counted in the block.
    struct Place {
        /// Begins with -1 where the end of the word before the block stands in it.
        var words: Range<Int>
        let x: Int
        let y: Int
        let width: Int
        let height: Int
    }

    /// How a line ends.
    private enum LineEnd {
        case plain
        /// With the first part of a word that stands whole.
        case partOfWhole
        /// With a hyphen, or a mark that only stands where a word is parted.
        case hyphen(isCertain: Bool)
    }

    private(set) var text = ""
    private(set) var wordCount = 0
    /// The places of the lines, or of the whole block where the lines have none.
    private(set) var places: [Place] = []
    /// Whether it begins with the second part of a word that stands whole before it.
    private var beginsWithRest = false
    private var end = LineEnd.plain

    /// Takes a `TextBlock`; a word that is parted over two lines stands whole.
    ///
    /// - Parameter joining: Tells of words that are parted without a mark of ALTO's own.
    init(_ block: XMLElement, _ joining: inout WordJoining) {
        var words: [String] = []
        var lines: [Place?] = []
        for line in block.all("TextLine") {
            let first = add(line, to: &words, &joining)
            if first < wordCount { lines.append(Self.place(of: line, first..<wordCount)) }
        }
        text = words.joined(separator: " ")
        let known = lines.compactMap { $0 }
        places = known.count == lines.count ? known : [Self.place(of: block, 0..<wordCount)].compactMap { $0 }
    }

    /// Adds a line, and gives the number of its first word, which may be the one before.
    private mutating func add(_ line: XMLElement, to words: inout [String], _ joining: inout WordJoining) -> Int {
        var first = wordCount
        for element in line.elements where element.local == "String" || element.local == "HYP" {
            let raw = element["CONTENT"] ?? ""
            let content = raw.singleLine
            if element.local == "HYP" {
                // Without the whole word the hyphen is all that tells that it is parted.
                if case .partOfWhole = end { continue }
                if let last = words.popLast() { words.append(last + (content.isEmpty ? "-" : content)) }
                end = .hyphen(isCertain: Self.isCertain(raw))
                continue
            }
            let before = end
            end = .plain
            switch (element["SUBS_TYPE"], element["SUBS_CONTENT"]?.singleLine, before) {
            case ("HypPart1", let whole?, _) where !whole.isEmpty:
                words.append(whole)
                wordCount += whole[...].wordCount
                end = .partOfWhole
            case ("HypPart2", _, .partOfWhole): if first == wordCount { first -= 1 }
            case (let type, _, .hyphen(let isCertain)) where first == wordCount && !content.isEmpty:
                if words.isEmpty { beginsWithRest = type == "HypPart2" }
                if let last = words.last, let whole = joining.joined(last, content, isCertain: isCertain) {
                    words[words.count - 1] = whole
                    first -= 1
                    wordCount -= 1
                } else {
                    words.append(content)
                }
                wordCount += content[...].wordCount
            case (let type, _, _):
                if words.isEmpty { beginsWithRest = type == "HypPart2" }
                if !content.isEmpty { words.append(content) }
                wordCount += content[...].wordCount
            }
            if case .plain = end, raw.last.map({ WordJoining.hyphens.contains($0) }) ?? false {
                end = .hyphen(isCertain: Self.isCertain(raw))
            }
        }
        return first
    }

    private static func isCertain(_ raw: String) -> Bool {
        raw.last.map { WordJoining.certainMarks.contains($0) } ?? false
    }

    /// Takes the rest of a word that is parted between this block and the one that follows, so that it stands whole here.
    mutating func takeRest(from next: inout ALTOBlock, _ joining: inout WordJoining) {
        let begin = next.text.prefix { $0 != " " }
        switch end {
        case .plain: return
        case .partOfWhole: if !next.beginsWithRest { return }
        case .hyphen(let isCertain):
            guard let mark = text.last else { return }
            let left = (WordJoining.hyphens.contains(mark) ? text.dropLast() : text[...]).suffix(while: \.isLetter)
            let right = begin.prefix(while: \.isLetter)
            let isParted = isCertain && right.first?.isLowercase == true && !left.isEmpty
            guard isParted || joining.joins(left, right) else { return }
            if WordJoining.hyphens.contains(mark) { text.removeLast() }
            text += begin
        }
        if next.wordCount == 1 { end = next.end } else { end = .plain }
        next.text = String(next.text.dropFirst(begin.count + 1))
        next.wordCount -= 1
        for index in next.places.indices {
            let words = next.places[index].words
            next.places[index].words = (words.lowerBound - 1)..<(words.upperBound - 1)
        }
    }

    /// Puts words together that are parted between blocks that follow each other.
    static func join(_ blocks: inout [ALTOBlock], _ joining: inout WordJoining) {
        var last: Int?
        for index in blocks.indices where blocks[index].wordCount > 0 {
            if let last {
                var before = blocks[last]
                before.takeRest(from: &blocks[index], &joining)
                blocks[last] = before
            }
            if blocks[index].wordCount > 0 { last = index }
        }
    }

    private static func place(of element: XMLElement, _ words: Range<Int>) -> Place? {
        guard let x = number(element["HPOS"]), let y = number(element["VPOS"]), let width = number(element["WIDTH"]),
            let height = number(element["HEIGHT"])
        else { return nil }
        return Place(words: words, x: x, y: y, width: width, height: height)
    }

    /// A measure as the nearest whole number.
    static func number(_ text: String?) -> Int? {
        guard let value = text.flatMap({ Double($0) }), value >= 0, value < 1e9 else { return nil }
        return Int(value.rounded())
    }
}

extension PageLayout {
    /// Adds the places of a block whose words come next in the title or the body.
    mutating func add(_ block: ALTOBlock, page: Int, isTitle: Bool) {
        let start = isTitle ? titleWords : bodyWords
        for place in block.places where start + place.words.lowerBound >= 0 {
            let words = (start + place.words.lowerBound)..<(start + place.words.upperBound)
            boxes.append(
                Box(
                    isInTitle: isTitle, page: page, words: words, x: place.x, y: place.y, width: place.width,
                    height: place.height))
        }
        if isTitle { titleWords += block.wordCount } else { bodyWords += block.wordCount }
    }
}
