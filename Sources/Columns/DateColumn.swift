// SPDX-License-Identifier: GPL-3.0-or-later

/// When a document is dated: first and last day, as days since 1970-01-01, of a day, a month or a year.
public struct DatePeriod: Sendable, Hashable, Comparable {
    public var first: Int32
    public var last: Int32

    public init(first: Int32, last: Int32) {
        self.first = first
        self.last = last
    }

    /// Whether there is a date at all.
    public var isDated: Bool { first != DocumentRow.undated }

    public static func < (left: DatePeriod, right: DatePeriod) -> Bool {
        (left.first, left.last) < (right.first, right.last)
    }
}

/// The dates of a segment's documents: from documents to periods, and from periods to documents.
///
/// A range of days is looked up among the periods, of which an archive has a few thousand, so that what a search reads
/// grows with the documents that it finds. Sections of documents.col: `date.periods` has first and last day (Int32) of
/// each period, ascending; `date.ends` (UInt32) by period where its documents end in `date.documents` (UInt32, of a period
/// ascending); `date.numbers` (packed below the number of periods) by document its period. Documents without a date have
/// ``DocumentRow/undated`` for both days, which is the first period.
public struct DateColumn {
    private let file: ColumnFile
    private let days: ColumnArray<Int32>
    private let ends: ColumnArray<UInt32>
    private let documents: Range<Int>
    /// How many documents there are.
    public let count: Int

    fileprivate static let periods = "date.periods"
    fileprivate static let ends = "date.ends"
    fileprivate static let documents = "date.documents"
    fileprivate static let numbers = "date.numbers"

    /// Takes the sections of a file of this kind; the documents of a period are checked when they are read.
    public init(_ file: ColumnFile) throws(ColumnsError) {
        self.file = file
        days = try file.array(Self.periods)
        ends = try file.array(Self.ends)
        documents = try file.range(of: Self.documents)
        count = documents.count / MemoryLayout<UInt32>.stride
        guard days.count == 2 * ends.count, documents.count % MemoryLayout<UInt32>.stride == 0,
            ends.count == 0 ? count == 0 : Int(ends[ends.count - 1]) == count
        else { throw .damaged(file.path, "its dates do not fit together") }
    }

    /// How many different periods there are.
    public var periodCount: Int { ends.count }

    /// A period by its number; they ascend.
    public func period(_ number: Int) -> DatePeriod {
        DatePeriod(first: days[2 * number], last: days[2 * number + 1])
    }

    /// Where the documents of a period begin in `documents`.
    private func start(_ period: Int) -> Int { period == 0 ? 0 : Int(ends[period - 1]) }

    /// The documents whose period lies between two days, both included.
    public func documents(from first: Int32, to last: Int32) throws(ColumnsError) -> DocumentSet {
        // Runs of `documents`: where all dates are days there is but one.
        var runs: [Range<Int>] = []
        var number = firstPeriod(from: max(first, DocumentRow.undated + 1))
        while number < periodCount {
            let period = period(number)
            guard period.first <= last else { break }
            if period.last <= last {
                let start = start(number)
                if let before = runs.last, before.upperBound == start {
                    runs[runs.count - 1] = before.lowerBound..<Int(ends[number])
                } else {
                    runs.append(start..<Int(ends[number]))
                }
            }
            number += 1
        }
        return try set(of: runs)
    }

    /// The documents without a date.
    public func undatedDocuments() throws(ColumnsError) -> DocumentSet {
        guard periodCount > 0, !period(0).isDated else { return DocumentSet(universe: count) }
        return try set(of: [0..<Int(ends[0])])
    }

    /// The number of the first period that does not begin before a day.
    private func firstPeriod(from day: Int32) -> Int {
        var low = 0
        var high = periodCount
        while low < high {
            let middle = (low + high) / 2
            if days[2 * middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Of few documents those in the runs are read, of many those outside.
    private func set(of runs: [Range<Int>]) throws(ColumnsError) -> DocumentSet {
        guard runs.reduce(0, { $0 + $1.count }) > count / 2 else {
            var set = DocumentSet(universe: count)
            for run in runs { set.insert(contentsOf: try read(run)) }
            return set
        }
        var set = DocumentSet.all(universe: count)
        var end = 0
        for run in runs {
            set.remove(contentsOf: try read(end..<run.lowerBound))
            end = run.upperBound
        }
        set.remove(contentsOf: try read(end..<count))
        return set
    }

    private func read(_ range: Range<Int>) throws(ColumnsError) -> UnsafeBufferPointer<UInt32> {
        let stride = MemoryLayout<UInt32>.stride
        guard range.lowerBound <= range.upperBound, range.upperBound <= count else {
            throw .damaged(file.path, "a date has documents behind the last one")
        }
        let start = documents.lowerBound + range.lowerBound * stride
        return try file.bytes(in: start..<start + range.count * stride).bindMemory(to: UInt32.self)
    }

    /// The period of each document.
    public struct ByDocument {
        fileprivate let numbers: PackedNumbers
        fileprivate let days: ColumnArray<Int32>

        /// The period of a document, which must be one of the segment.
        @inline(__always)
        public func period(of document: Int) -> DatePeriod {
            let number = numbers[document]
            return DatePeriod(first: days[2 * number], last: days[2 * number + 1])
        }
    }

    /// Reads the period of each document.
    public func byDocument() throws(ColumnsError) -> ByDocument {
        let numbers = try PackedNumbers(file, Self.numbers, count: count, below: periodCount)
        return ByDocument(numbers: numbers, days: days)
    }

    /// By the number of a period, how many of the documents of a set have it.
    public func counts(over set: DocumentSet) throws(ColumnsError) -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: periodCount)
        guard set.count < count else {
            for number in counts.indices { counts[number] = ends[number] - UInt32(start(number)) }
            return counts
        }
        let numbers = try PackedNumbers(file, Self.numbers, count: count, below: periodCount)
        counts.withUnsafeMutableBufferPointer { counts in
            for (index, word) in set.words.enumerated() {
                var rest = word
                while rest != 0 {
                    let number = numbers[index * 64 + rest.trailingZeroBitCount]
                    precondition(number < counts.count, "a document has no period of this number")
                    counts[number] &+= 1
                    rest &= rest - 1
                }
            }
        }
        return counts
    }
}

extension ColumnFileWriter {
    /// Writes the sections of a segment's dates.
    func writeDates(of rows: [DocumentRow]) throws(ColumnsError) {
        let periods = rows.map { DatePeriod(first: $0.firstDay, last: $0.lastDay) }
        let distinct = Set(periods).sorted()
        let numberOfPeriod = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, UInt32($0)) })
        let numbers = periods.map { numberOfPeriod[$0] ?? 0 }
        var documents = ListColumnBuilder(rows: distinct.count)
        for (document, number) in numbers.enumerated() { documents.add(UInt32(document), toRow: Int(number)) }
        let inverse = documents.build()
        try writeSection(DateColumn.periods, values: distinct.flatMap { [$0.first, $0.last] })
        try writeSection(DateColumn.ends, values: inverse.ends)
        try writeSection(DateColumn.documents, values: inverse.values)
        try writePacked(DateColumn.numbers, numbers, below: distinct.count)
    }
}
