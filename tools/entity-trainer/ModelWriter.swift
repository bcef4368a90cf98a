// SPDX-License-Identifier: GPL-3.0-or-later

import Entities

/// Makes the table of weights: the strongest features, one byte a weight.
struct ModelWriter {
    let trainer: Trainer

    init(_ trainer: Trainer) {
        self.trainer = trainer
    }

    func bytes(mostFeatures: Int, note: (String) -> Void) -> [UInt8] {
        var largest = 0.0
        for row in trainer.weights {
            for label in 0..<TaggerLabel.count { largest = max(largest, abs(row[label])) }
        }
        let scale = 127 / max(largest, 1e-9)
        var entries: [(strength: Int, key: UInt32, words: [UInt32])] = []
        for (key, row) in zip(trainer.keys, trainer.weights) {
            var words: [UInt32] = [0, 0]
            var strength = 0
            for label in 0..<TaggerLabel.count {
                let weight = Int8(max(-127, min(127, (row[label] * scale).rounded())))
                strength = max(strength, abs(Int(weight)))
                words[label / 4] |= UInt32(UInt8(bitPattern: weight)) << UInt32(label % 4 * 8)
            }
            if strength > 0 { entries.append((strength, key, words)) }
        }
        note(
            "\(entries.count) features of weight, the largest weight \(largest / Double(trainer.settings.seeds.count))")
        entries.sort { ($1.strength, $0.key) < ($0.strength, $1.key) }
        if entries.count > mostFeatures {
            note("cut at \(mostFeatures), strength \(entries[mostFeatures].strength)")
            entries.removeLast(entries.count - mostFeatures)
        }
        var transitions: [UInt32] = []
        for before in 0..<TaggerLabel.count {
            for after in 0..<TaggerLabel.count {
                let weight = (trainer.transitions[before][after] * scale).rounded()
                transitions.append(UInt32(bitPattern: Int32(max(-32_000, min(32_000, weight)))))
            }
        }
        return TaggerTable.bytes(.weights, extra: transitions, entries: entries.map { ($0.key, $0.words) })
    }
}
