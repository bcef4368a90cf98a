// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spoglio

/// An error as a user or a program reads it, on standard error.
enum ErrorReport {
    static func write(_ error: SpoglioError, asJSON: Bool, code: String? = nil) {
        if asJSON {
            Console.note(JSONOutput.text(ErrorEnvelope(error, code: code)))
            return
        }
        var text = "spoglio: " + TerminalText.safe(error.message)
        if let excerpt = error.excerpt { text += "\n" + TerminalText.safe(excerpt, keepsLines: true) }
        if let hint = error.hint { text += "\nhint: " + TerminalText.safe(hint) }
        Console.note(text)
    }
}

/// `{"version":1,"error":{"code","message","hint"?,"offset"?}}`
struct ErrorEnvelope: Encodable {
    struct Body: Encodable {
        var code: String
        var message: String
        var hint: String?
        var offset: Int?
    }

    var version = 1
    var error: Body

    init(_ error: SpoglioError, code: String? = nil) {
        self.error = Body(
            code: code ?? error.code.rawValue, message: error.message, hint: error.hint, offset: error.offset)
    }
}
