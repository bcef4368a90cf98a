// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "collocations.hpp"
#include "names.hpp"
#include "random.hpp"
#include "vocabulary.hpp"
#include "zipf.hpp"

namespace corpus {

// Writes articles as JSON lines. An article depends on the seed and its number only, so a corpus
// is the beginning of every larger one of the same seed.
class ArticleWriter {
 public:
  // `list_names` adds the fields `persons` and `organisations` with the names that occur.
  ArticleWriter(uint64_t seed, const std::vector<std::string>& authority_files, bool list_names);

  void append(std::string& out, uint64_t number);

 private:
  struct Cast;

  void append_title(std::string& out, Random& random, const Cast& cast) const;
  void append_body(std::string& out, Random& random, const Cast& cast, int words) const;
  int append_sentence(std::string& out, Random& random, const Cast& cast, size_t& named, int words,
                      int words_left) const;
  int append_unit(std::string& out, Random& random, const char* apostrophe) const;
  void append_metadata(std::string& out, Random& random, uint64_t number) const;
  Cast cast(Random& random, int words) const;

  uint64_t seed_;
  bool list_names_;
  Vocabulary vocabulary_;
  Collocations collocations_;
  OpenRanks words_;
  NamePool persons_;
  NamePool organisations_;
  WeightedChoice sections_, sources_, authors_, tags_;
};

}  // namespace corpus
