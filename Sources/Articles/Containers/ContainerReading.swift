// SPDX-License-Identifier: GPL-3.0-or-later

/// How the parts of a container are read: each with its own name, under what is left of the limits.
struct ContainerReading {
    let unpacking: Unpacking
    private let path: String
    private let nesting: Int
    private let limits: ReadingLimits
    private let forced: ArticleFormat?
    private let choices: ReadingChoices
    private let isStopped: @Sendable () -> Bool
    /// How often each name was met, by its hash.
    private var names: [Int: Int] = [:]

    /// Prepares for the parts of what an input is; nil when it lies too deep.
    init?(_ input: borrowing ReaderInput) {
        guard input.nesting < input.limits.nesting else { return nil }
        nesting = input.nesting + 1
        limits = input.limits
        path = input.display
        forced = input.forced
        choices = input.choices
        isStopped = input.isStopped
        unpacking = input.unpacking ?? Unpacking(limits: limits)
    }

    /// Reads a part as what it turns out to be.
    ///
    /// A part that cannot be read is one rejection. Fails when nothing more of the file can be read.
    mutating func read(
        named name: PathName, from archive: Archive, refusal: String? = nil,
        _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) -> ReadingStep {
        try read(named: name, ByteStream(archive), archive: archive, refusal: refusal, yield)
    }

    /// Reads a part that is in a stream.
    ///
    /// - Parameters:
    ///   - name: What it is called in the container.
    ///   - archive: What gives its bytes, if nothing can be read after a failure of it.
    ///   - file: What a file with its content would be called; nil for the same.
    mutating func read(
        named name: PathName, _ stream: consuming ByteStream, archive: Archive? = nil, likeFile file: PathName? = nil,
        hints: InputHints = InputHints(), refusal: String? = nil, _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) -> ReadingStep {
        let shown = display(of: name)
        if let refusal { return yield(.rejection(Rejection(path: shown, position: 0, reason: refusal))) }
        var isStopped = false
        do throws(SystemFailure) {
            var input = ReaderInput(path: file ?? name, display: shown, stream: stream, limits: limits)
            input.hints = hints
            input.nesting = nesting
            input.unpacking = unpacking
            input.forced = forced
            input.choices = choices
            input.isStopped = self.isStopped
            try input.readAsDetected { event in
                let step = yield(event)
                if step == .stop { isStopped = true }
                return step
            }
        } catch {
            if let failure = unpacking.failure { throw failure }
            if let archive, let failure = archive.failure, !archive.passOverDamage() { throw failure }
            return yield(.rejection(Rejection(path: shown, position: 0, reason: error.refusal)))
        }
        return isStopped ? .stop : .next
    }

    /// The path of a part; a name that comes again gets its number.
    private mutating func display(of name: PathName) -> String {
        let shown = name.bytes.isEmpty ? "?" : name.display
        let count = names[shown.hashValue, default: 0] + 1
        names[shown.hashValue] = count
        return "\(path)!/\(shown)" + (count == 1 ? "" : ":\(count)")
    }
}
