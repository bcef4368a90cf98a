// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct ColumnFileTests {
    private func write(_ path: String) throws -> FileStamp {
        let writer = try ColumnFileWriter(path: path, kind: "test")
        try writer.writeSection("empty", [])
        try writer.writeSection("bytes", [1, 2, 3])
        try writer.writeSection("numbers", values: [UInt32.max, 0, 7])
        return try writer.finish()
    }

    private func message(_ body: () throws -> Void) -> String? {
        #expect(throws: ColumnsError.self) { try body() }?.message
    }

    @Test(arguments: [0, 1, 65_519, 65_520, 65_521, 131_072, 200_000])
    func sectionsComeBackAsTheyWereWritten(length: Int) throws {
        var random = SeededGenerator(seed: UInt64(length))
        let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let numbers = (0..<length / 7).map { _ in Int64(bitPattern: random.next()) }
        let scratch = try Scratch()
        let writer = try ColumnFileWriter(path: scratch.path("file"), kind: "testing8")
        try writer.beginSection("bytes")
        for chunk in stride(from: 0, to: length, by: 1_000) {
            try writer.append(Array(bytes[chunk..<min(length, chunk + 1_000)]))
        }
        writer.endSection()
        try writer.writeSection("numbers", values: numbers)
        let stamp = try writer.finish()
        #expect(stamp.bytes == UInt64(try Files.read(scratch.path("file")).count))
        let file = try ColumnFile(path: scratch.path("file"), kind: "testing8", expected: stamp)
        #expect(file.stamp == stamp)
        #expect(try Array(file.bytes(of: "bytes")) == bytes)
        let array = try file.array("numbers", of: Int64.self)
        #expect(array.withValues { Array($0) } == numbers)
        #expect((0..<array.count).map { array[$0] } == numbers)
        #expect(try file.range(of: "numbers").lowerBound % 8 == 0)
        #expect(file.hasSection("bytes") && !file.hasSection("other"))
        try file.checkAll()
    }

    @Test func whatFailsIsSaidWithTheFile() throws {
        let scratch = try Scratch()
        let path = scratch.path("file")
        let stamp = try write(path)
        let file = try ColumnFile(path: path, kind: "test")
        let missing = scratch.path("missing")
        let folder = scratch.path("no-folder/file")
        #expect(
            message { _ = try ColumnFile(path: missing, kind: "test") }
                == "cannot open '\(missing)': No such file or directory")
        #expect(
            message { _ = try ColumnFileWriter(path: folder, kind: "test") }
                == "cannot create '\(folder)': No such file or directory")
        #expect(
            message { _ = try ColumnFile(path: path, kind: "other") }
                == "'\(path)' is damaged: its header is not that of a 'other' file")
        #expect(
            message { _ = try file.array("none", of: UInt8.self) }
                == "'\(path)' is damaged: section 'none' is missing")
        #expect(
            message { _ = try file.array("bytes", of: UInt16.self) }
                == "'\(path)' is damaged: a section has half an integer")
        #expect(
            message { _ = try file.bytes(in: 0..<100_000) }
                == "'\(path)' is damaged: an offset points behind its end")
        var longer = stamp
        longer.bytes += 1
        #expect(
            message { _ = try ColumnFile(path: path, kind: "test", expected: longer) }
                == "'\(path)' is damaged: it has \(stamp.bytes) bytes, \(stamp.bytes + 1) were written")
        var other = stamp
        other.checksum ^= 1
        #expect(
            message { _ = try ColumnFile(path: path, kind: "test", expected: other) }
                == "'\(path)' is damaged: it is not the file that was written")
        let whole = try Files.read(path)
        try Files.write(whole.prefix(55), to: path)
        #expect(message { _ = try ColumnFile(path: path, kind: "test") } == "'\(path)' is damaged: it is too short")
        try Files.write(whole.dropLast(), to: path)
        #expect(
            message { _ = try ColumnFile(path: path, kind: "test") }
                == "'\(path)' is damaged: its table does not match its checksum")
        var bytes = whole
        bytes[7] = 9
        try Files.write(bytes, to: path)
        #expect(
            message { _ = try ColumnFile(path: path, kind: "test") }
                == "'\(path)' has format 9; this program reads 2")
        bytes = whole
        bytes[20] ^= 1
        try Files.write(bytes, to: path)
        let damaged = try ColumnFile(path: path, kind: "test", expected: stamp)
        let end = try damaged.range(of: "numbers").upperBound - 1
        #expect(
            message { try damaged.checkAll() }
                == "'\(path)' is damaged: bytes 0-\(end) do not match their checksum")
    }

    @Test func aLargeSectionIsCheckedWholeWithoutStayingInMemory() throws {
        let scratch = try Scratch()
        let path = scratch.path("file")
        let numbers = (0..<5_000_000).map { UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) }
        let writer = try ColumnFileWriter(path: path, kind: "test")
        try writer.writeSection("numbers", values: numbers)
        let stamp = try writer.finish()
        let file = try ColumnFile(path: path, kind: "test", expected: stamp)
        let array = try file.array("numbers", of: UInt32.self)
        #expect(try kilobytesMapped(path) < 2_048)
        #expect(array.withValues { Array($0) } == numbers)
        #expect(try kilobytesMapped(path) > 16_384)
        var bytes = try Files.read(path)
        bytes[bytes.count / 2] ^= 1
        try Files.write(bytes, to: path)
        let damaged = try ColumnFile(path: path, kind: "test", expected: stamp)
        let start = bytes.count / 2 / ColumnFileFormat.blockLength * ColumnFileFormat.blockLength
        #expect(
            message { _ = try damaged.array("numbers", of: UInt32.self) }
                == "'\(path)' is damaged: bytes \(start)-\(start + ColumnFileFormat.blockLength - 1) "
                + "do not match their checksum")
    }

    /// How much of a mapped file is in the memory of this process.
    private func kilobytesMapped(_ path: String) throws -> Int {
        var isOfFile = false
        var sum = 0
        for line in String(decoding: try Files.read("/proc/self/smaps"), as: UTF8.self).split(separator: "\n") {
            if line.first?.isUppercase == false { isOfFile = line.hasSuffix(path) }
            if isOfFile, line.hasPrefix("Rss:") { sum += Int(line.filter(\.isNumber)) ?? 0 }
        }
        return sum
    }

    @Test func anErrorSaysOfWhichKindItIs() throws {
        let scratch = try Scratch()
        let error = #expect(throws: ColumnsError.self) { try ColumnFile(path: scratch.path("x"), kind: "test") }
        #expect(error?.code == .system && error?.path == scratch.path("x"))
        let checksum = #expect(throws: ColumnsError.self) { try Checksum.ofFile(scratch.path("x")) }
        #expect(checksum?.message == "cannot open '\(scratch.path("x"))': No such file or directory")
    }

    @Test func aFilesChecksumIsThatOfItsBytes() throws {
        let scratch = try Scratch()
        for count in [0, 1, 300_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try Files.write(bytes, to: scratch.path("file"))
            #expect(try Checksum.ofFile(scratch.path("file")) == Checksum.of(bytes))
        }
        #expect(Checksum.of("") == 0x2D06_8005_38D3_94C2)
    }

    @Test func aMappingOutlivesItsFile() throws {
        let scratch = try Scratch()
        _ = try write(scratch.path("file"))
        let file = try ColumnFile(path: scratch.path("file"), kind: "test")
        Files.remove(scratch.path("file"))
        #expect(try Array(file.bytes(of: "bytes")) == [1, 2, 3])
    }
}
