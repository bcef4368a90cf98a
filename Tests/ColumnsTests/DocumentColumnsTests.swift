// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

extension DocumentRow {
    fileprivate var period: DatePeriod { DatePeriod(first: firstDay, last: lastDay) }
}

struct DocumentColumnsTests {
    private static func rows(_ random: inout SeededGenerator, _ count: Int) -> [DocumentRow] {
        (0..<count).map { _ in
            let isUndated = random.chance(5)
            let first = isUndated ? DocumentRow.undated : Int32(random.number(-100...100))
            return DocumentRow(
                idHash: random.chance(2) ? UInt64(random.number(0...9)) : random.next(), fingerprint: random.next(),
                sourceHash: random.next(), firstDay: first,
                lastDay: isUndated ? first : first + Int32(random.number(0...30)),
                revision: UInt32(random.number(0...9)))
        }
    }

    @Test(arguments: [0, 1, 64, 300]) func rowsAndLookUpsAreThoseThatWereWritten(count: Int) throws {
        var random = SeededGenerator(seed: UInt64(count))
        let rows = Self.rows(&random, count)
        let scratch = try Scratch()
        let stamp = try DocumentColumns.write(rows, to: scratch.path("documents"))
        let file = try ColumnFile(path: scratch.path("documents"), kind: DocumentColumns.kind, expected: stamp)
        let columns = try DocumentColumns(file)
        #expect(columns.count == count)
        #expect((0..<count).map { columns.row($0) } == rows)
        #expect((0..<count).map { columns.fingerprint(of: $0) } == rows.map(\.fingerprint))
        #expect((0..<count).map { columns.sourceHash(of: $0) } == rows.map(\.sourceHash))
        for hash in rows.map(\.idHash) + [0, 5, .max] {
            let wanted = rows.indices.filter { rows[$0].idHash == hash }.map { UInt32($0) }
            #expect(columns.documents(withIDHash: hash) == wanted)
        }
        for revision in UInt32(0)...9 {
            let wanted = rows.indices.filter { rows[$0].revision > revision }.map { UInt32($0) }
            #expect(columns.documents(since: revision).documents() == wanted)
        }
        let dates = try DateColumn(file)
        #expect(dates.count == count)
        let periods = try dates.byDocument()
        #expect((0..<count).map { periods.period(of: $0) } == rows.map(\.period))
        let undated = rows.indices.filter { rows[$0].firstDay == DocumentRow.undated }.map { UInt32($0) }
        #expect(try dates.undatedDocuments().documents() == undated)
        for (first, last) in [(Int32(-100), Int32(130)), (0, 0), (-10, 40), (-90, 90), (.min, .max), (50, 20), (-5, 5)]
        {
            let wanted = rows.indices.filter { index in
                let row = rows[index]
                return row.firstDay != DocumentRow.undated && row.firstDay >= first && row.lastDay <= last
            }
            let found = try dates.documents(from: first, to: last)
            #expect(found.documents() == wanted.map { UInt32($0) })
            for set in [found, found.complement(), .all(universe: count)] {
                let counts = try dates.counts(over: set)
                let some = set.documents().map { rows[Int($0)].period }
                for (number, found) in counts.enumerated() {
                    #expect(some.count { $0 == dates.period(number) } == Int(found))
                }
            }
        }
    }
}
