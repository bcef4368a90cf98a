// SPDX-License-Identifier: GPL-3.0-or-later

extension FrontCodedTable {
    /// The strings of a sorted table within `edits` insertions, deletions or substitutions of scalars of `word`.
    ///
    /// Walks the table keeping a row of the edit-distance matrix for each scalar of the current prefix, and skips all
    /// strings with a prefix that is already too far away.
    ///
    /// - Parameter range: Which strings to look at; nil for all.
    /// - Returns: At most `limit` + 1 numbers with their distances, in order.
    public func indices(
        within edits: Int, of word: [UInt8], in range: Range<Int>? = nil, limit: Int
    ) -> [(index: Int, edits: Int)] {
        let letters = Array(String(decoding: word, as: UTF8.self).unicodeScalars.map(\.value))
        let width = letters.count + 1
        // Row r, column c at r * width + c; row r belongs to the first r scalars of the current string.
        var matrix = Array(0..<width)
        var path: [UInt32] = []
        var scalars: [UInt32] = []
        var found: [(index: Int, edits: Int)] = []
        var cursor = Cursor(self)
        var index = range?.lowerBound ?? 0
        let end = range?.upperBound ?? count
        while index < end, found.count <= limit {
            cursor.move(to: index)
            Self.decode(cursor.string, into: &scalars)
            var shared = 0
            while shared < min(path.count, scalars.count), path[shared] == scalars[shared] { shared += 1 }
            path.removeLast(path.count - shared)
            matrix.removeLast(matrix.count - (shared + 1) * width)
            var isTooFar = false
            while path.count < scalars.count, !isTooFar {
                let scalar = scalars[path.count]
                let above = path.count * width
                var least = matrix[above] + 1
                matrix.append(least)
                for column in 1..<max(width, 1) {
                    let substitution = matrix[above + column - 1] + (letters[column - 1] == scalar ? 0 : 1)
                    let value = min(substitution, matrix[above + column] + 1, matrix[above + width + column - 1] + 1)
                    matrix.append(value)
                    least = min(least, value)
                }
                path.append(scalar)
                isTooFar = least > edits
            }
            if isTooFar {
                index = max(index + 1, self.range(withPrefix: Self.encode(path)).upperBound)
            } else {
                let distance = matrix[path.count * width + letters.count]
                if distance <= edits { found.append((index, distance)) }
                index += 1
            }
        }
        return found
    }

    private static func decode(_ bytes: [UInt8], into scalars: inout [UInt32]) {
        scalars.removeAll(keepingCapacity: true)
        if bytes.allSatisfy({ $0 < 0x80 }) {
            for byte in bytes { scalars.append(UInt32(byte)) }
        } else {
            for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars { scalars.append(scalar.value) }
        }
    }

    private static func encode(_ scalars: [UInt32]) -> [UInt8] {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars.compactMap(Unicode.Scalar.init))
        return Array(String(text).utf8)
    }
}
