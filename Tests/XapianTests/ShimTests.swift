// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

struct ShimTests {
    static let script: String = {
        var path = #filePath
        for _ in 0..<3 { path = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
        return path + "/tools/test-shim"
    }()

    @Test(.enabled(if: access(ShimTests.script, X_OK) == 0))
    func theShimPassesItsOwnTestInC() {
        #expect(system("'\(Self.script)' >&2") == 0)
    }
}
