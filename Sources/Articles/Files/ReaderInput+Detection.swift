// SPDX-License-Identifier: GPL-3.0-or-later

extension ReaderInput {
    /// Reads it as what it turns out to be, or as the format that is forced; containers are opened in either case.
    ///
    /// A file that gives no article, is not rejected and has its text in no other file, such as a table that has only a header,
    /// is a rejection, whatever was noted of it, unless the run is to stop.
    consuming func readAsDetected(_ yield: (ReadingEvent) -> ReadingStep) throws(SystemFailure) {
        let (display, isStopped) = (display, isStopped)
        var account = FileAccount()
        try readDetected { account.deliver($0, yield) }
        if let rejection = account.rejection(of: display), !isStopped() { _ = yield(.rejection(rejection)) }
    }

    private consuming func readDetected(_ yield: (ReadingEvent) -> ReadingStep) throws(SystemFailure) {
        let head = try stream.peek(ArticleFormat.headLength)
        let forced = forced
        switch ArticleFormat.detect(path: path, head: head) {
        case .empty:
            _ = yield(rejection("the file is empty"))
        case .unsupported(let name) where forced == nil:
            _ = yield(rejection(ArticleFormat.refusal(ofUnsupported: name)))
        case .unsupported:
            try (forced ?? .text).reader.read(self, yield: yield)
        case .supported(let format):
            try (format.isContainer ? format : forced ?? format).reader.read(self, yield: yield)
        }
    }
}
