// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText
internal import Spoglio

/// A timeline as a picture: bars, axes with labels, a title, and below what it can be cited by.
struct TimelineChart {
    private let answer: TimelineAnswer
    private let title: String
    private let source: String

    /// Where the bars are drawn.
    private static let plot = (left: 84.0, right: 936.0, top: 84.0, bottom: 388.0)
    /// Where labels end at the latest, and the width of a digit in them.
    private static let right = 956.0
    private static let digit = 6.7
    /// More periods than this are drawn several to a column, which is as high as the highest of them.
    private static let columns = 852
    /// Narrower bars touch each other and are drawn as one outline.
    private static let narrowest = 3.0

    /// - Parameter filters: As given, for the line below.
    init(_ answer: TimelineAnswer, title: String?, filters: [String], date: String) {
        self.answer = answer
        let query = answer.query.text.isEmpty ? "every article" : answer.query.text
        self.title = title ?? query
        let asked = ([query] + filters.map { "where " + $0 }).joined(separator: ", ")
        // The query last: it may be long, and what is too long is cut.
        source =
            "Spoglio, \(date), index revision \(answer.index.revision) of \(Self.counted(answer.index.articles)): \(asked)"
    }

    var svg: String {
        let (ceiling, step) = Self.scale(answer.buckets.map(\.count).max() ?? 0)
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 480\" width=\"960\" height=\"480\" "
                + "role=\"img\" font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\">",
            "<title>\(Self.escaped(title))</title>",
            "<rect width=\"960\" height=\"480\" fill=\"#ffffff\"/>",
            Self.text(
                24, 36, DisplayWidth.cut(title, to: 72), size: 20, fill: "#1a1a1a", extra: " font-weight=\"bold\""),
            Self.text(24, 60, subtitle, size: 14, fill: "#555555"),
        ]
        for value in stride(from: 0, through: ceiling, by: step) {
            let y = Self.y(value, ceiling)
            let stroke = value == 0 ? "#1a1a1a" : "#dddddd"
            lines.append(
                "<line x1=\"84\" x2=\"936\" y1=\"\(y)\" y2=\"\(y)\" stroke=\"\(stroke)\" stroke-width=\"1\"/>")
            lines.append(
                Self.text(76, y + 4, Self.grouped(value), size: 12, fill: "#333333", extra: " text-anchor=\"end\""))
        }
        lines.append("<line x1=\"84\" x2=\"84\" y1=\"84\" y2=\"388\" stroke=\"#1a1a1a\" stroke-width=\"1\"/>")
        lines += bars(ceiling) + labels
        lines.append(
            Self.text(
                24, 236, "articles", size: 13, fill: "#333333",
                extra: " text-anchor=\"middle\" transform=\"rotate(-90 24 236)\""))
        lines.append(
            Self.text(510, 434, answer.by.rawValue, size: 13, fill: "#333333", extra: " text-anchor=\"middle\""))
        lines.append(Self.text(24, 464, DisplayWidth.cut(source, to: 150), size: 11, fill: "#777777"))
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    private var subtitle: String {
        var text = "\(Self.counted(answer.total)) by \(answer.by)"
        if let first = answer.buckets.first?.key, let last = answer.buckets.last?.key {
            text += first == last ? ", \(first)" : ", \(first) to \(last)"
        }
        if answer.undated > 0 { text += "; \(Self.grouped(answer.undated)) undated, not shown" }
        if perColumn > 1 { text += "; of each \(perColumn) \(answer.by)s the highest" }
        return text
    }

    /// How many periods are drawn as one.
    private var perColumn: Int { (answer.buckets.count + Self.columns - 1) / Self.columns }

    private func bars(_ ceiling: Int) -> [String] {
        let pitch = (Self.plot.right - Self.plot.left) / Double(max(1, answer.buckets.count))
        if pitch < Self.narrowest { return [outline(pitch, ceiling)] }
        let gap = min(pitch * 0.2, 24)
        let width = min(pitch - gap, 72)
        return answer.buckets.enumerated().filter { $1.count > 0 }.map { index, bucket in
            let x = Self.plot.left + pitch * Double(index) + (pitch - width) / 2
            let y = Self.y(bucket.count, ceiling)
            return "<rect x=\"\(Self.rounded(x))\" y=\"\(y)\" width=\"\(Self.rounded(width))\" "
                + "height=\"\(Self.rounded(Self.plot.bottom - y))\" fill=\"#2b6a99\">"
                + "<title>\(bucket.key): \(bucket.count)</title></rect>"
        }
    }

