// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// What the next commit will change in the segments that exist.
struct PendingChanges {
    /// By segment: its documents that the next commit deletes.
    var deletions: [String: DocumentSet] = [:]
    var sources: [SourceRow] = []

    var isEmpty: Bool { deletions.isEmpty && sources.isEmpty }

    func isDeleted(_ segment: Segment, _ document: Int) -> Bool {
        deletions[segment.name]?.contains(UInt32(document)) ?? false
    }

    mutating func delete(_ segment: Segment, _ document: Int) {
        deletions[segment.name, default: DocumentSet(universe: segment.count)].insert(UInt32(document))
    }
}
