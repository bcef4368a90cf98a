// SPDX-License-Identifier: GPL-3.0-or-later

/// A word of an article, in reading order.
struct Place: Hashable, Comparable {
    var field: ArticleText.Field
    var position: Int

    static func < (left: Place, right: Place) -> Bool {
        (left.field, left.position) < (right.field, right.position)
    }
}
