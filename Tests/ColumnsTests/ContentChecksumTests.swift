// SPDX-License-Identifier: GPL-3.0-or-later

import Columns
import Glibc
import TestSupport
import Testing

/// A checksum tells contents apart, and never takes a changed file for what it was.
struct ContentChecksumTests {
    private func checksum(_ path: String) -> UInt64 {
        var status = stat()
        stat(path, &status)
        let modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        return ContentChecksum.of(Array(path.utf8), size: UInt64(status.st_size), modified: modified)
    }

    private func setTime(_ path: String, _ seconds: Int) {
        utimensat(AT_FDCWD, path, [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)], 0)
    }

    @Test func aSmallFileIsKnownByItsBytesAlone() throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        try Files.write(Array("uno".utf8), to: path)
        setTime(path, 1)
        let first = checksum(path)
        setTime(path, 2)
        #expect(checksum(path) == first)
        #expect(first != 0)
        try Files.write(Array("due".utf8), to: path)
        #expect(checksum(path) != first)
    }

    @Test func aFileTooLargeToBeReadTwiceIsKnownByItsTimeToo() throws {
        let scratch = try Scratch()
        let path = scratch.path("a")
        try Files.write([], to: path)
        #expect(truncate(path, off_t(ContentChecksum.wholeLimit) + 1) == 0)
        setTime(path, 1)
        let first = checksum(path)
        #expect(first != 0)
        #expect(checksum(path) == first)
        setTime(path, 2)
        #expect(checksum(path) != first)
    }
}
