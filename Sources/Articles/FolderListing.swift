// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The names in a folder, sorted by their bytes and packed, since a folder may hold a million.
struct FolderListing: IteratorProtocol, Sendable {
    private let names: [UInt8]
    private let starts: [UInt32]
    private var position = 0

    /// Reads a folder without its `.` and `..`.
    static func of(_ path: PathName) -> Result<FolderListing, SystemFailure> {
        let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
        guard let folder = unsafe opendir(name) else { return .failure(SystemFailure(errno)) }
        defer { unsafe closedir(folder) }
        var names: [UInt8] = []
        var starts: [UInt32] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(folder) else {
                return errno == 0 ? .success(FolderListing(names, starts)) : .failure(SystemFailure(errno))
            }
            let start = names.count
            unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                let length = unsafe strlen(UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self))
                unsafe names.append(contentsOf: UnsafeRawBufferPointer(start: field, count: length))
            }
            if names[start...].elementsEqual([0x2E]) || names[start...].elementsEqual([0x2E, 0x2E]) {
                names.removeLast(names.count - start)
                continue
            }
            names.append(0)
            guard names.count <= UInt32.max else { return .failure(SystemFailure(EOVERFLOW)) }
            starts.append(UInt32(start))
        }
    }

    /// The absolute path without symbolic links, nil when it leads nowhere.
    static func resolved(_ path: PathName) -> [UInt8]? {
        let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
        guard let result = unsafe realpath(name, nil) else { return nil }
        defer { unsafe free(result) }
        return unsafe Array(UnsafeRawBufferPointer(start: result, count: strlen(result)))
    }

    private init(_ names: [UInt8], _ starts: [UInt32]) {
        self.names = names
        self.starts = unsafe names.withUnsafeBytes { bytes in
            starts.sorted { left, right in
                guard let base = bytes.baseAddress else { return false }
                let first = unsafe (base + Int(left)).assumingMemoryBound(to: CChar.self)
                return unsafe strcmp(first, (base + Int(right)).assumingMemoryBound(to: CChar.self)) < 0
            }
        }
    }

    mutating func next() -> ArraySlice<UInt8>? {
        guard position < starts.count else { return nil }
        let start = Int(starts[position])
        position += 1
        let end = names[start...].firstIndex(of: 0) ?? names.count
        return names[start..<end]
    }
}
