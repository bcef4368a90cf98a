// SPDX-License-Identifier: GPL-3.0-or-later

import Entities

/// An averaged perceptron over sequences.
///
/// Whole numbers throughout and a fixed order of shuffling: the same corpus gives the same weights on every machine.
struct Trainer {
    struct Example {
        var features: [[UInt32]]
        var labels: [Int]
    }

    struct Settings {
        var epochs = 10
        var seeds: [UInt64] = [1, 2, 3, 4, 5]
        /// Features that occur more rarely are not learned.
        var leastCount = 3
    }

    let examples: [Example]
    let settings: Settings
    private(set) var keys: [UInt32] = []
    private var rows: [[[Int32]]] = []

    /// Average weights by feature, in the order of `keys`, and of the transitions.
    private(set) var weights: [SIMD8<Double>] = []
    private(set) var transitions: [SIMD8<Double>] = []

    init(examples: [Example], settings: Settings) {
        self.examples = examples
        self.settings = settings
        var counts: [UInt32: Int32] = [:]
        for example in examples {
            for features in example.features { for feature in features { counts[feature, default: 0] += 1 } }
        }
        keys = counts.filter { $0.value >= settings.leastCount }.keys.sorted()
        var numbers: [UInt32: Int32] = [:]
        for (number, key) in keys.enumerated() { numbers[key] = Int32(number) }
        rows = examples.map { $0.features.map { $0.compactMap { numbers[$0] } } }
    }

    mutating func train(progress: (String) -> Void) {
        weights = Array(repeating: SIMD8(), count: keys.count)
        transitions = Array(repeating: SIMD8(), count: TaggerLabel.count)
        for seed in settings.seeds {
            var pass = PerceptronPass(features: keys.count)
            var random = SplitMix(state: seed)
            var order = Array(examples.indices)
            for epoch in 1...settings.epochs {
                order.shuffle(using: &random)
                var wrong = 0
                for index in order where !pass.learn(rows[index], examples[index].labels) { wrong += 1 }
                progress("seed \(seed) epoch \(epoch): \(wrong) of \(order.count) stretches wrong")
            }
            pass.finish()
            for index in weights.indices { weights[index] += pass.average(of: index) }
            for label in 0..<TaggerLabel.count { transitions[label] += pass.averageTransition(from: label) }
        }
    }
}

/// One training with one order of shuffling.
struct PerceptronPass {
    private var weights: [SIMD8<Int32>]
    private var totals: [SIMD8<Int64>]
    private var changed: [Int32]
    private var transitions = [SIMD8<Int32>](repeating: SIMD8(), count: TaggerLabel.count)
    private var transitionTotals = [SIMD8<Int64>](repeating: SIMD8(), count: TaggerLabel.count)
    private var time: Int32 = 1
    private var emissions: [SIMD8<Int32>] = []
    private var origins: [SIMD8<Int32>] = []
    private static let impossible: Int32 = -1 << 24

    init(features: Int) {
        weights = Array(repeating: SIMD8(), count: features)
        totals = Array(repeating: SIMD8(), count: features)
        changed = Array(repeating: 1, count: features)
    }

    /// Decodes a stretch and corrects the weights where the answer is wrong; true if it was right.
    mutating func learn(_ rows: [[Int32]], _ gold: [Int]) -> Bool {
        let found = decode(rows)
        defer { time += 1 }
        guard found != gold else { return true }
        for place in gold.indices {
            if found[place] != gold[place] {
                for feature in rows[place] {
                    settle(Int(feature))
                    weights[Int(feature)][gold[place]] += 1
                    weights[Int(feature)][found[place]] -= 1
                }
            }
            let before = place == 0 ? (0, 0) : (gold[place - 1], found[place - 1])
            if (before.0, gold[place]) != (before.1, found[place]) {
                add(1, from: before.0, to: gold[place])
                add(-1, from: before.1, to: found[place])
            }
        }
        return false
    }

    private mutating func add(_ change: Int32, from before: Int, to after: Int) {
        transitions[before][after] += change
        transitionTotals[before][after] += Int64(change) * Int64(time)
    }

    private mutating func settle(_ feature: Int) {
        let elapsed = Int64(time - changed[feature])
        if elapsed > 0 {
            totals[feature] &+= SIMD8<Int64>(truncatingIfNeeded: weights[feature]) &* elapsed
            changed[feature] = time
        }
    }

    private mutating func decode(_ rows: [[Int32]]) -> [Int] {
        var scores = SIMD8<Int32>()
        origins.removeAll(keepingCapacity: true)
        for (place, row) in rows.enumerated() {
            var emission = SIMD8<Int32>()
            for feature in row { emission &+= weights[Int(feature)] }
            var best = SIMD8<Int32>(repeating: Self.impossible)
            var origin = SIMD8<Int32>()
            for before in 0..<(place == 0 ? 1 : TaggerLabel.count) {
                for after in 0..<TaggerLabel.count
                where TaggerLabel(number: after).mayFollow(TaggerLabel(number: before)) {
                    let score = scores[before] + transitions[before][after]
                    if score > best[after] {
                        best[after] = score
                        origin[after] = Int32(before)
                    }
                }
            }
            scores = best &+ emission
            origins.append(origin)
        }
        var label = 0
        for candidate in 1..<TaggerLabel.count where scores[candidate] > scores[label] { label = candidate }
        var labels = [Int](repeating: 0, count: rows.count)
        for place in stride(from: rows.count - 1, through: 0, by: -1) {
            labels[place] = label
            label = Int(origins[place][label])
        }
        return labels
    }

    mutating func finish() {
        for feature in weights.indices { settle(feature) }
    }

    func average(of feature: Int) -> SIMD8<Double> {
        SIMD8<Double>(totals[feature]) / Double(time)
    }

    func averageTransition(from label: Int) -> SIMD8<Double> {
        SIMD8<Double>(transitions[label]) - SIMD8<Double>(transitionTotals[label]) / Double(time)
    }
}

/// Deterministic numbers.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
