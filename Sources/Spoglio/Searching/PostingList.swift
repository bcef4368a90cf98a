// SPDX-License-Identifier: GPL-3.0-or-later

internal import Xapian

/// Documents, ascending, and the impact of a stem in each.
struct PostingList {
    let documents: [UInt32]
    /// As many as documents; 0 where a document that was asked about does not hold the stem.
    let impacts: [UInt32]

    init(_ documents: [UInt32], _ impacts: [UInt32]) {
        self.documents = documents
        self.impacts = impacts
    }

    /// - Parameter postings: As Xapian gives them, documents counted from 1.
    init(_ postings: Postings) {
        var postings = postings
        var documents: [UInt32] = []
        // Taken over rather than copied, for they are many.
        swap(&documents, &postings.documents)
        Self.countFromZero(&documents)
        self.documents = documents
        impacts = postings.frequencies
    }

    /// Documents as the columns number them. (`map` costs several times as much: it is not specialised here.)
    static func countFromZero(_ documents: inout [UInt32]) {
        for index in documents.indices { documents[index] -= 1 }
    }

    /// Documents as Xapian numbers them.
    static func countedFromOne(_ documents: [UInt32]) -> [UInt32] {
        var result = documents
        for index in result.indices { result[index] += 1 }
        return result
    }

    /// Whether all of `others` (ascending) were asked about.
    func covers(_ others: [UInt32]) -> Bool {
        if documents.count == others.count { return documents == others }
        var index = 0
        for other in others {
            while index < documents.count, documents[index] < other { index += 1 }
            guard index < documents.count, documents[index] == other else { return false }
        }
        return true
    }

    /// The documents that hold the stem.
    func holders() -> [UInt32] {
        var holders: [UInt32] = []
        for index in documents.indices where impacts[index] > 0 { holders.append(documents[index]) }
        return holders
    }
}
