// SPDX-License-Identifier: GPL-3.0-or-later

/// What the tagger says of a token: outside of names, or first or further word of a name of a kind.
package struct TaggerLabel: Equatable, Sendable {
    package let number: Int

    package static let count = 7
    package static let outside = TaggerLabel(number: 0)

    package init(number: Int) {
        self.number = number
    }

    package init(_ kind: EntityKind, begins: Bool) {
        let order =
            switch kind {
            case .person: 0
            case .organisation: 1
            case .place: 2
            }
        number = 1 + 2 * order + (begins ? 0 : 1)
    }

    package var kind: EntityKind? {
        switch number {
        case 1, 2: .person
        case 3, 4: .organisation
        case 5, 6: .place
        default: nil
        }
    }

    package var begins: Bool { number & 1 == 1 }

    /// Whether the label may stand after another: a further word only after one of its name.
    package func mayFollow(_ before: TaggerLabel) -> Bool {
        number == 0 || begins || before.number == number || before.number == number - 1
    }
}
