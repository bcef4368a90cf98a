// SPDX-License-Identifier: GPL-3.0-or-later

/// One way in which articles of a segment write a name, with what it was taken for.
public struct MentionVariant: Sendable, Hashable {
    /// Which facet the value is of: a number that the engine gives.
    public var facet: UInt8
    /// The value's number in the segment.
    public var value: UInt32
    /// The name as written.
    public var text: String
    /// What made it a mention of this value.
    public var rule: String
    /// 0 to 100: how sure that is.
    public var score: UInt8
    /// How many positions it covers.
    public var span: UInt8

    public init(facet: UInt8, value: UInt32, text: String, rule: String, score: UInt8, span: UInt8) {
        self.facet = facet
        self.value = value
        self.text = text
        self.rule = rule
        self.score = score
        self.span = span
    }
}

/// Every mention of every article of a segment: where it stands and how it is written.
public struct MentionColumn {
    public static let kind = "mentions"

    private let texts: StringTable
    private let labels: [StringTable]
    private let facets: ColumnArray<UInt8>
    private let values: PackedNumbers
    private let ruleOfVariant: ColumnArray<UInt8>
    private let scores: ColumnArray<UInt8>
    private let spans: ColumnArray<UInt8>
    private let rules: StringTable
    private let ends: ColumnArray<UInt32>
    private let mentions: ColumnArray<UInt8>
    private let path: String

    /// Takes the sections of a file of this kind; throws `damaged` when one is missing or does not fit.
    ///
    /// - Parameter labels: By the number of a facet the labels of its values.
    public init(_ file: ColumnFile, labels: [StringTable]) throws(ColumnsError) {
        path = file.path
        self.labels = labels
        texts = try StringTable(file, "variants.text")
        facets = try file.array("variants.facet")
        let bound = labels.map(\.count).max() ?? 0
        values = try PackedNumbers(file, "variants.value", count: facets.count, below: bound)
        ruleOfVariant = try file.array("variants.rule")
        scores = try file.array("variants.score")
        spans = try file.array("variants.span")
        rules = try StringTable(file, "rules")
        ends = try file.array("ends")
        mentions = try file.array("mentions")
        let counts = [facets.count, ruleOfVariant.count, scores.count, spans.count]
        let length = ends.count == 0 ? 0 : Int(ends[ends.count - 1])
        guard counts.allSatisfy({ $0 == texts.count }), length == mentions.count else {
            throw .damaged(file.path, "its variants do not fit together")
        }
        for number in 0..<texts.count {
            let facet = Int(facets[number])
            guard facet < labels.count, values[number] < labels[facet].count else {
                throw .damaged(file.path, "a variant is of no value")
            }
        }
    }

    public var count: Int { ends.count }
    public var variantCount: Int { texts.count }

    /// A variant by its number.
    public func variant(_ number: Int) -> MentionVariant {
        MentionVariant(
            facet: facets[number], value: UInt32(values[number]), text: text(ofVariant: number),
            rule: rule(ofVariant: number), score: scores[number], span: spans[number])
    }

    /// What a variant was taken for, without its text.
    public func value(ofVariant number: Int) -> (facet: UInt8, value: UInt32) {
        (
            facets[number], UInt32(values[number])
        )
    }
    /// The name as written, which is stored only where it is not the label of the value.
    public func text(ofVariant number: Int) -> String {
        let text = texts.text(at: number)
        return text.isEmpty ? labels[Int(facets[number])].text(at: values[number]) : text
    }
    func score(ofVariant number: Int) -> UInt8 { scores[number] }
    func rule(ofVariant number: Int) -> String {
        let rule = Int(ruleOfVariant[number])
        return rule < rules.count ? rules.text(at: rule) : ""
    }
    /// How many positions it covers.
    public func span(ofVariant number: Int) -> Int { Int(spans[number]) }

    /// The mentions of an article in reading order: position (the body's follow the title's) and variant.
    public func forEach(of document: Int, _ body: (_ position: UInt32, _ variant: Int) -> Void) throws(ColumnsError) {
        let start = document == 0 ? 0 : Int(ends[document - 1])
        let end = Int(ends[document])
        guard start <= end, end <= mentions.count else { throw .damaged(path, "a record is out of bounds") }
        let isSound = mentions.withValues { all -> Bool in
            guard let base = all.baseAddress else { return true }
            var cursor = base + start
            let limit = base + end
            var position: UInt32 = 0
            while cursor < limit {
                position &+= Varint.read(&cursor, before: limit)
                let variant = Int(Varint.read(&cursor, before: limit))
                guard variant < texts.count else { return false }
                body(position, variant)
            }
            return true
        }
        guard isSound else { throw .damaged(path, "a mention is of no variant") }
    }
}
