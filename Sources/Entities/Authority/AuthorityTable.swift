// SPDX-License-Identifier: GPL-3.0-or-later

internal import CSpoglioData

/// Authority entries as text: UTF-8, one entry a line, no header, seven columns separated by tabs.
///
/// The columns are id (unique slug), kind, preferred name, variants (`|` between them), contextual forms, country,
/// description.
public struct AuthorityTable: Sendable {
    /// What errors call it: a file name.
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// A table from text, such as a file's contents.
    public init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// The tables that the program carries: people, organisations, places.
    public static var embedded: [AuthorityTable] {
        [
            AuthorityTable(name: "world.tsv", bytes: unsafe embeddedBytes(spoglio_table_world())),
            AuthorityTable(name: "italia.tsv", bytes: unsafe embeddedBytes(spoglio_table_italia())),
            AuthorityTable(
                name: "world_sport_culture.tsv", bytes: unsafe embeddedBytes(spoglio_table_world_sport_culture())),
            AuthorityTable(name: "organisations.tsv", bytes: unsafe embeddedBytes(spoglio_table_organisations())),
            AuthorityTable(name: "places.tsv", bytes: unsafe embeddedBytes(spoglio_table_places())),
        ]
    }
}

/// A copy of an embedded table.
func embeddedBytes(_ table: spoglio_table) -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: table.bytes, count: table.count))
}
