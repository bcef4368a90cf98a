// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "random.hpp"
#include "zipf.hpp"

namespace corpus {

// A person or organisation; every text is already escaped for a JSON string.
struct Name {
  std::string preferred;
  std::vector<std::string> variants;
};

// The people or the organisations of the corpus by frequency rank: two of three come from the
// authority files as long as these last, the others are invented. There is no last rank.
class NamePool {
 public:
  enum class Kind { kPerson, kOrganisation };

  // Files are TSV with the columns id, kind, name, variants. Throws std::runtime_error.
  NamePool(Kind kind, const std::vector<std::string>& authority_files);

  uint64_t draw(Random& random) const { return ranks_.draw(random); }
  Name name(uint64_t rank) const;

 private:
  void read(const std::string& file);

  Kind kind_;
  OpenRanks ranks_;
  std::vector<Name> authority_;
};

// First name and surname invented from the number; the same number gives the same person.
std::string invented_person(uint64_t number);

}  // namespace corpus
