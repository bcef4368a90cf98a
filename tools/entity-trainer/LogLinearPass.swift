// SPDX-License-Identifier: GPL-3.0-or-later

import Entities

/// One training with one order of shuffling.
struct LogLinearPass {
    private(set) var weights: [SIMD8<Float>]
    private(set) var transitions = [SIMD8<Double>](repeating: SIMD8(), count: TaggerLabel.count)
    /// Sums of squared gradients, by which the steps become smaller.
    private var squares: [SIMD8<Float>]
    private var transitionSquares = [SIMD8<Double>](repeating: SIMD8(repeating: 0.1), count: TaggerLabel.count)
    private let settings: Trainer.Settings
    /// For each label 1 where another may follow it, else 0.
    private let allowed: [SIMD8<Double>]

    private var forward: [SIMD8<Double>] = []
    private var backward: [SIMD8<Double>] = []
    private var emissions: [SIMD8<Double>] = []
    private var steps: [SIMD8<Double>] = []

    init(features: Int, settings: Trainer.Settings) {
        weights = Array(repeating: SIMD8(), count: features)
        squares = Array(repeating: SIMD8(repeating: 0.1), count: features)
        self.settings = settings
        allowed = (0..<TaggerLabel.count).map { before in
            var row = SIMD8<Double>()
            for after in 0..<TaggerLabel.count
            where TaggerLabel(number: after).mayFollow(TaggerLabel(number: before)) {
                row[after] = 1
            }
            return row
        }
    }

    /// Moves the weights towards the labels of a stretch; the mean probability that these had before.
    mutating func learn(_ rows: [[Int32]], _ gold: [Int], dropping seed: UInt64) -> Double {
        guard !rows.isEmpty else { return 1 }
        emit(rows, seed)
        steps = (0..<TaggerLabel.count).map { before in
            var row = SIMD8<Double>()
            for after in 0..<TaggerLabel.count where allowed[before][after] > 0 {
                row[after] = exponential(transitions[before][after])
            }
            return row
        }
        sum()
        var certainty = 0.0
        var transitionGradient = [SIMD8<Double>](repeating: SIMD8(), count: TaggerLabel.count)
        for place in rows.indices {
            var marginal = forward[place] * backward[place]
            marginal /= marginal.sum()
            certainty += marginal[gold[place]]
            var gradient = SIMD8<Double>() - marginal
            gradient[gold[place]] += 1
            if place == 0 {
                transitionGradient[0] += gradient
            } else {
                addTransitions(at: place, to: &transitionGradient)
                transitionGradient[gold[place - 1]][gold[place]] += 1
            }
            if 1 - marginal[gold[place]] > 1e-4 { move(rows[place], by: SIMD8<Float>(gradient), seed) }
        }
        for label in 0..<TaggerLabel.count {
            let gradient = transitionGradient[label] * allowed[label]
            transitionSquares[label] += gradient * gradient
            transitions[label] += Double(settings.rate) * gradient / transitionSquares[label].squareRoot()
        }
        return certainty / Double(rows.count)
    }

    private func keeps(_ feature: Int32, _ seed: UInt64) -> Bool {
        var hash = UInt64(feature) &* 0x9FB2_1C65_1E98_DF25 &+ seed
        hash ^= hash >> 29
        hash = hash &* 0xBF58_476D_1CE4_E5B9
        return (hash >> 40) % 1_000 >= settings.dropped
    }

    /// What the features of each token alone say of its label, up to a factor.
    private mutating func emit(_ rows: [[Int32]], _ seed: UInt64) {
        emissions.removeAll(keepingCapacity: true)
        for row in rows {
            var sum = SIMD8<Float>()
            for feature in row where keeps(feature, seed) { sum += weights[Int(feature)] }
            var emission = SIMD8<Double>()
            var largest = sum[0]
            for label in 1..<TaggerLabel.count { largest = max(largest, sum[label]) }
            for label in 0..<TaggerLabel.count { emission[label] = exponential(Double(sum[label] - largest)) }
            emissions.append(emission)
        }
    }

    /// Sums over all sequences up to each place and from it on.
    private mutating func sum() {
        let count = emissions.count
        forward.removeAll(keepingCapacity: true)
        backward = Array(repeating: SIMD8(repeating: 1), count: count)
        for place in 0..<count {
            var sum = SIMD8<Double>()
            if place == 0 {
                sum = steps[0]
            } else {
                for before in 0..<TaggerLabel.count { sum += forward[place - 1][before] * steps[before] }
            }
            sum *= emissions[place]
            forward.append(sum / sum.sum())
        }
        for place in stride(from: count - 2, through: 0, by: -1) {
            let next = emissions[place + 1] * backward[place + 1]
            var sum = SIMD8<Double>()
            for label in 0..<TaggerLabel.count { sum[label] = (steps[label] * next).sum() }
            backward[place] = sum / sum.sum()
        }
    }

    private func addTransitions(at place: Int, to gradient: inout [SIMD8<Double>]) {
        let here = emissions[place] * backward[place]
        var total = 0.0
        for before in 0..<TaggerLabel.count { total += forward[place - 1][before] * (steps[before] * here).sum() }
        for before in 0..<TaggerLabel.count {
            gradient[before] -= steps[before] * here * (forward[place - 1][before] / total)
        }
    }

    private mutating func move(_ row: [Int32], by gradient: SIMD8<Float>, _ seed: UInt64) {
        for feature in row where keeps(feature, seed) {
            let index = Int(feature)
            let step = gradient - settings.decay * weights[index]
            squares[index] += step * step
            weights[index] += settings.rate * step / squares[index].squareRoot()
        }
    }

    /// e^x to fifteen digits, by arithmetic that is the same everywhere.
    private func exponential(_ power: Double) -> Double {
        let bounded = max(-600, min(600, power))
        let whole = (bounded * 1.442_695_040_888_963_4).rounded()
        let rest = bounded - whole * 0.693_147_180_559_945_3
        var sum = 1.0
        for degree in stride(from: 14.0, through: 1, by: -1) { sum = 1 + sum * rest / degree }
        return Double(sign: .plus, exponent: Int(whole), significand: sum)
    }
}
