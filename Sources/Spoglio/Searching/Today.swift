// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// The day on which the program runs.
public enum Today {
    /// `2022-10-05`, in universal time, for citations.
    public static var iso8601: String { Calendar.iso8601(Int32(time(nil) / 86_400)) }
}
