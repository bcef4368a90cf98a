// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Spoglio

/// Times the queries of a families file, in process and on one thread, two unmeasured runs first.
struct SearchBenchmark {
    private let index: String
    private let families: String
    private let repetitions: Int

    init(_ arguments: [String]) {
        index = arguments[1]
        families = arguments[2]
        let place = arguments.firstIndex(of: "--repeat")
        repetitions = place.flatMap { $0 + 1 < arguments.count ? Int(arguments[$0 + 1]) : nil } ?? 21
    }

    func run() throws {
        let searcher = try Searcher(IndexLocation(index))
        print("family\tquery\tvariant\tp50_us\tmin_us\ttotal")
        for line in try TextFile.lines(families) {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard columns.count >= 2 else { continue }
            let family = columns[0]
            for variant in family.hasPrefix("facet_") ? ["counts", "exact"] : ["exact"] {
                var request = SearchRequest(columns[1], limit: variant == "counts" ? 0 : 10, hasSnippets: false)
                if family.hasPrefix("facet_person") { request.facets = [(.person, 10)] }
                if family.hasPrefix("facet_section") { request.facets = [(.section, 10)] }
                var times: [Int] = []
                var total = 0
                for _ in 0..<repetitions + 2 {
                    let start = ThreadClock.seconds()
                    total = try searcher.rank(request).total
                    times.append(Int((ThreadClock.seconds() - start) * 1e9))
                }
                let measured = times.dropFirst(2).sorted()
                let median = Double(measured[measured.count / 2]) / 1_000
                print("\(family)\t\(columns[1])\t\(variant)\t\(median)\t\(Double(measured[0]) / 1_000)\t\(total)")
            }
        }
    }
}

enum TextFile {
    /// The contents of a file in pieces of a few kilobytes, cut at line ends, as if each were an article.
    static func pieces(_ path: String) throws -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var piece: [UInt8] = []
        for line in try bytes(path).split(separator: UInt8(ascii: "\n")) {
            piece += line
            piece.append(UInt8(ascii: "\n"))
            if piece.count > 2_500 {
                pieces.append(piece)
                piece = []
            }
        }
        pieces.append(piece)
        return pieces
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw BenchmarkError(message: "cannot open '\(path)'") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    static func lines(_ path: String) throws -> [Substring] {
        String(decoding: try bytes(path), as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
    }
}

/// Processor time of this thread, which other work on the machine does not lengthen.
enum ThreadClock {
    static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

struct BenchmarkError: Error {
    var message: String
}
