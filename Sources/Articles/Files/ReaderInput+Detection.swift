// SPDX-License-Identifier: GPL-3.0-or-later

extension ReaderInput {
    /// Reads it as what it turns out to be, or as the format that is forced; containers are opened in either case.
    consuming func readAsDetected(_ yield: (ReadingEvent) -> ReadingStep) throws(SystemFailure) {
        let head = try stream.peek(ArticleFormat.headLength)
        let forced = forced
        switch ArticleFormat.detect(path: path, head: head) {
        case .empty:
            _ = yield(rejection("the file is empty"))
        case .unsupported(let name) where forced == nil:
            _ = yield(rejection("format '\(name)' is not supported; supported are \(ArticleFormat.names)"))
        case .unsupported:
            try (forced ?? .text).reader.read(self, yield: yield)
        case .supported(let format):
            try (format.isContainer ? format : forced ?? format).reader.read(self, yield: yield)
        }
    }
}
