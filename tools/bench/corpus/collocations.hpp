// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "random.hpp"
#include "vocabulary.hpp"
#include "zipf.hpp"

namespace corpus {

// Fixed sequences of two to four words, so that phrase queries have something to find.
class Collocations {
 public:
  explicit Collocations(const Vocabulary& vocabulary);

  struct Phrase {
    std::string text;
    int words;
  };

  const Phrase& draw(Random& random) const { return phrases_[choice_.draw(random)]; }

 private:
  std::vector<Phrase> phrases_;
  WeightedChoice choice_;
};

}  // namespace corpus
