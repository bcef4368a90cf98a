# SPDX-License-Identifier: GPL-3.0-or-later
"""CXapian exports with C linkage exactly the functions that its header declares, and the header is plain C and C++."""

import concurrent.futures
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile

from tree import Finding

HEADER = "CXapian/include/CXapian.h"
DECLARATION = re.compile(r"\b(cxapian_\w+)\s*\([^;{}]*\)\s*;")


def declared(text):
    """The functions of a header and their lines."""
    text = re.sub(r"//[^\n]*", "", text)
    return {match.group(1): text.count("\n", 0, match.start()) + 1 for match in DECLARATION.finditer(text)}


def compiler(*names):
    return next((name for name in names if shutil.which(name)), names[-1])


def exported(tree, sources, folder):
    """The symbols with C linkage that the compiled sources define, each with the source it is in."""
    cxx = compiler("clang++", "g++")
    flags = ["-std=c++17", "-O0", *shlex.split(
        subprocess.run(["pkg-config", "--cflags", "xapian-core"], capture_output=True, text=True, check=True).stdout)]

    def symbols(source):
        made = pathlib.Path(folder) / (pathlib.Path(source).name + ".o")
        subprocess.run([cxx, *flags, "-c", source, "-o", made], cwd=tree.root, check=True)
        listing = subprocess.run(
            ["nm", "--extern-only", "--defined-only", made], capture_output=True, text=True, check=True).stdout
        # Address, type, name. C++ names are mangled to _Z..., the compiler's own begin with __ or DW.ref.
        rows = [line.split() for line in listing.splitlines()]
        return {row[2]: source for row in rows if len(row) == 3 and not row[2].startswith(("_Z", "__", "DW.ref."))}

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return {name: source for part in pool.map(symbols, sources) for name, source in part.items()}


def check(tree):
    text = tree.text(HEADER)
    names = declared(text)
    if not names:
        yield Finding(HEADER, 0, "no declaration found; mend the expression in tools/lib/exports.py")
    sources = [p for p in tree.matching(".cpp", under=["CXapian/"]) if p.count("/") == 1]
    with tempfile.TemporaryDirectory() as folder:
        for command in (
            [compiler("clang", "gcc"), "-std=c99", "-x", "c"], [compiler("clang++", "g++"), "-std=c++17", "-x", "c++"],
        ):
            made = subprocess.run(
                [*command, "-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-"], cwd=tree.root, text=True,
                input=f'#include "{HEADER}"\n', capture_output=True, check=False)
            if made.returncode:
                yield Finding(HEADER, 0, f"does not compile with {' '.join(command)}:\n{made.stderr}")
        found = exported(tree, sources, folder)
    for name in sorted(names.keys() - found.keys()):
        yield Finding(HEADER, names[name], f"'{name}' is declared and nowhere defined; define it or drop it")
    for name in sorted(found.keys() - names.keys()):
        yield Finding(
            found[name], 0, f"'{name}' is exported with C linkage and not in {HEADER}; declare it there or hide it")
