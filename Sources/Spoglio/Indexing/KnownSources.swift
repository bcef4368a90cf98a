// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import Glibc

/// What the ledgers of an index know of sources, read where they lie.
struct KnownSources {
    /// The newest first: of rows with one path the newest holds.
    private let ledgers: [SourceLedger]

    /// What stands for standard input where a file has its path.
    static let standardInput = (path: Array("-".utf8), hash: Checksum.of("-"))

    /// Nothing is known.
    init() { ledgers = [] }

    init(_ files: [Manifest.File], in location: IndexLocation) throws(SpoglioError) {
        var ledgers: [SourceLedger] = []
        for file in files.reversed() {
            do {
                ledgers.append(try SourceLedger(path: location.path + "/" + file.name, expected: file.stamp))
            } catch {
                throw SpoglioError(error)
            }
        }
        self.ledgers = ledgers
    }

    /// One source that is known.
    struct Entry {
        fileprivate let ledger: SourceLedger
        fileprivate let index: Int

        var row: SourceRow { ledger.row(index) }
        var path: [UInt8] { ledger.path(index) }
        var pathHash: UInt64 { ledger.pathHash(index) }
        var state: SourceRow.State { ledger.state(index) }
        var sourceHash: UInt64 { ledger.sourceHash(index) }
        var content: UInt64 { ledger.content(index) }
        var reading: UInt64 { ledger.reading(index) }
        var marks: SourceRow.Marks { ledger.marks(index) }
        var missing: UInt8 { ledger.missing(index) }
        var articles: Int { ledger.articles(index) }
        var hasRejections: Bool { ledger.hasRejections(index) }

        /// Whether a file is still what it was, as far as the file system tells.
        func isUnchanged(_ file: SourceFile) -> Bool {
            ledger.isUnchanged(
                index, size: UInt64(file.size), modified: file.modificationTime, inode: file.inode, device: file.device)
        }
    }

    /// The path of the row that has the files which decide on a source's articles: its own, and a NUL.
    ///
    /// To the file system it is the same path.
    static func companion(of path: [UInt8]) -> [UInt8] { path + [0] }

    /// The path of the source that such a row belongs to; nil for others.
    static func owner(of path: [UInt8]) -> [UInt8]? { path.last == 0 ? Array(path.dropLast()) : nil }

    /// The row of the files that decide on a source's articles.
    static func companionRow(of path: [UInt8], _ dependences: [FileDependence]) -> SourceRow {
        SourceRow(
            path: companion(of: path), shown: FileDependence.text(of: dependences),
            state: dependences.isEmpty ? .gone : .whole, sourceHash: 0)
    }

    /// The files that decide on a source's articles.
    func dependences(ofSource path: [UInt8]) -> [FileDependence] {
        let companion = Self.companion(of: path)
        return find(companion, hash: Checksum.of(companion)).flatMap { FileDependence.list(from: $0.row.shown) } ?? []
    }

    var isEmpty: Bool { ledgers.isEmpty }

    /// What is known of a path; nil if it is not, or no longer, a source.
    ///
    /// - Parameter hash: XXH3 of the path.
    func find(_ path: [UInt8], hash: UInt64) -> Entry? {
        for ledger in ledgers {
            guard let row = ledger.find(path, hash: hash) else { continue }
            return ledger.state(row) == .gone ? nil : Entry(ledger: ledger, index: row)
        }
        return nil
    }

    /// Checksums of the names by which the sources are shown, and from which ids are made.
    func shownNames() -> Set<UInt64> {
        var names: Set<UInt64> = []
        visit { if $0.articles > 0 { names.insert(Checksum.of($0.row.shown)) } }
        return names
    }

    /// The sources of a content and size that were read to their end.
    func entries(withContent content: UInt64, size: UInt64) -> [Entry] {
        guard content != 0 else { return [] }
        var found: [Entry] = []
        for (number, ledger) in ledgers.enumerated() {
            for row in ledger.rows(withContent: content, size: size) where holds(row, of: number) {
                found.append(Entry(ledger: ledger, index: row))
            }
        }
        return found
    }

    /// Every source that is known, in no order that means anything.
    ///
    /// - Parameter isRefused: Only those of which something was rejected.
    func visit(refused isRefused: Bool = false, _ body: (Entry) -> Void) {
        for (number, ledger) in ledgers.enumerated() {
            for row in 0..<ledger.count where ledger.state(row) != .gone {
                if isRefused, !ledger.hasRejections(row) { continue }
                if holds(row, of: number) { body(Entry(ledger: ledger, index: row)) }
            }
        }
    }

    /// Whether no newer ledger knows the path of a row.
    private func holds(_ row: Int, of number: Int) -> Bool {
        if number == 0 { return true }
        let ledger = ledgers[number]
        let path = ledger.path(row)
        let hash = ledger.pathHash(row)
        return !ledgers[..<number].contains { $0.find(path, hash: hash) != nil }
    }

    /// Writes one ledger of all.
    func join(to path: String) throws(SpoglioError) -> FileStamp {
        do {
            return try SourceLedger.join(ledgers, to: path)
        } catch {
            throw SpoglioError(error)
        }
    }

    /// Whether nothing stands at a path any more; a folder that may not be looked into tells nothing.
    static func isGone(_ path: [UInt8]) -> Bool {
        var status = stat()
        let name = path.map { CChar(bitPattern: $0) } + [0]
        return unsafe lstat(name, &status) != 0 && (errno == ENOENT || errno == ENOTDIR)
    }
}
