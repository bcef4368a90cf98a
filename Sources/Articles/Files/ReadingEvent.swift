// SPDX-License-Identifier: GPL-3.0-or-later

/// What a reader reports, in the order of the file.
public enum ReadingEvent: Sendable, Equatable {
    case article(Article)
    /// An article or a whole file that could not be read.
    case rejection(Rejection)
    /// A flaw of an article that was kept; it comes right before its article.
    case note(ReadingNote)
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

    /// Makes a rejection of its parts.
    public init(path: String, position: Int, reason: String) {
        self.path = path
        self.position = position
        self.reason = reason
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

    /// Makes a note of its parts.
    public init(path: String, position: Int, message: String) {
        self.path = path
        self.position = position
        self.message = message
    }
}
