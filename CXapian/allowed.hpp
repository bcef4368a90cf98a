// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CXAPIAN_ALLOWED_HPP
#define CXAPIAN_ALLOWED_HPP

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <memory>

#include "include/CXapian.h"

namespace cxapian {

/// A database's place among those opened as one, which interleave their document ids.
struct Shard {
  uint32_t index;
  uint32_t count;

  uint32_t combined(uint32_t docid) const { return (docid - 1) * count + index + 1; }
};

/// A set of documents as the bits of a caller's words; every document when there are none.
class AllowedDocuments {
 public:
  AllowedDocuments() = default;
  AllowedDocuments(const uint64_t* words, size_t count)
      : words_(words), bits_(uint64_t{count} * 64) {}

  bool all() const { return words_ == nullptr; }

  bool contains(uint32_t docid) const {
    return words_ == nullptr || (docid < bits_ && (words_[docid / 64] >> (docid % 64) & 1) != 0);
  }

  uint32_t size() const;

 private:
  const uint64_t* words_ = nullptr;
  uint64_t bits_ = 0;
};

/// The allowed documents as a list the matcher can skip in; it scores nothing.
///
/// libxapian clones it once a shard, in their order, when every shard asks for it.
class AllowedSource : public Xapian::PostingSource {
 public:
  AllowedSource(AllowedDocuments allowed, const cxapian_database& database);

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override;
  Xapian::doccount get_termfreq_max() const override;
  Xapian::docid get_docid() const override { return position_; }
  void next(double min_weight) override;
  void skip_to(Xapian::docid docid, double min_weight) override;
  bool check(Xapian::docid docid, double min_weight) override;
  bool at_end() const override { return position_ > last_; }
  AllowedSource* clone() const override;
  void init(const Xapian::Database& shard) override;

 private:
  AllowedSource(const AllowedSource& original, uint32_t shard);

  AllowedDocuments allowed_;
  const cxapian_database& database_;
  uint32_t allowed_count_;
  Shard shard_;
  mutable uint32_t clones_ = 0;
  uint32_t document_count_ = 0;
  uint64_t last_ = 0;
  uint64_t position_ = 0;
};

}  // namespace cxapian

#endif
