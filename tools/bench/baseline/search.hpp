// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace baseline {

// Times every query of a families file and prints a TSV table; see README.md for the columns.
void search_families(const std::string& directory, const std::string& families, int repeat);

}  // namespace baseline