    /// Bars too narrow to be told apart, as one path.
    private func outline(_ pitch: Double, _ ceiling: Int) -> String {
        var path = "M84 388"
        var height = Self.plot.bottom
        for index in stride(from: 0, to: answer.buckets.count, by: perColumn) {
            let column = answer.buckets[index..<min(answer.buckets.count, index + perColumn)]
            let y = Self.y(column.map(\.count).max() ?? 0, ceiling)
            if y != height {
                path += "H\(Self.rounded(Self.plot.left + pitch * Double(index)))V\(y)"
                height = y
            }
        }
        return "<path d=\"\(path)H936V388Z\" fill=\"#2b6a99\"/>"
    }

    /// Names of periods under the axis, as many as there is room for.
    private var labels: [String] {
        let count = answer.buckets.count
        let pitch = (Self.plot.right - Self.plot.left) / Double(max(1, count))
        let room = Self.room(for: answer.by)
        let every = labelStep(above: Int((room / pitch).rounded(.up)))
        var lines: [String] = []
        var last = -room
        for (index, bucket) in answer.buckets.enumerated() where isLabelled(bucket.key, index, every) {
            let x = Self.plot.left + pitch * (Double(index) + 0.5)
            guard x - last >= room * 0.9 else { continue }
            last = x
            let place = Self.rounded(x)
            lines.append(
                "<line x1=\"\(place)\" x2=\"\(place)\" y1=\"388\" y2=\"393\" stroke=\"#1a1a1a\" stroke-width=\"1\"/>")
            // The last one would leave the picture on the right.
            let middle = min(place, Self.right - Self.rounded(Double(bucket.key.utf8.count) * Self.digit / 2))
            lines.append(
                Self.text(middle, 408, bucket.key, size: 12, fill: "#333333", extra: " text-anchor=\"middle\""))
        }
        return lines
    }

    /// The least distance between labels.
    private static func room(for step: CalendarStep) -> Double {
        switch step {
        case .year: 48
        case .month: 66
        case .day: 84
        }
    }

    /// A round distance between labels: whole years for many months, and the like.
    private func labelStep(above least: Int) -> Int {
        let steps =
            switch answer.by {
            case .year: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000]
            case .month: [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400, 6_000, 12_000]
            case .day: [1, 2, 5, 10, 15] + [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400].map { $0 * 30 }
            }
        return steps.first { $0 >= least } ?? least
    }

    /// Years and months by what they are, so that round ones are named; days by their place, or the first of months.
    private func isLabelled(_ key: String, _ index: Int, _ every: Int) -> Bool {
        let parts = key.split(separator: "-").compactMap { Int($0) }
        switch answer.by {
        case .year: return parts[0].isMultiple(of: every)
        case .month: return (parts[0] * 12 + parts[1] - 1).isMultiple(of: every)
        case .day:
            guard every >= 30 else { return index.isMultiple(of: every) }
            return parts[2] == 1 && (parts[0] * 12 + parts[1] - 1).isMultiple(of: every / 30)
        }
    }

    /// A round number at or above the largest count, and the distance of the lines below it.
    static func scale(_ largest: Int) -> (ceiling: Int, step: Int) {
        var step = 1
        var power = 1
        // 1, 2, 5, 10, 20, 50, …
        while step * 6 < largest {
            switch step / power {
            case 1: step = 2 * power
            case 2: step = 5 * power
            default:
                power *= 10
                step = power
            }
        }
        return (max(step, (largest + step - 1) / step * step), step)
    }

    private static func y(_ value: Int, _ ceiling: Int) -> Double {
        rounded(plot.bottom - (plot.bottom - plot.top) * Double(value) / Double(max(1, ceiling)))
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private static func counted(_ number: Int) -> String {
        number < 1_000 ? Counted.articles(number) : grouped(number) + " articles"
    }

    /// With a comma between thousands.
    private static func grouped(_ number: Int) -> String {
        number < 1_000 ? String(number) : grouped(number / 1_000) + "," + String(1_000 + number % 1_000).dropFirst()
    }

    private static func text(
        _ x: Double, _ y: Double, _ text: String, size: Int, fill: String, extra: String = ""
    ) -> String {
        "<text x=\"\(x)\" y=\"\(rounded(y))\" font-size=\"\(size)\" fill=\"\(fill)\"\(extra)>\(escaped(text))</text>"
    }

    /// Text as XML; what XML cannot hold or a viewer may obey is replaced.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in TerminalText.safe(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
