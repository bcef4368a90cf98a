// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns

/// Tells which sources need not be read again, to a run and to the survey ahead of it alike.
struct SourceCheck: Sendable {
    /// Checksum of what decides how all files are read.
    private let reading: UInt64
    private let recognisesText: Bool
    /// How records below certain paths are read.
    private let rules: ReadingRules
    /// How many articles the index has of each source, by what they are marked with; nil for a run that does not prune.
    private let held: [UInt64: Int]?
    /// The programs that are missing now.
    private let missing: MissingPrograms

    init(
        _ options: IndexingOptions, rules: ReadingRules = ReadingRules(), held: [UInt64: Int]? = nil,
        missing: MissingPrograms = .now
    ) {
        reading = options.reading
        recognisesText = options.choices.recognisesText
        self.rules = rules
        self.held = held
        self.missing = missing
    }

    /// Which fields of the records of a file are which of an article.
    func mapping(for path: PathName) -> FieldMapping {
        rules.isEmpty ? FieldMapping() : rules.mapping(for: path.display)
    }

    /// Checksum of the options that a file is read with.
    func reading(for path: PathName) -> UInt64 {
        let mapping = mapping(for: path)
        return mapping.isEmpty ? reading : Checksum.of("\(reading) \(mapping.text)")
    }

    /// What is known of a source from the start.
    var marks: SourceRow.Marks { recognisesText ? .recognised : [] }

    /// Whether what a source gave when it was last read to its end is what it would give now, if it and the files that decide
    /// on its articles are as they were.
    ///
    /// - Parameter path: Where the file stands now.
    func isRead(_ entry: KnownSources.Entry, for path: PathName) -> Bool {
        guard entry.state == .whole, isHeldAsRead(entry) else { return false }
        let marks = entry.marks
        // Recognising text only adds to what is found, and a program that has gone only takes from it.
        return !marks.contains(.isDue) && (!recognisesText || marks.contains(.recognised))
            && missing.isSuperset(of: MissingPrograms(rawValue: entry.missing)) && entry.reading == reading(for: path)
    }

    /// Whether a source need not be read if it is as it was.
    func isRead(_ entry: KnownSources.Entry, for path: PathName, among known: KnownSources) -> Bool {
        guard isRead(entry, for: path) else { return false }
        if entry.marks.isDisjoint(with: .dependsOnOthers) { return true }
        let others = known.dependences(ofSource: entry.path)
        return !others.isEmpty && others.allSatisfy(\.holds)
    }

    /// Whether the index has as many articles of a source as it gave when it was last read.
    ///
    /// It has more when a run that did not prune saw some go, and fewer when another source gave some of them too: a
    /// run that prunes reads such a source again.
    private func isHeldAsRead(_ entry: KnownSources.Entry) -> Bool {
        held.map { $0[entry.sourceHash, default: 0] == entry.articles } ?? true
    }
}
