// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "allowed.hpp"
#include "handles.hpp"
#include "impact_weight.hpp"
#include "query.hpp"

using cxapian::AllowedDocuments;
using cxapian::AllowedSource;
using cxapian::guard;
using cxapian::refuse;
using cxapian::Shard;

namespace {

/// Notes every admitted candidate and rejects it, so that nothing is kept, scored or sorted.
class RecordingDecider : public Xapian::MatchDecider {
 public:
  RecordingDecider(AllowedDocuments allowed, Shard shard, std::vector<uint32_t>& docids)
      : allowed_(allowed), shard_(shard), docids_(docids) {}

  bool operator()(const Xapian::Document& document) const override {
    uint32_t docid = shard_.combined(document.get_docid());
    if (allowed_.contains(docid)) docids_.push_back(docid);
    return false;
  }

 private:
  AllowedDocuments allowed_;
  Shard shard_;
  std::vector<uint32_t>& docids_;
};

/// Sorts ids that come as one ascending run a shard, in time linear in their number.
void merge_shards(std::vector<uint32_t>& docids, uint32_t last) {
  std::vector<uint64_t> bits(last / 64 + 1);
  for (uint32_t docid : docids) bits[docid / 64] |= uint64_t{1} << docid % 64;
  docids.clear();
  for (size_t word = 0; word < bits.size(); ++word) {
    for (uint64_t rest = bits[word]; rest != 0; rest &= rest - 1) {
      docids.push_back(static_cast<uint32_t>(word * 64 + __builtin_ctzll(rest)));
    }
  }
}

/// Records what matches, one shard after another: a decider is told the id within the shard only.
void record(const cxapian_database& database, const Xapian::Query& query, AllowedDocuments allowed,
            std::vector<uint32_t>& docids) {
  auto count = static_cast<uint32_t>(database.shards.size());
  for (uint32_t i = 0; i < count; ++i) {
    Xapian::Enquire enquire(database.shards[i]);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    RecordingDecider decider(allowed, Shard{i, count}, docids);
    // The matcher stops once it has kept as many matches as it was to check. It keeps none, so
    // checking for one makes it run through all of them; checking for none would end it at once.
    enquire.get_mset(0, 0, 1, nullptr, &decider);
  }
  if (count > 1) merge_shards(docids, database.database.get_lastdocid());
}

std::unique_ptr<Xapian::Weight> make_weight(const cxapian_ranking& ranking) {
  switch (ranking.weighting) {
    case CXAPIAN_WEIGHTING_BM25:
      if (!std::isfinite(ranking.k1) || ranking.k1 < 0) {
        refuse("the BM25 parameter k1 is negative or not a number");
      }
      if (!(ranking.b >= 0 && ranking.b <= 1)) {
        refuse("the BM25 parameter b is outside 0...1");
      }
      return std::make_unique<Xapian::BM25Weight>(ranking.k1, 0.0, 1.0, ranking.b, 0.5);
    case CXAPIAN_WEIGHTING_BOOLEAN:
      return std::make_unique<Xapian::BoolWeight>();
    case CXAPIAN_WEIGHTING_IMPACT:
      return std::make_unique<cxapian::ImpactWeight>();
  }
  refuse("the weighting " + std::to_string(static_cast<int>(ranking.weighting)) + " is unknown");
}

}  // namespace

cxapian_status cxapian_match_all(const cxapian_database* database, const cxapian_query* query,
                                 cxapian_matches** matches, cxapian_error* error) {
  return guard(error, [&] {
    auto result = std::make_unique<cxapian_matches>();
    record(*database, cxapian::build_query(*query).unscored, AllowedDocuments(), result->docids);
    result->total = static_cast<uint32_t>(result->docids.size());
    result->total_is_exact = true;
    *matches = result.release();
  });
}

cxapian_status cxapian_match_ranked(const cxapian_database* database, const cxapian_query* query,
                                    const cxapian_ranking* ranking, cxapian_matches** matches,
                                    cxapian_error* error) {
  return guard(error, [&] {
    auto result = std::make_unique<cxapian_matches>();
    auto weight = make_weight(*ranking);
    cxapian::BuiltQuery built = cxapian::build_query(*query);
    AllowedDocuments allowed(ranking->allowed, ranking->allowed_word_count);

    // Ranking every match costs several times as much as a plain pass over all of them followed by
    // a ranked one that may skip what cannot reach the page.
    bool exact = (ranking->flags & (CXAPIAN_RANK_EXACT_TOTAL | CXAPIAN_RANK_RECORD)) != 0;
    if (exact) {
      record(*database, built.unscored, allowed, result->docids);
      result->total = static_cast<uint32_t>(result->docids.size());
      result->total_is_exact = true;
    }
    if (!exact || (result->total > ranking->first && ranking->limit > 0)) {
      Xapian::Enquire enquire(database->database);
      if (!allowed.all()) {
        // The filter comes first: a shard where it is not asked for would confuse its count.
        Xapian::Query filter((new AllowedSource(allowed, *database))->release());
        built.scored = Xapian::Query(Xapian::Query::OP_AND, filter, built.scored);
      }
      enquire.set_query(built.scored);
      enquire.set_weighting_scheme(*weight);
      // Until this many matches were kept none is skipped for its score.
      Xapian::doccount keep = built.may_skip ? 0 : database->database.get_doccount();
      Xapian::MSet mset = enquire.get_mset(ranking->first, ranking->limit, keep);
      result->hits.reserve(mset.size());
      for (auto i = mset.begin(); i != mset.end(); ++i) {
        result->hits.push_back(cxapian_hit{i.get_weight(), *i});
      }
      if (!exact) {
        result->total = mset.get_matches_estimated();
        result->total_is_exact = mset.get_matches_lower_bound() == mset.get_matches_upper_bound();
      }
    }
    if ((ranking->flags & CXAPIAN_RANK_RECORD) == 0) result->docids = {};
    *matches = result.release();
  });
}

void cxapian_matches_free(cxapian_matches* matches) { delete matches; }

const uint32_t* cxapian_matches_docids(const cxapian_matches* matches) {
  return matches->docids.data();
}

size_t cxapian_matches_docid_count(const cxapian_matches* matches) {
  return matches->docids.size();
}

const cxapian_hit* cxapian_matches_hits(const cxapian_matches* matches) {
  return matches->hits.data();
}

size_t cxapian_matches_hit_count(const cxapian_matches* matches) { return matches->hits.size(); }

uint32_t cxapian_matches_total(const cxapian_matches* matches) { return matches->total; }

int cxapian_matches_total_is_exact(const cxapian_matches* matches) {
  return matches->total_is_exact;
}
