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
    /// Pages that wait for what they belong to; nil where parts are read as they come.
    private var held: HeldPages?

    /// Prepares for the parts of what an input is; nil when it lies too deep.
    ///
    /// - Parameters:
    ///   - holdsPages: Whether pages of scanned issues are read by `readHeld`, when all parts were met.
    ///   - isFlat: Whether its parts are pages and no files of any kind, so that it may lie one level deeper.
    init?(_ input: borrowing ReaderInput, holdsPages: Bool = false, isFlat: Bool = false) {
        guard input.nesting < input.limits.nesting + (isFlat ? 1 : 0) else { return nil }
        nesting = input.nesting + 1
        limits = input.limits
        path = input.display
        forced = input.forced
        held = holdsPages && input.forced == nil ? HeldPages() : nil
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
    ///   - flaw: What is wrong with it, though it is read.
    mutating func read(
        named name: PathName, _ stream: consuming ByteStream, archive: Archive? = nil, likeFile file: PathName? = nil,
        hints: InputHints = InputHints(), refusal: String? = nil, flaw: String? = nil,
        _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) -> ReadingStep {
        let shown = display(of: name)
        if let refusal { return yield(.rejection(Rejection(path: shown, position: 0, reason: refusal))) }
        if let flaw, yield(.note(ReadingNote(path: shown, position: 1, message: flaw))) == .stop { return .stop }
        do throws(SystemFailure) {
            var stream = stream
            if let page = try page(named: name, shown, &stream) { return try hold(page, yield) }
            var input = ReaderInput(path: file ?? name, display: shown, stream: stream, limits: limits)
            input.hints = hints
            return try read(input, yield)
        } catch {
            if let failure = unpacking.failure { throw failure }
            if let archive, let failure = archive.failure, !archive.passOverDamage() { throw failure }
            return yield(.rejection(Rejection(path: shown, position: 0, reason: error.refusal)))
        }
    }

    private func read(
        _ part: consuming ReaderInput, _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) -> ReadingStep {
        var input = part
        input.nesting = nesting
        input.unpacking = unpacking
        input.forced = forced
        input.choices = choices
        input.isStopped = isStopped
        var isStopped = false
        try input.readAsDetected { event in
            let step = yield(event)
            if step == .stop { isStopped = true }
            return step
        }
        return isStopped ? .stop : .next
    }

    /// A part that is a page or METS and not too large to be held.
    private func page(
        named name: PathName, _ shown: String, _ stream: inout ByteStream
    ) throws(SystemFailure) -> HeldPages.Member? {
        guard held != nil, HeldPages.isPage(name, head: try stream.peek(ArticleFormat.headLength)),
            let content = try stream.rest(limit: limits.file)
        else { return nil }
        return HeldPages.Member(name: name, display: shown, content: content)
    }

    /// Holds a page; where there is no room for it, what does not belong to it is read.
    private mutating func hold(
        _ page: HeldPages.Member, _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) -> ReadingStep {
        guard var pages = held else { return .next }
        while pages.size > 0, pages.size + page.content.count > limits.file {
            let before = pages
            let step = try read(pages.releaseOthers(than: page.name), among: before, yield)
            held = pages
            if step == .stop { return .stop }
        }
        pages.hold(page)
        held = pages
        return .next
    }

    /// Reads the pages that are still held.
    mutating func readHeld(_ yield: (ReadingEvent) -> ReadingStep) throws(SystemFailure) -> ReadingStep {
        guard let pages = held else { return .next }
        held = HeldPages()
        return try read(pages.members, among: pages, yield)
    }

    private func read(
        _ members: [HeldPages.Member], among pages: HeldPages, _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) -> ReadingStep {
        for member in members {
            var input = ReaderInput(
                path: member.name, display: member.display, stream: ByteStream(member.content), limits: limits)
            input.siblings = SiblingFiles(of: member.name, among: pages)
            if try read(input, yield) == .stop { return .stop }
        }
        return .next
    }

    /// The path of a part; a name that comes again gets its number.
    private mutating func display(of name: PathName) -> String {
        let shown = name.bytes.isEmpty ? "?" : name.display
        let count = names[shown.hashValue, default: 0] + 1
        names[shown.hashValue] = count
        return "\(path)!/\(shown)" + (count == 1 ? "" : ":\(count)")
    }
}
