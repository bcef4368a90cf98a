// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers for features: every feature is known by 32 bits mixed from its template and its values.
package enum TaggerHash {
    /// Templates, by number; a number is never given to another template, or old models would be misread.
    enum Template: UInt32 {
        case lower = 1
        case prefix, suffix, inner, shape, coarse, fine, wordClass, gazetteer, edge, shapeSuffix, classShape
        case gapBefore = 32
        case gapAfter, gapBeforeShape, gapAfterShape, shapesBefore, shapesAfter, shapesAround, wordsBefore, wordsAfter
        case coarseBefore, coarseAfter, fineBefore, fineAfter, wordBeforeShape, wordAfterShape, sentenceStart
        case sentenceStartFine, rule, ruleBefore, ruleAfter, ruleShape, ruleWord, ruleCoarse, hint, hintShape, hintRule
        case phrase, phraseShape, phraseRule, run, runFirst, runLast, runFirstFine, runLastFine, beforeRun, afterRun
        case shouted, shoutedRule, capitalBefore, capitalBeforeWord, seenLower, seenCapital, ruleGaps, classesBefore
        case classesAfter, runFirstClass, runLastClass, beforeRunFine, afterRunFine, runShapes, hintRun
        case evidenceName, evidencePlace, evidenceRule, evidenceLast
        case clusterOf = 200
        case listedWord, listedPhrase
    }

    /// Mixes two numbers so that every bit of both counts.
    @inline(__always)
    static func mix(_ left: UInt32, _ right: UInt32) -> UInt32 {
        var mixed = UInt64(left ^ 0x9E37_79B9) &* 0x9FB2_1C65_1E98_DF25 &+ UInt64(right)
        mixed = (mixed ^ (mixed >> 31)) &* 0xD6E8_FEB8_6659_FD93
        return UInt32(truncatingIfNeeded: mixed ^ (mixed >> 32))
    }

    @inline(__always)
    static func key(_ template: Template, _ value: UInt32) -> UInt32 { mix(template.rawValue, value) }

    @inline(__always)
    static func key(_ template: Template, _ first: UInt32, _ second: UInt32) -> UInt32 {
        mix(mix(template.rawValue, first), second)
    }

    @inline(__always)
    static func key(_ template: Template, _ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt32 {
        mix(mix(mix(template.rawValue, first), second), third)
    }

    /// The number of a piece of a spelling.
    @inline(__always)
    static func text(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return UInt32(truncatingIfNeeded: value ^ (value >> 32))
    }
}
