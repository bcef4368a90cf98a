// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The entries of a folder with their status, in the order of the bytes of their names, packed, since a folder may hold
/// a million.
///
/// The status of each is asked for while the folder is open, so that the system does not look for the folder again each
/// time. Entries whose name begins with a dot are left out.
struct FolderListing: IteratorProtocol, Sendable {
    /// An entry and what it is, or why that cannot be told.
    struct Entry {
        let name: ArraySlice<UInt8>
        let status: Result<FileStatus, SystemFailure>
    }

    private struct Slot {
        /// The first eight bytes of the name, for quick comparisons.
        let prefix: UInt64
        let start: UInt32
        let length: UInt16
        let number: Int32
        let status: FileStatus?
    }

    private var names: [UInt8] = []
    private var slots: [Slot] = []
    private var position = 0
    /// Whether one of the hidden entries says what is to be ignored.
    private(set) var hasIgnoreFile = false
    /// Whether the entries are those at the top of an index.
    private(set) var isIndex = false

    /// Reads a folder.
    static func of(_ path: PathName) -> Result<FolderListing, SystemFailure> {
        let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
        guard let folder = unsafe opendir(name) else { return .failure(SystemFailure(errno)) }
        defer { unsafe closedir(folder) }
        let descriptor = unsafe dirfd(folder)
        var listing = FolderListing()
        var (hasManifest, hasSegments) = (false, false)
        while true {
            errno = 0
            guard let entry = unsafe readdir(folder) else {
                guard errno == 0 else { return .failure(SystemFailure(errno)) }
                break
            }
            guard let slot = unsafe listing.take(&entry.pointee.d_name, in: descriptor) else { continue }
            guard listing.names.count <= UInt32.max else { return .failure(SystemFailure(EOVERFLOW)) }
            listing.slots.append(slot)
            if slot.status?.kind == .regular, listing.name(of: slot).elementsEqual(manifest) { hasManifest = true }
            if slot.status?.kind == .folder, listing.name(of: slot).elementsEqual(segments) { hasSegments = true }
        }
        listing.isIndex = hasManifest && hasSegments
        listing.sort()
        return .success(listing)
    }

    private static let manifest = Array("manifest".utf8)
    private static let segments = Array("segments".utf8)

    /// Takes an entry, nil if it is hidden.
    private mutating func take<Name>(_ field: UnsafePointer<Name>, in folder: Int32) -> Slot? {
        let text = unsafe UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self)
        let length = unsafe strlen(text)
        if unsafe text[0] == 0x2E {
            if unsafe strcmp(text, IgnoreRules.fileName) == 0 { hasIgnoreFile = true }
            return nil
        }
        let start = names.count
        unsafe names.append(contentsOf: UnsafeRawBufferPointer(start: field, count: length))
        var prefix: UInt64 = 0
        for index in 0..<8 { prefix = prefix << 8 | (index < length ? UInt64(names[start + index]) : 0) }
        var status = stat()
        let isKnown = unsafe fstatat(folder, text, &status, AT_SYMLINK_NOFOLLOW) == 0
        return Slot(
            prefix: prefix, start: UInt32(truncatingIfNeeded: start), length: UInt16(length),
            number: isKnown ? 0 : errno, status: isKnown ? FileStatus(status) : nil)
    }

    private mutating func sort() {
        unsafe names.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            slots.sort { left, right in
                if left.prefix != right.prefix { return left.prefix < right.prefix }
                let common = Int(min(left.length, right.length))
                let order = unsafe memcmp(base + Int(left.start), base + Int(right.start), common)
                return order != 0 ? order < 0 : left.length < right.length
            }
        }
    }

    private func name(of slot: Slot) -> ArraySlice<UInt8> {
        names[Int(slot.start)..<Int(slot.start) + Int(slot.length)]
    }

    mutating func next() -> Entry? {
        guard position < slots.count else { return nil }
        let slot = slots[position]
        position += 1
        let status = slot.status.map { Result<FileStatus, SystemFailure>.success($0) }
        return Entry(name: name(of: slot), status: status ?? .failure(SystemFailure(slot.number)))
    }
}
