// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// The values of the facets over all segments: their numbering, and which are spellings of one name.
///
/// Each commit writes them to a file, so that nobody who opens an index need work them out.
final class IndexValues {
    private let segments: [Segment]
    /// Nil where they are made of the segments.
    private let file: ColumnFile?
    private var knownNumbers: [Facet: ValueNumbers] = [:]
    private var knownKin: [Facet: ValueKin] = [:]

    /// Opens the file that a commit wrote of its segments.
    init(_ segments: [Segment], _ manifest: Manifest, _ location: IndexLocation) throws(SpoglioError) {
        self.segments = segments
        do {
            file = try manifest.values.map { (entry) throws(ColumnsError) in
                try ColumnFile(
                    path: location.path + "/" + entry.name, kind: ValueNumbers.kind, expected: entry.stamp)
            }
        } catch {
            throw SpoglioError(error)
        }
    }

    /// Those that a file which is about to be written will have.
    private init(_ segments: [Segment]) {
        self.segments = segments
        file = nil
    }

    func columns(_ facet: Facet) throws(SpoglioError) -> [FacetColumn] {
        var columns: [FacetColumn] = []
        for segment in segments { columns.append(try segment.column(facet)) }
        return columns
    }

    /// One numbering of a facet's values.
    func numbers(of facet: Facet) throws(SpoglioError) -> ValueNumbers {
        if let known = knownNumbers[facet] { return known }
        let columns = try columns(facet)
        var numbers: ValueNumbers?
        if let file, let name = facet.column {
            do {
                numbers = try ValueNumbers(file, name, counts: columns.map(\.count))
            } catch {
                throw SpoglioError(error)
            }
        }
        let result = numbers ?? ValueNumbers(merging: columns)
        knownNumbers[facet] = result
        return result
    }

    /// The values of a facet that are spellings of one name.
    func kin(of facet: Facet) throws(SpoglioError) -> ValueKin {
        if let known = knownKin[facet] { return known }
        var kin: ValueKin?
        if let file, let name = facet.column {
            do {
                kin = try ValueKin(file, name)
            } catch {
                throw SpoglioError(error)
            }
        }
        let result: ValueKin
        if let kin { result = kin } else { result = try join(facet, reusing: nil) }
        knownKin[facet] = result
        return result
    }

    private func join(_ facet: Facet, reusing known: ValueKin?) throws(SpoglioError) -> ValueKin {
        guard facet.isOfEntities, try columns(facet).contains(where: \.hasKinships) else { return ValueKin() }
        return try NameJoiner(facet, segments, numbers(of: facet)).join(reusing: known)
    }

    /// Writes the values of all facets over some segments.
    ///
    /// - Parameter earlier: Those of the commit before; names that were compared for it are not compared again.
    static func write(
        _ segments: [Segment], reusing earlier: IndexValues?, to path: String
    ) throws(SpoglioError) -> FileStamp {
        let values = IndexValues(segments)
        var sections: [(name: String, numbers: ValueNumbers, kin: ValueKin)] = []
        for facet in Facet.allCases {
            guard let name = facet.column else { continue }
            let numbers = try values.numbers(of: facet)
            let kin = try values.join(facet, reusing: try? earlier?.kin(of: facet))
            sections.append((name, numbers, kin))
        }
        do {
            let file = try ColumnFileWriter(path: path, kind: ValueNumbers.kind)
            for section in sections {
                try file.writeNumbers(section.numbers, section.name)
                try file.writeKin(section.kin, section.name)
            }
            return try file.finish()
        } catch {
            throw SpoglioError(error)
        }
    }

    /// The facets whose stored values are not those of the segments.
    func faults() throws(SpoglioError) -> [Facet] {
        let made = IndexValues(segments)
        var faults: [Facet] = []
        for facet in Facet.allCases where facet.column != nil {
            let isSound = try (numbers(of: facet) == made.numbers(of: facet), kin(of: facet) == made.kin(of: facet))
            if isSound != (true, true) { faults.append(facet) }
        }
        return faults
    }
}
