// SPDX-License-Identifier: GPL-3.0-or-later

import SpoglioCLI

CommandLineTool.run(Array(CommandLine.arguments.dropFirst()))
