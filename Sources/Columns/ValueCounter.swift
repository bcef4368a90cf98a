// SPDX-License-Identifier: GPL-3.0-or-later

/// Counts by the numbers of values, for one count after another.
///
/// It remembers which counts are not zero, so that a count over a few articles costs what these name, however many values
/// an archive has.
public final class ValueCounter {
    private var counts: [UInt32]
    /// The numbers whose counts are not zero; the first `touchedCount` of it.
    private var touched: [UInt32]
    private var touchedCount = 0
    /// Numbers are below this.
    public let capacity: Int

    /// All counts are zero.
    public init(capacity: Int) {
        self.capacity = capacity
        counts = Array(repeating: 0, count: capacity)
        touched = Array(repeating: 0, count: capacity)
    }

    /// Adds to the count of a number.
    public func add(_ count: UInt32, to number: Int) {
        precondition(number < capacity, "a value has a number beyond the last")
        guard count > 0 else { return }
        if counts[number] == 0 {
            touched[touchedCount] = UInt32(number)
            touchedCount += 1
        }
        counts[number] += count
    }

    /// Sets the counts of some numbers back to zero.
    public func clear(_ numbers: some Sequence<Int>) {
        for number in numbers { counts[number] = 0 }
        var kept = 0
        for index in 0..<touchedCount where counts[Int(touched[index])] > 0 {
            touched[kept] = touched[index]
            kept += 1
        }
        touchedCount = kept
    }

    /// Sets all counts back to zero.
    public func reset() {
        for index in 0..<touchedCount { counts[Int(touched[index])] = 0 }
        touchedCount = 0
    }

    /// How many counts are not zero.
    public var distinct: Int { touchedCount }

    /// The numbers whose counts are not zero with these, in no order.
    public func nonzero() -> [(number: Int, count: Int)] {
        var result: [(number: Int, count: Int)] = []
        result.reserveCapacity(touchedCount)
        counts.withUnsafeBufferPointer { counts in
            touched.withUnsafeBufferPointer { touched in
                for index in 0..<touchedCount {
                    let number = Int(touched[index])
                    result.append((number, Int(counts[number])))
                }
            }
        }
        return result
    }

    /// Adds how often each value of a segment occurs in it.
    ///
    /// - Parameter numbers: By value its number; nil where values number for themselves.
    func add(_ occurrences: UnsafeBufferPointer<UInt32>, as numbers: UnsafeBufferPointer<UInt32>?) {
        precondition(numbers.map { $0.count == occurrences.count } ?? true, "one number a value")
        withBuffers { counts, touched, touchedCount in
            for value in 0..<occurrences.count where occurrences[value] > 0 {
                let number = numbers.map { Int($0[value]) } ?? value
                precondition(number < counts.count, "value out of range")
                if counts[number] == 0 {
                    touched[touchedCount] = UInt32(truncatingIfNeeded: number)
                    touchedCount += 1
                }
                counts[number] &+= occurrences[value]
            }
        }
    }

    /// Counts each value of some documents.
    ///
    /// - Parameters:
    ///   - ends: By document where its values end in `values`.
    ///   - numbers: By value its number; nil where values number for themselves.
    /// - Returns: How many of the documents have no value.
    func add(
        _ documents: [UInt32], _ ends: UnsafeBufferPointer<UInt32>,
        _ values: UnsafeBufferPointer<some FixedWidthInteger>, as numbers: UnsafeBufferPointer<UInt32>?
    ) -> Int {
        guard let numbers else { return add(documents, ends, values) { $0 } }
        return add(documents, ends, values) { value in
            precondition(value < numbers.count, "value out of range")
            return Int(numbers[value])
        }
    }

    @inline(__always)
    private func add(
        _ documents: [UInt32], _ ends: UnsafeBufferPointer<UInt32>,
        _ values: UnsafeBufferPointer<some FixedWidthInteger>, _ number: (Int) -> Int
    ) -> Int {
        var missing = 0
        withBuffers { counts, touched, touchedCount in
            for document in documents {
                let index = Int(document)
                precondition(index < ends.count, "document out of range")
                let start = index == 0 ? 0 : Int(ends[index - 1])
                let end = Int(ends[index])
                if start == end { missing += 1 }
                precondition(end <= values.count, "values out of range")
                for place in start..<max(start, end) {
                    let number = number(Int(values[place]))
                    precondition(number < counts.count, "value out of range")
                    let count = counts[number]
                    if count == 0 {
                        touched[touchedCount] = UInt32(truncatingIfNeeded: number)
                        touchedCount += 1
                    }
                    counts[number] = count &+ 1
                }
            }
        }
        return missing
    }

    @inline(__always)
    private func withBuffers(
        _ body: (UnsafeMutableBufferPointer<UInt32>, UnsafeMutableBufferPointer<UInt32>, inout Int) -> Void
    ) {
        var touchedCount = touchedCount
        counts.withUnsafeMutableBufferPointer { counts in
            touched.withUnsafeMutableBufferPointer { touched in body(counts, touched, &touchedCount) }
        }
        self.touchedCount = touchedCount
    }
}
