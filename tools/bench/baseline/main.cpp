// SPDX-License-Identifier: GPL-3.0-or-later
#include <xapian.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "index.hpp"
#include "search.hpp"

namespace {

constexpr char kUsage[] =
    "usage: xapian-baseline index FILE.jsonl DIR [--flush default|N] [--no-positions]\n"
    "       xapian-baseline search DIR FAMILIES.tsv [--repeat N]\n";

int usage() {
  std::fputs(kUsage, stderr);
  return 2;
}

int index(const std::vector<std::string>& arguments) {
  bool positions = true;
  for (size_t i = 3; i < arguments.size(); ++i) {
    if (arguments[i] == "--no-positions") {
      positions = false;
    } else if (arguments[i] == "--flush" && i + 1 < arguments.size()) {
      if (arguments[++i] == "default") {
        unsetenv("XAPIAN_FLUSH_THRESHOLD");
      } else if (std::atoi(arguments[i].c_str()) > 0) {
        setenv("XAPIAN_FLUSH_THRESHOLD", arguments[i].c_str(), 1);
      } else {
        return usage();
      }
    } else {
      return usage();
    }
  }
  baseline::index_corpus(arguments[1], arguments[2], positions);
  return 0;
}

int search(const std::vector<std::string>& arguments) {
  int repeat = 21;
  if (arguments.size() == 5 && arguments[3] == "--repeat") {
    repeat = std::atoi(arguments[4].c_str());
  } else if (arguments.size() != 3) {
    return usage();
  }
  if (repeat < 1) return usage();
  baseline::search_families(arguments[1], arguments[2], repeat);
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 3) return usage();
  if (arguments[0] == "index") return index(arguments);
  if (arguments[0] == "search") return search(arguments);
  return usage();
} catch (const Xapian::Error& error) {
  std::fprintf(stderr, "xapian-baseline: %s\n", error.get_description().c_str());
  return 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "xapian-baseline: %s\n", error.what());
  return 1;
}
