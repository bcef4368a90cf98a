// SPDX-License-Identifier: GPL-3.0-or-later

/// What words written side by side mean.
public enum MatchMode: String, CaseIterable, Sendable {
    /// All of them.
    case all
    /// At least one of the plain words; phrases, fields, exclusions and written operators are still required.
    case any
}
