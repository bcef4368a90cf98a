// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

@testable import Articles

/// A folder of its own under the system's temporary one, removed with everything in it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/spoglio-articles-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw SystemFailure(errno) }
        path = String(cString: made)
    }

    deinit {
        Self.remove(PathName(path))
    }

    private static func remove(_ path: PathName) {
        if case .success(let status) = FileStatus.of(path, followingLinks: false), status.kind == .folder,
            let folder = opendir(path.bytes.map { CChar(bitPattern: $0) } + [0])
        {
            defer { closedir(folder) }
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                    field.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
                        Array(
                            UnsafeBufferPointer(start: bytes, count: strlen(UnsafePointer<CChar>(OpaquePointer(bytes))))
                        )
                    }
                }
                if name != [0x2E], name != [0x2E, 0x2E] { remove(path.appending(name)) }
            }
        }
        Glibc.remove(path.bytes.map { CChar(bitPattern: $0) } + [0])
    }

    @discardableResult
    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> PathName {
        try write(Array(name.utf8), bytes)
    }

    @discardableResult
    func write(_ name: [UInt8], _ bytes: some Sequence<UInt8>) throws -> PathName {
        let file = PathName(bytes: Array(path.utf8) + [0x2F] + name)
        let descriptor = open(file.bytes.map { CChar(bitPattern: $0) } + [0], O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else { throw SystemFailure(errno) }
        defer { close(descriptor) }
        let content = Array(bytes)
        guard Glibc.write(descriptor, content, content.count) == content.count else { throw SystemFailure(errno) }
        return file
    }

    func makeFolder(_ name: String) {
        mkdir(path + "/" + name, 0o755)
    }

    func link(_ name: String, to target: String) {
        symlink(target, path + "/" + name)
    }
}

/// What a reader makes of bytes, as if they were a file of this name and format.
func events(
    _ bytes: some Sequence<UInt8>, name: String = "prova", as format: ArticleFormat = .jsonl,
    limits: ReadingLimits = ReadingLimits(), mapping: FieldMapping = FieldMapping()
) throws -> [ReadingEvent] {
    var template = Array("/tmp/spoglio-articles-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw SystemFailure(errno) }
    defer { close(descriptor) }
    unlink(template)
    let content = Array(bytes)
    guard write(descriptor, content, content.count) == content.count else { throw SystemFailure(errno) }
    lseek(descriptor, 0, SEEK_SET)
    var events: [ReadingEvent] = []
    var choices = ReadingChoices()
    choices.mapping = mapping
    try ArticleReader(limits: limits, choices: choices).read(descriptor: descriptor, name: name, format: format) {
        event in
        events.append(event)
        return .next
    }
    return events
}

/// The only article that a reader finds.
func article(_ text: String, name: String = "prova", as format: ArticleFormat) throws -> Article? {
    try events(text.utf8, name: name, as: format).compactMap(\.article).first
}

extension ReadingEvent {
    var article: Article? { if case .article(let article) = self { article } else { nil } }

    /// A short form: the id of an article, the position and words of the others.
    var summary: String {
        switch self {
        case .article(let article): "+ \(article.id)"
        case .rejection(let rejection): "- \(rejection.position): \(rejection.reason)"
        case .note(let note): "? \(note.position): \(note.message)"
        case .dependence(let file): "> \(file.path.display)"
        case .claim(let file): "< \(file.path.display)"
        }
    }
}

extension Charset {
    /// Text in a single-byte encoding, for tests; characters that it lacks become question marks.
    func encode(_ text: String) -> [UInt8] {
        var table: [Unicode.Scalar: UInt8] = [:]
        for byte in UInt8.min...UInt8.max {
            guard let decoded = decode([byte], replacing: false) else { continue }
            if let scalar = String(decoding: decoded, as: UTF8.self).unicodeScalars.first { table[scalar] = byte }
        }
        return text.unicodeScalars.map { table[$0] ?? 0x3F }
    }
}
