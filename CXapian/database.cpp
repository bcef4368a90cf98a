// SPDX-License-Identifier: GPL-3.0-or-later

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <memory>

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
