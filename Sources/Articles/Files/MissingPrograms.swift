// SPDX-License-Identifier: GPL-3.0-or-later

import CMail
import Glibc

/// What some formats need besides this program and is not installed on this machine.
public enum MissingPrograms {
    private static let programs = ["pdftotext", "pdftoppm", "tesseract"]

    /// The names, found out once for each process.
    public static let names: [String] =
        programs.filter { !isInstalled($0) } + (unsafe spoglio_mail_unavailable() == nil ? [] : ["GMime"])

    private static func isInstalled(_ name: String) -> Bool {
        let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/bin:/usr/bin"
        return path.split(separator: ":").contains { unsafe access("\($0)/\(name)", X_OK) == 0 }
    }
}
