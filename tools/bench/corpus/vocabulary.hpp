// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace corpus {

// Appends an invented, Italian-looking stem; different ids give different syllables.
void append_stem(std::string& out, uint64_t id);

// Makes the first letter of the text from `position` a capital (ASCII and accented vowels).
void capitalise(std::string& text, size_t position);

// The words of the language by frequency rank from 0: common Italian words, then invented ones
// whose four inflected forms lie at different ranks. There is no last rank.
class Vocabulary {
 public:
  Vocabulary();

  void append(std::string& out, uint64_t rank) const;
  std::string word(uint64_t rank) const;
  size_t common_words() const { return common_; }

 private:
  static constexpr size_t kCached = 65536;

  void append_invented(std::string& out, uint64_t rank) const;

  size_t common_;
  std::string bytes_;
  std::vector<uint32_t> starts_;
};

}  // namespace corpus
