# SPDX-License-Identifier: GPL-3.0-or-later
"""What every file must have and what none may have."""

import re

from tree import Finding

SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"
CODE = (".swift", ".c", ".h", ".cpp", ".hpp", ".py")
LONGEST_FILE = 500  # in lines; tests may hold longer tables
LARGEST_FILE = 1 << 20
# The tables that the program carries: a model may have four times as much.
DATA, LARGEST_DATA = "Sources/CSpoglioData/", 4 << 20

# Expression, the folders it is looked for in, and what to do instead.
FORBIDDEN = [
    (r"\btry!", ["Sources/"], "handle the error or throw it on"),
    (r"\bfatalError\(", ["Sources/"], "throw for the world and the user, use precondition for a bug of our own"),
    (r"@unchecked\s+Sendable", ["Sources/"], "use Mutex, an actor or a value"),
    (r"nonisolated\(unsafe\)", ["Sources/"], "use Mutex, an actor or a value"),
    (r"\b(?:TODO|FIXME|XXX|HACK)\b", ["Sources/", "CXapian/", "Tests/", "tools/"], "do it or file an issue"),
]
# Folders of one machine; those that every system has, such as /tmp and /usr, are fine.
MACHINE_PATH = re.compile(r"(?<![\w.~$}])/(?:work|root|home|Users|mnt|media)/[\w.-]+")


def is_code(tree, path):
    if path.endswith(CODE):
        return True
    # Scripts without an extension.
    return (path.startswith("tools/") or path.startswith(".ci/")) and tree.text(path).startswith("#!")


def check(tree):
    for path in tree.paths:
        size = (tree.root / path).stat().st_size
        largest = LARGEST_DATA if str(path).startswith(DATA) else LARGEST_FILE
        if size > largest:
            yield Finding(path, 0, f"{size} bytes; what is larger than {largest} is made by a tool, not kept in git")
            continue
        text = tree.text(path)
        own_rules = path in ("tools/lib/sources.py", "tools/lib/test_checks.py")
        lines = text.splitlines()
        if is_code(tree, path):
            # Package.swift begins with the version of the tools, a script with its interpreter.
            if not any(SPDX in line for line in lines[:2]):
                yield Finding(path, 1, f"does not begin with '{SPDX}' in a comment; add it")
            if len(lines) > LONGEST_FILE and not path.startswith(("Tests/", "CXapian/tests/")):
                yield Finding(path, 0, f"{len(lines)} lines; take it apart, {LONGEST_FILE} is the limit")
        for number, line in enumerate(lines, 1):
            if own_rules:
                break
            for expression, folders, remedy in FORBIDDEN:
                match = re.search(expression, line) if path.startswith(tuple(folders)) else None
                if match:
                    yield Finding(path, number, f"'{match.group()}' is not used here; {remedy}")
            match = MACHINE_PATH.search(line)
            if match and path.endswith(CODE + (".md", ".yml", ".json")) or match and is_code(tree, path):
                yield Finding(path, number, f"'{match.group()}' is a path of one machine; make it relative")
