// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// What a decompressor or the reader of an archive asks of a stream.
extension ByteStream {
    /// Fills memory with the next bytes and says how many came; 0 at the end.
    mutating func read(into target: UnsafeMutableRawBufferPointer) throws(SystemFailure) -> Int {
        let piece = try peek(1).isEmpty ? 0 : min(available, target.count)
        let bytes = try peek(piece)
        unsafe bytes.withUnsafeBytes { bytes in unsafe target.copyMemory(from: bytes) }
        skip(piece)
        return piece
    }

    /// Passes over bytes that need not have been peeked at, and says how many there were.
    mutating func skipForward(_ count: Int) throws(SystemFailure) -> Int {
        var left = count
        while left > 0 {
            if try peek(1).isEmpty { break }
            let piece = min(left, available)
            skip(piece)
            left -= piece
        }
        return count - left
    }

    static func read(
        _ source: any ByteSource, into buffer: inout [UInt8], from offset: Int
    ) throws(SystemFailure) -> Int {
        // A typed error does not pass through the closures of the standard library.
        let result: Result<Int, SystemFailure> = unsafe buffer.withUnsafeMutableBytes { bytes in
            do throws(SystemFailure) {
                return .success(unsafe try source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[offset...])))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
