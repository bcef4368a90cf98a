// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "random.hpp"

namespace corpus {

// Draws an index with the given weights in constant time (alias method of Walker and Vose).
class WeightedChoice {
 public:
  explicit WeightedChoice(const std::vector<double>& weights)
      : threshold_(weights.size()), alias_(weights.size()) {
    const size_t count = weights.size();
    double sum = 0;
    for (double weight : weights) sum += weight;
    std::vector<double> scaled(count);
    std::vector<uint32_t> small, large;
    for (size_t i = 0; i < count; ++i) {
      scaled[i] = weights[i] * static_cast<double>(count) / sum;
      (scaled[i] < 1 ? small : large).push_back(static_cast<uint32_t>(i));
    }
    while (!small.empty() && !large.empty()) {
      const uint32_t low = small.back(), high = large.back();
      small.pop_back();
      threshold_[low] = static_cast<uint64_t>(scaled[low] * 0x1.0p63) * 2;
      alias_[low] = high;
      scaled[high] -= 1 - scaled[low];
      if (scaled[high] < 1) {
        large.pop_back();
        small.push_back(high);
      }
    }
    for (uint32_t rest : small) keep(rest);
    for (uint32_t rest : large) keep(rest);
  }

  size_t draw(Random& random) const {
    const auto product = static_cast<unsigned __int128>(random.next()) * alias_.size();
    const auto slot = static_cast<size_t>(product >> 64);
    return static_cast<uint64_t>(product) < threshold_[slot] ? slot : alias_[slot];
  }

 private:
  void keep(uint32_t index) {
    threshold_[index] = ~uint64_t{0};
    alias_[index] = index;
  }

  std::vector<uint64_t> threshold_;
  std::vector<uint32_t> alias_;
};

// Weights 1 / (rank + shift) of Mandelbrot's law for ranks from 1.
inline std::vector<double> mandelbrot(size_t count, double shift) {
  std::vector<double> weights(count);
  for (size_t i = 0; i < count; ++i) weights[i] = 1 / (static_cast<double>(i + 1) + shift);
  return weights;
}

// An open set of ranks: Zipf-Mandelbrot with exponent 1 in the head, then a steeper power law that
// never ends, drawn octave by octave. The exponent s of the tail gives Heaps' law with exponent
// 1/s.
class OpenRanks {
 public:
  // octave_ratio is 2^-(s - 1) for the tail's exponent s.
  OpenRanks(size_t head, double shift, double tail_exponent, double octave_ratio)
      : head_(head),
        octave_threshold_(static_cast<uint64_t>(octave_ratio * 0x1.0p63) * 2),
        choice_(weights(head, shift, tail_exponent)) {}

  uint64_t draw(Random& random) const {
    const size_t index = choice_.draw(random);
    if (index < head_) return index;
    int octave = 0;
    while (octave < kLastOctave && random.next() < octave_threshold_) ++octave;
    const uint64_t start = static_cast<uint64_t>(head_) << octave;
    return start + random.below(start);
  }

 private:
  static constexpr int kLastOctave = 18;

  static std::vector<double> weights(size_t head, double shift, double tail_exponent) {
    std::vector<double> result = mandelbrot(head, shift);
    result.push_back(1 / (tail_exponent - 1));
    return result;
  }

  size_t head_;
  uint64_t octave_threshold_;
  WeightedChoice choice_;
};

}  // namespace corpus
