// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spoglio

/// A refused article as people read it: where it is and why.
enum RejectionLine {
    static func text(_ rejection: IndexingSummary.Rejected) -> String {
        "\(TerminalText.safe(rejection.path)):\(rejection.position): \(TerminalText.safe(rejection.reason))"
    }
}
