// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CXAPIAN_HANDLES_HPP
#define CXAPIAN_HANDLES_HPP

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "guard.hpp"
#include "include/CXapian.h"

struct cxapian_writer {
  Xapian::WritableDatabase database;
  bool failed = false;
  bool closed = false;
};

struct cxapian_database {
  std::vector<Xapian::Database> shards;
  Xapian::Database database;  ///< All shards as one.
};

struct cxapian_bytes {
  std::string bytes;
};

struct cxapian_postings {
  std::vector<uint32_t> docids;
  std::vector<uint32_t> wdfs;
};

struct cxapian_terms {
  std::string bytes;
  std::vector<uint32_t> ends;
  std::vector<uint32_t> document_frequencies;
};

struct cxapian_matches {
  std::vector<uint32_t> docids;
  std::vector<cxapian_hit> hits;
  uint32_t total = 0;
  bool total_is_exact = false;
};

struct cxapian_stemmer {
  Xapian::Stem stem;
  std::string word;
};

static_assert(sizeof(Xapian::docid) == sizeof(uint32_t), "document ids are 32 bits wide here");
static_assert(sizeof(Xapian::termcount) == sizeof(uint32_t), "term counts are 32 bits wide here");

namespace cxapian {

inline std::string string_of(const char* bytes, size_t length) {
  return length == 0 ? std::string() : std::string(bytes, length);
}

/// A path as libxapian takes it, which would silently stop reading at a NUL.
inline std::string path_of(const char* bytes, size_t length) {
  std::string path = string_of(bytes, length);
  if (path.empty()) refuse("a path is empty; name a database");
  if (path.find('\0') != std::string::npos) refuse("a path holds a NUL byte; correct the path");
  return path;
}

/// A batch of strings whose bounds were checked when it was made.
class Batch {
 public:
  Batch(const char* bytes, size_t byte_count, const uint32_t* ends, size_t count)
      : bytes_(bytes), ends_(ends), count_(count) {
    size_t start = 0;
    for (size_t i = 0; i < count; ++i) {
      if (ends[i] < start || ends[i] > byte_count) {
        refuse("string " + std::to_string(i) + " of a batch ends at byte " +
               std::to_string(ends[i]) + " of " + std::to_string(byte_count) +
               " and starts at byte " + std::to_string(start) + "; ends must ascend to the last");
      }
      start = ends[i];
    }
  }

  size_t size() const { return count_; }

  std::string_view operator[](size_t i) const {
    size_t start = i == 0 ? 0 : ends_[i - 1];
    if (ends_[i] == start) return std::string_view();
    return std::string_view(bytes_ + start, ends_[i] - start);
  }

 private:
  const char* bytes_;
  const uint32_t* ends_;
  size_t count_;
};

/// Opens a directory or a single file of the glass format and nothing else.
Xapian::Database open_glass(const std::string& path);

/// Refuses a term that libxapian would accept now and fail to commit later.
void check_term(std::string_view term);

Xapian::Document assemble(const cxapian_document& document);

}  // namespace cxapian

#endif
