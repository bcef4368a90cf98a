// SPDX-License-Identifier: GPL-3.0-or-later

import CArchive
import Glibc

/// The members of a ZIP or TAR file one after the other, or the content of a file that is compressed in another way than
/// with gzip; libarchive reads them, and nothing touches the file system.
@safe final class Archive: ByteSource {
    /// What the bytes are to be.
    enum Kind {
        /// ZIP or TAR, not compressed as a whole.
        case members
        /// A compressed file, which is one member.
        case compressed
    }

    enum Step {
        case member(Member)
        case end
        /// A member that cannot be read.
        case damaged(String)
    }

    struct Member {
        enum Kind {
            case file, folder, other
        }

        /// As the archive has it; it leads nowhere.
        let name: PathName
        let kind: Kind
        let isEncrypted: Bool
    }

    private var stream: ByteStream
    private var archive: OpaquePointer?
    private let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    private let unpacking: Unpacking
    private var ratio: UnpackingRatio
    private let countsBytes: Bool
    private let noun: String
    private let kind: Kind
    private var packed = 0
    private var size: Int?
    private var damaged = 0
    private let isSeekable: Bool
    /// How many members have begun.
    private var begun = 0
    private var reopened = 0
    private var endedByDamage = false
    /// Why nothing more can be read.
    private(set) var failure: SystemFailure?
    /// Why nothing more of the member is read; those behind it can be.
    private(set) var memberFailure: SystemFailure?
    /// What counted against the ratio before the member.
    private var ratioBefore: UnpackingRatio
    private var bombs = 0

    /// Damage that is met so often is not passed over any longer.
    private static let mostDamaged = 1000
    /// Each makes the work of a MiB, or of the ratio, before it is known.
    private static let mostBombs = 20
    /// Each time the members before are gone through again.
    private static let mostReopened = 20

    /// - Parameter countsBytes: Whether what is read was compressed in the archive.
    init(
        _ stream: consuming ByteStream, _ kind: Kind, unpacking: Unpacking, limits: ReadingLimits, countsBytes: Bool
    ) throws(SystemFailure) {
        self.unpacking = unpacking
        self.countsBytes = countsBytes
        noun = kind == .members ? "archive" : "compressed data"
        ratio = UnpackingRatio(limits: limits)
        ratioBefore = ratio
        self.kind = kind
        isSeekable = kind == .members && stream.isSeekable
        if isSeekable {
            size = stream.seek(0, SEEK_END)
            _ = stream.seek(0, SEEK_SET)
        }
        self.stream = stream
        open()
        guard unsafe archive != nil else {
            let why = unsafe spoglio_archive_unavailable().map { unsafe String(cString: $0) }
            throw SystemFailure(reason: Self.unavailable(because: why))
        }
    }

    deinit {
        unsafe spoglio_archive_free(archive)
        unsafe chunk.deallocate()
    }

    /// Why archives are refused where libarchive cannot be loaded, with the loader's reason if it gave one.
    static func unavailable(because reason: String?) -> String {
        guard let reason else { return "there is not enough memory to unpack it" }
        return "it cannot be unpacked without libarchive (\(reason)); install it with 'apt-get install libarchive13'"
    }

    private func open() {
        let input = unsafe spoglio_archive_input(read: Self.onRead, seek: isSeekable ? Self.onSeek : nil)
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe archive = spoglio_archive_new(input, context, kind == .compressed)
    }

    /// After a damaged member that libarchive does not get over, begins anew behind it; false where that is of no use.
    func passOverDamage() -> Bool {
        guard endedByDamage, isSeekable, reopened < Self.mostReopened, stream.seek(0, SEEK_SET) == 0 else {
            return false
        }
        reopened += 1
        endedByDamage = false
        failure = nil
        unsafe spoglio_archive_free(archive)
        open()
        guard let archive = unsafe archive else { return false }
        for _ in 0..<begun where unsafe spoglio_archive_next(archive) <= Int32(SPOGLIO_ARCHIVE_END) { break }
        return true
    }

