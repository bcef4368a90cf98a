// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

@testable import Articles

@Suite struct METSCoverageTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Whether the names of a file had to be found out, which then are its content.
    private func isFound(_ name: String, in coverage: METSCoverage) -> Bool {
        var isFound = false
        let path = PathName(folder.path + "/" + name)
        let names = coverage.names(of: path) {
            isFound = true
            return Self.content(of: path)
        }
        #expect(names == Self.content(of: path), "\(name)")
        return isFound
    }

    private static func content(of path: PathName) -> Set<[UInt8]> {
        guard case .success(var stream) = ByteStream.open(path), let bytes = try? stream.rest(limit: 1 << 20) else {
            return []
        }
        return Set(bytes.split(separator: 0x0A).map(Array.init))
    }

    @Test func whatIsAsItWasIsFoundOutOnce() throws {
        let coverage = METSCoverage()
        try folder.write("a.xml", "1.xml\n2.xml".utf8)
        try folder.write("b.xml", "".utf8)
        #expect(isFound("a.xml", in: coverage) && isFound("b.xml", in: coverage))
        #expect(!isFound("a.xml", in: coverage) && !isFound("b.xml", in: coverage))
        try folder.write("a.xml", "1.xml\n3.xml\n".utf8)
        #expect(isFound("a.xml", in: coverage) && !isFound("a.xml", in: coverage))
        // Another file of the same size and time.
        try folder.write("c.xml", "4.xml\n5.xml\n".utf8)
        var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
        for name in ["a.xml", "c.xml"] { #expect(utimensat(AT_FDCWD, folder.path + "/" + name, &times, 0) == 0) }
        #expect(isFound("a.xml", in: coverage))
        #expect(rename(folder.path + "/c.xml", folder.path + "/a.xml") == 0)
        #expect(isFound("a.xml", in: coverage) && !isFound("a.xml", in: coverage))
        // What is not there is known of nothing.
        #expect(isFound("manca.xml", in: coverage) && isFound("manca.xml", in: coverage))
    }

    @Test func noMoreIsKeptThanThereIsRoomFor() throws {
        // Each takes 256 bytes, and 48 beside its name.
        let coverage = METSCoverage(room: 4 * (256 + 48 + 5))
        let names = (1...6).map { "\($0).xml" }
        for name in names { try folder.write(name, name.utf8) }
        for name in names.prefix(4) { #expect(isFound(name, in: coverage)) }
        #expect(!isFound("1.xml", in: coverage))
        // What was not asked for the longest goes.
        #expect(isFound("5.xml", in: coverage) && !isFound("1.xml", in: coverage))
        #expect(coverage.count == 4)
        #expect(isFound("2.xml", in: coverage) && coverage.count == 4)
        // What has no room by itself takes none from others.
        try folder.write("6.xml", (1...200).map { "\($0)" }.joined(separator: "\n").utf8)
        for _ in 0..<2 { #expect(isFound("6.xml", in: coverage)) }
        #expect(coverage.count == 4 && !isFound("2.xml", in: coverage))
    }
}
