// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// The list of all that belongs to an index: one small file, replaced as a whole by each commit.
///
/// The first line is `spoglio-manifest VERSION CHECKSUM`, where the checksum is the XXH3 of all bytes after the line in
/// sixteen hexadecimal digits; each line that follows has fields between tabs (see `ManifestLines`). A commit writes and
/// syncs every file that the manifest names, writes `manifest.new`, syncs it, renames it over `manifest` and syncs the
/// folder.
struct Manifest: Equatable, Sendable {
    static let name = "manifest"
    static let version = 11

    /// Goes up by one with each commit.
    var revision = 0
    /// The number of the next segment; never used twice.
    var nextSegment = 1
    var segments: [Segment] = []
    /// Files that remember the sources, oldest first; later ones hold for a path.
    var ledgers: [File] = []
    /// The values of the facets over all segments; nil where there is no segment.
    var values: File?
    /// Files of the user's own entities, in the order in which they are read; nil while there are none.
    var authorities: [File]?

    struct Segment: Equatable, Sendable {
        var name: String
        /// Documents, deleted ones included.
        var documents: Int
        /// Positions of title and body, over all documents.
        var tokens: Int
        var deleted = 0
        var files: [File]
        /// The set of deleted documents; nil while there are none.
        var deletions: File?
    }

    struct File: Equatable, Sendable {
        var name: String
        var bytes: UInt64
        /// XXH3 in hexadecimal: of the table of a segment file, of all bytes of any other.
        var checksum: String

        init(name: String, stamp: FileStamp) {
            self.name = name
            bytes = stamp.bytes
            checksum = Manifest.hexadecimal(stamp.checksum)
        }

        var stamp: FileStamp { FileStamp(bytes: bytes, checksum: UInt64(checksum, radix: 16) ?? 0) }
    }

    /// The files that lie beside the segments.
    var files: [File] { ledgers + (authorities ?? []) + (values.map { [$0] } ?? []) }

    static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Articles that can be found.
    var liveArticles: Int { segments.reduce(0) { $0 + $1.documents - $1.deleted } }

    static func missing(_ location: IndexLocation) -> SpoglioError {
        SpoglioError(
            .indexMissing, "there is no index at '\(location.path)'",
            hint: "make one with 'spoglio index PATH --index \(location.path)'")
    }

    /// An empty manifest whose segments and commits come after all that stand in the folder of an index without one: no
    /// name is used twice, and no mark of a search is ahead of a commit.
    static func after(_ location: IndexLocation) throws(SpoglioError) -> Manifest {
        var manifest = Manifest()
        let segments = try FileSystem.names(in: location.segmentsPath).compactMap { IndexFileName.segmentNumber($0) }
        manifest.nextSegment = 1 + (segments.max() ?? 0)
        let ledgers = try FileSystem.names(in: location.path).compactMap { IndexFileName.ledgerRevision($0) }
        let marks = (try? SearchMarks.read(location))?.latest ?? 0
        manifest.revision = max(ledgers.max() ?? 0, marks)
        return manifest
    }

    /// Whether every name is one of an index: none leads anywhere else.
    private var namesFilesOfItsOwn: Bool {
        segments.allSatisfy { segment in
            IndexFileName.segmentNumber(segment.name) != nil
                && (segment.files + (segment.deletions.map { [$0] } ?? [])).allSatisfy {
                    IndexFileName.isPlain($0.name)
                }
        } && ledgers.allSatisfy { IndexFileName.ledgerRevision($0.name) != nil }
            && (authorities ?? []).allSatisfy { IndexFileName.isAuthority($0.name) }
            && values.map { IndexFileName.isValues($0.name) } ?? true
    }

    /// Reads the manifest of an index.
    static func read(_ location: IndexLocation) throws(SpoglioError) -> Manifest {
        guard let bytes = try FileSystem.read(location.manifestPath) else {
            throw missing(location)
        }
        let damaged = SpoglioError(
            .indexDamaged, "'\(location.manifestPath)' is damaged: it does not match its checksum",
            hint: "restore the index from a copy, or build it again with 'spoglio index --rebuild PATH...'")
        guard let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n")) else { throw damaged }
        let header = ManifestLines.fields(of: bytes[..<lineEnd], at: UInt8(ascii: " "))
        guard header.count == 3, header[0] == "spoglio-manifest" else { throw damaged }
        let body = bytes[(lineEnd + 1)...]
        guard header[2] == hexadecimal(Checksum.of(Array(body))) else { throw damaged }
        guard header[1] == String(version) else {
            throw SpoglioError(
                .indexFormat, "the index at '\(location.path)' has format \(header[1]); this program reads \(version)",
                hint: "build the index again with 'spoglio index --rebuild PATH...'")
        }
        guard let manifest = ManifestLines.read(body), manifest.namesFilesOfItsOwn else { throw damaged }
        return manifest
    }

    /// Replaces the manifest of an index; everything that it names must be durable.
    func write(_ location: IndexLocation) throws(SpoglioError) {
        let body = ManifestLines.write(self)
        let header = "spoglio-manifest \(Self.version) \(Self.hexadecimal(Checksum.of(body)))\n"
        try FileSystem.replace(Self.name, in: location.path, by: Array(header.utf8) + body)
    }
}
