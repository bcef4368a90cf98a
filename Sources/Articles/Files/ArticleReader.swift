// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads files and descriptors of any supported format into articles.
public struct ArticleReader: Sendable {
    public let limits: ReadingLimits
    /// The format that every file is taken for; nil to find out for each.
    public let forcedFormat: ArticleFormat?
    /// What can be chosen about some formats.
    public var choices: ReadingChoices
    /// Told of the bytes that are read.
    public let meter: ByteMeter?
    /// Whether to give up waiting for another program; what its file would have given is then not handed over.
    public var isStopped: (@Sendable () -> Bool)?
    /// What copies of the reader know of METS files in common.
    private let coverage = METSCoverage()

    /// Makes a reader.
    public init(
        forcing format: ArticleFormat? = nil, limits: ReadingLimits = ReadingLimits(),
        choices: ReadingChoices = ReadingChoices(), meter: ByteMeter? = nil
    ) {
        self.limits = limits
        self.choices = choices
        self.meter = meter
        forcedFormat = format
    }

    /// Reads one file, handing over each event as it comes until the receiver stops.
    ///
    /// A file that cannot be opened or read, is empty or has an unsupported format is one rejection; what was read
    /// before a failure has been handed over.
    ///
    /// - Parameter shown: What paths and ids of its articles begin with; nil for its path.
    public func read(_ file: SourceFile, shownAs shown: String? = nil, yield: (ReadingEvent) -> ReadingStep) {
        read(file.path, shownAs: shown, yield: yield)
    }

    /// Reads one file by its path, which must lead to a regular file.
    public func read(_ path: PathName, shownAs shown: String? = nil, yield: (ReadingEvent) -> ReadingStep) {
        let display = shown ?? path.display
        let refusal: String
        switch ByteStream.open(path) {
        case .success(var stream):
            stream.meter = meter
            do throws(SystemFailure) {
                var input = input(path, display, stream)
                input.siblings = SiblingFiles(of: path, coverage: coverage)
                return try input.readAsDetected(yield)
            } catch {
                refusal = error.refusal
            }
        case .failure(let failure):
            refusal = failure.reason
        }
        _ = yield(.rejection(Rejection(path: display, position: 0, reason: refusal)))
    }

    /// The name of the format that a file is read as, or would be if it were supported.
    public func format(of path: PathName) -> String {
        if let forcedFormat { return forcedFormat.rawValue }
        guard case .success(var stream) = ByteStream.open(path),
            let head = try? stream.peek(ArticleFormat.headLength)
        else { return "unreadable" }
        return switch ArticleFormat.detect(path: path, head: head) {
        case .supported(let format): format.rawValue
        case .unsupported(let name): name
        case .empty: "empty"
        }
    }

    /// Reads an open descriptor, such as standard input, which stays open.
    ///
    /// What begins with the signature of an archive, a compressed file, a web archive or a PDF is read as that; for that of
    /// TAR, half a KiB is waited for unless what comes first begins JSON.
    ///
    /// - Parameters:
    ///   - name: What the articles' paths and ids begin with, `-` for standard input.
    ///   - format: What it is otherwise, unless the reader forces a format.
    ///   - isStopped: Whether to give up waiting for more; the error is then thrown as for any other failure.
    ///   - found: Told what it is read as.
    public func read(
        descriptor: Int32, name: String = "-", format: ArticleFormat = .jsonl,
        isStopped: (() -> Bool)? = nil, found: (ArticleFormat) -> Void = { _ in },
        yield: (ReadingEvent) -> ReadingStep
    ) throws(ArticlesError) {
        let path = PathName(name)
        var stream = ByteStream(descriptor: descriptor, isStopped: isStopped)
        stream.meter = meter
        do throws(SystemFailure) {
            let signed = forcedFormat == nil ? try Self.signedFormat(of: &stream) : nil
            let format = forcedFormat ?? signed ?? format
            found(format)
            var account = FileAccount()
            try format.reader.read(input(path, path.display, stream)) { account.deliver($0, yield) }
            // Where a program had nothing to say, nothing is amiss.
            if account.hasOnlyNotes, let rejection = account.rejection(of: path.display) {
                _ = yield(.rejection(rejection))
            }
        } catch {
            if error.isDamage {
                _ = yield(.rejection(Rejection(path: path.display, position: 0, reason: error.refusal)))
                return
            }
            throw ArticlesError(
                code: .unreadableInput, message: "'\(path.display)' cannot be read: \(error.reason)",
                context: path.display)
        }
    }

    /// The format of a stream by its signature; waits for more than a byte only where that may begin one.
    private static func signedFormat(of stream: inout ByteStream) throws(SystemFailure) -> ArticleFormat? {
        guard let first = try stream.peek(1).first, !ArticleFormat.jsonStarts.contains(first) else { return nil }
        let path = PathName("-")
        if ArticleFormat.signatureStarts.contains(first),
            let format = ArticleFormat.container(path: path, head: try stream.peek(6))
        {
            return format
        }
        return ArticleFormat.container(path: path, head: try stream.peek(512))
    }

    private func input(_ path: PathName, _ display: String, _ stream: consuming ByteStream) -> ReaderInput {
        var input = ReaderInput(path: path, display: display, stream: stream, limits: limits)
        input.forced = forcedFormat
        input.choices = choices
        input.isStopped = isStopped ?? { false }
        return input
    }
}
