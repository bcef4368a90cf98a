// SPDX-License-Identifier: GPL-3.0-or-later
#include "index.hpp"

#include <sys/resource.h>
#include <xapian.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "article.hpp"
#include "layout.hpp"

namespace baseline {
namespace {

// Terms longer than 245 bytes are refused by Xapian.
void add_boolean(Xapian::Document& document, const char* prefix, const std::string& value) {
  if (!value.empty()) document.add_boolean_term((prefix + value).substr(0, 245));
}

Xapian::Document make_document(Xapian::TermGenerator& generator, const Article& article,
                               const std::string& line, bool positions) {
  Xapian::Document document;
  generator.set_document(document);
  generator.set_termpos(0);
  if (positions) {
    generator.index_text(article.title, 1, "S");
    generator.increase_termpos();
    generator.index_text(article.title, 3);
    generator.increase_termpos();
    generator.index_text(article.body);
  } else {
    generator.index_text_without_positions(article.title, 1, "S");
    generator.index_text_without_positions(article.title, 3);
    generator.index_text_without_positions(article.body);
  }
  document.add_boolean_term("Q" + article.id);
  add_boolean(document, "XS", article.section);
  add_boolean(document, "XF", article.source);
  for (const std::string& author : article.authors) add_boolean(document, "XA", author);
  for (const std::string& tag : article.tags) add_boolean(document, "K", tag);
  if (!article.day.empty()) document.add_value(kDaySlot, article.day);
  document.add_value(kPersonsSlot, pack(article.persons));
  document.add_value(kSectionSlot, article.section);
  document.set_data(line);
  return document;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

uintmax_t directory_size(const std::string& directory) {
  uintmax_t size = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.is_regular_file()) size += entry.file_size();
  }
  return size;
}

}  // namespace

void index_corpus(const std::string& file, const std::string& directory, bool positions) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read '" + file + "'");
  const auto start = std::chrono::steady_clock::now();
  uintmax_t documents = 0, text_bytes = 0;
  {
    Xapian::WritableDatabase database(directory, Xapian::DB_CREATE);
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("italian"));
    for (std::string line; std::getline(in, line);) {
      const Article article = parse_article(line);
      text_bytes += article.title.size() + article.body.size();
      database.add_document(make_document(generator, article, line, positions));
      if (++documents % 10000 == 0) std::fprintf(stderr, "%ju articles\n", documents);
    }
    database.commit();
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  const uintmax_t size = directory_size(directory);
  std::printf("documents\t%ju\n", documents);
  std::printf("text_bytes\t%ju\n", text_bytes);
  std::printf("wall_s\t%.2f\n", wall.count());
  std::printf("cpu_s\t%.2f\n", seconds(usage.ru_utime) + seconds(usage.ru_stime));
  std::printf("user_s\t%.2f\n", seconds(usage.ru_utime));
  std::printf("system_s\t%.2f\n", seconds(usage.ru_stime));
  std::printf("peak_rss_kib\t%ld\n", usage.ru_maxrss);
  std::printf("database_bytes\t%ju\n", size);
  if (text_bytes > 0) {
    std::printf("database_per_text\t%.3f\n",
                static_cast<double>(size) / static_cast<double>(text_bytes));
  }
}

}  // namespace baseline
