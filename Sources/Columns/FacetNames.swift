// SPDX-License-Identifier: GPL-3.0-or-later

/// By which names and words a query may ask for the values of one facet.
public struct FacetNames {
    /// Folded names, and the values that each belongs to.
    public let names: FrontCodedTable
    private let valuesByName: VarintLists
    /// The words of labels of more than one word, and the values that each stands in.
    public let words: FrontCodedTable
    private let valuesByWord: VarintLists

    /// Takes the sections of the facet `name`; throws `damaged` when one is missing or does not fit.
    public init(_ file: ColumnFile, name: String) throws(ColumnsError) {
        names = try FrontCodedTable(file, name + ".names")
        valuesByName = try VarintLists(file, name + ".names")
        words = try FrontCodedTable(file, name + ".words")
        valuesByWord = try VarintLists(file, name + ".words")
    }

    /// The values that a folded name belongs to, by the name's number; ascending.
    public func values(ofName index: Int) -> [UInt32] { valuesByName.list(at: index) }

    /// The values that have this folded name.
    public func values(named name: String) -> [UInt32] {
        names.index(of: Array(name.utf8)).map { valuesByName.list(at: $0) } ?? []
    }

    /// The values whose label is longer than this folded word and holds it.
    public func values(withWord word: String) -> [UInt32] {
        words.index(of: Array(word.utf8)).map { valuesByWord.list(at: $0) } ?? []
    }

    /// The values whose label holds a word and others, by the word's number; ascending.
    public func values(ofWord index: Int) -> [UInt32] { valuesByWord.list(at: index) }
}
