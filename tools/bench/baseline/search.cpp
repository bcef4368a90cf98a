// SPDX-License-Identifier: GPL-3.0-or-later
#include "search.hpp"

#include <time.h>
#include <xapian.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "layout.hpp"
#include "person_spy.hpp"

namespace baseline {
namespace {

struct Family {
  std::string name, query;
  std::vector<std::string> words;

  bool is(const char* prefix) const { return name.starts_with(prefix); }
};

enum class Variant { kDefault, kExact, kCounts };

constexpr const char* label(Variant variant) {
  return variant == Variant::kDefault ? "default" : variant == Variant::kExact ? "exact" : "counts";
}

std::vector<Family> read_families(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read '" + file + "'");
  std::vector<Family> families;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream columns(line);
    Family family;
    std::string words;
    std::getline(columns, family.name, '\t');
    std::getline(columns, family.query, '\t');
    std::getline(columns, words, '\t');
    std::istringstream split(words);
    for (std::string word; split >> word;) family.words.push_back(word);
    families.push_back(std::move(family));
  }
  return families;
}

// The two years of a `date:YYYY..YYYY` in the query as a filter on the days.
Xapian::Query date_filter(const std::string& query) {
  const size_t at = query.find("date:");
  if (at == std::string::npos) throw std::runtime_error("no date range in '" + query + "'");
  const std::string first = query.substr(at + 5, 4), last = query.substr(at + 11, 4);
  return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, kDaySlot, first + "0101", last + "1231");
}

Xapian::Query make_query(const Family& family, const Xapian::Stem& stem) {
  using Xapian::Query;
  if (family.words.empty()) return Query::MatchAll;
  if (family.is("phrase")) {
    return Query(Query::OP_PHRASE, family.words.begin(), family.words.end(), family.words.size());
  }
  // TermGenerator writes the stems, without positions, behind the prefix Z.
  std::vector<std::string> stems;
  for (const std::string& word : family.words) stems.push_back("Z" + stem(word));
  const Query words(family.is("or") ? Query::OP_OR : Query::OP_AND, stems.begin(), stems.end());
  if (!family.is("date")) return words;
  return Query(Query::OP_FILTER, words, date_filter(family.query));
}

// Runs the query once as a program would: matches, then top hits and facet values read out.
Xapian::doccount run(const Xapian::Database& database, const Family& family,
                     const Xapian::Query& query, Variant variant) {
  constexpr Xapian::doccount kHits = 10;
  constexpr size_t kFacetValues = 10;
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  if (variant == Variant::kCounts) enquire.set_weighting_scheme(Xapian::BoolWeight());
  PersonSpy persons;
  Xapian::ValueCountMatchSpy sections(kSectionSlot);
  if (family.is("facet_person")) enquire.add_matchspy(&persons);
  if (family.is("facet_section")) enquire.add_matchspy(&sections);
  const Xapian::doccount considered = variant == Variant::kDefault ? 0 : database.get_doccount();
  const Xapian::MSet hits =
      enquire.get_mset(0, variant == Variant::kCounts ? 0 : kHits, considered);
  // What is read goes here, so that the compiler cannot leave the reading out.
  [[maybe_unused]] volatile Xapian::docid last = 0;
  for (auto hit = hits.begin(); hit != hits.end(); ++hit) last = *hit;
  if (family.is("facet_person"))
    last = static_cast<Xapian::docid>(persons.top(kFacetValues).size());
  if (family.is("facet_section")) {
    const auto end = sections.top_values_end(kFacetValues);
    for (auto value = sections.top_values_begin(kFacetValues); value != end; ++value) {
      last = static_cast<Xapian::docid>(value.get_termfreq());
    }
  }
  return hits.get_matches_estimated();
}

// Processor time of this thread, as spoglio-bench takes it: other work on the machine does not
// lengthen it.
double thread_microseconds() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

void measure(const Xapian::Database& database, const Family& family, const Xapian::Query& query,
             Variant variant, int repeat) {
  Xapian::doccount total = 0;
  std::vector<double> times;
  for (int i = -2; i < repeat; ++i) {
    const double start = thread_microseconds();
    total = run(database, family, query, variant);
    const double elapsed = thread_microseconds() - start;
    if (i >= 0) times.push_back(elapsed);
  }
  std::ranges::sort(times);
  std::printf("%s\t%s\t%s\t%.0f\t%.0f\t%u\n", family.name.c_str(), family.query.c_str(),
              label(variant), times[times.size() / 2], times.front(), total);
  std::fflush(stdout);
}

}  // namespace

void search_families(const std::string& directory, const std::string& families, int repeat) {
  const Xapian::Database database(directory);
  const Xapian::Stem stem("italian");
  std::printf("family\tquery\tvariant\tp50_us\tmin_us\ttotal\n");
  for (const Family& family : read_families(families)) {
    const Xapian::Query query = make_query(family, stem);
    // A spy sees only what the matcher looks at, so a facet of the default variant is not exact.
    const Variant fast = family.is("facet") ? Variant::kCounts : Variant::kDefault;
    measure(database, family, query, fast, repeat);
    measure(database, family, query, Variant::kExact, repeat);
  }
}

}  // namespace baseline
