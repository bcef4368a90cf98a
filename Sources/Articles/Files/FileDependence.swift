// SPDX-License-Identifier: GPL-3.0-or-later

/// A file that decides, beside the one that is read, which articles that one gives, with what tells whether it has changed.
public struct FileDependence: Sendable, Equatable {
    /// Absolute; without symbolic links as far as its folder goes.
    public let path: PathName
    /// Size, modification time, inode and device; nil where there is no regular file.
    private let status: [Int64]?

    /// Looks at the file without opening it.
    public init(_ path: PathName) {
        self.path = path
        status = Self.found(path).map {
            [$0.size, $0.modificationTime, Int64(bitPattern: $0.inode), Int64(bitPattern: $0.device)]
        }
    }

    private init(path: PathName, status: [Int64]?) {
        self.path = path
        self.status = status
    }

    /// Whether the file was there.
    public var isThere: Bool { status != nil }

    /// Whether the file is still what it was, or still missing.
    public var holds: Bool { FileDependence(path) == self }

    /// The file as a source; nil where there is none.
    ///
    /// - Parameter shown: What it is called.
    public func file(shownAs shown: PathName) -> SourceFile? {
        Self.found(path).map {
            SourceFile(
                path: shown, resolvedPath: path, size: $0.size, modificationTime: $0.modificationTime,
                inode: $0.inode, device: $0.device)
        }
    }

    private static func found(_ path: PathName) -> SourceFile? {
        guard case .success(let status) = FileStatus.of(path, followingLinks: true), status.kind == .regular else {
            return nil
        }
        return status.file(at: path)
    }
}

extension FileDependence {
    /// Several as a text: a line for each, the path in hexadecimal digits, and what was known of the file.
    public static func text(of dependences: [FileDependence]) -> String {
        dependences.map { dependence in
            let digits = dependence.path.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            return ([digits.joined()] + (dependence.status ?? []).map { String($0) }).joined(separator: " ")
        }.joined(separator: "\n")
    }

    /// Those of a text; nil where it is something else.
    public static func list(from text: String) -> [FileDependence]? {
        var found: [FileDependence] = []
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            let numbers = fields.dropFirst().compactMap { Int64($0) }
            guard let path = fields.first.flatMap({ bytes(of: $0) }), [1, 5].contains(fields.count),
                numbers.count == fields.count - 1
            else { return nil }
            found.append(FileDependence(path: PathName(bytes: path), status: numbers.isEmpty ? nil : numbers))
        }
        return found
    }

    private static func bytes(of digits: Substring) -> [UInt8]? {
        let values = digits.compactMap(\.hexDigitValue)
        guard values.count == digits.count, values.count % 2 == 0 else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }
}
