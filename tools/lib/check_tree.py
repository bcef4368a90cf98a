#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the checks of this folder over the tree given; prints each finding, and fails if there is one."""

import sys

import arrows
import documentation
import exports
import sources
from tree import Tree

if __name__ == "__main__":
    tree = Tree(sys.argv[1])
    findings = [finding for module in (sources, arrows, documentation, exports) for finding in module.check(tree)]
    for finding in findings:
        print(finding)
    sys.exit(1 if findings else 0)