    /// Goes to the next member, past what is unread of the last one.
    func next() throws(SystemFailure) -> Step {
        if let failure { throw failure }
        guard let archive = unsafe archive else { return .end }
        begun += 1
        (memberFailure, ratioBefore) = (nil, ratio)
        switch unsafe spoglio_archive_next(archive) {
        case Int32(SPOGLIO_ARCHIVE_MEMBER): return .member(unsafe Self.member(of: archive))
        case Int32(SPOGLIO_ARCHIVE_END):
            if let failure { throw failure }
            return .end
        case Int32(SPOGLIO_ARCHIVE_DAMAGED) where damaged < Self.mostDamaged:
            damaged += 1
            return .damaged(unsafe Self.reason(archive))
        default: throw fail("the \(noun) is damaged (\(unsafe Self.reason(archive)))")
        }
    }

    /// Reads bytes of the member.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemFailure) -> Int {
        if let failure = failure ?? memberFailure { throw failure }
        guard let archive = unsafe archive, let base = buffer.baseAddress else { return 0 }
        let count = unsafe Int(spoglio_archive_read(archive, base, buffer.count))
        if count < 0 {
            let reason = SystemFailure(reason: "the \(noun) is damaged (\(unsafe Self.reason(archive)))")
            guard count == Int(SPOGLIO_ARCHIVE_FATAL) else { throw reason }
            endedByDamage = failure == nil
            failure = failure ?? reason
            throw failure ?? reason
        }
        if countsBytes, count > 0 { try self.count(count) }
        return count
    }

    /// Counts bytes that were unpacked.
    ///
    /// A member that unpacks to too much is left alone where the next one is found without unpacking the rest of it.
    private func count(_ bytes: Int) throws(SystemFailure) {
        do throws(SystemFailure) {
            try unpacking.add(bytes: bytes)
        } catch {
            failure = error
            throw error
        }
        do throws(SystemFailure) {
            try ratio.add(bytes, packed: size.map { min(packed, $0) } ?? packed)
        } catch {
            bombs += 1
            ratio = ratioBefore
            if isSeekable, bombs < Self.mostBombs { memberFailure = error } else { failure = error }
            throw error
        }
    }

    private func fail(_ reason: String) -> SystemFailure {
        let failure = failure ?? SystemFailure(reason: reason)
        self.failure = failure
        return failure
    }

    private static func member(of archive: OpaquePointer) -> Member {
        let name = unsafe spoglio_archive_name(archive).map { name in
            unsafe Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
        }
        let isFile = unsafe spoglio_archive_is_regular(archive)
        let isFolder = unsafe spoglio_archive_is_folder(archive)
        return Member(
            name: PathName(bytes: name ?? []), kind: isFile ? .file : isFolder ? .folder : .other,
            isEncrypted: unsafe spoglio_archive_is_encrypted(archive))
    }

    /// What libarchive says, in one line and beginning in lower case.
    private static func reason(_ archive: OpaquePointer) -> String {
        let text = unsafe String(cString: spoglio_archive_error(archive)).singleLine
        return text.dropFirst().first?.isUppercase == true ? text : text.prefix(1).lowercased() + text.dropFirst()
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Archive? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<Archive>.fromOpaque(context).takeUnretainedValue()
    }

    private static let onRead:
        @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeRawPointer?>) -> Int64 = {
            context, buffer in
            guard let archive = unsafe Archive.from(context) else { return -1 }
            do throws(SystemFailure) {
                let count = unsafe try archive.stream.read(into: archive.chunk)
                archive.packed += count
                unsafe buffer.pointee = UnsafeRawPointer(archive.chunk.baseAddress)
                return Int64(count)
            } catch {
                archive.failure = error
                return -1
            }
        }

    private static let onSeek: @convention(c) (UnsafeMutableRawPointer?, Int64, Int32) -> Int64 = {
        context, offset, whence in
        guard let archive = unsafe Archive.from(context) else { return -1 }
        return archive.stream.seek(Int(offset), whence).map { Int64($0) } ?? -1
    }
}
