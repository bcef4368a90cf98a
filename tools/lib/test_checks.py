# SPDX-License-Identifier: GPL-3.0-or-later
"""Each check finds what it is for, and nothing in a file that is as it should be."""

import pathlib
import subprocess
import tempfile
import unittest

import arrows
import documentation
import exports
import sources
from tree import Tree

HEAD = "// SPDX-License-Identifier: GPL-3.0-or-later\n"


class Checks(unittest.TestCase):
    def findings(self, module, files):
        """What a check says about a tree of these files, as 'path:line' or 'path'."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = pathlib.Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
            subprocess.run(["git", "init", "--quiet", folder], check=True)
            found = list(module.check(Tree(folder)))
            return [f"{f.path}:{f.line}" if f.line else f.path for f in found]

    def in_module(self, module, name, text):
        return self.findings(module, {f"Sources/{name}/A.swift": HEAD + text})

    def testModulesImportDownwardsOnly(self):
        for name, text, wrong in [
            ("Spoglio", "internal import Columns\npublic import ItalianText\n", False),
            ("Spoglio", "import SpoglioCLI\n", True),
            ("Columns", "internal import Entities\n", True),
            ("ItalianText", "import struct Columns.TokenSet\n", True),
            ("Xapian", "import CXapian\n", False),
            ("Spoglio", "internal import CXapian\n", True),
            ("Spoglio", "@preconcurrency internal import CZstd\n", True),
            ("SpoglioCLI", "import Foundation\n", True),
            ("SpoglioCLI", "import FoundationEssentials\n", False),
        ]:
            with self.subTest(module=name, text=text):
                found = self.in_module(arrows, name, text)
                self.assertEqual(found, [f"Sources/{name}/A.swift:2"] if wrong else [])

    def testAModuleWithoutAPlaceIsNamed(self):
        self.assertEqual(self.in_module(arrows, "Novelty", ""), ["Sources/Novelty/A.swift"])

    def testPublicDeclarationsAreDocumented(self):
        for text, lines in [
            ("public func a() {}\n", [2]),
            ("/// A.\npublic func a() {}\n", []),
            ("/// A.\n@inlinable\npublic func a() {}\n", []),
            ("func a() {}\n", []),
            ("/// A.\npublic struct A {\n    public var b: Int\n    public var c: Int\n\n    public var d: Int\n}\n", [7]),
            ("public struct A {\n    public var b: Int\n}\n", [2, 3]),
            ("/// A.\npublic enum A {\n    case b, c\n    case d\n    /// E.\n    case e\n}\n", []),
            ("/// A.\npublic enum A {\n    /// B.\n    case b\n\n    case c\n}\n", [7]),
            ("/// A.\npublic enum A {\n    case b\n    func c() {\n        switch self {\n        case .b: break\n        }\n    }\n}\n",
             []),
            ("/// A.\npublic struct A {\n    public static func < (a: A, b: A) -> Bool { true }\n}\n", []),
            ("/// A.\npublic struct A {\n    var b: Int\n    public init(b: Int) { self.b = b }\n}\n", []),
            ("/// A.\npublic struct A {\n    var b: Int\n    public init(b: Int) {\n        self.b = b + 1\n    }\n}\n", [5]),
            ("/// A.\npublic struct A {\n    public struct B {\n    }\n}\n", [4]),
            ("/// A.\npublic struct A {\n    // B\n    public mutating func c() {}\n}\n", [5]),
        ]:
            with self.subTest(text=text):
                found = self.in_module(documentation, "Columns", text)
                self.assertEqual(found, [f"Sources/Columns/A.swift:{line}" for line in lines])

    def testForbiddenWordsAreFound(self):
        for text, wrong in [
            ("let a = try! b()\n", True),
            ("fatalError(\"a\")\n", True),
            ("struct A: @unchecked Sendable {}\n", True),
            ("nonisolated(unsafe) var a = 1\n", True),
            ("// TODO: a\n", True),
            ("let a = \"/home/ada/b\"\n", True),
            ("let a = \"/tmp/b\" // and/or\n", False),
            ("let a = try? b()\n", False),
        ]:
            with self.subTest(text=text):
                self.assertEqual(
                    self.in_module(sources, "Columns", text), ["Sources/Columns/A.swift:2"] if wrong else [])

    def testSourcesBeginWithTheirLicence(self):
        self.assertEqual(self.findings(sources, {"CXapian/a.cpp": "int a;\n"}), ["CXapian/a.cpp:1"])
        self.assertEqual(self.findings(sources, {"tools/a": "#!/bin/sh\ntrue\n"}), ["tools/a:1"])
        self.assertEqual(self.findings(sources, {"tools/a": "#!/bin/sh\n#" + HEAD[2:]}), [])
        self.assertEqual(self.findings(sources, {"README.md": "text\n"}), [])

    def testLongAndLargeFilesAreNamed(self):
        self.assertEqual(self.in_module(sources, "Columns", "\n" * 499), [])
        self.assertEqual(self.in_module(sources, "Columns", "\n" * 500), ["Sources/Columns/A.swift"])
        self.assertEqual(self.findings(sources, {"a.tsv": "a" * ((1 << 20) + 1)}), ["a.tsv"])

    def testTheHeaderDeclaresWhatIsExported(self):
        header = HEAD + "// cxapian_c(x)\nint cxapian_a(int x,\n              int y);\nint cxapian_b(void);\n"
        header = header.replace("int cxapian_a", '#ifdef __cplusplus\nextern "C" {\n#endif\nint cxapian_a')
        header += "#ifdef __cplusplus\n}\n#endif\n"
        source = '#include "include/CXapian.h"\nint cxapian_a(int x, int y) { return x + y; }\nint hidden() { return 1; }\n'
        files = {exports.HEADER: header, "CXapian/a.cpp": source}
        self.assertEqual(self.findings(exports, files), [exports.HEADER + ":8"])
        files["CXapian/b.cpp"] = 'extern "C" int cxapian_b(void) { return 1; }\nextern "C" int other(void) { return 1; }\n'
        self.assertEqual(self.findings(exports, files), ["CXapian/b.cpp"])
        files[exports.HEADER] = "class A;\n" + header
        self.assertIn(exports.HEADER, self.findings(exports, files))


if __name__ == "__main__":
    unittest.main()
