// SPDX-License-Identifier: GPL-3.0-or-later

#include "allowed.hpp"

#include <algorithm>

#include "handles.hpp"

namespace cxapian {

uint32_t AllowedDocuments::size() const {
  uint32_t count = 0;
  for (uint64_t word = 0; word < bits_ / 64; ++word) count += __builtin_popcountll(words_[word]);
  return count;
}

AllowedSource::AllowedSource(AllowedDocuments allowed, const cxapian_database& database)
    : allowed_(allowed),
      database_(database),
      allowed_count_(allowed.size()),
      shard_{0, static_cast<uint32_t>(database.shards.size())} {}

AllowedSource::AllowedSource(const AllowedSource& original, uint32_t shard)
    : PostingSource(),
      allowed_(original.allowed_),
      database_(original.database_),
      allowed_count_(original.allowed_count_),
      shard_{shard, original.shard_.count} {}

AllowedSource* AllowedSource::clone() const {
  if (clones_ >= shard_.count) throw Xapian::InternalError("more filters than databases");
  return new AllowedSource(*this, clones_++);
}

void AllowedSource::init(const Xapian::Database& shard) {
  if (shard.get_uuid() != database_.shards[shard_.index].get_uuid()) {
    throw Xapian::InternalError("a filter was made for another database");
  }
  document_count_ = shard.get_doccount();
  last_ = shard.get_lastdocid();
  position_ = 0;
}

Xapian::doccount AllowedSource::get_termfreq_est() const {
  return std::min(allowed_count_ / shard_.count, document_count_);
}

Xapian::doccount AllowedSource::get_termfreq_max() const {
  return std::min(allowed_count_, document_count_);
}

void AllowedSource::next(double min_weight) {
  skip_to(static_cast<Xapian::docid>(position_ + 1), min_weight);
}

void AllowedSource::skip_to(Xapian::docid docid, double) {
  position_ = std::max<uint64_t>(position_, docid);
  while (position_ <= last_ && !allowed_.contains(shard_.combined(get_docid()))) ++position_;
}

bool AllowedSource::check(Xapian::docid docid, double) {
  position_ = std::max<uint64_t>(position_, docid);
  return position_ > last_ || allowed_.contains(shard_.combined(get_docid()));
}

}  // namespace cxapian
