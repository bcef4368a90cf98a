// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import SpoglioCLI

exit(await CommandLineTool.run(Array(CommandLine.arguments.dropFirst())))
