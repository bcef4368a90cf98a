// SPDX-License-Identifier: GPL-3.0-or-later

import CZlib

/// zlib's decompressor.
@safe final class Inflater {
    /// How the deflated data is wrapped; the raw value is zlib's number of window bits.
    enum Wrapping: Int32 {
        case gzip = 31
        case zlib = 15
        case none = -15
    }

    /// How a step ended.
    enum Outcome {
        case more
        case end
        case damaged(String)
    }

    private let state: UnsafeMutablePointer<z_stream>
    private let isReady: Bool

    /// Makes a decompressor; nil without memory.
    init?(_ wrapping: Wrapping) {
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: z_stream())
        isReady = unsafe inflateInit2_(state, wrapping.rawValue, ZLIB_VERSION, size) == Z_OK
        if !isReady { return nil }
    }

    deinit {
        if isReady { unsafe inflateEnd(state) }
        unsafe state.deallocate()
    }

    /// Unpacks as much of the bytes as fits into the buffer.
    func inflate(
        _ input: ArraySlice<UInt8>, into buffer: UnsafeMutableRawBufferPointer
    ) -> (taken: Int, given: Int, outcome: Outcome) {
        unsafe input.withUnsafeBufferPointer { bytes in
            unsafe state.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
            unsafe state.pointee.avail_in = UInt32(bytes.count)
            unsafe state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe state.pointee.avail_out = UInt32(clamping: buffer.count)
            let space = unsafe state.pointee.avail_out
            let status = unsafe CZlib.inflate(state, Z_NO_FLUSH)
            let taken = unsafe bytes.count - Int(state.pointee.avail_in)
            let given = unsafe Int(space - state.pointee.avail_out)
            switch status {
            case Z_OK, Z_BUF_ERROR: return (taken, given, .more)
            case Z_STREAM_END: return (taken, given, .end)
            default:
                let why = unsafe state.pointee.msg.map { unsafe String(cString: $0) } ?? "zlib error \(status)"
                return (taken, given, .damaged(why))
            }
        }
    }

    /// The whole of some bytes unpacked, as far as they go when they are damaged, which is then said; nil when it is more than
    /// the limit.
    static func unpacked(
        _ bytes: ArraySlice<UInt8>, _ wrapping: Wrapping, limit: Int
    ) -> (bytes: [UInt8], damage: String?)? {
        guard let inflater = Inflater(wrapping) else { return nil }
        var output: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        var rest = bytes
        while true {
            let step = unsafe piece.withUnsafeMutableBytes { piece in unsafe inflater.inflate(rest, into: piece) }
            output += piece[..<step.given]
            rest = rest.dropFirst(step.taken)
            guard output.count <= limit else { return nil }
            switch step.outcome {
            case .more where step.taken + step.given > 0: continue
            case .more: return (output, "the compressed content is cut off; what came before is read")
            case .end: return (output, nil)
            case .damaged(let why):
                return (output, "the compressed content is damaged (\(why)); what came before is read")
            }
        }
    }
}
