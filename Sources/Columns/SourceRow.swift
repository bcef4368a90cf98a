// SPDX-License-Identifier: GPL-3.0-or-later

/// What one source was when it was last looked at.
public struct SourceRow: Sendable, Equatable {
    /// How far a source is known.
    public enum State: UInt8, Sendable {
        /// It was read to its end.
        case whole = 0
        /// Its reading was interrupted; it is read again.
        case part = 1
        /// It is no file that can be read, such as a named pipe.
        case refused = 2
        /// It is a source no longer; such a row hides older ones of the path until ledgers are joined.
        case gone = 3
    }

    /// What its articles depend on beside its own content and the options that it was read with.
    public struct Marks: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The text of scanned pages was recognised.
        public static let recognised = Marks(rawValue: 1 << 0)
        /// Its articles have text from other files.
        public static let takesFromOthers = Marks(rawValue: 1 << 1)
        /// It has no articles of its own, since another file has its text.
        public static let isTakenByAnother = Marks(rawValue: 1 << 2)
        /// It is read again even if it is as it was.
        public static let isDue = Marks(rawValue: 1 << 3)
        /// Another file that had its text is missing.
        public static let wasTakenByAnother = Marks(rawValue: 1 << 4)
        /// Other files decide on its articles; they are known.
        public static let dependsOnOthers: Marks = [.takesFromOthers, .isTakenByAnother, .wasTakenByAnother]
        /// Those that mean something.
        public static let all: Marks = [.recognised, .dependsOnOthers, .isDue]
    }

    /// An article or a whole file that was not taken.
    public struct Rejected: Sendable, Equatable {
        public var position: Int
        /// What follows the name of the source, such as the name of a member of an archive; mostly empty.
        public var place: String
        public var reason: String

        public init(position: Int, place: String = "", reason: String) {
            self.position = position
            self.place = place
            self.reason = reason
        }
    }

    /// Absolute and without symbolic links, as the file system has it.
    public var path: [UInt8]
    /// As the user named it when it was first read: what ids and paths of its articles begin with.
    public var shown: String
    public var state: State
    /// What its articles are marked with; it stays when the file moves.
    public var sourceHash: UInt64
    public var size: UInt64
    /// Modification time in nanoseconds since 1970.
    public var modified: Int64
    public var inode: UInt64
    public var device: UInt64
    /// Checksum of its content, 0 if it is not known.
    public var content: UInt64
    /// Checksum of the options that it was read with.
    public var reading: UInt64
    public var marks: Marks
    /// A bit for each program that was missing when something of it was refused for lack of one; else 0.
    public var missing: UInt8
    /// How many articles it gave.
    public var articles: UInt32
    /// What was rejected in it, up to ``mostRejections``.
    public var rejections: [Rejected]
    /// How many more were rejected.
    public var unlistedRejections: UInt32

    /// How many rejections of a source are kept with their reasons.
    public static let mostRejections = 1_000
    /// How many articles of it were not taken.
    public var rejected: Int { rejections.count + Int(unlistedRejections) }

    public init(
        path: [UInt8], shown: String, state: State = .whole, sourceHash: UInt64, size: UInt64 = 0, modified: Int64 = 0,
        inode: UInt64 = 0, device: UInt64 = 0, content: UInt64 = 0, reading: UInt64 = 0, marks: Marks = [],
        missing: UInt8 = 0, articles: UInt32 = 0, rejections: [Rejected] = [], unlistedRejections: UInt32 = 0
    ) {
        self.path = path
        self.shown = shown
        self.state = state
        self.sourceHash = sourceHash
        self.size = size
        self.modified = modified
        self.inode = inode
        self.device = device
        self.content = content
        self.reading = reading
        self.marks = marks
        self.missing = missing
        self.articles = articles
        self.rejections = rejections
        self.unlistedRejections = unlistedRejections
    }

    /// Takes in a rejection, with its reason if there is room.
    public mutating func reject(_ rejection: Rejected) {
        if rejections.count < Self.mostRejections { rejections.append(rejection) } else { unlistedRejections += 1 }
    }
}
