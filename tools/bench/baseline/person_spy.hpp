// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "layout.hpp"

namespace baseline {

// Counts the persons of the matching articles from the packed list in their value slot.
class PersonSpy : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document& document, double) override {
    unpack(document.get_value(kPersonsSlot), [&](std::string_view name) {
      const auto found = counts_.find(name);
      if (found != counts_.end()) {
        ++found->second;
      } else {
        counts_.emplace(name, 1);
      }
    });
  }

  std::vector<std::pair<unsigned, std::string_view>> top(size_t limit) const {
    std::vector<std::pair<unsigned, std::string_view>> result;
    result.reserve(counts_.size());
    for (const auto& [name, count] : counts_) result.emplace_back(count, name);
    const auto middle = result.begin() + static_cast<ptrdiff_t>(std::min(limit, result.size()));
    std::partial_sort(result.begin(), middle, result.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    result.erase(middle, result.end());
    return result;
  }

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  std::unordered_map<std::string, unsigned, Hash, std::equal_to<>> counts_;
};

}  // namespace baseline
