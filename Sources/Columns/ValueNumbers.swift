// SPDX-License-Identifier: GPL-3.0-or-later

/// One numbering of a facet's values over several segments, in the order of their identifiers.
///
/// Stored in a file of kind `values` with two sections a facet: `F.numbers` (UInt32) has the numbers of the values of each
/// segment, one segment after another; `F.places` (two UInt32 by number) the first segment that has the value, and its
/// number there. Of a single segment neither is there: it numbers for itself.
public struct ValueNumbers {
    private enum Integers {
        case made([UInt32])
        case stored(ColumnArray<UInt32>)

        var count: Int {
            switch self {
            case .made(let values): values.count
            case .stored(let values): values.count
            }
        }

        @inline(__always)
        subscript(index: Int) -> UInt32 {
            switch self {
            case .made(let values): values[index]
            case .stored(let values): values[index]
            }
        }

        func withValues<Result>(_ body: (UnsafeBufferPointer<UInt32>) -> Result) -> Result {
            switch self {
            case .made(let values): values.withUnsafeBufferPointer(body)
            case .stored(let values): values.withValues(body)
            }
        }
    }

    /// The kind of its files.
    public static let kind = "values"

    private let numbers: Integers
    private let places: Integers
    /// By segment where its values begin in `numbers`; and where they end.
    private let starts: [Int]
    /// How many different values there are.
    public let count: Int

    private static func starts(_ counts: [Int]) -> [Int] {
        var starts = [0]
        for count in counts { starts.append(starts[starts.count - 1] + count) }
        return starts
    }

    /// Makes the numbering of the values of a facet's columns, one a segment.
    public init(merging columns: [FacetColumn]) {
        starts = Self.starts(columns.map(\.count))
        guard columns.count > 1 else {
            (numbers, places) = (.made([]), .made([]))
            count = columns.first?.count ?? 0
            return
        }
        var numbers = [UInt32](repeating: 0, count: starts[columns.count])
        var places: [UInt32] = []
        var merge = FrontCodedMerge(columns.map(\.ids))
        while merge.next() {
            let number = UInt32(places.count / 2)
            if let first = merge.places.first { places += [UInt32(first.table), UInt32(first.index)] }
            for place in merge.places { numbers[starts[place.table] + place.index] = number }
        }
        self.numbers = .made(numbers)
        self.places = .made(places)
        count = places.count / 2
    }

    /// Takes the numbering of a facet from a file.
    ///
    /// - Parameter counts: How many values each segment has.
    public init(_ file: ColumnFile, _ name: String, counts: [Int]) throws(ColumnsError) {
        starts = Self.starts(counts)
        guard counts.count > 1 else {
            (numbers, places) = (.made([]), .made([]))
            count = counts.first ?? 0
            return
        }
        let numbers: ColumnArray<UInt32> = try file.array(name + ".numbers")
        let places: ColumnArray<UInt32> = try file.array(name + ".places")
        guard numbers.count == starts[counts.count], places.count % 2 == 0 else {
            throw .damaged(file.path, "facet '\(name)' does not fit the segments")
        }
        self.numbers = .stored(numbers)
        self.places = .stored(places)
        count = places.count / 2
    }

    fileprivate var isWritten: Bool { starts.count > 2 }
    fileprivate var allNumbers: [UInt32] { numbers.withValues { Array($0) } }
    fileprivate var allPlaces: [UInt32] { places.withValues { Array($0) } }

    /// The number of a segment's value.
    @inline(__always)
    public func number(of value: Int, inSegment segment: Int) -> Int {
        isWritten ? Int(numbers[starts[segment] + value]) : value
    }

    /// The first segment that has a value, and its number there.
    public func place(of number: Int) -> (segment: Int, value: Int) {
        isWritten ? (Int(places[2 * number]), Int(places[2 * number + 1])) : (0, number)
    }

    /// The numbers of a segment's values for the time of a loop; nil where it numbers for itself.
    func withNumbers<Result>(ofSegment segment: Int, _ body: (UnsafeBufferPointer<UInt32>?) -> Result) -> Result {
        guard isWritten else { return body(nil) }
        return numbers.withValues {
            body(UnsafeBufferPointer(rebasing: $0[starts[segment]..<starts[segment + 1]]))
        }
    }

    /// Goes through the values of all segments.
    public func forEachValue(_ body: (_ number: Int, _ segment: Int, _ value: Int) -> Void) {
        for segment in starts.indices.dropLast() {
            for value in 0..<starts[segment + 1] - starts[segment] {
                body(number(of: value, inSegment: segment), segment, value)
            }
        }
    }
}

extension ValueNumbers: Equatable {
    public static func == (left: ValueNumbers, right: ValueNumbers) -> Bool {
        left.starts == right.starts && left.count == right.count && left.allNumbers == right.allNumbers
            && left.allPlaces == right.allPlaces
    }
}

extension ColumnFileWriter {
    /// Writes the sections of a facet's numbering.
    public func writeNumbers(_ numbers: ValueNumbers, _ name: String) throws(ColumnsError) {
        guard numbers.isWritten else { return }
        try writeSection(name + ".numbers", values: numbers.allNumbers)
        try writeSection(name + ".places", values: numbers.allPlaces)
    }
}
