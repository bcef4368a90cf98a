// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "article_writer.hpp"

namespace {

constexpr char kUsage[] =
    "usage: generate-corpus COUNT [--seed N] [--no-name-lists] [--names FILE...] > file.jsonl\n";

struct Options {
  uint64_t count = 0;
  uint64_t seed = 1;
  bool list_names = true;
  std::vector<std::string> names;
};

bool parse_number(std::string_view text, uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

bool parse(int argc, char** argv, Options& options) {
  if (argc < 2 || !parse_number(argv[1], options.count)) return false;
  bool in_names = false;
  for (int i = 2; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--seed") {
      if (++i == argc || !parse_number(argv[i], options.seed)) return false;
      in_names = false;
    } else if (argument == "--no-name-lists") {
      options.list_names = false;
      in_names = false;
    } else if (argument == "--names") {
      in_names = true;
    } else if (in_names) {
      options.names.emplace_back(argument);
    } else {
      return false;
    }
  }
  return true;
}

void write_out(std::string& buffer) {
  if (std::fwrite(buffer.data(), 1, buffer.size(), stdout) != buffer.size()) {
    throw std::runtime_error("cannot write to standard output");
  }
  buffer.clear();
}

}  // namespace

int main(int argc, char** argv) try {
  Options options;
  if (!parse(argc, argv, options)) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  corpus::ArticleWriter writer(options.seed, options.names, options.list_names);
  constexpr size_t kBlock = size_t{1} << 20;
  std::string buffer;
  buffer.reserve(2 * kBlock);
  for (uint64_t number = 1; number <= options.count; ++number) {
    writer.append(buffer, number);
    if (buffer.size() >= kBlock) write_out(buffer);
  }
  write_out(buffer);
  if (std::fflush(stdout) != 0) throw std::runtime_error("cannot write to standard output");
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "generate-corpus: %s\n", error.what());
  return 1;
}
