// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// What the tagger knows of a spelling, wherever it stands.
struct TaggerWord {
    /// The spelling in lower case, as a number.
    var lower: UInt32
    var shape: TaggerShape
    /// Clusters from 1 on; 0 for words that have none.
    var coarse: UInt32
    var fine: UInt32
    var classes: UInt32
    /// The lists that the word is on by itself, and as the first of several (see `TaggerLists`).
    var lists: UInt32
    /// The folded spelling, from which numbers of phrases are made.
    var folded: UInt32
    var isAnchor: Bool
    /// Sums of the weights of its own features, for each place beside the token that is looked at.
    var scores: TaggerScores

    /// What stands before the first and after the last word of a sentence.
    static let boundary = TaggerWord(
        lower: 1, shape: .boundary, coarse: 0, fine: 0, classes: 0, lists: 0, folded: 0, isAnchor: false,
        scores: TaggerScores())
}

/// For a word's distance from the token that is looked at, what it says of that token's label.
struct TaggerScores {
    var twoBefore = SIMD8<Int16>()
    var before = SIMD8<Int16>()
    var here = SIMD8<Int16>()
    var after = SIMD8<Int16>()
    var twoAfter = SIMD8<Int16>()
}

/// From which distances a feature of a word is looked at.
struct TaggerPlaces: OptionSet {
    let rawValue: UInt8
    static let twoBefore = TaggerPlaces(rawValue: 1)
    static let before = TaggerPlaces(rawValue: 2)
    static let here = TaggerPlaces(rawValue: 4)
    static let after = TaggerPlaces(rawValue: 8)
    static let twoAfter = TaggerPlaces(rawValue: 16)
    static let beside: TaggerPlaces = [.before, .here, .after]
    static let around: TaggerPlaces = [.twoBefore, .before, .here, .after, .twoAfter]
}

extension TaggerWord {
    /// Calls `body` with each feature of the word itself and the places where it counts.
    ///
    /// `spelling` is in lower case.
    func forEachFeature(spelling: [UInt8], _ body: (UInt32, TaggerPlaces) -> Void) {
        body(TaggerHash.key(.lower, lower), .around)
        body(TaggerHash.key(.shape, shape.rawValue), .around)
        if shape == .boundary { return }
        if coarse > 0 { body(TaggerHash.key(.coarse, coarse), .around) }
        if fine > 0 { body(TaggerHash.key(.fine, fine), .around) }
        if coarse == 0 { body(TaggerHash.key(.coarse, 0, shape.rawValue), .beside) }
        for bit in 0..<32 where classes & (1 << UInt32(bit)) != 0 {
            body(TaggerHash.key(.wordClass, UInt32(bit)), .beside)
            body(TaggerHash.key(.classShape, UInt32(bit), shape.rawValue), .here)
        }
        for bit in 0..<16 where lists & (1 << UInt32(bit)) != 0 {
            body(TaggerHash.key(.gazetteer, UInt32(bit)), .beside)
        }
        guard shape.hasLetters else { return }
        for length in 1...5 where length < spelling.count {
            let ending = TaggerHash.text(spelling[(spelling.count - length)...])
            body(TaggerHash.key(.edge, UInt32(length), ending), .here)
            if length > 1 { body(TaggerHash.key(.prefix, UInt32(length), TaggerHash.text(spelling[..<length])), .here) }
            if length == 3 {
                body(TaggerHash.key(.suffix, ending), [.before, .after])
                body(TaggerHash.key(.shapeSuffix, shape.rawValue, ending), .here)
            }
        }
        guard shape.isAnchor, spelling.count > 4 else { return }
        for start in 1..<min(spelling.count - 3, 12) {
            body(TaggerHash.key(.inner, TaggerHash.text(spelling[start..<start + 3])), .here)
        }
    }

    /// The feature at one place.
    @inline(__always)
    static func feature(_ key: UInt32, at place: TaggerPlaces) -> UInt32 {
        TaggerHash.mix(key, UInt32(place.rawValue))
    }

    /// Sums the weights of the features of the word itself.
    mutating func addScores(spelling: [UInt8], model: TaggerModel) {
        var sum = TaggerScores()
        forEachFeature(spelling: spelling) { key, places in
            if places.contains(.twoBefore) { sum.twoBefore &+= model.weights(of: Self.feature(key, at: .twoBefore)) }
            if places.contains(.before) { sum.before &+= model.weights(of: Self.feature(key, at: .before)) }
            if places.contains(.here) { sum.here &+= model.weights(of: Self.feature(key, at: .here)) }
            if places.contains(.after) { sum.after &+= model.weights(of: Self.feature(key, at: .after)) }
            if places.contains(.twoAfter) { sum.twoAfter &+= model.weights(of: Self.feature(key, at: .twoAfter)) }
        }
        scores = sum
    }
}

extension TaggerShape {
    var hasLetters: Bool {
        switch self {
        case .number, .address, .boundary: false
        default: true
        }
    }
}
