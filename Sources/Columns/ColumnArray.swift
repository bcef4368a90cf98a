// SPDX-License-Identifier: GPL-3.0-or-later

/// Integers of a mapped section; keeps its file open.
public struct ColumnArray<Value: FixedWidthInteger & BitwiseCopyable> {
    private let file: ColumnFile
    @usableFromInline let values: UnsafeBufferPointer<Value>

    init(file: ColumnFile, bytes: UnsafeRawBufferPointer) throws(ColumnsError) {
        guard bytes.count % MemoryLayout<Value>.stride == 0 else {
            throw .damaged(file.path, "a section has half an integer")
        }
        self.file = file
        values = bytes.bindMemory(to: Value.self)
    }

    @inlinable public var count: Int { values.count }

    /// The value at a place, which must be below `count`.
    @inlinable
    public subscript(index: Int) -> Value {
        precondition(index >= 0 && index < values.count, "index out of range")
        return values[index]
    }

    /// The values for the time of a loop.
    @inlinable
    public func withValues<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Value>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(values)
    }
}
