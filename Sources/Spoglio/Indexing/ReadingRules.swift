// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles

/// How the records below certain paths are read: a text file in the index that people may read and edit.
///
/// A line is an absolute path of a file or folder, a tab, and a mapping as `--map` takes it. For a file the line with
/// the longest path that leads to it holds; empty lines and those that begin with `#` do not count.
struct ReadingRules: Equatable, Sendable {
    static let name = "reading.tsv"
    private static let header = """
        # How records below a path are read: the path, a tab and what --map was given. See 'spoglio index --help'.

        """

    /// The mappings by path, in the order of the file.
    private var rules: [(path: String, mapping: FieldMapping)] = []

    static func == (left: ReadingRules, right: ReadingRules) -> Bool { left.text == right.text }

    init() {}

    /// Reads the rules of an index; a file that is not there has none.
    static func read(_ location: IndexLocation) throws(SpoglioError) -> ReadingRules {
        guard let bytes = try FileSystem.read(location.readingPath) else { return ReadingRules() }
        return try ReadingRules(bytes, of: location.readingPath)
    }

    /// - Parameter file: The name of the file, for messages.
    init(_ bytes: [UInt8], of file: String) throws(SpoglioError) {
        try TextLines.read(bytes, of: file) { (_, line) throws(TextLines.Fault) in
            guard let tab = line.firstIndex(of: "\t"), tab > line.startIndex else {
                throw TextLines.Fault(reason: "there is no tab after the path")
            }
            do throws(ArticlesError) {
                set(try FieldMapping(parsing: String(line[line.index(after: tab)...])), for: String(line[..<tab]))
            } catch {
                throw TextLines.Fault(reason: error.message)
            }
        }
    }

    var isEmpty: Bool { rules.isEmpty }

    /// Sets the mapping of a path; an empty one takes it away.
    mutating func set(_ mapping: FieldMapping, for path: String) {
        rules.removeAll { $0.path == path }
        if !mapping.isEmpty { rules.append((path, mapping)) }
    }

    /// The mapping of a file.
    func mapping(for path: String) -> FieldMapping {
        let fitting = rules.filter { rule in
            path == rule.path || rule.path == "/" || path.hasPrefix(rule.path + "/")
        }
        return fitting.max { $0.path.utf8.count < $1.path.utf8.count }?.mapping ?? FieldMapping()
    }

    /// The text of the file.
    var text: String { Self.header + rules.map { "\($0.path)\t\($0.mapping.text)\n" }.joined() }

    /// Replaces the rules of an index by these, durably and at once.
    func write(_ location: IndexLocation) throws(SpoglioError) {
        try FileSystem.replace(Self.name, in: location.path, by: Array(text.utf8))
    }
}
