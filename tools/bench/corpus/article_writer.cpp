// SPDX-License-Identifier: GPL-3.0-or-later
#include "article_writer.hpp"

#include <algorithm>
#include <iterator>

#include "metadata_words.hpp"

namespace corpus {
namespace {

constexpr int kShortest = 40, kLongest = 3000;
constexpr size_t kTags = 3000, kAuthors = 2000;

// Log-normal with median 300 and mean near 400.
int article_length(Random& random) {
  return std::clamp(static_cast<int>(300 * exponential(0.76 * random.normal())), kShortest,
                    kLongest);
}

bool starts_with_vowel(std::string_view word) {
  return !word.empty() && std::string_view("aeiou").find(word[0]) != std::string_view::npos;
}

// One draw a statement: the order of draws within an expression is the compiler's choice.
void append_number(std::string& out, Random& random) {
  const uint64_t form = random.below(6);
  const uint64_t whole = random.below(100);
  const uint64_t part = random.below(10);
  if (form == 0) {
    out += std::to_string(1990 + whole % 36);
  } else if (form == 1) {
    out += std::to_string(whole) + '%';
  } else if (form == 2) {
    out += std::to_string(whole) + ',' + std::to_string(part);
  } else if (form == 3) {
    out += std::to_string(1 + whole % 40) + '.' + std::to_string(100 + part * 90);
  } else {
    out += std::to_string(2 + whole % 30);
  }
}

// YYYY-MM-DD of a day counted from 2010-01-01 (Hinnant's civil_from_days).
std::string civil_date(uint64_t day) {
  const uint64_t z = day + 14610 + 719468;
  const uint64_t era = z / 146097, day_of_era = z % 146097;
  const uint64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const uint64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const uint64_t shifted = (5 * day_of_year + 2) / 153;
  const uint64_t day_of_month = day_of_year - (153 * shifted + 2) / 5 + 1;
  const uint64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  const uint64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  const auto two = [](uint64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(year) + '-' + two(month) + '-' + two(day_of_month);
}

// Whether the word from `start` to the end also stands just before it.
bool repeats(const std::string& text, size_t start) {
  const size_t length = text.size() - start;
  return start > length && text[start - 1] == ' ' &&
         text.compare(start - 1 - length, length, text, start, length) == 0;
}

void append_list(std::string& out, std::string_view key, const std::vector<std::string>& values) {
  out.append(", \"").append(key).append("\": [");
  for (size_t i = 0; i < values.size(); ++i) {
    out.append(i == 0 ? "\"" : ", \"").append(values[i]).append("\"");
  }
  out += ']';
}

}  // namespace

// The distinct names of one article, in the order in which they come up.
struct ArticleWriter::Cast {
  std::vector<Name> names;
  std::vector<bool> is_person;
  const char* apostrophe = "'";
};

ArticleWriter::ArticleWriter(uint64_t seed, const std::vector<std::string>& authority_files,
                             bool list_names)
    : seed_(seed),
      list_names_(list_names),
      collocations_(vocabulary_),
      words_(4096, 2.7, 1.95, 0.51763),
      persons_(NamePool::Kind::kPerson, authority_files),
      organisations_(NamePool::Kind::kOrganisation, authority_files),
      sections_(mandelbrot(std::size(kSections), 0)),
      sources_(mandelbrot(std::size(kSources), 1)),
      authors_(mandelbrot(kAuthors, 40)),
      tags_(mandelbrot(kTags, 5)) {}

void ArticleWriter::append(std::string& out, uint64_t number) {
  Random random(scatter(seed_) ^ number);
  const int words = article_length(random);
  const Cast names = cast(random, words);
  out += "{\"id\": \"g" + std::to_string(number) + "\", \"title\": \"";
  append_title(out, random, names);
  out += "\", \"body\": \"";
  append_body(out, random, names, words);
  out += '"';
  append_metadata(out, random, number);
  if (list_names_) {
    std::vector<std::string> persons, organisations;
    for (size_t i = 0; i < names.names.size(); ++i) {
      (names.is_person[i] ? persons : organisations).push_back(names.names[i].preferred);
    }
    append_list(out, "persons", persons);
    append_list(out, "organisations", organisations);
  }
  out += "}\n";
}

ArticleWriter::Cast ArticleWriter::cast(Random& random, int words) const {
  Cast result;
  // 14 names an article on average, in proportion to its length and scattered by half of that.
  const double expected = words * 14.0 / 400 * (0.5 + random.unit());
  const auto count = std::min<size_t>(60, static_cast<size_t>(expected + random.unit()));
  std::vector<uint64_t> seen;
  for (size_t tries = 0; result.names.size() < count && tries < 3 * count; ++tries) {
    const bool person = !random.permille(150);
    const uint64_t rank = (person ? persons_ : organisations_).draw(random);
    const uint64_t key = rank * 2 + (person ? 1 : 0);
    if (std::ranges::find(seen, key) != seen.end()) continue;
    seen.push_back(key);
    result.names.push_back((person ? persons_ : organisations_).name(rank));
    result.is_person.push_back(person);
  }
  if (random.permille(400)) result.apostrophe = "\u2019";
  return result;
}

void ArticleWriter::append_title(std::string& out, Random& random, const Cast& cast) const {
  const size_t start = out.size();
  int left = 5 + static_cast<int>(random.below(8));
  if (!cast.names.empty() && random.permille(450)) {
    out += cast.names[0].preferred + (random.permille(500) ? ", " : " ");
    left -= 2;
  }
  while (left > 0) {
    left -= append_unit(out, random, cast.apostrophe);
    if (left > 0) out += ' ';
  }
  capitalise(out, start);
}

void ArticleWriter::append_body(std::string& out, Random& random, const Cast& cast,
                                int words) const {
  size_t named = 0;
  uint64_t sentences = 2 + random.below(5);
  while (words > 0) {
    int length = 8 + static_cast<int>(random.below(23));
    if (words - length < 8) length = words;
    words -= append_sentence(out, random, cast, named, length, words);
    if (words <= 0) break;
    if (--sentences == 0) {
      out += "\\n\\n";
      sentences = 2 + random.below(5);
    } else {
      out += ' ';
    }
  }
}

int ArticleWriter::append_sentence(std::string& out, Random& random, const Cast& cast,
                                   size_t& named, int words, int words_left) const {
  const bool quoted = random.permille(60);
  if (quoted) out += "«";
  const size_t start = out.size();
  int written = 0;
  while (written < words) {
    // Names are spread over what is left of the article, all of them named by its end.
    const size_t unnamed = cast.names.size() - named;
    const auto units_left = static_cast<uint64_t>(std::max(1, words_left - written - 8) * 4 / 5);
    if (unnamed > 0 && (random.below(units_left + 1) < unnamed)) {
      const Name& name = cast.names[named++];
      const bool variant = !name.variants.empty() && random.permille(120);
      const std::string& text =
          variant ? name.variants[random.below(name.variants.size())] : name.preferred;
      out += text;
      written += 1 + static_cast<int>(std::ranges::count(text, ' '));
    } else if (named > 0 && random.permille(12)) {
      const size_t again = random.below(named);
      const std::string& full = cast.names[again].preferred;
      out.append(full, cast.is_person[again] ? full.rfind(' ') + 1 : 0);
      ++written;
    } else {
      written += append_unit(out, random, cast.apostrophe);
    }
    if (written < words) out += random.permille(70) ? ", " : " ";
  }
  capitalise(out, start);
  if (quoted) out += "»";
  const uint64_t mark = random.below(100);
  out += mark < 3 ? '?' : mark < 4 ? '!' : '.';
  return written;
}

int ArticleWriter::append_unit(std::string& out, Random& random, const char* apostrophe) const {
  const uint64_t kind = random.below(1000);
  if (kind < 43) {
    const auto& phrase = collocations_.draw(random);
    for (char c : phrase.text) c == '\'' ? out += apostrophe : out += c;
    return phrase.words;
  }
  if (kind < 56) {
    append_number(out, random);
    return 1;
  }
  if (kind < 58) {
    out += kAcronyms[random.below(std::size(kAcronyms))];
    return 1;
  }
  const size_t start = out.size();
  uint64_t rank = words_.draw(random);
  vocabulary_.append(out, rank);
  if (repeats(out, start)) {
    out.resize(start);
    rank = words_.draw(random);
    vocabulary_.append(out, rank);
  }
  if (rank >= 60 && starts_with_vowel(std::string_view(out).substr(start)) &&
      random.permille(450)) {
    std::string elided(kElisions[random.below(std::size(kElisions))]);
    out.insert(start, elided + apostrophe);
  }
  return 1;
}

void ArticleWriter::append_metadata(std::string& out, Random& random, uint64_t number) const {
  const std::string date = civil_date(random.below(5844));
  const bool dated = !random.permille(30);
  const size_t section = sections_.draw(random), source = sources_.draw(random);
  out += dated ? ", \"date\": \"" + date + '"' : std::string(", \"date\": null");
  out.append(", \"section\": \"").append(kSections[section]);
  out.append("\", \"source\": \"").append(kSources[source]).append("\"");
  std::vector<std::string> authors;
  if (!random.permille(100))
    authors.push_back(invented_person(1'000'000'000 + authors_.draw(random)));
  append_list(out, "author", authors);
  std::vector<std::string> tags;
  for (uint64_t wanted = random.below(5); wanted > 0; --wanted) {
    std::string tag = vocabulary_.word(vocabulary_.common_words() + tags_.draw(random));
    if (std::ranges::find(tags, tag) == tags.end()) tags.push_back(std::move(tag));
  }
  append_list(out, "tags", tags);
  std::string host;
  for (char c : std::string_view(kSources[source])) {
    if (c != ' ') host += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
  }
  out += ", \"url\": \"https://www." + host + ".example/" +
         (dated ? date.substr(0, 4) : "archivio") + '/' + std::to_string(number) + '"';
}

}  // namespace corpus
