// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Reads the members of a ZIP or TAR file, each as what it turns out to be.
///
/// Of a web archive's package (WACZ) only the web archives in it are articles, not what it says of itself. Members are read in the order of the archive and in place; METS and ALTO come last, since they belong together. Folders
/// count for nothing, links and devices are passed over with a note, and so is what begins with a dot.
struct ArchiveReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        guard var members = ContainerReading(input, holdsPages: true) else {
            _ = yield(
                input.rejection(
                    "archives lie deeper than \(input.limits.nesting.counted("level", "levels")) in archives"))
            return
        }
        let isZip = try input.stream.peek(2).elementsEqual([0x50, 0x4B])
        let limits = input.limits
        let display = input.display
        let package = try Package(input.path, head: input.stream.peek(128))
        let archive = try Archive(
            Self.inPlace(input, isZip: isZip), .members, unpacking: members.unpacking, limits: limits,
            countsBytes: isZip)
        do throws(SystemFailure) {
            if try Self.read(archive, &members, display, package, yield) == .stop { return }
        } catch {
            // What was read before the damage counts.
            if try members.readHeld(yield) == .next { throw error }
        }
    }

    private static func read(
        _ archive: Archive, _ members: inout ContainerReading, _ display: String, _ package: Package,
        _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) -> ReadingStep {
        var passed = PassedOver()
        var count = 0
        while true {
            switch try archive.next() {
            case .end:
                if try members.readHeld(yield) == .stop { return .stop }
                if let note = passed.note, yield(.note(ReadingNote(path: display, position: 0, message: note))) == .stop
                {
                    return .stop
                }
                if count > 0 { return .next }
                let reason =
                    package == .named ? "the package has no web archive in 'archive/'" : "the archive has no files"
                return yield(.rejection(Rejection(path: display, position: 0, reason: reason)))
            case .damaged(let reason):
                count += 1
                let rejection = Rejection(
                    path: display, position: count, reason: "member \(count) is damaged (\(reason))")
                if yield(.rejection(rejection)) == .stop { return .stop }
            case .member(let member):
                if member.kind == .folder { continue }
                try members.unpacking.addEntry()
                if package.passesOver(member.name) { continue }
                count += 1
                if passed.takes(member) { continue }
                let step = try members.read(
                    named: member.name, from: archive, refusal: member.isEncrypted ? "it is encrypted" : nil, yield)
                if step == .stop { return .stop }
                if let failure = archive.failure { throw failure }
            }
        }
    }

    /// The bytes of a ZIP file, in memory where they are part of something else: its table of contents stands at the end.
    static func inPlace(
        _ input: consuming ReaderInput, isZip: Bool
    ) throws(SystemFailure) -> ByteStream {
        if isZip, !input.stream.isSeekable, let content = try input.stream.rest(limit: input.limits.file) {
            return ByteStream(content)
        }
        return input.takeStream()
    }
}

/// Whether a ZIP file is the package of a web archive (https://specs.webrecorder.net/wacz/1.1.1).
private enum Package {
    /// It says so by its name.
    case named
    /// It begins as these do, and may hold other things.
    case likely
    case none

    init(_ path: PathName, head: ArraySlice<UInt8>) {
        if path.fileExtension == "wacz" {
            self = .named
        } else if head.starts(with: [0x50, 0x4B, 3, 4]), head.count > 30 {
            let length = Int(head[head.startIndex + 26]) | Int(head[head.startIndex + 27]) << 8
            let name = PathName(bytes: Array(head.dropFirst(30).prefix(length).prefix { $0 != 0 }))
            self = name.isWebArchiveOfPackage || name.bytes.elementsEqual("datapackage.json".utf8) ? .likely : .none
        } else {
            self = .none
        }
    }

    /// Whether a member is what the package says of itself.
    func passesOver(_ name: PathName) -> Bool {
        switch self {
        case .named: return !name.isWebArchiveOfPackage
        case .likely:
            let bytes = name.tidied.bytes
            return ["datapackage.json", "datapackage-digest.json"].contains { bytes.elementsEqual($0.utf8) }
                || ["pages/", "indexes/", "logs/"].contains { bytes.starts(with: $0.utf8) }
        case .none: return false
        }
    }
}

/// The members of an archive that are not read.
private struct PassedOver {
    private var hidden = 0
    private var special = 0

    mutating func takes(_ member: Archive.Member) -> Bool {
        if member.kind == .other {
            special += 1
        } else if member.name.hasHiddenComponent {
            hidden += 1
        } else {
            return false
        }
        return true
    }

    var note: String? {
        var parts: [String] = []
        if hidden > 0 {
            parts.append(hidden.counted("member whose name begins with a dot", "members whose names begin with a dot"))
        }
        if special > 0 {
            parts.append(special.counted("member that is a link or device", "members that are links or devices"))
        }
        guard !parts.isEmpty else { return nil }
        return parts.joined(separator: " and ") + (hidden + special == 1 ? " was" : " were") + " passed over"
    }
}

extension PathName {
    /// Whether it is that of a web archive in a package, `archive/….warc` or `archive/….warc.gz`.
    fileprivate var isWebArchiveOfPackage: Bool {
        let name = tidied.bytes
        return name.starts(with: "archive/".utf8)
            && [".warc", ".warc.gz"].contains { name.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }

    /// Whether a component begins with a dot and is not `.` or `..`.
    fileprivate var hasHiddenComponent: Bool {
        bytes.split(separator: 0x2F).contains { part in
            part.first == 0x2E && part.contains { $0 != 0x2E }
        }
    }
}
