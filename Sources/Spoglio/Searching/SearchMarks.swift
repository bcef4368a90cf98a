// SPDX-License-Identifier: GPL-3.0-or-later

/// The marks of an index: up to which commit a repeated search has answered, by name.
///
/// They are a text file in the index, a line a mark: name, tab, number of the commit, tab, day, tab, what was searched.
struct SearchMarks: Equatable, Sendable {
    static let name = "marks.tsv"
    private static let header = """
        # Marks of 'spoglio search --since-last': name, tab, the commit up to which it has answered, tab, day, tab, search.

        """
    /// How many an index keeps.
    static let mostMarks = 10_000
    /// The longest name, in bytes.
    static let longestName = 8_192

    private struct Row: Equatable, Sendable {
        var name: String
        var revision: Int
        var day: String
        var search: String
    }
    private var rows: [Row] = []

    /// Reads the marks of an index; a file that is not there has none.
    static func read(_ location: IndexLocation) throws(SpoglioError) -> SearchMarks {
        var marks = SearchMarks()
        guard let bytes = try FileSystem.read(location.marksPath) else { return marks }
        try TextLines.read(bytes, of: location.marksPath) { (_, line) throws(TextLines.Fault) in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count >= 2, let revision = Int(fields[1]), revision >= 0, !fields[0].isEmpty else {
                throw TextLines.Fault(reason: "a mark is a name, a tab and the number of a commit")
            }
            marks.set(
                String(fields[0]), revision, fields.count > 2 ? String(fields[2]) : "",
                fields.count > 3 ? String(fields[3]) : "")
        }
        return marks
    }

    subscript(name: String) -> Int? { rows.first { $0.name == name }?.revision }

    /// What a mark was last searched for; empty where that is not known.
    func search(of name: String) -> String { rows.first { $0.name == name }?.search ?? "" }

    var count: Int { rows.count }

    /// The latest commit that a mark names.
    var latest: Int { rows.map(\.revision).max() ?? 0 }

    mutating func set(_ name: String, _ revision: Int, _ day: String, _ search: String) {
        rows.removeAll { $0.name == name }
        rows.append(Row(name: name, revision: revision, day: day, search: search))
    }

    /// Replaces the marks of an index by these, durably and at once.
    func write(_ location: IndexLocation) throws(SpoglioError) {
        let lines = rows.map { "\($0.name)\t\($0.revision)\t\($0.day)\t\($0.search)\n" }
        try FileSystem.replace(Self.name, in: location.path, by: Array((Self.header + lines.joined()).utf8))
    }
}

/// A mark while a search answers what is new since it; it holds the lock of the marks until it is released.
public final class SearchMark {
    public let name: String
    /// The commit up to which was answered; nil where the mark is new.
    public let revision: Int?
    /// What was searched when the mark was last advanced, on one line; nil where that is not known.
    public let search: String?
    private let location: IndexLocation
    private let lock: IndexLock
    private var marks: SearchMarks

    /// - Parameters:
    ///   - name: Any line of text; tabs and line ends count as spaces.
    ///   - patience: How long to wait for another search that has the marks.
    /// - Throws: `indexMissing`, `indexReadOnly`, `indexLocked` while another search has the marks.
    public init(
        _ location: IndexLocation, named name: String, patience: Duration = .seconds(10)
    ) throws(SpoglioError) {
        guard FileSystem.exists(location.manifestPath) else { throw Manifest.missing(location) }
        let words = Self.line(name)
        guard !words.isEmpty, words.utf8.count <= SearchMarks.longestName, !words.hasPrefix("#") else {
            throw SpoglioError(
                .request,
                "a mark needs a name of at most \(SearchMarks.longestName) bytes that does not begin with '#'",
                hint: "name it with --since-last=NAME")
        }
        self.name = words
        self.location = location
        lock = try IndexLock(location, .marks, patience: patience)
        marks = try SearchMarks.read(location)
        revision = marks[words]
        let before = marks.search(of: words)
        search = before.isEmpty ? nil : before
        guard revision != nil || marks.count < SearchMarks.mostMarks else {
            throw SpoglioError(
                .request, "an index keeps at most \(SearchMarks.mostMarks) marks",
                hint: "remove lines of '\(location.marksPath)'")
        }
    }

    /// Remembers that everything up to a commit was answered.
    ///
    /// - Parameter search: What was searched; tabs and line ends count as spaces.
    public func advance(to revision: Int, search: String) throws(SpoglioError) {
        marks.set(name, revision, Today.iso8601, Self.line(search))
        try marks.write(location)
    }

    /// A text on one line, as a mark has its name and its search.
    public static func line(_ text: String) -> String {
        text.split { $0.isNewline || $0 == "\t" || $0 == " " }.joined(separator: " ")
    }
}
