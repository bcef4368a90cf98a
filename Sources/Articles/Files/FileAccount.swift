// SPDX-License-Identifier: GPL-3.0-or-later

/// Keeps account of whether the events of a file tell where its text is to be found, or why it is not.
///
/// Articles, rejections and another file that has the text do; notes alone do not, and neither do other files that would
/// decide on articles if there were any.
struct FileAccount {
    private var isSettled = false
    private var firstNote: String?

    /// Whether there was nothing but notes.
    var hasOnlyNotes: Bool { !isSettled && firstNote != nil }

    /// Hands an event on.
    mutating func deliver(_ event: ReadingEvent, _ yield: (ReadingEvent) -> ReadingStep) -> ReadingStep {
        switch event {
        case .article, .rejection: isSettled = true
        case .note(let note):
            if note.isClaim { isSettled = true }
            firstNote = firstNote ?? note.message
        case .dependence, .claim: break
        }
        let step = yield(event)
        // Who wants no more is told no more; so ends a page, too, whose text another file has.
        if step == .stop { isSettled = true }
        return step
    }

    /// What is to be said of a file that nothing was said of; nil otherwise.
    func rejection(of path: String) -> Rejection? {
        guard !isSettled else { return nil }
        let reason = ["the file has no articles", firstNote].compactMap(\.self).joined(separator: "; ")
        return Rejection(path: path, position: 0, reason: reason)
    }
}
