// SPDX-License-Identifier: GPL-3.0-or-later

/// What a reader reports, in the order of the file.
public enum ReadingEvent: Sendable, Equatable {
    case article(Article)
    /// An article or a whole file that could not be read.
    case rejection(Rejection)
    /// A flaw of an article that was kept, which comes right after, or what was passed over; a file that gives nothing but
    /// notes is rejected as well.
    case note(ReadingNote)
    /// Another file that decides what this one gives, whether it is there or not.
    case dependence(FileDependence)
    /// What this file gives is read through another one as well; who reads that one answers ``ReadingStep/stop``, and is
    /// then given nothing of this one.
    case claim(FileDependence)
}

/// What the receiver of an event wants next.
public enum ReadingStep: Sendable {
    case next
    case stop
}

/// An article or file that was refused, and why.
public struct Rejection: Sendable, Equatable {
    /// The file's path made displayable.
    public let path: String
    /// The line, 0 for the file as a whole.
    public let position: Int
    /// One sentence without the path and without a full stop.
    public let reason: String
    /// Whether it was refused for lack of one of ``MissingPrograms``, and may be read once that is installed.
    public let isForLackOfProgram: Bool

    /// Makes a rejection of its parts.
    public init(path: String, position: Int, reason: String, isForLackOfProgram: Bool = false) {
        self.path = path
        self.position = position
        self.reason = reason
        self.isForLackOfProgram = isForLackOfProgram
    }

    init(_ refusal: ArticleDraft.Refusal, path: String, position: Int) {
        self.init(
            path: path, position: position, reason: refusal.reason, isForLackOfProgram: refusal.isForLackOfProgram)
    }
}

extension ReadingNote {
    /// Says of a page that it is no article of its own.
    public static func claim(of path: String, by name: String) -> ReadingNote {
        ReadingNote(path: path, position: 0, message: "its articles are read through '\(name)'", isClaim: true)
    }
}

/// Something odd about an article that was kept.
public struct ReadingNote: Sendable, Equatable {
    /// The file's path made displayable.
    public let path: String
    /// The line, 1 for a file that is one article.
    public let position: Int
    /// One sentence without the path and without a full stop.
    public let message: String
    /// Whether it says of a file without articles that another one of the archive has its text.
    let isClaim: Bool

    /// Makes a note of its parts.
    public init(path: String, position: Int, message: String) {
        self.init(path: path, position: position, message: message, isClaim: false)
    }

    fileprivate init(path: String, position: Int, message: String, isClaim: Bool) {
        self.path = path
        self.position = position
        self.message = message
        self.isClaim = isClaim
    }
}
