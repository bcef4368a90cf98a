// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace baseline {

enum Slot : Xapian::valueno { kDaySlot = 0, kPersonsSlot = 1, kSectionSlot = 2 };

// A list of strings as one value: each its length in 7-bit groups, lowest first, then its bytes.
inline std::string pack(const std::vector<std::string>& strings) {
  std::string packed;
  for (const std::string& string : strings) {
    size_t length = string.size();
    for (; length >= 0x80; length >>= 7) packed += static_cast<char>(length | 0x80);
    packed += static_cast<char>(length);
    packed += string;
  }
  return packed;
}

template <typename Visit>
void unpack(std::string_view packed, Visit visit) {
  while (!packed.empty()) {
    size_t length = 0;
    int shift = 0;
    unsigned char byte;
    do {
      byte = static_cast<unsigned char>(packed.front());
      packed.remove_prefix(1);
      length |= static_cast<size_t>(byte & 0x7F) << shift;
      shift += 7;
    } while (byte >= 0x80 && !packed.empty());
    visit(packed.substr(0, length));
    packed.remove_prefix(std::min(length, packed.size()));
  }
}

}  // namespace baseline
