// SPDX-License-Identifier: GPL-3.0-or-later

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>
#include <vector>

#include "handles.hpp"

namespace cxapian {

Xapian::Database open_glass(const std::string& path) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) {
      throw Xapian::DatabaseNotFoundError("nothing is there", errno);
    }
    throw Xapian::DatabaseOpeningError("it cannot be looked at", errno);
  }
  if (S_ISREG(status.st_mode)) {
    // By name libxapian would try any other file as a stub, a text naming databases elsewhere.
    int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw Xapian::DatabaseOpeningError("it cannot be opened", errno);
    return Xapian::Database(descriptor);
  }
  return Xapian::Database(path, Xapian::DB_BACKEND_GLASS);
}

}  // namespace cxapian

namespace {

/// One list of a conjunction, opened when it is first needed.
struct ConjunctionList {
  std::string name;
  size_t term = 0;
  Xapian::PostingIterator posting, end;
  bool is_open = false;
};

void open(ConjunctionList& list, const Xapian::Database& database) {
  list.posting = database.postlist_begin(list.name);
  list.end = database.postlist_end(list.name);
  list.is_open = true;
}

/// Moves all lists to the next document that they all hold, from where the first stands; false at
/// the end.
bool meet(const Xapian::Database& database, std::vector<ConjunctionList>& lists) {
  ConjunctionList& first = lists.front();
  while (first.posting != first.end) {
    Xapian::docid wanted = *first.posting, found = wanted;
    for (size_t i = 1; i < lists.size() && found == wanted; ++i) {
      if (!lists[i].is_open) open(lists[i], database);
      lists[i].posting.skip_to(wanted);
      if (lists[i].posting == lists[i].end) return false;
      found = *lists[i].posting;
    }
    if (found == wanted) return true;
    first.posting.skip_to(found);
  }
  return false;
}

/// Notes the documents that all lists hold, with a wdf a list for each.
void meet_all(const Xapian::Database& database, std::vector<ConjunctionList>& lists,
              std::vector<uint32_t>& docids, std::vector<uint32_t>& rows) {
  if (!lists.front().is_open) open(lists.front(), database);
  for (; meet(database, lists); ++lists.front().posting) {
    docids.push_back(*lists.front().posting);
    for (ConjunctionList& list : lists) rows.push_back(list.posting.get_wdf());
  }
}

}  // namespace

using cxapian::guard;
using cxapian::open_glass;
using cxapian::path_of;
using cxapian::refuse;
using cxapian::string_of;

cxapian_status cxapian_database_open(const char* path, size_t path_length,
                                     cxapian_database** database, cxapian_error* error) {
  auto end = static_cast<uint32_t>(path_length);
  return cxapian_database_open_many(path, path_length, &end, 1, database, error);
}

cxapian_status cxapian_database_open_many(const char* path_bytes, size_t path_byte_count,
                                          const uint32_t* path_ends, size_t count,
                                          cxapian_database** database, cxapian_error* error) {
  return guard(error, [&] {
    if (count == 0) refuse("there is nothing to open; name at least one database");
    cxapian::Batch paths(path_bytes, path_byte_count, path_ends, count);
    auto result = std::make_unique<cxapian_database>();
    for (size_t i = 0; i < paths.size(); ++i) {
      result->shards.push_back(open_glass(path_of(paths[i].data(), paths[i].size())));
      result->database.add_database(result->shards.back());
    }
    *database = result.release();
  });
}

void cxapian_database_free(cxapian_database* database) { delete database; }

cxapian_status cxapian_database_doccount(const cxapian_database* database, uint32_t* count,
                                         cxapian_error* error) {
  return guard(error, [&] { *count = database->database.get_doccount(); });
}

cxapian_status cxapian_database_lastdocid(const cxapian_database* database, uint32_t* docid,
                                          cxapian_error* error) {
  return guard(error, [&] { *docid = database->database.get_lastdocid(); });
}

cxapian_status cxapian_database_frequencies(const cxapian_database* database,
                                            const char* term_bytes, size_t term_byte_count,
                                            const uint32_t* term_ends, size_t term_count,
                                            uint32_t* document_frequencies,
                                            uint32_t* collection_frequencies,
                                            cxapian_error* error) {
  return guard(error, [&] {
    cxapian::Batch terms(term_bytes, term_byte_count, term_ends, term_count);
    std::string term;
    for (size_t i = 0; i < terms.size(); ++i) {
      term.assign(terms[i]);
      // libxapian takes the empty term for the list of all documents.
      if (term.empty()) refuse("a term is empty; give every term at least one byte");
      if (document_frequencies) document_frequencies[i] = database->database.get_termfreq(term);
      if (collection_frequencies) {
        collection_frequencies[i] = database->database.get_collection_freq(term);
      }
    }
  });
}

