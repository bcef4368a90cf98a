// SPDX-License-Identifier: GPL-3.0-or-later

/// The names of files in the folder of an index: which are its own, and which of them a writer may remove.
///
/// A name that a manifest has is never used as a path before it is known to be one of these, and nothing else in the folder
/// is ever removed.
enum IndexFileName {
    static let segments = "segments"

    /// The text files of an index, which are replaced as a whole.
    private static let texts = [
        Manifest.name, CorrectionLog.name, SavedQueries.name, ReadingRules.name, UserTopics.name, SearchMarks.name,
    ]

    /// The names that every index may have in its folder; the manifest names more.
    static let fixed = texts + [segments] + IndexLock.Scope.allCases.map(\.rawValue)

    static func ledger(_ revision: Int) -> String { "sources-\(revision).col" }
    static func values(_ revision: Int) -> String { "values-\(revision).col" }
    static func authority(_ revision: Int, _ number: Int) -> String { "authority-\(revision)-\(number).tsv" }

    /// `s` and at least six digits.
    static func segment(_ number: Int) -> String {
        let digits = String(number)
        return "s" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// The number in the name of a segment, nil for any other name.
    static func segmentNumber(_ name: String) -> Int? {
        guard let numbers = numbers(name, after: "s", before: ""), numbers.count == 1, name.utf8.count >= 7 else {
            return nil
        }
        return numbers[0]
    }

    /// The revision in the name of a ledger, nil for any other name.
    static func ledgerRevision(_ name: String) -> Int? {
        guard let numbers = numbers(name, after: "sources-", before: ".col"), numbers.count == 1 else { return nil }
        return numbers[0]
    }

    static func isValues(_ name: String) -> Bool { numbers(name, after: "values-", before: ".col")?.count == 1 }

    static func isAuthority(_ name: String) -> Bool {
        numbers(name, after: "authority-", before: ".tsv")?.count == 2
    }

    /// Whether a file beside the manifest is one that a commit names, or that an interrupted run left behind; the next
    /// writer removes it when no manifest names it.
    static func isNamedByCommits(_ name: String) -> Bool {
        ledgerRevision(name) != nil || isAuthority(name) || isValues(name) || texts.contains { name == $0 + ".new" }
    }

    /// Whether a name can stand in the folder of a segment: no way out of it, and nothing hidden.
    static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.first != UInt8(ascii: ".")
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// The numbers between hyphens that a name consists of besides what it begins and ends with.
    private static func numbers(_ name: String, after prefix: String, before suffix: String) -> [Int]? {
        guard name.hasPrefix(prefix), name.hasSuffix(suffix), name.utf8.count > prefix.utf8.count + suffix.utf8.count
        else { return nil }
        let parts = name.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count).split(
            separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                ? Int(String(decoding: part, as: UTF8.self)) : nil
        }
        return numbers.count == parts.count ? numbers : nil
    }
}
