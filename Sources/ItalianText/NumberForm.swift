// SPDX-License-Identifier: GPL-3.0-or-later

/// One spelling for the spellings of a number: no thousands separators, a decimal comma.
enum NumberForm {
    static func normalised(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let dot = UInt8(ascii: ".")
        let comma = UInt8(ascii: ",")
        var digits: [UInt8] = []
        var separators: [UInt8] = []
        // Where each separator stands among the digits.
        var places: [Int] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte)
            case dot, comma:
                separators.append(byte)
                places.append(digits.count)
            // Digits of other scripts.
            case 0x80...: digits.append(byte)
            default: break
            }
        }
        guard let last = separators.last, let lastPlace = places.last else { return digits }
        let groups = zip(places + [digits.count], [0] + places).map { $0 - $1 }
        let thousands = { (groups: ArraySlice<Int>) in
            (1...3).contains(groups.first ?? 0) && groups.dropFirst().allSatisfy { $0 == 3 }
        }
        let decimal = { () -> [UInt8] in digits[..<lastPlace] + [comma] + digits[lastPlace...] }
        if separators.count == 1 {
            let grouped = last == dot && thousands(groups[...]) && digits.first != UInt8(ascii: "0")
            return grouped ? digits : decimal()
        }
        if separators.allSatisfy({ $0 == last }) { return thousands(groups[...]) ? digits : literal(bytes) }
        let leading = separators.dropLast()
        if leading.allSatisfy({ $0 == leading.first && $0 != last }), thousands(groups.dropLast()) { return decimal() }
        return literal(bytes)
    }

    private static func literal(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        bytes.filter { $0 != UInt8(ascii: "'") }
    }
}
