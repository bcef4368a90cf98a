// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// Values of one document by slot.
public struct ValueList: Hashable, Sendable {
    private(set) var values = ByteStrings()
    private(set) var slots: [UInt32] = []

    public init() {}

    /// Adds the value of a slot.
    public mutating func append(_ value: some Collection<UInt8>, slot: UInt32) {
        values.append(value)
        slots.append(slot)
    }
}

extension WritableDatabase {
    /// Adds a document and returns its id, the next one.
    ///
    /// Throws `.invalidArgument`, with nothing changed, for an empty or overlong term.
    @discardableResult
    public mutating func add(
        _ terms: borrowing TermList, values: ValueList = ValueList(), data: [UInt8] = []
    ) throws(XapianError) -> DocumentID {
        var id: UInt32 = 0
        try write("add a document to") { error in
            withUnsafeDocument(terms, values, data) { cxapian_writer_add(handle, $0, &id, error) }
        }
        return DocumentID(id)
    }

    /// Stores a document under an id; without term lists the id must be unused.
    public mutating func replace(
        _ document: DocumentID, with terms: borrowing TermList, values: ValueList = ValueList(), data: [UInt8] = []
    ) throws(XapianError) {
        try write("replace document \(document) of") { error in
            withUnsafeDocument(terms, values, data) {
                cxapian_writer_replace(handle, document.rawValue, $0, error)
            }
        }
    }

    /// Deletes a document; impossible without term lists.
    public mutating func delete(_ document: DocumentID) throws(XapianError) {
        try write("delete document \(document) of") { cxapian_writer_delete(handle, document.rawValue, $0) }
    }
}

private func withUnsafeDocument<R>(
    _ terms: borrowing TermList, _ values: ValueList, _ data: [UInt8],
    _ body: (UnsafePointer<cxapian_document>) -> R
) -> R {
    var document = cxapian_document()
    return terms.counts.withUnsafeBufferPointer { frequencies in
        terms.storage.withUnsafeChars { bytes, length, ends, count in
            document.term_bytes = bytes
            document.term_byte_count = length
            document.term_ends = ends
            document.term_wdfs = frequencies.baseAddress
            document.term_count = count
            return values.slots.withUnsafeBufferPointer { slots in
                values.values.withUnsafeChars { bytes, length, ends, count in
                    document.value_bytes = bytes
                    document.value_byte_count = length
                    document.value_ends = ends
                    document.value_slots = slots.baseAddress
                    document.value_count = count
                    return data.withChars { chars, length in
                        document.data = chars
                        document.data_length = length
                        return withUnsafePointer(to: &document, body)
                    }
                }
            }
        }
    }
}
