// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc
import Spoglio

/// How the articles of a sample came into an index.
enum Construction: String, CaseIterable, Sendable {
    /// All in one run.
    case oneRun
    /// The last file first, a run for each, JSONL files in pieces of a few lines: several segments.
    case pieceByPiece
    /// As piece by piece, then joined.
    case compacted
}

/// Every sample in every construction, built once for all tests of a process.
///
/// The id of a text file is its path as named, so the samples are indexed from their own folder; they are built one
/// after another because the working folder belongs to the whole process.
enum BuiltIndexes {
    struct Built: Sendable {
        let location: IndexLocation
        /// What the runs said, in their order.
        let summaries: [IndexingSummary]
    }

    private static let scratch = FileManager.default.temporaryDirectory.appending(
        path: "spoglio-index-tests-\(ProcessInfo.processInfo.processIdentifier)"
    ).path

    private static let built = Task { () throws -> [String: Built] in
        atexit { try? FileManager.default.removeItem(atPath: BuiltIndexes.scratch) }
        let start = FileManager.default.currentDirectoryPath
        defer { _ = FileManager.default.changeCurrentDirectoryPath(start) }
        var result: [String: Built] = [:]
        for sample in SampleIndex.all {
            guard FileManager.default.changeCurrentDirectoryPath(sample.folder) else {
                throw MissingSample(name: sample.name)
            }
            for construction in Construction.allCases {
                let name = key(sample.name, construction)
                let location = IndexLocation("\(scratch)/\(name)")
                let summaries = try await build(sample, construction, location)
                result[name] = Built(location: location, summaries: summaries)
            }
        }
        return result
    }

    static func of(_ sample: String, _ construction: Construction) async throws -> Built {
        guard let found = try await built.value[key(sample, construction)] else { throw MissingSample(name: sample) }
        return found
    }

    static func searcher(_ sample: String, _ construction: Construction) async throws -> Searcher {
        try Searcher(try await of(sample, construction).location)
    }

    private static func key(_ sample: String, _ construction: Construction) -> String {
        "\(sample)-\(construction.rawValue)"
    }

    private static func build(
        _ sample: SampleIndex, _ construction: Construction, _ location: IndexLocation
    ) async throws -> [IndexingSummary] {
        let writer = try IndexWriter(location, startsAnew: false)
        if construction == .oneRun { return [try await writer.index(["articles"])] }
        var summaries: [IndexingSummary] = []
        for file in try sample.articleFiles().reversed() {
            for piece in try pieces(of: file, below: "\(location.path)-pieces") {
                summaries.append(try await writer.index([piece]))
            }
        }
        if construction == .compacted { _ = try await writer.compact() }
        return summaries
    }

    /// Lines; not such that a sample comes in just as many runs as make the writer join its segments.
    private static let pieceLength = 6

    /// A JSONL file as smaller ones, last lines first; any other file as it is.
    private static func pieces(of file: String, below folder: String) throws -> [String] {
        guard file.hasSuffix(".jsonl") else { return [file] }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let lines = try Data(contentsOf: URL(filePath: file)).split(separator: 0x0A, omittingEmptySubsequences: false)
        var pieces: [String] = []
        for start in stride(from: 0, to: lines.count, by: pieceLength).reversed() {
            let path = "\(folder)/\(file.split(separator: "/").last ?? "")-\(start).jsonl"
            try Data(lines[start..<min(lines.count, start + pieceLength)].joined(separator: [0x0A])).write(
                to: URL(filePath: path))
            pieces.append(path)
        }
        return pieces
    }
}

struct MissingSample: Error {
    let name: String
}
