// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// Merging and checking finished databases.
public enum Compaction {
    /// How a merged database is written.
    public struct Options: OptionSet, Hashable, Sendable {
        public let rawValue: UInt32

        public init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        /// Write one file rather than a directory of tables.
        public static let singleFile = Options(rawValue: UInt32(CXAPIAN_COMPACT_SINGLE_FILE))

        /// Merge more than three sources in passes, which is faster and takes more disk.
        public static let multipass = Options(rawValue: UInt32(CXAPIAN_COMPACT_MULTIPASS))

        /// Keep document ids; the id ranges of the sources must not overlap.
        public static let keepingIDs = Options(rawValue: UInt32(CXAPIAN_COMPACT_KEEP_IDS))
    }

    /// Merges databases into a new one; the documents of each source follow those of the one before.
    ///
    /// Ids unused at the start of a source are closed up unless `.keepingIDs` is given. The result is not
    /// synced, gets another uuid, and must not exist before.
    public static func compact(
        _ sources: [String], to destination: String, options: Options = .singleFile
    ) throws(XapianError) {
        try check("compact into", destination) { error in
            ByteStrings(sources).withUnsafeChars { bytes, length, ends, count in
                destination.withChars {
                    cxapian_compact(bytes, length, ends, count, $0, $1, options.rawValue, error)
                }
            }
        }
    }

    /// Walks every table of a database and counts the faults.
    ///
    /// The format has no checksums: 0 proves nothing, and a damaged file can crash the walk, so run it on
    /// doubtful files in a child process.
    public static func countFaults(in path: String) throws(XapianError) -> Int {
        var faults = 0
        try check("check the database", path) { error in
            path.withChars { cxapian_check($0, $1, &faults, error) }
        }
        return faults
    }
}
