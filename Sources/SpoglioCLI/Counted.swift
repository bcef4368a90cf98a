// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers with what they count, as in `1 article` and `3 stories`.
enum Counted {
    static func articles(_ count: Int) -> String { of(count, "article", "articles") }
    static func stories(_ count: Int) -> String { of(count, "story", "stories") }
    static func copies(_ count: Int) -> String { of(count, "copy", "copies") }
    static func values(_ count: Int) -> String { of(count, "value", "values") }
    static func corrections(_ count: Int) -> String { of(count, "correction", "corrections") }
    static func lines(_ count: Int) -> String { of(count, "line", "lines") }

    private static func of(_ count: Int, _ one: String, _ several: String) -> String {
        "\(count) \(count == 1 ? one : several)"
    }
}
