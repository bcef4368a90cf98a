// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Entities

/// The tables of entities of the user's own: those named for a run, and the copies that an index keeps of them.
enum IndexAuthority {
    /// More in one run are refused.
    static let mostFiles = 64

    /// Reads tables by their paths.
    ///
    /// - Throws: `request` naming the file that cannot be read.
    static func read(paths: [String]) throws(SpoglioError) -> [AuthorityTable] {
        guard paths.count <= mostFiles else {
            throw SpoglioError(.request, "\(paths.count) authority files are named; an index has at most \(mostFiles)")
        }
        var tables: [AuthorityTable] = []
        do {
            for path in paths { tables.append(try AuthorityTable(path: path)) }
        } catch {
            throw refusal(error)
        }
        return tables
    }

    /// The tables that an index keeps.
    ///
    /// - Throws: `indexDamaged` where one is not as it was written.
    static func remembered(by manifest: Manifest, in location: IndexLocation) throws(SpoglioError) -> [AuthorityTable] {
        var tables: [AuthorityTable] = []
        for file in manifest.authorities ?? [] {
            let path = location.path + "/" + file.name
            guard let bytes = try FileSystem.read(path), UInt64(bytes.count) == file.bytes,
                Checksum.of(bytes) == file.stamp.checksum
            else {
                throw SpoglioError(
                    .indexDamaged, "'\(path)' is missing or was changed",
                    hint: "name the authority again: spoglio index --rebuild --authority FILE PATH")
            }
            tables.append(AuthorityTable(name: path, bytes: bytes))
        }
        return tables
    }

    static func refusal(_ error: EntityError) -> SpoglioError {
        SpoglioError(.request, error.message, hint: "mend the file; the index is as it was")
    }
}
