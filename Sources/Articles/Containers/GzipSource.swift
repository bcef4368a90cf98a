// SPDX-License-Identifier: GPL-3.0-or-later

import CZlib

/// Unpacks gzip data of any number of parts one after the other, as web archives have them, one for each record.
@safe final class GzipSource: ByteSource {
    private var stream: ByteStream
    private let unpacking: Unpacking
    private var ratio: UnpackingRatio
    private var inflater: Inflater?
    private var packed = 0
    private var isAtEnd = false
    /// What is wrong behind the bytes that were given last.
    private var damage: String?
    /// Whether a damaged part is left out, with what follows it up to the next one, instead of ending everything.
    var isTolerant = false
    /// How many times damaged parts were left out.
    private(set) var damagedParts = 0
    /// How much of a part has been unpacked but not passed over: a part that was cut off shows only after the head of the
    /// next one has been taken for its data, and that head must be found.
    private var kept = 0

    private static let piece = 64 << 10
    /// Of larger parts only the end is searched.
    private static let keptAtMost = 16 << 20

    init(_ stream: consuming ByteStream, unpacking: Unpacking, limits: ReadingLimits) {
        self.stream = stream
        self.unpacking = unpacking
        ratio = UnpackingRatio(limits: limits)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemFailure) -> Int {
        while !isAtEnd {
            if inflater == nil, try !beginPart() { break }
            let count = unsafe try inflate(into: buffer)
            guard count > 0 else { continue }
            try ratio.add(count, packed: packed)
            try unpacking.add(bytes: count)
            return count
        }
        isAtEnd = true
        return 0
    }

    /// Begins the next part; what follows the last one and is none, such as padding, is passed over.
    private func beginPart() throws(SystemFailure) -> Bool {
        let head = try stream.peek(2)
        guard head.count == 2, head.elementsEqual([0x1F, 0x8B]) else {
            guard isTolerant, !head.isEmpty else { return false }
            damagedParts += 1
            guard try skipToNextPart() else { return false }
            return try beginPart()
        }
        inflater = Inflater(.gzip)
        guard inflater != nil else { throw SystemFailure(reason: "there is not enough memory to unpack it") }
        return true
    }

    private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(SystemFailure) -> Int {
        guard let inflater else { return 0 }
        if let damage { return try fail(damage) }
        if kept > Self.keptAtMost {
            stream.skip(kept)
            kept = 0
        }
        let input = try stream.peek(max(kept + 1, min(stream.available, kept + Self.piece))).dropFirst(kept)
        if input.isEmpty { return try fail("the compressed data is cut off") }
        let step = unsafe inflater.inflate(input, into: buffer)
        packed += step.taken
        if isTolerant { kept += step.taken } else { stream.skip(step.taken) }
        switch step.outcome {
        case .more: break
        case .end:
            self.inflater = nil
            stream.skip(kept)
            kept = 0
        case .damaged(let why):
            damage = "the compressed data is damaged (\(why))"
            return step.given
        }
        return step.given
    }

    private func fail(_ reason: String) throws(SystemFailure) -> Int {
        guard isTolerant else { throw SystemFailure(reason: reason) }
        damagedParts += 1
        damage = nil
        inflater = nil
        stream.skip(min(1, kept))
        kept = 0
        if try !skipToNextPart() { isAtEnd = true }
        return 0
    }

    /// Goes to the next bytes that look like the head of a part: its signature, deflate, and no unknown flags.
    private func skipToNextPart() throws(SystemFailure) -> Bool {
        while true {
            let bytes = try stream.peek(Self.piece)
            guard bytes.count >= 4 else { return false }
            let heads = bytes.indices.dropLast(3)
            let found = heads.first { at in
                bytes[at] == 0x1F && bytes[at + 1] == 0x8B && bytes[at + 2] == 8 && bytes[at + 3] & 0xE0 == 0
            }
            if let found {
                stream.skip(found - bytes.startIndex)
                return true
            }
            stream.skip(bytes.count - 3)
            if bytes.count < Self.piece { return false }
        }
    }
}
