// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <vector>

#include "glass_file.hpp"
#include "handles.hpp"

namespace cxapian {

namespace {

/// Byte lists that grow side by side in one memory, in slices that double: appending to any of them
/// touches one cache line of its list and one of its description, and nothing is ever moved.
class ByteLists {
 public:
  /// The end of a list.
  struct Tail {
    uint32_t first = 0;   ///< Where its first slice lies.
    uint32_t cursor = 0;  ///< Where its next byte goes.
    uint16_t room = 0;    ///< Bytes left in its last slice.
    uint16_t slices = 0;
  };

  void append(Tail& tail, uint8_t byte) {
    if (tail.room == 0) grow(tail);
    *at(tail.cursor++) = byte;
    --tail.room;
  }

  /// Copies a list.
  void read(const Tail& tail, std::vector<uint8_t>& bytes) const {
    bytes.clear();
    uint32_t place = tail.first;
    for (uint16_t slice = 0; slice < tail.slices; ++slice) {
      bool is_last = slice + 1 == tail.slices;
      const uint8_t* begin = at(place);
      size_t length = length_of(slice);
      bytes.insert(bytes.end(), begin, begin + (is_last ? length - tail.room : length));
      if (!is_last) std::memcpy(&place, begin + length, sizeof place);
    }
  }

  size_t footprint() const { return pages_.size() * kPageSize; }

 private:
  static constexpr size_t kPageBits = 16, kPageSize = size_t{1} << kPageBits;

  /// Most stems are rare: their lists stay in a slice of 12 bytes. A link follows the bytes of
  /// each.
  static size_t length_of(uint16_t slice) {
    return (size_t{16} << std::min<uint16_t>(slice, 7)) - sizeof(uint32_t);
  }

  uint8_t* at(uint32_t place) const {
    return pages_[place >> kPageBits].get() + (place & (kPageSize - 1));
  }

  void grow(Tail& tail) {
    size_t length = length_of(tail.slices), size = length + sizeof(uint32_t);
    if (end_ % kPageSize == 0 || kPageSize - end_ % kPageSize < size) {
      if (pages_.size() >= size_t{1} << (32 - kPageBits)) throw std::bad_alloc();
      end_ = pages_.size() * kPageSize;
      pages_.push_back(std::make_unique<uint8_t[]>(kPageSize));
    }
    auto place = static_cast<uint32_t>(end_);
    end_ += size;
    if (tail.slices == 0) {
      tail.first = place;
    } else {
      std::memcpy(at(tail.cursor), &place, sizeof place);
    }
    tail.cursor = place;
    tail.room = static_cast<uint16_t>(length);
    ++tail.slices;
  }

  std::vector<std::unique_ptr<uint8_t[]>> pages_;
  size_t end_ = 0;
};

uint32_t read_number(const uint8_t*& cursor) {
  uint32_t value = 0;
  for (int shift = 0;; shift += 7) {
    uint8_t byte = *cursor++;
    value |= static_cast<uint32_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
}

/// The key of a list, to which a document id may be added for its further chunks.
std::string key_of(std::string_view term) {
  // The list of all documents' lengths has no term.
  if (term.empty()) return std::string("\0\xe0", 2);
  std::string key;
  for (char c : term) {
    key += c;
    if (c == '\0') key += '\xff';
  }
  return key;
}

}  // namespace

/// Collects postings by term and writes them as a finished database.
class Builder {
 public:
  void add(const uint32_t* terms, const uint32_t* wdfs, size_t count) {
    auto document = static_cast<uint32_t>(lengths_.size()) + 1;
    uint64_t length = 0;
    for (size_t i = 0; i < count; ++i) {
      List& list = lists_.grown_to(terms[i]);
      if (list.last == document || wdfs[i] == 0) {
        refuse("document " + std::to_string(document) + " has term " + std::to_string(terms[i]) +
               " twice or without a frequency; give every term once");
      }
      append(list, document - list.last);
      append(list, wdfs[i]);
      list.last = document;
      ++list.count;
      length += wdfs[i];
      statistics_.greatest_wdf = std::max(statistics_.greatest_wdf, wdfs[i]);
    }
    if (length > UINT32_MAX) refuse("a document is longer than 4294967295; give it fewer terms");
    lengths_.push_back(static_cast<uint32_t>(length));
    note_length(static_cast<uint32_t>(length));
  }

  void write(const std::string& path, const Batch& terms) {
    std::vector<uint32_t> order;
    for (size_t i = 0; i < lists_.size(); ++i) {
      if (lists_[i].count == 0) continue;
      if (i >= terms.size()) refuse("term " + std::to_string(i) + " has no name; name every term");
      check_term(terms[i]);
      order.push_back(static_cast<uint32_t>(i));
    }
    std::sort(order.begin(), order.end(),
              [&](uint32_t left, uint32_t right) { return terms[left] < terms[right]; });
    for (size_t i = 1; i < order.size(); ++i) {
      if (terms[order[i - 1]] == terms[order[i]])
        refuse("two terms have one name; name them differently");
    }
    GlassFile file(path);
    write_lengths(file);
    std::vector<uint8_t> bytes;
    for (uint32_t number : order) write_list(file, terms[number], lists_[number], bytes);
    statistics_.documents = static_cast<uint32_t>(lengths_.size());
    file.finish(statistics_);
  }

  size_t footprint() const {
    return bytes_.footprint() + lists_.footprint() + lengths_.capacity() * sizeof(uint32_t);
  }

 private:
  /// The postings of a term: for each the distance of its document from the one before, and its
  /// wdf.
  struct List {
    ByteLists::Tail tail;
    uint32_t last = 0;
    uint32_t count = 0;
  };

