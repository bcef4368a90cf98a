// SPDX-License-Identifier: GPL-3.0-or-later

/// The words of a segment: as written, folded and stemmed, and how the three belong together.
public struct TermDictionary {
    public static let kind = "terms"

    /// Folded forms, sorted by bytes.
    public let folded: StringTable
    /// Stems, sorted by bytes.
    public let stems: StringTable
    private let exact: StringTable
    private let stemOfFolded: ColumnArray<UInt32>
    private let foldedEndsOfStem: ColumnArray<UInt32>
    private let foldedOfStem: ColumnArray<UInt32>
    private let tokenEndsOfFolded: ColumnArray<UInt32>
    private let tokensOfFolded: ColumnArray<UInt32>
    private let foldedOfToken: ColumnArray<UInt32>
    private let tags: ColumnArray<UInt8>

    /// Takes the sections of a file of this kind; throws `damaged` when they do not fit each other.
    public init(_ file: ColumnFile) throws(ColumnsError) {
        folded = try StringTable(file, "folded")
        stems = try StringTable(file, "stems")
        exact = try StringTable(file, "exact")
        stemOfFolded = try file.array("folded.stem")
        foldedEndsOfStem = try file.array("stems.list-ends")
        foldedOfStem = try file.array("stems.list")
        tokenEndsOfFolded = try file.array("folded.token-ends")
        tokensOfFolded = try file.array("folded.tokens")
        foldedOfToken = try file.array("tokens.folded")
        tags = try file.array("tokens.tags")
        guard tokenEndsOfFolded.count == folded.count, foldedEndsOfStem.count == stems.count,
            foldedOfToken.count == exact.count, tags.count == exact.count, stemOfFolded.count == folded.count
        else { throw .damaged(file.path, "its tables do not fit each other") }
    }

    /// Number of distinct spellings; token numbers lie below it.
    public var tokenCount: Int { exact.count }

    /// The tokens whose folded form has this number.
    public func tokens(ofFolded index: Int) -> [UInt32] {
        let start = index == 0 ? 0 : Int(tokenEndsOfFolded[index - 1])
        return (start..<Int(tokenEndsOfFolded[index])).map { tokensOfFolded[$0] }
    }

    /// The folded forms that share the stem with this number.
    public func folded(ofStem index: Int) -> [Int] {
        let start = index == 0 ? 0 : Int(foldedEndsOfStem[index - 1])
        return (start..<Int(foldedEndsOfStem[index])).map { Int(foldedOfStem[$0]) }
    }

    /// From one number to another: a folded form's stem, a token's folded form and tag.
    public func stem(ofFolded index: Int) -> Int { Int(stemOfFolded[index]) }
    public func folded(ofToken token: UInt32) -> Int { Int(foldedOfToken[Int(token)]) }
    public func tag(ofToken token: UInt32) -> UInt8 { tags[Int(token)] }

    /// A token as written.
    public func exactBytes(ofToken token: UInt32) -> [UInt8] { exact.bytes(at: Int(token)) }
}
