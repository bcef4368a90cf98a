// SPDX-License-Identifier: GPL-3.0-or-later

import CProgram
import Glibc

/// Recognises the text of scanned pages with tesseract, page by page.
struct PDFTextRecognition {
    let file: Int32
    let limits: ReadingLimits
    let isStopped: @Sendable () -> Bool

    /// An A3 page in grey at this resolution has 23 MB.
    private static let resolution = "300"
    private static let imageLimit = 256 << 20

    /// The text of the pages from the first on.
    func pages(count: Int) throws(ArticleDraft.Refusal) -> [String] {
        var pages: [String] = []
        for page in 1...count {
            let image = try run(
                "pdftoppm", ["-f", "\(page)", "-l", "\(page)", "-r", Self.resolution, "-gray", "/dev/stdin"], file,
                limit: Self.imageLimit, package: "poppler-utils")
            let memory = unsafe image.withUnsafeBufferPointer { unsafe spoglio_memory_file($0.baseAddress, $0.count) }
            guard memory >= 0 else { throw .init(reason: "there is not enough memory for its pages") }
            defer { close(memory) }
            let text = try run(
                "tesseract", ["stdin", "stdout", "-l", "ita"], memory, limit: limits.article,
                package: "tesseract-ocr tesseract-ocr-ita")
            pages.append(String(decoding: text, as: UTF8.self).replacing("\u{0C}", with: ""))
        }
        guard pages.contains(where: { !$0.trimmed.isEmpty }) else {
            throw .init(reason: "the PDF has no text layer, and tesseract recognises none")
        }
        return pages
    }

    private func run(
        _ program: String, _ arguments: [String], _ input: Int32, limit: Int, package: String
    ) throws(ArticleDraft.Refusal) -> [UInt8] {
        let outcome = ExternalProgram.run(
            program, arguments, input: input, limit: limit, seconds: limits.seconds, isStopped: isStopped)
        switch outcome {
        case .output(let output): return output
        case .tooMuch: throw .init(reason: "a page is larger than \(limit) bytes for \(program)")
        case .tookTooLong: throw .init(reason: "\(program) took longer than \(limits.seconds) s; see --limit seconds")
        case .failed: throw .init(reason: "the PDF has no text layer, and \(program) failed on it")
        case .notInstalled:
            throw .init(
                reason: "the PDF has no text layer, and \(program) is not installed; "
                    + "install it with 'apt-get install \(package)'",
                isForLackOfProgram: true)
        case .stopped: throw .init(reason: "\(program) was stopped")
        }
    }
}
