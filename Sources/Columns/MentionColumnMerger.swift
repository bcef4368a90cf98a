// SPDX-License-Identifier: GPL-3.0-or-later

/// Joins the mentions of several segments; of a variant little more than a hash is held.
public struct MentionColumnMerger {
    /// A segment: its mentions, its documents, and by facet the number that each of its values has in the joined one.
    public struct Source {
        let column: MentionColumn
        let documents: JoinedDocuments
        let numbers: [[UInt32]]

        public init(column: MentionColumn, documents: JoinedDocuments, numbers: [[UInt32]]) {
            self.column = column
            self.documents = documents
            self.numbers = numbers
        }

        /// A variant's value as the joined segment numbers it.
        func value(ofVariant number: Int) -> UInt32 {
            let (facet, value) = column.value(ofVariant: number)
            return numbers[Int(facet)][Int(value)]
        }

        /// A variant with that value.
        func variant(_ number: Int) -> MentionVariant {
            var variant = column.variant(number)
            variant.value = value(ofVariant: number)
            return variant
        }
    }

    /// A variant of a source.
    private struct Place {
        var source: UInt32
        var variant: UInt32
    }

    private let sources: [Source]
    /// By source the joined number of each of its variants, `UInt32.max` for those that no document has.
    private var numbers: [[UInt32]]
    /// By joined number the first place of the variant.
    private var order: [Place] = []

