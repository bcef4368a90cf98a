// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct ChecksumTests {
    /// What is made of a file comes from the library, what is made of memory from the widest vectors there are.
    @Test func memoryAndFilesHaveTheSameChecksums() throws {
        var random = SeededGenerator(seed: 12)
        let scratch = try Scratch()
        let path = scratch.path("bytes")
        for length in [0, 1, 3, 4, 8, 9, 16, 17, 128, 129, 240, 241, 255, 256, 1_023, 1_024, 1_025, 65_536, 300_001] {
            let bytes = (0..<length).map { _ in UInt8(random.number(0...255)) }
            try Files.write(bytes, to: path)
            #expect(try Checksum.ofFile(path) == Checksum.of(bytes), "\(length) bytes")
            // At any address.
            #expect(
                try Checksum.ofFile(path)
                    == Array([0] + bytes).withUnsafeBytes {
                        Checksum.of(UnsafeRawBufferPointer(rebasing: $0.dropFirst()))
                    }, "\(length) bytes")
        }
        #expect(Checksum.of("") == 0x2D06_8005_38D3_94C2)
    }
}
