#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times whole processes: start, one query, end.

usage: cold.py [--repeat N] [--warmup N] -- COMMAND [ARGUMENT...]

Runs the command N times (21) after some unmeasured runs (3), its output thrown away, and prints
TSV: wall and CPU milliseconds (median, minimum), peak resident KiB and the exit status. The files
are in the page cache by then; cold is the process, not the disk.
"""

import argparse
import os
import statistics
import sys
import time


def run(command):
    discard = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=discard)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    return wall * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3, usage.ru_maxrss, status


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].splitlines()[0])
    parser.add_argument("--repeat", type=int, default=21)
    parser.add_argument("--warmup", type=int, default=3)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    try:
        runs = [run(options.command) for _ in range(options.warmup + options.repeat)]
    except FileNotFoundError:
        sys.exit(f"cold.py: no program '{options.command[0]}' is found on the PATH")
    walls, cpus, peaks, statuses = zip(*runs[options.warmup :])
    print("wall_p50_ms\twall_min_ms\tcpu_p50_ms\tcpu_min_ms\tpeak_rss_kib\tstatus")
    print(
        f"{statistics.median(walls):.2f}\t{min(walls):.2f}\t{statistics.median(cpus):.2f}\t"
        f"{min(cpus):.2f}\t{max(peaks)}\t{os.waitstatus_to_exitcode(max(statuses))}"
    )


if __name__ == "__main__":
    main()
