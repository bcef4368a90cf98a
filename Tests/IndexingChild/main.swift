// SPDX-License-Identifier: GPL-3.0-or-later

// A program for the tests alone: indexes one file after another, a commit each, and says so after each.
//
//     indexing-child INDEX LIMIT FILE...
//
// Where LIMIT is not 0, no file may grow beyond so many bytes, as on a full disk: each file is then tried under the
// limit, the error is printed, and it is tried again without.

import Glibc
import Spoglio

func limitFiles(to bytes: UInt?) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    limit.rlim_cur = bytes ?? limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}

func say(_ line: String) {
    print(line)
    fflush(nil)
}

signal(SIGXFSZ, SIG_IGN)
let arguments = CommandLine.arguments
guard arguments.count > 3, let limit = UInt(arguments[2]) else { exit(2) }
do {
    let writer = try IndexWriter(IndexLocation(arguments[1]))
    say("ready")
    for path in arguments[3...] {
        if limit > 0 {
            limitFiles(to: limit)
            do {
                _ = try await writer.index([path])
            } catch {
                say("error \(error.code.rawValue) \(error.message)")
            }
            limitFiles(to: nil)
        }
        let summary = try await writer.index([path])
        say("done \(summary.added) \(summary.updated) \(summary.unchanged)")
    }
    _ = try await writer.compact()
    say("compacted")
} catch {
    say("failed \(error)")
    exit(1)
}
