# SPDX-License-Identifier: GPL-3.0-or-later
"""Every public declaration has a documentation comment.

One comment may stand above a group: declarations of one kind on consecutive lines. The cases and properties right below
the head of a documented type are covered by the type's comment. Initialisers that only fill properties, and what a protocol of the standard
library asks for, need none.
"""

import re

from tree import Finding

ATTRIBUTES = r"(?:@\w+(?:\([^)]*\))?\s+)*"
MODIFIERS = r"(?:(?:static|final|class|mutating|nonmutating|nonisolated|consuming|borrowing|indirect|override|required" \
            r"|convenience|lazy|weak|prefix|postfix|(?:private|fileprivate|internal|package)\(set\))\s+)*"
KINDS = r"let|var|func|init|subscript|struct|class|actor|enum|protocol|typealias|case|macro"
PUBLIC = re.compile(rf"^(\s*){ATTRIBUTES}(?:public|open)\s+{ATTRIBUTES}{MODIFIERS}({KINDS})\b\W?\s*(.*)")
CASE = re.compile(r"^(\s*)(?:indirect )?case (.*)")
REQUIREMENTS = re.compile(
    r"^(?:[<>=!+\-|&^]+ ?\(|(?:hash\(into|encode\(to|next\(\)|makeIterator\(\)|makeAsyncIterator\(\))"
    r"|(?:from decoder|rawValue|stringLiteral|arrayLiteral|integerLiteral)\b"
    r"|(?:description|debugDescription|errorDescription|hashValue|allCases|startIndex|endIndex|count|id)\b"
    r"|(?:CodingKeys|Element|RawValue|Index|Iterator|AsyncIterator|Failure)\b)")


def is_memberwise(lines, start):
    """Whether the initialiser whose head is on line `start` does nothing but fill properties."""
    indent = len(lines[start]) - len(lines[start].lstrip())
    head = ""
    for number in range(start, len(lines)):
        head += lines[number]
        if "{" in lines[number]:
            break
    else:
        return False
    if lines[number].rstrip().endswith("}"):
        body = [lines[number].split("{", 1)[1].rsplit("}", 1)[0]]
    else:
        body = []
        for line in lines[number + 1:]:
            if line.startswith(" " * indent + "}"):
                break
            body.append(line)
    statements = [s.strip() for line in body for s in line.split(";")]
    return all(re.fullmatch(r"(?:self\.)?\w+ = \w+|\(self\.[^()]*\) = \([\w, ]*\)|", s) for s in statements)


def is_documented(lines, number, kind, documented):
    """Whether a comment stands above line `number`, or above the group that it continues."""
    above = number - 1
    while above >= 0 and re.fullmatch(r"\s*@\w+(\(.*\))?", lines[above]):
        above -= 1
    if above < 0:
        return False
    before = lines[above].strip()
    depths = {len(line) - len(line.lstrip()) for line in (lines[above], lines[number])}
    return before.startswith("///") or before.endswith("*/") or (above, kind) in documented and len(depths) == 1


def check(tree):
    for path in tree.matching(".swift", under=["Sources/"]):
        lines = tree.text(path).splitlines()
        documented = set()
        # The public types around the current line: indentation of the head, its line, whether it is an enum.
        types = []
        for number, line in enumerate(lines):
            text = line.strip()
            if not text or text.startswith(("//", "@")) and not PUBLIC.match(line):
                continue
            depth = len(line) - len(line.lstrip())
            types = [t for t in types if t[0] < depth]
            match = PUBLIC.match(line)
            case = CASE.match(line)
            if match:
                kind, rest = match.group(2), match.group(3)
                kind = "property" if kind in ("let", "var") else kind
            elif case and types and types[-1][2] and depth == types[-1][0] + 4 and not text.endswith(":"):
                kind, rest = "case", case.group(2)
            else:
                continue
            fine = (
                is_documented(lines, number, kind, documented)
                or kind in ("property", "case") and types and (types[-1][1], "type") in documented
                and types[-1][1] == number - 1
                or kind == "init" and is_memberwise(lines, number)
                or kind != "case" and REQUIREMENTS.match(rest) is not None)
            # Of a group without a comment only the first is named.
            documented.add((number, kind))
            if fine:
                documented.add((number, "type"))
            else:
                name = re.split(r"[\s({:<=]", rest or kind)[0] or kind
                yield Finding(
                    path, number + 1, f"public {kind} '{name}' has no '///' comment; say in one sentence what it is")
            if kind in ("struct", "class", "actor", "enum"):
                types.append((depth, number, kind == "enum"))
