// SPDX-License-Identifier: GPL-3.0-or-later

/// The HTML that md4c writes piece by piece.
final class HTMLPage {
    private(set) var bytes: [UInt8] = []

    /// What md4c calls with each piece.
    static let append: @convention(c) (UnsafePointer<CChar>?, UInt32, UnsafeMutableRawPointer?) -> Void = {
        text, count, context in
        guard let context = unsafe context, let text = unsafe text else { return }
        let page = unsafe Unmanaged<HTMLPage>.fromOpaque(context).takeUnretainedValue()
        unsafe page.bytes.append(contentsOf: UnsafeRawBufferPointer(start: text, count: Int(count)))
    }
}
