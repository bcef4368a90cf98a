# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports between the modules go one way; each C library is imported by the module that owns it."""

import re

from tree import Finding

# A module may import the modules of later rows. Those of one row do not know each other.
ROWS = [
    ["spoglio-main"],
    ["SpoglioCLI"],
    ["SpoglioServer"],
    ["Spoglio"],
    ["Xapian", "Columns", "QueryLanguage", "Articles", "Entities", "Topics"],
    ["ItalianText"],
]
ROW = {module: number for number, row in enumerate(ROWS) for module in row}

# Folder under Sources and the C modules that it alone may import.
OWNERS = {
    "CXapian": ["Xapian"],
    "CLibXapian": [],
    "CUtf8proc": ["ItalianText"],
    "CByteSearch": ["Columns"],
    "CChecksum": ["Columns"],
    "CXXHash": ["Columns"],
    "CZstd": ["Columns"],
    "CYajl": ["Articles"],
    "CUchardet": ["Articles"],
    "CMd4c": [],
    "CMarkdown": ["Articles"],
    "CHTMLParser": ["Articles"],
    "CXMLParser": ["Articles"],
    "CLibXML": [],
    "CLibraryLoading": [],
    "CLibYAML": ["Articles"],
    "CLibCSV": ["Articles"],
    "CIconv": ["Articles"],
    "CArchive": ["Articles"],
    "CMail": ["Articles"],
    "CProgram": ["Articles"],
    "CLibArchive": [],
    "CZlib": ["Articles"],
    "CSpoglioData": ["Articles", "Entities", "Topics"],
}
IMPORT = re.compile(
    r"^\s*(?:@\w+\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:struct|class|enum|protocol|typealias|func|var|let)\s+)?(\w+)")


def wrong_import(module, imported):
    """What is wrong with `module` importing `imported`, or None."""
    if imported in OWNERS:
        if module not in OWNERS[imported]:
            owners = " and ".join(OWNERS[imported]) or "no Swift module"
            return f"'{module}' imports '{imported}', which only {owners} may; use what that module offers"
    elif imported in ROW:
        if ROW[imported] <= ROW[module]:
            return f"'{module}' imports '{imported}', but arrows go only downwards; see ARCHITECTURE.md"
    elif imported == "Foundation":
        return "'Foundation' takes long to start; import FoundationEssentials or Glibc"
    return None


def check(tree):
    for path in tree.matching(".swift", under=["Sources/"]):
        module = path.split("/")[1]
        if module not in ROW:
            yield Finding(path, 0, f"module '{module}' has no place in the rows of tools/lib/arrows.py; give it one")
            continue
        for number, line in tree.lines(path):
            match = IMPORT.match(line)
            wrong = match and wrong_import(module, match.group(1))
            if wrong:
                yield Finding(path, number, wrong)
