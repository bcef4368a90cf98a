// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// How a spelling looks, whatever its letters are.
enum TaggerShape: UInt32 {
    case lower, capitalised, capitals, capital, mixed, innerCapital, number, numbered, acronym, address, elided
    case elidedCapital, shouted, other, boundary

    init(_ spelling: ArraySlice<UInt8>, kind: Token.Kind, flags: Token.Flags) {
        switch kind {
        case .number:
            self = .number
            return
        case .acronym:
            self = .acronym
            return
        case .url:
            self = .address
            return
        case .word: break
        }
        if flags.contains(.elided) {
            self = flags.contains(.capitalised) ? .elidedCapital : .elided
            return
        }
        var letters = 0
        var digits = 0
        var innerCapitals = 0
        for byte in spelling {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A:
                if letters + digits > 0 { innerCapitals += 1 }
                letters += 1
            case 0x80...0xBF: break
            default: letters += 1
            }
        }
        if digits > 0 {
            self = .numbered
        } else if flags.contains(.capitalised) {
            self =
                letters == 1
                ? .capital
                : flags.contains(.allCapitals) ? .capitals : innerCapitals > 0 ? .mixed : .capitalised
        } else {
            self = innerCapitals > 0 ? .innerCapital : .lower
        }
    }

    /// Whether a name may hang on such a word.
    var isAnchor: Bool {
        switch self {
        case .capitalised, .capitals, .capital, .mixed, .innerCapital, .acronym, .shouted: true
        default: false
        }
    }
}
