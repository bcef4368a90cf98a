// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// Where an index lies: a folder.
public struct IndexLocation: Sendable, Hashable {
    /// The name of the folder that is looked for when none is named.
    public static let defaultName = ".spoglio"
    /// The environment variable that names a folder.
    public static let environmentVariable = "SPOGLIO_INDEX"

    /// The folder, as it was named.
    public let path: String

    public init(_ path: String) { self.path = path }

    /// The folder named, else the one of `$SPOGLIO_INDEX`, else the nearest `.spoglio` in the working folder or above.
    ///
    /// - Throws: `indexMissing` when none of these exists.
    public static func find(named path: String?) throws(SpoglioError) -> IndexLocation {
        if let path = path ?? fromEnvironment { return IndexLocation(path) }
        var folder = FileSystem.currentFolder
        while true {
            let candidate = (folder == "/" ? "" : folder) + "/" + defaultName
            if FileSystem.exists(candidate + "/" + Manifest.name) { return IndexLocation(candidate) }
            guard folder != "/", let slash = folder.lastIndex(of: "/") else { break }
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
        }
        throw SpoglioError(
            .indexMissing, "there is no index in '\(FileSystem.currentFolder)' or above",
            hint: "make one with 'spoglio index PATH', or name one with --index DIR or $\(environmentVariable)")
    }

    /// Where `spoglio index` writes when nothing is named: an index found as above, else `./.spoglio`.
    public static func findOrDefault(named path: String?) -> IndexLocation {
        (try? find(named: path)) ?? IndexLocation(defaultName)
    }

    private static var fromEnvironment: String? {
        guard let value = unsafe getenv(environmentVariable) else { return nil }
        let path = unsafe String(cString: value)
        return path.isEmpty ? nil : path
    }

    var manifestPath: String { path + "/" + Manifest.name }
    var lockPath: String { path + "/" + IndexLock.Scope.index.rawValue }
    var correctionsPath: String { path + "/" + CorrectionLog.name }
    var queriesPath: String { path + "/" + SavedQueries.name }
    var topicsPath: String { path + "/" + UserTopics.name }
    var readingPath: String { path + "/" + ReadingRules.name }
    var marksPath: String { path + "/" + SearchMarks.name }
    var segmentsPath: String { path + "/" + IndexFileName.segments }
    func segmentPath(_ name: String) -> String { segmentsPath + "/" + name }

    /// Makes the folder of a new index.
    ///
    /// - Parameter startsAnew: Whether what is left of an index without manifest will be replaced.
    /// - Throws: `request` where the folder is there with files that are not those of an index, so that the articles of a
    ///   folder are never mixed with an index; `indexDamaged` where an index has lost its manifest.
    func createFolder(startsAnew: Bool) throws(SpoglioError) {
        try FileSystem.createFolders(path)
        let names = try FileSystem.names(in: path)
        let segments = try names.contains(IndexFileName.segments) ? FileSystem.names(in: segmentsPath) : []
        let strangers =
            names.filter { !IndexFileName.fixed.contains($0) && !IndexFileName.isNamedByCommits($0) }
            + segments.filter { IndexFileName.segmentNumber($0) == nil }.map { IndexFileName.segments + "/" + $0 }
        if let stranger = strangers.min() {
            throw SpoglioError(
                .request, "'\(path)' cannot hold a new index: it has other files, such as '\(stranger)'",
                hint: "name an empty folder, or one that is not there yet, with --index")
        }
        let isLost = !segments.isEmpty || names.contains { IndexFileName.ledgerRevision($0) != nil }
        if isLost, !startsAnew {
            throw SpoglioError(
                .indexDamaged, "the index at '\(path)' has lost its manifest, '\(manifestPath)'",
                hint:
                    "restore the manifest from a copy, or build the index again with 'spoglio index --rebuild PATH...'")
        }
    }
}
