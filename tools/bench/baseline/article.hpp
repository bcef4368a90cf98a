// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace baseline {

// The fields of one JSON line that are indexed.
struct Article {
  std::string id, title, body, section, source;
  std::string day;  // YYYYMMDD, empty without a date
  std::vector<std::string> authors, tags, persons;
};

// Throws std::runtime_error when the line is not a JSON object.
Article parse_article(const std::string& line);

}  // namespace baseline
