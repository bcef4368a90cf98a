// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace corpus {

// One step of splitmix64 (Steele, Lea, Flood 2014): scatters an integer over 64 bits.
constexpr uint64_t scatter(uint64_t value) {
  value += 0x9E3779B97F4A7C15u;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

// xoshiro256** (Blackman, Vigna 2018). The distributions below use integers and IEEE basic
// operations only, so the bytes do not depend on the standard library or on libm.
class Random {
 public:
  explicit Random(uint64_t seed) {
    for (uint64_t& word : state_) {
      seed = scatter(seed);
      word = seed;
    }
  }

  uint64_t next() {
    const uint64_t result = rotate(state_[1] * 5, 7) * 9;
    const uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate(state_[3], 45);
    return result;
  }

  // Uniform in [0, bound); the bias of one draw in 2^64 / bound does not matter here.
  uint64_t below(uint64_t bound) {
    return static_cast<uint64_t>((static_cast<unsigned __int128>(next()) * bound) >> 64);
  }

  bool permille(unsigned chance) { return below(1000) < chance; }

  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

  // Close to a standard normal: the sum of twelve uniforms less six.
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += unit();
    return sum;
  }

 private:
  static uint64_t rotate(uint64_t value, int bits) {
    return (value << bits) | (value >> (64 - bits));
  }

  uint64_t state_[4];
};

// e^x for |x| < 8 by squaring, so that no libm is asked; exact to about one part in ten thousand.
inline double exponential(double x) {
  double result = 1 + x / 65536 + (x / 65536) * (x / 65536) / 2;
  for (int i = 0; i < 16; ++i) result *= result;
  return result;
}

}  // namespace corpus
