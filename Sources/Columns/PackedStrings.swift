// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers and strings one after another in one buffer: numbers in LEB128, strings in UTF-8 behind their length.
struct PackedStrings {
    private var bytes: [UInt8] = []

    var count: Int { bytes.count }
    var footprint: Int { bytes.capacity }

    mutating func append(number: UInt32) {
        var rest = number
        while rest >= 0x80 {
            bytes.appendFrugally(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.appendFrugally(UInt8(truncatingIfNeeded: rest))
    }

    mutating func append(_ string: String) {
        append(number: UInt32(string.utf8.count))
        for byte in string.utf8 { bytes.appendFrugally(byte) }
    }

    mutating func append(_ strings: [String]) {
        append(number: UInt32(strings.count))
        for string in strings { append(string) }
    }

    /// Each reading function moves `place` behind what it read.
    func number(at place: inout Int) -> UInt32 {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        repeat {
            value |= UInt32(bytes[place] & 0x7F) << shift
            shift += 7
            place += 1
        } while bytes[place - 1] >= 0x80
        return value
    }

    func utf8(at place: inout Int) -> ArraySlice<UInt8> {
        let count = Int(number(at: &place))
        place += count
        return bytes[place - count..<place]
    }

    func string(at place: inout Int) -> String { String(decoding: utf8(at: &place), as: UTF8.self) }

    func strings(at place: inout Int) -> [String] {
        let count = number(at: &place)
        return (0..<count).map { _ in string(at: &place) }
    }

    func skip(_ place: inout Int) {
        let count = Int(number(at: &place))
        place += count
    }

    func isString(_ string: String, at place: Int) -> Bool {
        var place = place
        return utf8(at: &place).elementsEqual(string.utf8)
    }
}

extension Array {
    /// Appends, and where there is no room makes a quarter more of it, not as much again.
    mutating func appendFrugally(_ element: Element) {
        if count == capacity { reserveCapacity(count + count / 4 + 64) }
        append(element)
    }

    /// Appends as `appendFrugally` does.
    mutating func appendFrugally(contentsOf elements: some Collection<Element>) {
        if count + elements.count > capacity { reserveCapacity(count + Swift.max(count / 4, elements.count) + 64) }
        append(contentsOf: elements)
    }
}
