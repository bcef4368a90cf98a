// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Reads a file that is compressed (`.gz`, `.xz`, `.zst`, `.bz2`, …) as what is in it.
///
/// Its content keeps the path of the file; what it is follows from the name without the extension of the compression.
struct CompressedReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        let nesting = input.nesting + (input.isUnpacked ? 1 : 0)
        guard nesting <= input.limits.nesting else {
            _ = yield(
                input.rejection(
                    "compressed data lies deeper than \(input.limits.nesting.counted("level", "levels")) in other such data"
                ))
            return
        }
        let unpacking = input.unpacking ?? Unpacking(limits: input.limits)
        let isGzip = try input.stream.peek(2).elementsEqual([0x1F, 0x8B])
        var inner = ReaderInput(
            path: input.path.withoutCompression, display: input.display, stream: ByteStream([]), limits: input.limits)
        inner.hints = input.hints
        inner.nesting = nesting
        inner.isUnpacked = true
        inner.unpacking = unpacking
        inner.forced = input.forced
        inner.choices = input.choices
        inner.isStopped = input.isStopped
        let limits = input.limits
        let stream = input.takeStream()
        inner.stream = try Self.unpacked(
            stream, isGzip: isGzip, ofWebArchive: inner.path.fileExtension == "warc", unpacking, limits)
        let source = inner.stream.source
        var isStopped = false
        try inner.readAsDetected { event in
            let step = yield(event)
            if step == .stop { isStopped = true }
            return step
        }
        if !isStopped, let source { try Self.checkEnd(of: source) }
    }

    /// Behind what a reader takes for the end there is little, such as the padding of TAR, and then the checksum of it all.
    private static let longestEnd = 1 << 20

    /// Fails where the end of compressed data is damaged.
    private static func checkEnd(of source: any ByteSource) throws(SystemFailure) {
        if (source as? GzipSource)?.isTolerant == true { return }
        var rest = ByteStream(source)
        _ = try rest.skipForward(longestEnd)
    }

    private static func unpacked(
        _ stream: consuming ByteStream, isGzip: Bool, ofWebArchive isOfWebArchive: Bool, _ unpacking: Unpacking,
        _ limits: ReadingLimits
    ) throws(SystemFailure) -> ByteStream {
        if isGzip {
            let source = GzipSource(stream, unpacking: unpacking, limits: limits)
            source.isTolerant = isOfWebArchive
            return ByteStream(source)
        }
        let archive = try Archive(stream, .compressed, unpacking: unpacking, limits: limits, countsBytes: true)
        guard case .member = try archive.next() else { throw SystemFailure(reason: "the compressed data is damaged") }
        return ByteStream(archive)
    }
}

extension PathName {
    /// The path without the extension of a compression; that of a compressed TAR file becomes `.tar`.
    fileprivate var withoutCompression: PathName {
        let fileExtension = fileExtension
        guard ArticleFormat.compressed.fileExtensions.contains(fileExtension) else { return self }
        let stem = Array(bytes.dropLast(fileExtension.utf8.count + 1))
        return PathName(bytes: fileExtension.hasPrefix("t") ? stem + Array(".tar".utf8) : stem)
    }
}
