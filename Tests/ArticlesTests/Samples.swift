// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

@testable import Articles

/// Samples of containers, written by Python's standard library, which makes damaged ones as well.
enum Samples {
    /// A new folder in which a script has run.
    static func folder(_ script: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try make(in: folder, script)
        return folder
    }

    /// Runs a script in a folder.
    static func make(in folder: TemporaryFolder, _ script: String) throws {
        let preamble = """
            import bz2, gzip, io, lzma, os, struct, tarfile, zipfile, zlib
            os.chdir(\(literal(folder.path)))
            def text(title, body='La pioggia cade sul mercato.'): return f'{title}\\n\\n{body}\\n'
            def save(name, data): open(name, 'wb').write(data.encode() if isinstance(data, str) else data)

            """
        let words: [String] = ["python3", "-c", preamble + script]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let result = posix_spawnp(&child, "python3", nil, nil, &arguments, environ)
        guard result == 0 else { throw SystemFailure(result) }
        var status: Int32 = 0
        waitpid(child, &status, 0)
        guard status == 0 else { throw SystemFailure(reason: "the script failed (\(status))") }
    }

    private static func literal(_ text: String) -> String { "'" + text + "'" }
}

/// Everything that a reader finds in a file, with paths from the folder on.
func reading(
    _ name: String, in folder: TemporaryFolder, limits: ReadingLimits = ReadingLimits(),
    choices: ReadingChoices = ReadingChoices(), forcing format: ArticleFormat? = nil
) -> [ReadingEvent] {
    var found: [ReadingEvent] = []
    let path = PathName(folder.path + "/" + name)
    ArticleReader(forcing: format, limits: limits, choices: choices).read(path, shownAs: name) { event in
        found.append(event)
        return .next
    }
    return found
}

extension ReadingEvent {
    /// As ``summary``, with the path of rejections and notes.
    var placed: String {
        switch self {
        case .article(let article): "+ \(article.id)"
        case .rejection(let rejection): "- \(rejection.path):\(rejection.position): \(rejection.reason)"
        case .note(let note): "? \(note.path):\(note.position): \(note.message)"
        case .dependence(let file): "> \(file.path.display)" + (file.isThere ? "" : " is missing")
        case .claim(let file): "< \(file.path.display)"
        }
    }
}
