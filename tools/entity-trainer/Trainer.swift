// SPDX-License-Identifier: GPL-3.0-or-later

import Entities

/// A log-linear model over sequences (Lafferty, McCallum and Pereira, *Conditional Random Fields*, 2001), learned by
/// AdaGrad (Duchi, Hazan and Singer, 2011) with features left out at random, so that no single one is relied on.
///
/// Only additions, multiplications, divisions and square roots in a fixed order: the same corpus gives the same weights
/// on every machine.
struct Trainer {
    struct Example {
        var features: [[UInt32]]
        var labels: [Int]
    }

    struct Settings {
        var epochs = 12
        var seeds: [UInt64] = [1, 2, 3]
        /// Features that occur more rarely are not learned.
        var leastCount = 2
        /// How many of a thousand features an example is learned without.
        var dropped: UInt64 = 200
        var rate: Float = 0.05
        /// Pulls weights towards zero.
        var decay: Float = 0.0005
    }

    let examples: [Example]
    let settings: Settings
    private(set) var keys: [UInt32] = []
    private var rows: [[[Int32]]] = []

    /// Sums of weights over the seeds by feature, in the order of `keys`, and of the transitions.
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
            var pass = LogLinearPass(features: keys.count, settings: settings)
            var random = SplitMix(state: seed)
            var order = Array(examples.indices)
            for epoch in 1...settings.epochs {
                order.shuffle(using: &random)
                var certainty = 0.0
                for index in order {
                    certainty += pass.learn(rows[index], examples[index].labels, dropping: random.next())
                }
                progress("seed \(seed) epoch \(epoch): labels are \(Int(100 * certainty / Double(order.count))) % sure")
            }
            for index in weights.indices { weights[index] += SIMD8<Double>(pass.weights[index]) }
            for label in 0..<TaggerLabel.count { transitions[label] += pass.transitions[label] }
        }
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
