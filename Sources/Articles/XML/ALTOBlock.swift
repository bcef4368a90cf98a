// SPDX-License-Identifier: GPL-3.0-or-later

/// A text block of ALTO: its words with single spaces, and where its lines stand.
struct ALTOBlock {
    /// A rectangle with the words that stand in it, as they are counted in the block.
    struct Place {
        let words: Range<Int>
        let x: Int
        let y: Int
        let width: Int
        let height: Int
    }

    let text: String
    let wordCount: Int
    /// The places of the lines, or of the whole block where the lines have none.
    let places: [Place]

    /// Takes a `TextBlock`; a word that is parted over two lines stands whole.
    init(_ block: XMLElement) {
        var words: [String] = []
        var count = 0
        var isParted = false
        var lines: [Place?] = []
        for line in block.all("TextLine") {
            var first = count
            for element in line.elements where element.local == "String" || element.local == "HYP" {
                let content = (element["CONTENT"] ?? "").singleLine
                if element.local == "HYP" {
                    // Without the whole word the hyphen is all that tells that it is parted.
                    if !isParted, let last = words.popLast() { words.append(last + (content.isEmpty ? "-" : content)) }
                    continue
                }
                switch (element["SUBS_TYPE"], element["SUBS_CONTENT"]?.singleLine) {
                case ("HypPart1", let whole?) where !whole.isEmpty:
                    words.append(whole)
                    count += whole[...].wordCount
                    isParted = true
                case ("HypPart2", _) where isParted:
                    if first == count { first -= 1 }
                    isParted = false
                default:
                    if !content.isEmpty { words.append(content) }
                    count += content[...].wordCount
                    isParted = false
                }
            }
            if first < count { lines.append(Self.place(of: line, first..<count)) }
        }
        text = words.joined(separator: " ")
        wordCount = count
        let known = lines.compactMap { $0 }
        places = known.count == lines.count ? known : [Self.place(of: block, 0..<count)].compactMap { $0 }
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
        for place in block.places {
            let words = (start + place.words.lowerBound)..<(start + place.words.upperBound)
            boxes.append(
                Box(
                    isInTitle: isTitle, page: page, words: words, x: place.x, y: place.y, width: place.width,
                    height: place.height))
        }
        if isTitle { titleWords += block.wordCount } else { bodyWords += block.wordCount }
    }
}
