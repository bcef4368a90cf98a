// SPDX-License-Identifier: GPL-3.0-or-later

/// Text that was recognised from printed pages, put back as it was meant: words parted at line ends are joined, a long
/// s is an s, and headers and footers that stand on most pages are dropped.
///
/// A word with a hyphen at the end of its line is joined where ``WordJoining`` says so, and *anglo-italiano* keeps its hyphen.
/// Recognition often loses the hyphen; without one, words are joined only in a text where many line
/// ends part words, and only if the whole is in the list and one of the parts is not.
struct ScannedText {
    /// How many words were joined.
    private(set) var joins = 0
    private(set) var text: String

    private static let fewestPartedLines = 5
    private static let fewestPages = 3

    init(_ original: String) {
        text = original
        if text.unicodeScalars.contains("ſ") { text.replace("ſ", with: "s") }
        if text.utf8.contains(0x0C) { text = Self.withoutRunningLines(text) }
        joinWords()
    }

    private mutating func joinWords() {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var places = lines.indices.dropLast().compactMap { Parted(lines[$0], lines[$0 + 1], line: $0) }
        if places.isEmpty { return }
        var joining = WordJoining(text: text, pairs: places.filter(\.hasHyphen).map { ($0.left, $0.right) })
        places = places.filter { !$0.hasHyphen || $0.isCertain || joining.joins($0.left, $0.right) }
        let silent = places.count { !$0.hasHyphen }
        let isScanned = silent >= Self.fewestPartedLines && silent * 100 >= lines.count
        var emptied = [Bool](repeating: false, count: lines.count)
        // From the last line up, so that a line gives its beginning away before its own end is looked at.
        for place in places.reversed() where place.hasHyphen || isScanned {
            let next = lines[place.line + 1].drop { $0 == " " || $0 == "\t" }
            let moved = next.prefix { !$0.isWhitespace }
            lines[place.line] = place.head + moved
            lines[place.line + 1] = next.dropFirst(moved.count).drop { $0 == " " || $0 == "\t" }
            // An empty line would part paragraphs.
            emptied[place.line + 1] = lines[place.line + 1].isEmpty
            joins += 1
        }
        guard joins > 0 else { return }
        text = lines.indices.filter { !emptied[$0] }.map { lines[$0] }.joined(separator: "\n")
    }

    /// A place where two lines may part a word.
    private struct Parted {
        /// The number of the first line, and its text up to the parting.
        let line: Int
        let head: Substring
        let left: Substring
        let right: Substring
        let hasHyphen: Bool
        /// Whether the mark stands nowhere but where a word is parted.
        let isCertain: Bool

        /// Nil where nothing is parted; without a hyphen, where that is not known from the word list.
        init?(_ first: Substring, _ second: Substring, line: Int) {
            var head = first
            while let last = head.last, last == " " || last == "\t" || last == "\r" { head.removeLast() }
            let mark = head.last.flatMap { WordJoining.hyphens.contains($0) ? $0 : nil }
            hasHyphen = mark != nil
            if hasHyphen { head.removeLast() }
            left = head.suffix(while: \.isLetter)
            right = second.drop { $0 == " " || $0 == "\t" }.prefix(while: \.isLetter)
            guard let begin = right.first, !left.isEmpty else { return nil }
            isCertain = mark.map { WordJoining.certainMarks.contains($0) } ?? false && begin.isLowercase
            self.line = line
            self.head = head
            if !hasHyphen, !begin.isLowercase || !Self.isSilentlyParted(left, right, head) { return nil }
        }

        private static func isSilentlyParted(_ left: Substring, _ right: Substring, _ head: Substring) -> Bool {
            guard left.count + right.count >= 4, WordList.contains(String(left + right)) else { return false }
            if WordList.contains(String(left)), WordList.contains(String(right)) { return false }
            // "a mano" are two words; behind an apostrophe, as in "l'e", one letter is none.
            let isAlone = left.count == 1 && head.dropLast().last.map { !"'’".contains($0) } ?? false
            return !(isAlone && WordList.contains(String(right)))
        }
    }

    private static func withoutRunningLines(_ text: String) -> String {
        let pages = text.split(separator: "\u{0C}", omittingEmptySubsequences: false).map { String($0) }
        return withoutRunningLines(pages).joined(separator: "\n")
    }

    /// The pages without the first two and the last two lines of each that most of them have, numbers aside, or every second
    /// one; one of each stays. Under a line with a number, as heads have it, one that differs by a number is a title.
    static func withoutRunningLines(_ pages: [String]) -> [String] {
        guard pages.count >= fewestPages else { return pages }
        var pages = pages.map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        var passedOver = Set<[Int]>()
        var numbered: [Set<Int>] = [[], []]
        for (isHeader, isInner) in [(true, false), (true, true), (false, false), (false, true)] {
            var places: [String: [(page: Int, line: Int)]] = [:]
            for (number, page) in pages.enumerated() {
                let filled = page.indices.filter { !page[$0].trimmed.isEmpty && !passedOver.contains([number, $0]) }
                guard let line = isHeader ? filled.first : filled.last else { continue }
                let pattern = pattern(page[line])
                if isInner, pattern.contains("#"), numbered[isHeader ? 0 : 1].contains(number) { continue }
                places[pattern, default: []].append((number, line))
            }
            for (pattern, found) in places where isRunning(found.map(\.page), of: pages.count) {
                if pattern.contains("#"), !isInner { numbered[isHeader ? 0 : 1].formUnion(found.map(\.page)) }
                if let kept = found.first { passedOver.insert([kept.page, kept.line]) }
                for place in found.dropFirst() { pages[place.page][place.line] = "" }
            }
        }
        return pages.map { $0.joined(separator: "\n") }
    }

    /// Whether a line that some pages have is a running one: on most pages, or mostly on every second page as left and right
    /// pages have their own.
    private static func isRunning(_ pages: [Int], of count: Int) -> Bool {
        guard pages.count >= fewestPages else { return false }
        let seconds = zip(pages, pages.dropFirst()).count { $1 - $0 == 2 }
        // A chapter in a book has heads of its own, but what a few of many pages begin or end with may be text.
        return pages.count * 2 > count || seconds * 2 >= pages.count && pages.count >= 4 && pages.count * 5 >= count * 2
    }

    /// A line in lower case with each number as `#`.
    private static func pattern(_ line: Substring) -> String {
        var result = ""
        for character in line.trimmed.lowercased() {
            if character.isNumber {
                if result.last != "#" { result.append("#") }
            } else {
                result.append(character)
            }
        }
        return result
    }
}

extension Substring {
    /// The longest end of which each character is so.
    func suffix(while predicate: (Character) -> Bool) -> Substring {
        var start = endIndex
        while start > startIndex, predicate(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}
