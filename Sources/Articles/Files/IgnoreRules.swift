// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// What a `.spoglioignore` says: which files and folders below it are passed over.
///
/// The syntax is that of gitignore(5): a pattern a line, `#` comments, `!` takes back, a slash at the end means folders
/// only, one elsewhere ties the pattern to the folder of the file, `**` stands for any folders, `*`, `?` and `[…]` as in
/// fnmatch(3) within one name. The last pattern that matches decides.
struct IgnoreRules: Sendable, Equatable {
    static let fileName = ".spoglioignore"
    /// A larger file is a mistake.
    static let largest = 1 << 20

    private enum Part: Sendable, Equatable {
        case anyFolders
        /// A pattern for one name, with its NUL.
        case name([CChar])
    }

    private struct Pattern: Sendable, Equatable {
        var takesBack = false
        var isForFolders = false
        /// Whether the parts are matched with the whole way from the folder of the file, not with the name alone.
        var isTied = false
        var parts: [Part] = []
    }

    private let patterns: [Pattern]

    /// Takes the content of a file; what is no pattern is passed over as git does.
    init(_ content: some Collection<UInt8>) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let body = content.starts(with: mark) ? content.dropFirst(3) : content.dropFirst(0)
        patterns = body.split(separator: 0x0A).compactMap { Self.pattern(Array($0)) }
    }

    /// Reads the file of a folder.
    static func read(in folder: PathName) -> Result<IgnoreRules, SystemFailure> {
        let path = folder.appending(Array(fileName.utf8)).bytes.map { CChar(bitPattern: $0) } + [0]
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { return .failure(SystemFailure(errno)) }
        defer { close(descriptor) }
        guard case .success(let status) = FileStatus.of(descriptor: descriptor), status.kind == .regular else {
            return .failure(SystemFailure(EINVAL))
        }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while content.count <= largest {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0 { return .failure(SystemFailure(errno)) }
            if count == 0 { return .success(IgnoreRules(content)) }
            content += buffer[..<count]
        }
        return .failure(SystemFailure(EFBIG))
    }

    private static func pattern(_ line: [UInt8]) -> Pattern? {
        var rest = withoutTrailingSpace(line)[...]
        if rest.first == 0x23 || rest.contains(0) { return nil }
        var pattern = Pattern()
        if rest.first == 0x21 {
            pattern.takesBack = true
            rest = rest.dropFirst()
        }
        if rest.last == 0x2F {
            pattern.isForFolders = true
            rest = rest.dropLast()
        }
        pattern.isTied = rest.contains(0x2F)
        for part in rest.split(separator: 0x2F) {
            if part.elementsEqual([0x2A, 0x2A]) {
                if pattern.parts.last != .anyFolders { pattern.parts.append(.anyFolders) }
            } else {
                pattern.parts.append(.name(part.map { CChar(bitPattern: $0) } + [0]))
            }
        }
        return pattern.parts.isEmpty ? nil : pattern
    }

    /// A space at the end counts only behind a backslash.
    private static func withoutTrailingSpace(_ line: [UInt8]) -> [UInt8] {
        var line = line
        if line.last == 0x0D { line.removeLast() }
        while line.last == 0x20 {
            let before = line.dropLast().reversed().prefix { $0 == 0x5C }.count
            if before % 2 == 1 { break }
            line.removeLast()
        }
        return line
    }

    /// Whether an entry is passed over: true or false as the last matching pattern says, nil when none matches.
    ///
    /// - Parameter way: The names from the folder of the file to the entry.
    func verdict(on way: [ArraySlice<UInt8>], isFolder: Bool) -> Bool? {
        let names = way.map { $0.map { CChar(bitPattern: $0) } + [0] }
        for pattern in patterns.reversed() where isFolder || !pattern.isForFolders {
            if Self.matches(pattern, names) { return !pattern.takesBack }
        }
        return nil
    }

    private static func matches(_ pattern: Pattern, _ names: [[CChar]]) -> Bool {
        guard pattern.isTied else { return names.last.map { matches(pattern.parts[0], $0) } ?? false }
        let parts = pattern.parts
        var (part, name) = (0, 0)
        // Where the last `**` stands and up to which name it is taken to reach: on a mismatch it takes one more.
        var any: (part: Int, name: Int)?
        while name < names.count {
            if part < parts.count, parts[part] == .anyFolders {
                any = (part, name)
                part += 1
            } else if part < parts.count, matches(parts[part], names[name]) {
                part += 1
                name += 1
            } else if let last = any {
                any = (last.part, last.name + 1)
                (part, name) = (last.part + 1, last.name + 1)
            } else {
                return false
            }
        }
        return part == parts.count
    }

    private static func matches(_ part: Part, _ name: [CChar]) -> Bool {
        switch part {
        case .anyFolders: true
        case .name(let pattern): unsafe fnmatch(pattern, name, 0) == 0
        }
    }
}