    /// Finds which variants of the sources are the same, and how often each stands in documents that are joined.
    public init(_ sources: [Source]) throws(ColumnsError) {
        self.sources = sources
        numbers = []
        var frequencies = try Self.frequencies(sources)
        var entries: [(hash: UInt64, place: Place)] = []
        for (source, counts) in frequencies.enumerated() {
            for variant in counts.indices where counts[variant] > 0 {
                let hash = Self.hash(sources[source].variant(variant))
                entries.append((hash, Place(source: UInt32(source), variant: UInt32(variant))))
            }
        }
        entries.sort {
            ($0.hash, $0.place.source, $0.place.variant) < ($1.hash, $1.place.source, $1.place.variant)
        }
        numbers = frequencies.map { [UInt32](repeating: .max, count: $0.count) }
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].hash == entries[start].hash { end += 1 }
            gather(entries[start..<end].map(\.place), &frequencies)
            start = end
        }
        entries = []
        rank(frequencies)
    }

    /// How often each variant of each source stands in documents that are joined.
    private static func frequencies(_ sources: [Source]) throws(ColumnsError) -> [[UInt32]] {
        var all: [[UInt32]] = []
        for source in sources {
            var counts = [UInt32](repeating: 0, count: source.column.variantCount)
            for document in 0..<source.documents.count where source.documents.isJoined(document) {
                try source.column.forEach(of: document) { _, variant in counts[variant] += 1 }
            }
            all.append(counts)
        }
        return all
    }

    private static func hash(_ variant: MentionVariant) -> UInt64 {
        var hash = Checksum.of(variant.text)
        hash = (hash ^ UInt64(variant.value) << 8 ^ UInt64(variant.facet)) &* 0x9FB2_1C65_1E98_DF25
        hash ^= UInt64(variant.score) << 8 ^ UInt64(variant.span)
        for byte in variant.rule.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash ^ hash >> 29
    }

    /// Gives the places of one hash, which are hardly ever of two variants, a joined number each; the first place of a
    /// variant gets the frequencies of all.
    private mutating func gather(_ places: [Place], _ frequencies: inout [[UInt32]]) {
        if places.count == 1 {
            numbers[Int(places[0].source)][Int(places[0].variant)] = UInt32(order.count)
            order.append(places[0])
            return
        }
        var firsts: [(variant: MentionVariant, number: Int)] = []
        for place in places {
            let variant = sources[Int(place.source)].variant(Int(place.variant))
            if let known = firsts.first(where: { $0.variant == variant }) {
                let first = order[known.number]
                numbers[Int(place.source)][Int(place.variant)] = UInt32(known.number)
                frequencies[Int(first.source)][Int(first.variant)] += frequencies[Int(place.source)][Int(place.variant)]
            } else {
                numbers[Int(place.source)][Int(place.variant)] = UInt32(order.count)
                firsts.append((variant, order.count))
                order.append(place)
            }
        }
    }

    /// Numbers the variants by falling frequency, of those alike the one that a source has first.
    private mutating func rank(_ frequencies: [[UInt32]]) {
        let ranked = order.indices.sorted { left, right in
            let (first, second) = (order[left], order[right])
            let counts = (
                frequencies[Int(first.source)][Int(first.variant)], frequencies[Int(second.source)][Int(second.variant)]
            )
            if counts.0 != counts.1 { return counts.0 > counts.1 }
            return (first.source, first.variant) < (second.source, second.variant)
        }
        var ranks = [UInt32](repeating: 0, count: order.count)
        for (rank, number) in ranked.enumerated() { ranks[number] = UInt32(rank) }
        for source in numbers.indices {
            for variant in numbers[source].indices where numbers[source][variant] != .max {
                numbers[source][variant] = ranks[Int(numbers[source][variant])]
            }
        }
        order = ranked.map { order[$0] }
    }

    private func column(_ place: Place) -> MentionColumn { sources[Int(place.source)].column }
    private func variant(_ place: Place) -> MentionVariant { sources[Int(place.source)].variant(Int(place.variant)) }

    /// Writes and syncs the file.
    ///
    /// - Parameter facets: By the number of a facet its joined values.
    public func write(to path: String, facets: [FacetColumnMerger]) throws(ColumnsError) -> FileStamp {
        let file = try ColumnFileWriter(path: path, kind: MentionColumn.kind)
        try file.writeTable(
            "variants.text",
            order.lazy.map { place in
                let variant = variant(place)
                let text = Array(variant.text.utf8)
                return text == facets[Int(variant.facet)].label(of: variant.value) ? [] : text
            })
        try file.writeSection("variants.facet", order.map { column($0).value(ofVariant: Int($0.variant)).facet })
        try file.writePacked(
            "variants.value", order.lazy.map { sources[Int($0.source)].value(ofVariant: Int($0.variant)) },
            below: facets.map(\.count).max() ?? 0)
        var rules: [String] = []
        try file.writeSection(
            "variants.rule",
            order.map { place in
                let rule = column(place).rule(ofVariant: Int(place.variant))
                let index = rules.firstIndex(of: rule) ?? rules.count
                if index == rules.count { rules.append(rule) }
                return UInt8(truncatingIfNeeded: index)
            })
        precondition(rules.count <= 256, "a rule's number is one byte")
        try file.writeSection("variants.score", order.map { column($0).score(ofVariant: Int($0.variant)) })
        try file.writeSection("variants.span", order.map { UInt8(column($0).span(ofVariant: Int($0.variant))) })
        try file.writeTable("rules", rules.map { Array($0.utf8) })
        try writeMentions(to: file)
        return try file.finish()
    }

    private func writeMentions(to file: ColumnFileWriter) throws(ColumnsError) {
        var ends: [UInt32] = []
        var end = 0
        var record: [UInt8] = []
        try file.beginSection("mentions")
        for (source, numbers) in zip(sources, numbers) {
            for document in 0..<source.documents.count where source.documents.isJoined(document) {
                record.removeAll(keepingCapacity: true)
                var before: UInt32 = 0
                try source.column.forEach(of: document) { position, variant in
                    Varint.append(position &- before, to: &record)
                    Varint.append(numbers[variant], to: &record)
                    before = position
                }
                try file.append(record)
                end += record.count
                ends.append(UInt32(end))
            }
        }
        file.endSection()
        try file.writeSection("ends", values: ends)
    }
}
