// SPDX-License-Identifier: GPL-3.0-or-later

/// Distinct ways in which mentions are written, while they are collected.
///
/// A record is facet, value, rule (a number), score, span and text; the text of a mention that is written like the label
/// of its value is left out, as the file leaves it out.
struct PackedVariants {
    private var records = PackedStrings()
    private var starts: [UInt32] = []
    private var slots = PackedSlots()
    private(set) var rules: [String] = []

    var count: Int { starts.count }
    var footprint: Int { records.footprint + slots.footprint + 4 * starts.capacity }

    /// The number of a variant, a new one where it is new.
    mutating func number(of variant: MentionVariant) -> UInt32 {
        let hash = Self.hash(variant)
        if let number = slots.number(hash: hash, where: { isVariant(variant, at: Int(starts[Int($0)])) }) {
            return number
        }
        let number = UInt32(starts.count)
        starts.appendFrugally(UInt32(records.count))
        let rule = rules.firstIndex(of: variant.rule) ?? rules.count
        if rule == rules.count { rules.append(variant.rule) }
        records.append(number: UInt32(variant.facet))
        records.append(number: variant.value)
        records.append(number: UInt32(rule))
        records.append(number: UInt32(variant.score))
        records.append(number: UInt32(variant.span))
        records.append(variant.text)
        slots.insert(number, hash: hash) { [records, starts] in Self.hash(records, at: Int(starts[Int($0)])) }
        return number
    }

    subscript(number: Int) -> MentionVariant {
        var place = Int(starts[number])
        let facet = UInt8(truncatingIfNeeded: records.number(at: &place))
        let value = records.number(at: &place)
        let rule = rules[Int(records.number(at: &place))]
        let score = UInt8(truncatingIfNeeded: records.number(at: &place))
        let span = UInt8(truncatingIfNeeded: records.number(at: &place))
        let text = records.string(at: &place)
        return MentionVariant(facet: facet, value: value, text: text, rule: rule, score: score, span: span)
    }

    private func isVariant(_ variant: MentionVariant, at start: Int) -> Bool {
        var place = start
        return records.number(at: &place) == variant.facet && records.number(at: &place) == variant.value
            && rules[Int(records.number(at: &place))] == variant.rule
            && records.number(at: &place) == variant.score && records.number(at: &place) == variant.span
            && records.isString(variant.text, at: place)
    }

    private static func hash(_ variant: MentionVariant) -> UInt64 { hash(variant.text.utf8, variant.value) }

    private static func hash(_ text: some Sequence<UInt8>, _ value: UInt32) -> UInt64 {
        PackedSlots.hash(text) ^ UInt64(value) &* 0x9E37_79B9_7F4A_7C15
    }

    private static func hash(_ records: PackedStrings, at start: Int) -> UInt64 {
        var place = start
        _ = records.number(at: &place)
        let value = records.number(at: &place)
        for _ in 0..<3 { _ = records.number(at: &place) }
        return hash(records.utf8(at: &place), value)
    }
}
