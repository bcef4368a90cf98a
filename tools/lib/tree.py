# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the project and how a finding about them is reported."""

import pathlib
import subprocess
import sys


class Finding(Exception):
    """What is wrong, where, and what to do about it; line 0 stands for the file as a whole."""

    def __init__(self, path, line, text):
        super().__init__(text)
        self.path, self.line, self.text = path, line, text

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}" if self.line else f"{self.path}: {self.text}"


class Tree:
    """The files under a folder that git keeps or would keep."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=root, capture_output=True, check=False)
        if listed.returncode:
            sys.exit(f"check: git cannot list the files of '{root}': {listed.stderr.decode().strip()}")
        names = sorted(set(listed.stdout.decode().split("\0")) - {""})
        self.paths = [name for name in names if (self.root / name).is_file()]

    def matching(self, *suffixes, under=("",)):
        return [p for p in self.paths if p.endswith(suffixes) and p.startswith(tuple(under))]

    def text(self, path):
        return (self.root / path).read_bytes().decode("utf-8", "replace")

    def lines(self, path):
        """The lines of a file, counted from 1."""
        return enumerate(self.text(path).splitlines(), 1)
