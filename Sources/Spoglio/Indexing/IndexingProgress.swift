// SPDX-License-Identifier: GPL-3.0-or-later

/// How far an indexing run is.
public struct IndexingProgress: Sendable {
    /// Articles looked at.
    public var articles = 0
    public var rejected = 0
    /// Bytes of the files that were opened and read so far.
    public var bytesRead: UInt64 = 0
    /// Bytes of all the files that will be read in this run; nil while they are being counted, or if they cannot be.
    public var bytesToRead: UInt64?
    /// By how much what was counted ahead turned out too little: files that are read though they are as they were, less
    /// those that are not read though they looked changed.
    var unforeseenBytes: Int64 = 0

    public init() {}

    /// Takes in what was counted ahead.
    mutating func takeForecast(_ bytes: UInt64?) {
        bytesToRead = bytes.map {
            unforeseenBytes < 0 ? $0 - min($0, unforeseenBytes.magnitude) : $0 + unforeseenBytes.magnitude
        }
    }

    /// A run shorter than this tells little of its speed.
    private static let leastSeconds = 2.0

    /// How many seconds the rest will take if it is read as fast as what was read so far.
    ///
    /// - Parameter seconds: How long the run has taken.
    /// - Returns: Nil where that would be a guess: too little was read, or it is not known what is left.
    public func secondsLeft(after seconds: Double) -> Double? {
        guard let bytesToRead, bytesRead > 0, bytesToRead > bytesRead, seconds >= Self.leastSeconds else { return nil }
        return Double(bytesToRead - bytesRead) * seconds / Double(bytesRead)
    }
}
