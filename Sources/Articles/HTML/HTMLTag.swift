// SPDX-License-Identifier: GPL-3.0-or-later

/// The elements that mean something for finding an article; all others are ``other``.
enum HTMLTag: UInt8, CaseIterable {
    case other
    case html, head, body, title, meta, link, base, frame, frameset, noframes
    case script, style, iframe, noscript, object, svg, template, textarea, select, button, audio, video, canvas, math
    case applet, embed, map
    case article, main, section, header, footer, nav, aside, form, fieldset, dialog, menu
    case div, p, blockquote, center, pre, address, details, summary, figure, figcaption, hr
    case h1, h2, h3, h4, h5, h6
    case ul, ol, li, dl, dt, dd, dir
    case table, caption, thead, tbody, tfoot, tr, td, th
    case a, br, img, time, span
    /// Of these only the large ones are in the tree, which are the headlines of old pages.
    case font
    /// Inline elements without a meaning of their own; the tree holds their content as if they were not there.
    case transparent

    private static let transparentNames = [
        "b", "i", "u", "em", "strong", "big", "small", "tt", "abbr", "acronym", "cite", "code", "q", "s",
        "strike",
        "del", "ins", "mark", "sub", "sup", "kbd", "samp", "var", "bdo", "bdi", "wbr", "nobr", "dfn", "o:p",
    ]

    private static let byName: NameTable<HTMLTag> = {
        var table: [UInt64: HTMLTag] = [:]
        for tag in allCases { table[key("\(tag)".utf8)] = tag }
        for name in transparentNames { table[key(name.utf8)] = .transparent }
        table[key("amp-img".utf8)] = .img
        table[key("amp-sidebar".utf8)] = .aside
        return NameTable(table)
    }()

    /// The first eight bytes and the length of a name, which are enough to tell those of HTML apart.
    private static func key(_ name: some Collection<UInt8>) -> UInt64 {
        var key: UInt64 = UInt64(truncatingIfNeeded: name.count)
        for byte in name.prefix(8) { key = key << 8 ^ UInt64(byte) }
        return key
    }

    /// The element of a name in lower case.
    static func named(_ name: UnsafeBufferPointer<UInt8>) -> HTMLTag { unsafe byName[key(name)] ?? .other }

    /// Whether nothing within it is text of the page.
    var isHidden: Bool {
        switch self {
        case .script, .style, .iframe, .object, .svg, .template, .textarea, .select, .button, .audio, .video, .canvas,
            .math, .applet, .embed, .map, .title, .noscript:
            true
        default: false
        }
    }

    /// Whether it begins and ends a paragraph.
    var isBlock: Bool {
        switch self {
        case .other, .a, .br, .img, .time, .span, .font, .transparent: false
        default: true
        }
    }

    var isHeading: Bool {
        switch self {
        case .h1, .h2, .h3, .h4, .h5, .h6: true
        default: false
        }
    }

    var isCell: Bool { self == .td || self == .th }

    var isList: Bool { self == .ul || self == .ol || self == .dl || self == .dir || self == .menu }
}
