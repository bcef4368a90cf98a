// SPDX-License-Identifier: GPL-3.0-or-later

internal import CByteSearch

/// The memory of the process.
public enum Heap {
    /// Gives what is free back to the system: worthwhile after work that held much memory in many pieces.
    public static func trim() { spoglio_trim_heap() }
}