  /// The lists by term, in pages that stay where they are: a growing vector would for a while hold
  /// all of them twice.
  class Lists {
   public:
    size_t size() const { return pages_.size() << kPageBits; }
    size_t footprint() const { return size() * sizeof(List); }
    const List& operator[](size_t term) const {
      return pages_[term >> kPageBits][term & (kPageSize - 1)];
    }
    List& grown_to(size_t term) {
      while (term >= size()) pages_.push_back(std::make_unique<List[]>(kPageSize));
      return pages_[term >> kPageBits][term & (kPageSize - 1)];
    }

   private:
    static constexpr size_t kPageBits = 14, kPageSize = size_t{1} << kPageBits;
    std::vector<std::unique_ptr<List[]>> pages_;
  };

  void append(List& list, uint32_t value) {
    for (; value >= 0x80; value >>= 7) bytes_.append(list.tail, static_cast<uint8_t>(value | 0x80));
    bytes_.append(list.tail, static_cast<uint8_t>(value));
  }

  void note_length(uint32_t length) {
    if (length > 0 && (statistics_.shortest == 0 || length < statistics_.shortest)) {
      statistics_.shortest = length;
    }
    statistics_.longest = std::max(statistics_.longest, length);
    statistics_.total_length += length;
    for (size_t i = 0; i < 2; ++i) {
      uint64_t mixed = (statistics_.identity[i] ^ (length + i)) * 0x9FB21C651E98DF25u;
      statistics_.identity[i] = mixed ^ mixed >> 29;
    }
  }

  /// Cuts a list into chunks that fit an item each. A chunk says where it ends and whether another
  /// follows; the first also how many postings there are, the sum of their wdfs, and where it
  /// begins.
  template <typename Postings>
  static void write_chunks(GlassFile& file, std::string_view term, uint32_t count, uint64_t wdfs,
                           Postings&& next) {
    static constexpr size_t kMostHead = 21, kMostID = 6, kMostPosting = 10;
    const std::string key = key_of(term);
    const size_t room = GlassFile::kMaxItem - GlassFile::kItemHead - key.size() - kMostID -
                        kMostHead - kMostPosting;
    uint32_t document, wdf;
    std::string data, tag;
    uint32_t first = 0, last = 0;
    bool is_first = true;
    auto flush = [&](bool is_last) {
      tag.clear();
      std::string place = key;
      if (is_first) {
        pack_uint(tag, count);
        pack_uint(tag, wdfs);
        pack_uint(tag, first - 1);
      } else {
        if (!term.empty()) place += '\0';
        pack_uint_preserving_sort(place, first);
      }
      tag += is_last ? '1' : '0';
      pack_uint(tag, last - first);
      file.add(place, tag + data);
      data.clear();
      is_first = false;
    };
    while (next(document, wdf)) {
      if (data.size() > room) flush(false);
      if (data.empty()) {
        first = document;
      } else {
        pack_uint(data, document - last - 1);
      }
      pack_uint(data, wdf);
      last = document;
    }
    flush(true);
  }

  void write_lengths(GlassFile& file) const {
    if (lengths_.empty()) return;
    uint32_t at = 0;
    write_chunks(file, {}, 0, 0, [&](uint32_t& document, uint32_t& length) {
      if (at == lengths_.size()) return false;
      length = lengths_[at];
      document = ++at;
      return true;
    });
  }

  void write_list(GlassFile& file, std::string_view term, const List& list,
                  std::vector<uint8_t>& bytes) const {
    bytes_.read(list.tail, bytes);
    uint64_t wdfs = 0;
    const uint8_t* cursor = bytes.data();
    for (uint32_t i = 0; i < list.count; ++i) {
      read_number(cursor);
      wdfs += read_number(cursor);
    }
    if (wdfs > UINT32_MAX)
      refuse("a term is more frequent than 4294967295; give it fewer documents");
    cursor = bytes.data();
    uint32_t left = list.count, last = 0;
    write_chunks(file, term, list.count, wdfs, [&](uint32_t& document, uint32_t& wdf) {
      if (left == 0) return false;
      --left;
      document = last += read_number(cursor);
      wdf = read_number(cursor);
      return true;
    });
  }

  ByteLists bytes_;
  Lists lists_;
  std::vector<uint32_t> lengths_;
  GlassStatistics statistics_;
};

}  // namespace cxapian

using cxapian::guard;

struct cxapian_builder {
  cxapian::Builder builder;
};

cxapian_status cxapian_builder_create(cxapian_builder** builder, cxapian_error* error) {
  return guard(error, [&] { *builder = new cxapian_builder; });
}

void cxapian_builder_free(cxapian_builder* builder) { delete builder; }

cxapian_status cxapian_builder_add(cxapian_builder* builder, const uint32_t* terms,
                                   const uint32_t* wdfs, size_t count, cxapian_error* error) {
  return guard(error, [&] { builder->builder.add(terms, wdfs, count); });
}

cxapian_status cxapian_builder_write(cxapian_builder* builder, const char* path, size_t path_length,
                                     const char* term_bytes, size_t term_byte_count,
                                     const uint32_t* term_ends, size_t term_count,
                                     cxapian_error* error) {
  return guard(error, [&] {
    builder->builder.write(cxapian::path_of(path, path_length),
                           cxapian::Batch(term_bytes, term_byte_count, term_ends, term_count));
  });
}

size_t cxapian_builder_footprint(const cxapian_builder* builder) {
  return builder->builder.footprint();
}