cxapian_status cxapian_database_postings(const cxapian_database* database, const char* term,
                                         size_t term_length, cxapian_postings** postings,
                                         cxapian_error* error) {
  return guard(error, [&] {
    if (term_length == 0) refuse("a term is empty; give every term at least one byte");
    std::string name = string_of(term, term_length);
    auto result = std::make_unique<cxapian_postings>();
    // Asking for the length of the list first would cost more than letting the arrays of long ones
    // grow.
    result->docids.reserve(256);
    result->wdfs.reserve(256);
    Xapian::PostingIterator end = database->database.postlist_end(name);
    for (auto i = database->database.postlist_begin(name); i != end; ++i) {
      result->docids.push_back(*i);
      result->wdfs.push_back(i.get_wdf());
    }
    *postings = result.release();
  });
}

cxapian_status cxapian_database_wdfs(const cxapian_database* database, const char* term,
                                     size_t term_length, const uint32_t* docids, size_t count,
                                     uint32_t* wdfs, cxapian_error* error) {
  return guard(error, [&] {
    if (term_length == 0) refuse("a term is empty; give every term at least one byte");
    for (size_t i = 1; i < count; ++i) {
      if (docids[i] <= docids[i - 1]) refuse("document ids do not ascend; sort them");
    }
    std::string name = string_of(term, term_length);
    Xapian::PostingIterator posting = database->database.postlist_begin(name);
    Xapian::PostingIterator end = database->database.postlist_end(name);
    for (size_t i = 0; i < count; ++i) {
      if (posting != end) posting.skip_to(docids[i]);
      wdfs[i] = posting != end && *posting == docids[i] ? posting.get_wdf() : 0;
    }
  });
}

cxapian_status cxapian_database_conjunction(const cxapian_database* database,
                                            const char* term_bytes, size_t term_byte_count,
                                            const uint32_t* term_ends, size_t term_count,
                                            uint32_t* document_frequencies,
                                            cxapian_postings** postings, cxapian_error* error) {
  return guard(error, [&] {
    cxapian::Batch terms(term_bytes, term_byte_count, term_ends, term_count);
    auto result = std::make_unique<cxapian_postings>();
    std::vector<size_t> order;
    for (size_t i = 0; i < terms.size(); ++i) {
      if (terms[i].empty()) refuse("a term is empty; give every term at least one byte");
      order.push_back(i);
    }
    std::vector<ConjunctionList> opened(terms.size());
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < terms.size() && least > 0; ++i) {
      opened[i].name.assign(terms[i]);
      opened[i].term = i;
      if (document_frequencies[i] == CXAPIAN_NOT_ASKED) {
        document_frequencies[i] = database->database.get_termfreq(opened[i].name);
        // The list that may lead is opened while the table still has the blocks that led to its
        // term.
        if (document_frequencies[i] > 0 && document_frequencies[i] < least) {
          open(opened[i], database->database);
        }
      }
      least = std::min(least, document_frequencies[i]);
    }
    std::sort(order.begin(), order.end(), [&](size_t left, size_t right) {
      return document_frequencies[left] < document_frequencies[right];
    });
    if (!order.empty() && least > 0) {
      std::vector<ConjunctionList> lists;
      lists.reserve(order.size());
      for (size_t i : order) lists.push_back(std::move(opened[i]));
      std::vector<uint32_t> rows;
      meet_all(database->database, lists, result->docids, rows);
      size_t count = result->docids.size();
      result->wdfs.resize(rows.size());
      for (size_t i = 0; i < lists.size(); ++i) {
        uint32_t* column = result->wdfs.data() + lists[i].term * count;
        for (size_t row = 0; row < count; ++row) column[row] = rows[row * lists.size() + i];
      }
    }
    *postings = result.release();
  });
}

void cxapian_postings_free(cxapian_postings* postings) { delete postings; }

size_t cxapian_postings_count(const cxapian_postings* postings) { return postings->docids.size(); }

const uint32_t* cxapian_postings_docids(const cxapian_postings* postings) {
  return postings->docids.data();
}

const uint32_t* cxapian_postings_wdfs(const cxapian_postings* postings) {
  return postings->wdfs.data();
}

cxapian_status cxapian_database_terms(const cxapian_database* database, const char* prefix,
                                      size_t prefix_length, size_t limit, cxapian_terms** terms,
                                      cxapian_error* error) {
  return guard(error, [&] {
    std::string start = string_of(prefix, prefix_length);
    auto result = std::make_unique<cxapian_terms>();
    Xapian::TermIterator end = database->database.allterms_end(start);
    auto i = database->database.allterms_begin(start);
    for (; i != end && result->ends.size() < limit; ++i) {
      result->bytes += *i;
      if (result->bytes.size() > UINT32_MAX) {
        refuse("the terms fill more than 4 GiB; ask for fewer of them");
      }
      result->ends.push_back(static_cast<uint32_t>(result->bytes.size()));
      result->document_frequencies.push_back(i.get_termfreq());
    }
    *terms = result.release();
  });
}

void cxapian_terms_free(cxapian_terms* terms) { delete terms; }

size_t cxapian_terms_count(const cxapian_terms* terms) { return terms->ends.size(); }

const char* cxapian_terms_bytes(const cxapian_terms* terms) { return terms->bytes.data(); }

const uint32_t* cxapian_terms_ends(const cxapian_terms* terms) { return terms->ends.data(); }

const uint32_t* cxapian_terms_document_frequencies(const cxapian_terms* terms) {
  return terms->document_frequencies.data();
}
