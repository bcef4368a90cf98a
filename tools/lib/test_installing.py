# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/install-packages installs what is missing and nothing else; the system's own commands are replaced."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "tools" / "install-packages"
USED = ["sh", "dirname", "grep", "tr", "env"]


class Installing(unittest.TestCase):
    def run_script(self, *options, user=0, absent=(), update=0, install=0, without=(), sudo=0):
        """Exit status, standard error and the log of what was run, on a system that lacks the packages `absent`."""
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder) / "log"
            commands = {
                "swift": "exit 0",
                "id": f"echo {user}",
                "dpkg-query": f'for p; do :; done; case " {" ".join(absent)} " in *" $p "*) exit 1;; esac; printf "installed "',
                "sudo": f'echo "sudo" >>{log}; [ {sudo} = 0 ] || exit 1; [ "$1" = -n ] && shift; exec "$@"',
                "apt-get": f'echo "apt-get $*" >>{log}; case "$*" in *update) exit {update};; *) exit {install};; esac',
            }
            for name, text in commands.items():
                if name not in without:
                    path = pathlib.Path(folder) / name
                    path.write_text(f"#!/bin/sh\n{text}\n")
                    path.chmod(0o755)
            for name in USED:
                found = next(p for p in ("/usr/bin", "/bin") if os.path.exists(f"{p}/{name}"))
                os.symlink(f"{found}/{name}", f"{folder}/{name}")
            run = subprocess.run(
                [SCRIPT, *options], env={"PATH": folder}, cwd="/", stdin=subprocess.DEVNULL, capture_output=True,
                text=True, check=False)
            self.assertEqual(run.stdout, "")
            steps = [re.sub(r"-q -o \S+ ", "", line) for line in log.read_text().splitlines()] if log.exists() else []
            return run.returncode, run.stderr, steps

    def testNothingIsRunWhenAllIsThere(self):
        self.assertEqual(self.run_script("--tests"), (0, "", []))

    def testOnlyWhatIsMissingIsInstalled(self):
        status, said, steps = self.run_script(absent=["libxapian-dev", "libzstd-dev", "codespell"])
        self.assertEqual(status, 0)
        self.assertEqual(said, "install-packages: installing libxapian-dev libzstd-dev\n")
        self.assertEqual(
            steps, ["apt-get update", "apt-get install -y --no-install-recommends libxapian-dev libzstd-dev"])

    def testTheTestsNeedMore(self):
        _, _, steps = self.run_script("--tests", absent=["codespell"])
        self.assertEqual(steps[-1], "apt-get install -y --no-install-recommends codespell")

    def testOthersThanRootGoThroughSudo(self):
        status, _, steps = self.run_script(user=1000, absent=["g++"])
        self.assertEqual(status, 0)
        self.assertEqual(
            steps, ["sudo", "apt-get update", "sudo", "apt-get install -y --no-install-recommends g++"])

    def testWithoutRootAndSudoItSaysWhatToDo(self):
        status, said, steps = self.run_script(user=1000, absent=["g++", "git"], without=["sudo"])
        self.assertEqual((status, steps), (1, []))
        self.assertEqual(
            said,
            "install-packages: these packages are missing and installing them takes root or sudo: g++ git\n"
            "install-packages: as root: apt-get install g++ git\n")

    def testASourceThatDoesNotAnswerDoesNotStopTheInstallation(self):
        status, said, steps = self.run_script(absent=["git"], update=100)
        self.assertEqual((status, len(steps)), (0, 2))
        self.assertIn("apt-get update failed; trying with the package lists that are there\n", said)

    def testAFailedInstallationFails(self):
        for status, said, _ in [
            self.run_script(absent=["git"], install=100), self.run_script(absent=["git"], user=1000, sudo=1),
        ]:
            self.assertEqual(status, 1)
            self.assertIn("install-packages: apt-get could not install git; its message above says why\n", said)

    def testOtherSystemsAreToldWhatTheBuildNeeds(self):
        status, said, steps = self.run_script(without=["apt-get", "dpkg-query"])
        self.assertEqual((status, steps), (0, []))
        self.assertRegex(said, r"no Debian or Ubuntu system, .* g\+\+ git pkg-config libxapian-dev ")

    def testAMissingToolchainIsNamed(self):
        status, said, _ = self.run_script(without=["swift"])
        self.assertEqual(status, 1)
        self.assertEqual(
            said,
            "install-packages: 'swift' is not in the PATH; install the Swift toolchain 6.2 or newer "
            "(https://www.swift.org/install)\n")


if __name__ == "__main__":
    unittest.main()
