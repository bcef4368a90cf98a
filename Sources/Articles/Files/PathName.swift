// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// A path as the file system has it: bytes, which need not be UTF-8.
public struct PathName: Sendable, Hashable {
    public let bytes: [UInt8]

    /// Makes a path of its bytes, which must not hold a NUL.
    public init(bytes: [UInt8]) {
        precondition(!bytes.contains(0), "a path cannot hold a NUL byte")
        self.bytes = bytes
    }

    /// Makes a path of what the user typed, cut off at a NUL.
    public init(_ text: String) {
        bytes = Array(text.utf8.prefix { $0 != 0 })
    }

    /// The path as text for people and ids: bytes that are not UTF-8 and control characters stand as `\xE8`, a
    /// backslash as `\\`, so that different paths never look alike.
    public var display: String {
        if bytes.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x5C }) {
            return String(decoding: bytes, as: UTF8.self)
        }
        if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(where: Self.needsEscape) {
            return text
        }
        var text = ""
        var rest = bytes[...]
        while let byte = rest.first {
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            if let character = String(validating: rest.prefix(length), as: UTF8.self),
                !character.unicodeScalars.contains(where: Self.needsEscape)
            {
                text += character
                rest = rest.dropFirst(length)
            } else {
                text += byte == 0x5C ? "\\\\" : "\\x" + Self.hexadecimal(byte)
                rest = rest.dropFirst()
            }
        }
        return text
    }

    /// The absolute path without symbolic links, nil when it leads nowhere.
    public var resolved: PathName? {
        let name = bytes.map { CChar(bitPattern: $0) } + [0]
        guard let result = unsafe realpath(name, nil) else { return nil }
        defer { unsafe free(result) }
        return unsafe PathName(bytes: Array(UnsafeRawBufferPointer(start: result, count: strlen(result))))
    }

    /// The bytes after the last slash.
    var lastComponent: ArraySlice<UInt8> {
        bytes.lastIndex(of: 0x2F).map { bytes[($0 + 1)...] } ?? bytes[...]
    }

    /// The bytes after the last dot of the last component in lower case, empty when it has none or only a leading one.
    var fileExtension: String {
        let name = lastComponent
        guard let dot = name.lastIndex(of: 0x2E), dot > name.startIndex else { return "" }
        return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
    }

    /// The last component without its extension, made displayable.
    var stem: String {
        let name = lastComponent
        guard let dot = name.lastIndex(of: 0x2E), dot > name.startIndex else {
            return PathName(bytes: Array(name)).display
        }
        return PathName(bytes: Array(name[..<dot])).display
    }

    func appending(_ name: some Sequence<UInt8>) -> PathName {
        PathName(bytes: bytes == [0x2E] ? Array(name) : bytes + (bytes.last == 0x2F ? [] : [0x2F]) + name)
    }

    /// The path without what says nothing: `./a//b/` and `a/b` give the same ids.
    var tidied: PathName {
        var parts = bytes.split(separator: 0x2F)
        parts.removeAll { $0.elementsEqual([0x2E]) }
        let relative = parts.isEmpty ? [] : Array(parts.joined(separator: [0x2F]))
        if bytes.first == 0x2F { return PathName(bytes: [0x2F] + relative) }
        return PathName(bytes: relative.isEmpty ? [0x2E] : relative)
    }

    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\\" || scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}

extension PathName: CustomStringConvertible {
    public var description: String { display }
}
