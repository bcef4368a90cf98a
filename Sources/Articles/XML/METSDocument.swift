// SPDX-License-Identifier: GPL-3.0-or-later

/// METS, which says how the pages of an issue hang together; their text is in ALTO files beside it.
struct METSDocument: XMLDocument {
    func role(of tag: XMLTag, in path: [String]) -> XMLRole { path.isEmpty ? .container : .ignored }

    mutating func articles(
        of record: XMLElement, limits: ReadingLimits
    ) throws(ArticleDraft.Refusal) -> [ArticleDraft] { [] }

    func refusal(recordCount: Int) -> String? {
        "METS has no text of its own; the ALTO files of its pages are read by themselves"
    }
}
