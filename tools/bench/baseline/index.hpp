// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace baseline {

// Indexes a JSONL file into a new database with Xapian's own TermGenerator and prints the cost.
void index_corpus(const std::string& file, const std::string& directory, bool positions);

}  // namespace baseline
