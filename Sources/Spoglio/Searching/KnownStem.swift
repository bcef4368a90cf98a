// SPDX-License-Identifier: GPL-3.0-or-later

/// What a segment was found to have of a stem.
struct KnownStem {
    /// How many documents hold it.
    var frequency: Int?
    /// Its whole list.
    var postings: PostingList?
    /// What was read of a long list, for the documents that were of interest.
    var skipped: PostingList?
    /// The numbers of the folded forms that have it.
    var folded: [Int]?
}

/// A stem as a key: hashed as one run of bytes, where an array is hashed byte by byte.
struct StemKey: Hashable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func hash(into hasher: inout Hasher) {
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}
