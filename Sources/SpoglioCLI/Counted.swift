// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Numbers with what they count, as in `1 article` and `3 stories`.
enum Counted {
    static func articles(_ count: Int) -> String { count.counted("article", "articles") }
    static func stories(_ count: Int) -> String { count.counted("story", "stories") }
    static func copies(_ count: Int) -> String { count.counted("copy", "copies") }
    static func values(_ count: Int) -> String { count.counted("value", "values") }
    static func corrections(_ count: Int) -> String { count.counted("correction", "corrections") }
    static func lines(_ count: Int) -> String { count.counted("line", "lines") }
    static func folders(_ count: Int) -> String { count.counted("folder", "folders") }
}
