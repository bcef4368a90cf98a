// SPDX-License-Identifier: GPL-3.0-or-later

import CProgram
import Glibc
internal import ItalianText

/// Reads the text of a PDF with poppler's `pdftotext`, as one article or one for each page.
///
/// The title, author and date are what `pdfinfo` says. A PDF without text, such as a scan, is refused, unless the text of
/// its pages is to be recognised.
struct PDFReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        let session = PDFSession(
            path: input.display, name: input.name, limits: input.limits, choices: input.choices, hints: input.hints,
            isStopped: input.isStopped)
        if let file = input.stream.file {
            let copy = dup(file)
            guard copy >= 0 else { throw SystemFailure(errno) }
            defer { close(copy) }
            return session.read(copy, yield)
        }
        guard let content = try input.stream.rest(limit: input.limits.file) else {
            _ = yield(input.rejection("the file is larger than the limit of \(input.limits.file) bytes"))
            return
        }
        let memory = unsafe content.withUnsafeBufferPointer { unsafe spoglio_memory_file($0.baseAddress, $0.count) }
        guard memory >= 0 else { throw SystemFailure(ENOMEM) }
        defer { close(memory) }
        session.read(memory, yield)
    }
}

/// The reading of one PDF.
private struct PDFSession {
    let path: String
    let name: String
    let limits: ReadingLimits
    let choices: ReadingChoices
    let hints: InputHints
    let isStopped: @Sendable () -> Bool

    /// The output of the programs; the text of an article is bounded by another limit.
    private var outputLimit: Int { limits.file }

    func read(_ file: Int32, _ yield: (ReadingEvent) -> ReadingStep) {
        let output: [UInt8]
        do throws(ArticleDraft.Refusal) {
            output = try run("pdftotext", ["-enc", "UTF-8", "-q", "/dev/stdin", "-"], file)
        } catch {
            refuse(error, yield)
            return
        }
        var document = PDFDocument(
            path: path, name: name, hints: hints, takesPages: choices.takesPDFPages, limits: limits)
        document.pages = PDFDocument.pages(of: output)
        if !document.pages.contains(where: { !$0.trimmed.isEmpty }) {
            guard choices.recognisesText else {
                return refuse(
                    .init(reason: "the PDF has no text layer; --ocr recognises the text of scanned pages"), yield)
            }
            do throws(ArticleDraft.Refusal) {
                document.pages = try PDFTextRecognition(file: file, limits: limits, isStopped: isStopped)
                    .pages(count: max(1, document.pages.count))
            } catch {
                refuse(error, yield)
                return
            }
            document.recogniser = "tesseract"
        }
        document.information = information(file)
        guard !isStopped() else { return }
        document.deliver(yield)
        let empty = document.pages.count { $0.trimmed.isEmpty }
        guard empty > 0 else { return }
        let message =
            empty.counted("page", "pages") + " of \(document.pages.count) " + (empty == 1 ? "has" : "have") + " no text"
        _ = yield(.note(ReadingNote(path: path, position: 0, message: message)))
    }

    /// What `pdfinfo` says, by its own names; nothing where it cannot be had.
    private func information(_ file: Int32) -> [String: String] {
        let arguments = ["-enc", "UTF-8", "-isodates", "/dev/stdin"]
        guard
            case .output(let output) = ExternalProgram.run(
                "pdfinfo", arguments, input: file, limit: 1 << 20, seconds: limits.seconds, isStopped: isStopped)
        else { return [:] }
        return PDFDocument.information(of: output)
    }

    private func run(_ program: String, _ arguments: [String], _ file: Int32) throws(ArticleDraft.Refusal) -> [UInt8] {
        let outcome = ExternalProgram.run(
            program, arguments, input: file, limit: outputLimit, seconds: limits.seconds, isStopped: isStopped)
        switch outcome {
        case .output(let output): return output
        case .tooMuch: throw .init(reason: "the PDF has more than \(outputLimit) bytes of text; see --limit file")
        case .tookTooLong: throw .init(reason: "\(program) took longer than \(limits.seconds) s; see --limit seconds")
        case .failed:
            throw .init(
                reason: Self.isEncrypted(file)
                    ? "the PDF is locked with a password; save a copy without one"
                    : "the PDF is damaged; \(program) cannot read it")
        case .notInstalled:
            throw .init(
                reason: "a PDF is read with \(program); install it with 'apt-get install poppler-utils'",
                isForLackOfProgram: true)
        case .stopped: throw .init(reason: "\(program) was stopped")
        }
    }

    /// Whether the table at the end of a PDF, or at the beginning of one made for the web, says that it is encrypted.
    private static func isEncrypted(_ file: Int32) -> Bool {
        let length = 64 << 10
        let end = max(0, lseek(file, 0, SEEK_END) - off_t(length))
        return [0, end].contains { offset in
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                count = unsafe max(0, pread(file, buffer.baseAddress, length, offset))
            }
            return bytes[...].firstRange(of: Array("/Encrypt".utf8)) != nil
        }
    }

    private func refuse(_ refusal: ArticleDraft.Refusal, _ yield: (ReadingEvent) -> ReadingStep) {
        guard !isStopped() else { return }
        _ = yield(.rejection(Rejection(refusal, path: path, position: 0)))
    }
}
