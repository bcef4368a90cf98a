// SPDX-License-Identifier: GPL-3.0-or-later

/// The words of a segment: folded forms in order, and the tokens (spellings) of each.
///
/// Sections: front-coded table `folded`; `forms` (one byte a token, see `TokenForm`); `tokens.folded` (by token its folded
/// form) and `tokens.order` (the tokens in the order of their folded forms, those of one ascending), both
/// `PackedNumbers`; `stored.tokens` (UInt32, ascending) and string table `stored` for spellings that their form does not
/// tell; `stems.length` (one byte a folded form: how many of its first bytes are its stem, 0 where the stem is no beginning of
/// it) and `stems.tail` (one UInt32: how many bytes at the end of a stem may differ from its words).
public struct TermDictionary {
    public static let kind = "terms"

    /// Folded forms, sorted by bytes.
    public let folded: FrontCodedTable
    private let tokensInOrder: PackedNumbers
    private let forms: ColumnArray<UInt8>
    private let foldedOfToken: PackedNumbers
    private let storedTokens: ColumnArray<UInt32>
    private let stored: StringTable
    private let path: String
    private let stemLengths: ColumnArray<UInt8>
    /// How many bytes at the end of a stem may differ from its words.
    let stemTail: Int

    /// Takes the sections of a file of this kind; throws `damaged` when they do not fit each other.
    public init(_ file: ColumnFile) throws(ColumnsError) {
        folded = try FrontCodedTable(file, "folded")
        forms = try file.array("forms")
        tokensInOrder = try PackedNumbers(file, "tokens.order", count: forms.count, below: forms.count)
        foldedOfToken = try PackedNumbers(file, "tokens.folded", count: forms.count, below: folded.count)
        storedTokens = try file.array("stored.tokens")
        stored = try StringTable(file, "stored")
        path = file.path
        stemLengths = try file.array("stems.length")
        let tail = try file.array("stems.tail", of: UInt32.self)
        guard tail.count == 1, storedTokens.count == stored.count, stemLengths.count == folded.count else {
            throw .damaged(file.path, "its tables do not fit each other")
        }
        stemTail = Int(tail[0])
    }

    /// Number of distinct spellings; token numbers lie below it, frequent tokens first.
    public var tokenCount: Int { forms.count }

    /// The tokens whose folded form has this number, ascending.
    public func tokens(ofFolded index: Int) -> [UInt32] {
        var low = 0
        var high = tokenCount
        while low < high {
            let middle = (low + high) / 2
            if foldedOfToken[token(at: middle)] < index { low = middle + 1 } else { high = middle }
        }
        var tokens: [UInt32] = []
        while low < tokenCount {
            let token = token(at: low)
            guard foldedOfToken[token] == index else { break }
            tokens.append(UInt32(token))
            low += 1
        }
        return tokens
    }

    /// The token at a place of `tokens.order`.
    private func token(at place: Int) -> Int { min(tokensInOrder[place], tokenCount - 1) }

    /// The folded forms that have a stem, ascending.
    ///
    /// Those whose stem is their own beginning stand together; few others have to be stemmed.
    ///
    /// - Parameter stemming: Gives the stem of a folded form.
    public func folded(
        withStem stem: [UInt8], stemming: ([UInt8]) -> [UInt8]
    ) -> [Int] {
        let own = folded.range(withPrefix: stem)
        let near = stemTail == 0 ? own : folded.range(withPrefix: Array(stem.dropLast(stemTail)))
        return stemLengths.withValues { lengths in
            near.filter { index in
                switch Int(lengths[index]) {
                case 0: stemming(folded.bytes(at: index)) == stem
                case stem.count: own.contains(index)
                default: false
                }
            }
        }
    }

    /// What is thrown where the tables contradict each other.
    func fault() -> ColumnsError { .damaged(path, "its tokens are not each of one folded form") }

    /// What `stems.length` says of a folded form.
    func stemLength(ofFolded index: Int) -> UInt8 { stemLengths[index] }

    /// What `stems.length` is to say of a word.
    static func stemLength(_ stem: some Collection<UInt8>, of word: some Collection<UInt8>) -> UInt8 {
        word.starts(with: stem) ? UInt8(stem.count) : 0
    }

    /// The token at a place of `tokens.order` if it is one of a folded form.
    func token(at place: Int, ofFolded index: Int) -> UInt32? {
        guard place < tokenCount else { return nil }
        let token = token(at: place)
        return foldedOfToken[token] == index ? UInt32(token) : nil
    }

    /// The `TokenForm` of a token.
    func form(ofToken token: UInt32) -> UInt8 { forms[Int(token)] }

    /// What besides the bytes tells the spelling of a token from others.
    public func tag(ofToken token: UInt32) -> UInt8 { TokenForm.tag(forms[Int(token)]) }

    /// A token as written.
    ///
    /// - Parameter folded: Its folded form.
    public func spelling(ofToken token: UInt32, folded: [UInt8]) -> [UInt8] {
        let capitals = TokenForm.capitals(forms[Int(token)])
        guard capitals == .stored else { return TokenForm.spelling(folded, capitals) }
        return storedIndex(ofToken: token).map { stored.bytes(at: $0) } ?? folded
    }

    /// Appends a token as written; false where there is no such token or the tables are not what was written.
    func appendSpelling(ofToken token: UInt32, to text: inout [UInt8]) -> Bool {
        guard token < tokenCount else { return false }
        let capitals = TokenForm.capitals(forms[Int(token)])
        guard capitals != .stored else {
            guard let index = storedIndex(ofToken: token) else { return false }
            stored.withBytes(at: index) { text.append(contentsOf: $0) }
            return true
        }
        let start = text.count
        guard folded.append(foldedOfToken[Int(token)], to: &text) else { return false }
        switch capitals {
        case .none, .stored: break
        case .first: if start < text.count { text[start] = TokenForm.upper(text[start]) }
        case .all: for index in start..<text.count { text[index] = TokenForm.upper(text[index]) }
        }
        return true
    }

    /// The part that a token has in shingles; nil where there is no such token.
    public func word(ofToken token: UInt32) -> UInt32? {
        foldedForm(ofToken: token).map(Shingles.word)
    }

    /// The number of a token's folded form; numbers ascend with the bytes of the forms. Nil where there is no such token.
    public func foldedIndex(ofToken token: UInt32) -> Int? {
        token < tokenCount ? foldedOfToken[Int(token)] : nil
    }

    /// The folded form of a token; nil where there is no such token.
    public func foldedForm(ofToken token: UInt32) -> [UInt8]? {
        guard token < tokenCount else { return nil }
        var form: [UInt8] = []
        return folded.append(foldedOfToken[Int(token)], to: &form) ? form : nil
    }

    private func storedIndex(ofToken token: UInt32) -> Int? {
        var low = 0
        var high = storedTokens.count
        while low < high {
            let middle = (low + high) / 2
            if storedTokens[middle] < token { low = middle + 1 } else { high = middle }
        }
        return low < stored.count && storedTokens[low] == token ? low : nil
    }

    /// Goes through all tokens in the order of their folded forms.
    public func forEachToken(_ body: (_ token: UInt32, _ folded: [UInt8]) -> Void) {
        var place = 0
        folded.forEach(in: 0..<folded.count) { index, form in
            while place < tokenCount, foldedOfToken[token(at: place)] == index {
                body(UInt32(token(at: place)), form)
                place += 1
            }
        }
    }
}
