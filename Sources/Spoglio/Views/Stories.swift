// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns

/// The stories of an index: articles that are near-duplicates of each other, or joined by a chain of such.
///
/// The pairs were found when the articles were indexed; which articles they join is worked out here, over those that are
/// not deleted and are still as they were then.
struct Stories {
    /// The articles of each story, in the order of the index; two at least.
    private(set) var members: [[DocumentReference]] = []
    private var storyOfDocument: [DocumentReference: Int] = [:]

    init(_ segments: [Segment]) throws(SpoglioError) {
        var heads: [DocumentReference: DocumentReference] = [:]
        func head(_ reference: DocumentReference) -> DocumentReference {
            var (top, step) = (reference, reference)
            while let next = heads[top], next != top { top = next }
            while let next = heads[step], next != top {
                heads[step] = top
                step = next
            }
            return top
        }
        for (index, segment) in segments.enumerated() {
            let column = try segment.copies
            for number in 0..<column.pairCount {
                let pair = column.pair(number)
                guard Int(pair.document) < segment.count, segment.isLive(Int(pair.document)) else { continue }
                let one = head(DocumentReference(segment: index, document: pair.document))
                for other in try Self.articles(of: pair, segments) {
                    let two = head(other)
                    guard one != two else { continue }
                    let first = (one.segment, one.document) < (two.segment, two.document) ? one : two
                    heads[one] = first
                    heads[two] = first
                    // A third article with the same id hash and fingerprint is beyond what happens.
                    break
                }
            }
        }
        var byHead: [DocumentReference: [DocumentReference]] = [:]
        for reference in heads.keys { byHead[head(reference), default: []].append(reference) }
        let places = { (left: DocumentReference, right: DocumentReference) in
            (left.segment, left.document) < (right.segment, right.document)
        }
        for first in byHead.keys.sorted(by: places) {
            let story = (byHead[first] ?? []).sorted(by: places)
            for reference in story { storyOfDocument[reference] = members.count }
            members.append(story)
        }
    }

    /// The live article that a pair names.
    private static func articles(
        of pair: CopyPair, _ segments: [Segment]
    ) throws(SpoglioError) -> [DocumentReference] {
        var found: [DocumentReference] = []
        for (index, segment) in segments.enumerated() {
            let documents = try segment.documents
            for document in documents.documents(withIDHash: pair.idHash)
            where segment.isLive(Int(document)) && documents.fingerprint(of: Int(document)) == pair.fingerprint {
                found.append(DocumentReference(segment: index, document: document))
            }
        }
        return found
    }

    /// The number of a document's story; nil where it has no copies.
    func story(of reference: DocumentReference) -> Int? { storyOfDocument[reference] }

    /// The other articles of a document's story.
    func copies(of reference: DocumentReference) -> [DocumentReference] {
        story(of: reference).map { members[$0].filter { $0 != reference } } ?? []
    }

    /// How many stories there are among articles; one without copies is a story.
    func count(_ sets: [DocumentSet]) -> Int {
        repeated(in: sets).reduce(sets.reduce(0) { $0 + $1.count }) { $0 - $1.count + 1 }
    }

    /// The stories with more than one of these articles: those that are.
    func repeated(in sets: [DocumentSet]) -> [[DocumentReference]] {
        var found: [[DocumentReference]] = []
        for story in members {
            let present = story.filter { sets[$0.segment].contains($0.document) }
            if present.count > 1 { found.append(present) }
        }
        return found
    }
}

extension Searcher {
    /// The stories, worked out when they are first asked for.
    func stories() throws(SpoglioError) -> Stories {
        if let openStories { return openStories }
        let stories = try Stories(segments)
        openStories = stories
        return stories
    }

    /// Where an article is.
    func place(of id: String) throws(SpoglioError) -> DocumentReference? {
        for (index, segment) in segments.enumerated() {
            if let document = try segment.document(withID: id) {
                return DocumentReference(segment: index, document: UInt32(document))
            }
        }
        return nil
    }

    /// The ids of the articles of a document's story, the earliest first; those without a date last.
    func storyIDs(of reference: DocumentReference) throws(SpoglioError) -> [String] {
        let stories = try stories()
        let members = stories.story(of: reference).map { stories.members[$0] } ?? [reference]
        var entries: [(day: Int32, id: String)] = []
        for member in members {
            let segment = segments[member.segment]
            let period = try segment.periods.period(of: Int(member.document))
            let id = try segment.record(Int(member.document)).article.id
            entries.append((period.isDated ? period.first : .max, id))
        }
        return entries.sorted { $0 < $1 }.map(\.id)
    }
}
