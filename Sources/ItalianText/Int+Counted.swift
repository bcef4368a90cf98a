// SPDX-License-Identifier: GPL-3.0-or-later

extension Int {
    /// The number with what it counts, as messages have it: `1 article`, `3 articles`.
    package func counted(_ one: String, _ several: String) -> String { "\(self) \(self == 1 ? one : several)" }
}
