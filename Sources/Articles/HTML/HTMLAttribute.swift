// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The attributes that the tree keeps.
enum HTMLAttribute: UInt8, CaseIterable {
    case id, `class`, itemprop, itemtype, role, datetime, pubdate, content, name, property, rel, href, lang, alt, type
    case hidden, style, charset, src
    case httpEquiv
    case ariaHidden

    /// The attributes of an element that say what it is, in their order.
    var spelling: String {
        switch self {
        case .httpEquiv: "http-equiv"
        case .ariaHidden: "aria-hidden"
        default: "\(self)"
        }
    }

    private static let table: NameTable<(attribute: HTMLAttribute, spelling: [UInt8])> = {
        var table: [UInt64: (attribute: HTMLAttribute, spelling: [UInt8])] = [:]
        for attribute in allCases {
            let spelling = Array(attribute.spelling.utf8)
            table[key(spelling)] = (attribute, spelling)
        }
        let language = Array("xml:lang".utf8)
        table[key(language)] = (.lang, language)
        return NameTable(table)
    }()

    private static func key(_ name: some Collection<UInt8>) -> UInt64 {
        var key: UInt64 = UInt64(truncatingIfNeeded: name.count)
        for byte in name.prefix(11) { key = key &* 31 &+ UInt64(byte | 0x20) }
        return key
    }

    /// The attribute of a name in lower case, nil for those that are not kept.
    static func named(_ name: UnsafeBufferPointer<UInt8>) -> HTMLAttribute? {
        guard name.count <= 11, let found = unsafe table[key(name)], unsafe found.spelling.elementsEqual(name) else {
            return nil
        }
        return found.attribute
    }

    /// The value of an attribute among names and values as libxml2 gives them, kept or not; nil where it has none.
    static func value(of name: StaticString, in list: UnsafePointer<UnsafePointer<CChar>?>?) -> String? {
        guard var entry = unsafe list else { return nil }
        while let found = unsafe entry[0] {
            let isIt = unsafe strcmp(found, UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
            if isIt { return unsafe entry[1].map { unsafe String(cString: $0) } }
            unsafe entry += 2
        }
        return nil
    }
}
