// SPDX-License-Identifier: GPL-3.0-or-later

import CMail
import Glibc

/// What some formats need besides this program and is not installed on this machine.
public struct MissingPrograms: OptionSet, Sendable {
    /// A bit for each; indexes keep these, so that each stays what it is.
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// What takes the text out of PDFs.
    public static let pdftotext = MissingPrograms(rawValue: 1 << 0)
    /// What draws the pages of PDFs.
    public static let pdftoppm = MissingPrograms(rawValue: 1 << 1)
    /// What recognises the text of pages that were drawn.
    public static let tesseract = MissingPrograms(rawValue: 1 << 2)
    /// The library that takes mail apart.
    public static let gmime = MissingPrograms(rawValue: 1 << 3)

    private static let programs = [("pdftotext", pdftotext), ("pdftoppm", pdftoppm), ("tesseract", tesseract)]

    /// What is missing, found out once for each process.
    public static let now: MissingPrograms = {
        var missing = MissingPrograms(programs.filter { !isInstalled($0.0) }.map(\.1))
        if unsafe spoglio_mail_unavailable() != nil { missing.insert(.gmime) }
        return missing
    }()

    private static func isInstalled(_ name: String) -> Bool {
        let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/bin:/usr/bin"
        return path.split(separator: ":").contains { unsafe access("\($0)/\(name)", X_OK) == 0 }
    }
}
