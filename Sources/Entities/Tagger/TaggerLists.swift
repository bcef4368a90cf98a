// SPDX-License-Identifier: GPL-3.0-or-later

/// The lists of names beside the authority, as bits.
package struct TaggerLists: OptionSet, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let municipality = TaggerLists(rawValue: 1 << 0)
    package static let city = TaggerLists(rawValue: 1 << 1)
    package static let territory = TaggerLists(rawValue: 1 << 2)
    package static let firstName = TaggerLists(rawValue: 1 << 3)
    /// The last word of a person's name in the authority.
    package static let surname = TaggerLists(rawValue: 1 << 4)
    package static let organisationWord = TaggerLists(rawValue: 1 << 5)
    package static let placeWord = TaggerLists(rawValue: 1 << 6)
    package static let givenName = TaggerLists(rawValue: 1 << 7)
    /// Opens a listed name of several words.
    package static let opensPhrase = TaggerLists(rawValue: 1 << 8)

    /// The list that a class of gazetteer.tsv names.
    package init?(className: Substring) {
        switch className {
        case "municipality": self = .municipality
        case "city": self = .city
        case "territory": self = .territory
        case "first-name": self = .firstName
        default: return nil
        }
    }
}
