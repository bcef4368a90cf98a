// SPDX-License-Identifier: GPL-3.0-or-later

/// Collects the mentions of a segment, article by article.
///
/// Sections by variant: `variants.text` (string table; empty where it is the label of the value), `variants.facet`, `variants.rule`, `variants.score`,
/// `variants.span` (one byte each) and `variants.value` (`PackedNumbers` below the number of values of the largest facet); `rules` (string table) has the names that
/// `variants.rule` counts. `mentions` has for each mention of an article, in reading order, the distance of its position
/// from the one before (the first from 0) and its variant, both LEB128; `ends` the end of each article's (UInt32).
/// Variants are numbered by falling frequency.
public struct MentionColumnWriter {
    private var variants = PackedVariants()
    private var frequencies: [UInt32] = []
    private var records: [UInt8] = []
    private var ends: [Int] = []

    public init() {}

    /// Memory held, in bytes, about.
    public var footprint: Int { records.capacity + ends.capacity * 8 + frequencies.capacity * 4 + variants.footprint }

    /// How many variants there are so far.
    public var count: Int { variants.count }

    /// The number of a variant for `append`, before variants are numbered by frequency.
    public mutating func number(of variant: MentionVariant) -> UInt32 {
        let number = variants.number(of: variant)
        if number == frequencies.count { frequencies.appendFrugally(0) }
        return number
    }

    /// The mentions of the next article, in the order of their positions.
    public mutating func append(_ mentions: [(position: UInt32, variant: UInt32)]) {
        var before: UInt32 = 0
        for mention in mentions {
            precondition(mention.position >= before, "mentions come in the order of their positions")
            Varint.append(mention.position - before, to: &records)
            Varint.append(mention.variant, to: &records)
            before = mention.position
            frequencies[Int(mention.variant)] += 1
        }
        ends.append(records.count)
    }

    /// Writes and syncs the file.
    ///
    /// - Parameter facets: By the number of a facet its writer, which has the labels and the final numbers of its values.
    public func write(to path: String, facets: [FacetColumnWriter]) throws(ColumnsError) -> FileStamp {
        let valueRanks = facets.map { $0.ranks() }
        let order = (0..<variants.count).sorted { left, right in
            frequencies[left] == frequencies[right] ? left < right : frequencies[left] > frequencies[right]
        }
        var ranks = [UInt32](repeating: 0, count: order.count)
        for (place, number) in order.enumerated() { ranks[number] = UInt32(place) }
        var rules: [String] = []
        var ruleOfVariant: [UInt8] = []
        for number in order {
            let rule = variants[number].rule
            let index = rules.firstIndex(of: rule) ?? rules.count
            if index == rules.count { rules.append(rule) }
            ruleOfVariant.append(UInt8(truncatingIfNeeded: index))
        }
        precondition(rules.count <= 256, "a rule's number is one byte")
        let file = try ColumnFileWriter(path: path, kind: MentionColumn.kind)
        try file.writeTable("variants.text", order.lazy.map { Array(storedText(variants[$0], facets).utf8) })
        try file.writeSection("variants.facet", order.map { variants[$0].facet })
        try file.writePacked(
            "variants.value", order.map { valueRanks[Int(variants[$0].facet)][Int(variants[$0].value)] },
            below: valueRanks.map(\.count).max() ?? 0)
        try file.writeSection("variants.rule", ruleOfVariant)
        try file.writeSection("variants.score", order.map { variants[$0].score })
        try file.writeSection("variants.span", order.map { variants[$0].span })
        try file.writeTable("rules", rules.map { Array($0.utf8) })
        let renumbered = renumbered(ranks)
        try file.writeSection("mentions", renumbered.bytes)
        try file.writeSection("ends", values: renumbered.ends)
        return try file.finish()
    }

    private func storedText(_ variant: MentionVariant, _ facets: [FacetColumnWriter]) -> String {
        facets[Int(variant.facet)].label(of: variant.value) == variant.text ? "" : variant.text
    }

    private func renumbered(_ ranks: [UInt32]) -> (bytes: [UInt8], ends: [UInt32]) {
        var bytes: [UInt8] = []
        var newEnds: [UInt32] = []
        records.withUnsafeBufferPointer { all in
            var start = 0
            for end in ends {
                if let base = all.baseAddress {
                    var cursor = base + start
                    let limit = base + end
                    while cursor < limit {
                        Varint.append(Varint.read(&cursor, before: limit), to: &bytes)
                        Varint.append(ranks[Int(Varint.read(&cursor, before: limit))], to: &bytes)
                    }
                }
                newEnds.append(UInt32(bytes.count))
                start = end
            }
        }
        return (bytes, newEnds)
    }
}
