// SPDX-License-Identifier: GPL-3.0-or-later

import CYajl
internal import ItalianText

/// Builds values from the events of libyajl.
final class FieldValueCollector {
    private enum Open {
        case list([FieldValue])
        case record([FieldValue.Field])
    }

    private(set) var values: [FieldValue] = []
    /// Why parsing was stopped.
    private(set) var refusal: String?
    private var open: [Open] = []
    private var keys: [String] = []
    /// How many values were met at all depths.
    private(set) var count = 0
    private let depthLimit: Int
    private let valueLimit: Int

    /// Glued lines have a few values; millions are nonsense that would fill the memory.
    private static let gluedLimit = 1000

    /// - Parameter valueLimit: How many values there may be at all depths; each takes many times the room of its text.
    init(depthLimit: Int, valueLimit: Int) {
        self.depthLimit = depthLimit
        self.valueLimit = valueLimit
    }

    /// What libyajl calls; each answer is 1 to go on and 0 to stop.
    static var callbacks: yajl_callbacks {
        unsafe yajl_callbacks(
            yajl_null: { unsafe FieldValueCollector.from($0)?.add(.null) ?? 0 },
            yajl_boolean: { unsafe FieldValueCollector.from($0)?.add(.truth($1 != 0)) ?? 0 },
            yajl_integer: nil,
            yajl_double: nil,
            yajl_number: { unsafe FieldValueCollector.from($0)?.add(.number(FieldValueCollector.digits($1, $2))) ?? 0 },
            yajl_string: { unsafe FieldValueCollector.from($0)?.add(.text(FieldValueCollector.text($1, $2))) ?? 0 },
            yajl_start_map: { unsafe FieldValueCollector.from($0)?.begin(.record([])) ?? 0 },
            yajl_map_key: { unsafe FieldValueCollector.from($0)?.begin(key: FieldValueCollector.text($1, $2)) ?? 0 },
            yajl_end_map: { unsafe FieldValueCollector.from($0)?.end() ?? 0 },
            yajl_start_array: { unsafe FieldValueCollector.from($0)?.begin(.list([])) ?? 0 },
            yajl_end_array: { unsafe FieldValueCollector.from($0)?.end() ?? 0 })
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> FieldValueCollector? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<FieldValueCollector>.fromOpaque(context).takeUnretainedValue()
    }

    private static func text(_ start: UnsafePointer<UInt8>?, _ count: Int) -> String {
        unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private static func digits(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
        unsafe UnsafeBufferPointer(start: start, count: count).withMemoryRebound(to: UInt8.self) { bytes in
            unsafe String(decoding: bytes, as: UTF8.self)
        }
    }

    private func begin(_ container: Open) -> Int32 {
        guard open.count < depthLimit else {
            refusal = "the JSON is nested deeper than \(depthLimit.counted("level", "levels"))"
            return 0
        }
        open.append(container)
        return 1
    }

    private func begin(key: String) -> Int32 {
        keys.append(key)
        return 1
    }

    private func end() -> Int32 {
        switch open.popLast() {
        case .list(let values): add(.list(values))
        case .record(let fields): add(.record(fields))
        case nil: 0
        }
    }

    /// Puts a value where it belongs, taking the container out of the stack meanwhile so that it is not copied.
    private func add(_ value: FieldValue) -> Int32 {
        count += 1
        guard count <= valueLimit else {
            refusal = "the JSON has more than \(valueLimit) values in one record"
            return 0
        }
        switch open.popLast() {
        case .list(var values):
            values.append(value)
            open.append(.list(values))
        case .record(var fields):
            fields.append(FieldValue.Field(name: keys.popLast() ?? "", value: value))
            open.append(.record(fields))
        case nil:
            guard values.count < Self.gluedLimit else {
                refusal = "the line holds more than \(Self.gluedLimit) JSON values"
                return 0
            }
            values.append(value)
        }
        return 1
    }
}
