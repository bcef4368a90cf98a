// SPDX-License-Identifier: GPL-3.0-or-later

internal import CChecksum
internal import CXXHash
internal import Glibc

/// The text that the system has for an error number.
func errorText(_ number: Int32) -> String { String(cString: strerror(number)) }

/// XXH3, 64 bits, seed 0 (https://github.com/Cyan4973/xxHash), of bytes in memory or of a file.
public enum Checksum {
    /// The checksum of bytes in memory; a text is taken as its UTF-8.
    public static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        cchecksum_xxh3(bytes.baseAddress, bytes.count)
    }

    /// The checksum of bytes in memory.
    public static func of(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { of($0) } }

    /// The checksum of a text's UTF-8 bytes.
    public static func of(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { of(UnsafeRawBufferPointer($0)) }
    }

    /// The checksum of a whole file, in constant memory.
    public static func ofFile(_ path: String) throws(ColumnsError) -> UInt64 {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open", path, errno) }
        defer { close(descriptor) }
        guard let state = XXH3_createState() else { throw .system("read", path, ENOMEM) }
        defer { XXH3_freeState(state) }
        XXH3_64bits_reset(state)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .system("read", path, errno)
            }
            if count == 0 { return XXH3_64bits_digest(state) }
            XXH3_64bits_update(state, buffer.baseAddress, count)
        }
    }
}
