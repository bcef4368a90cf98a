// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>

#include "handles.hpp"

namespace cxapian {

void check_term(std::string_view term) {
  if (term.empty()) refuse("a term is empty; give every term at least one byte");
  if (term.size() * 2 <= CXAPIAN_MAX_TERM_COST) return;
  size_t nuls = static_cast<size_t>(std::count(term.begin(), term.end(), '\0'));
  if (term.size() + nuls > CXAPIAN_MAX_TERM_COST) {
    refuse("a term of " + std::to_string(term.size()) + " bytes, " + std::to_string(nuls) +
           " of them NUL, is too long to store; bytes and NULs together may be " +
           std::to_string(CXAPIAN_MAX_TERM_COST) + " at most");
  }
}

Xapian::Document assemble(const cxapian_document& source) {
  Batch terms(source.term_bytes, source.term_byte_count, source.term_ends, source.term_count);
  for (size_t i = 0; i < terms.size(); ++i) check_term(terms[i]);
  Batch values(source.value_bytes, source.value_byte_count, source.value_ends, source.value_count);

  Xapian::Document document;
  // libxapian copies the term into its own map: one buffer reused keeps that the only allocation.
  std::string buffer;
  buffer.reserve(CXAPIAN_MAX_TERM_COST);
  for (size_t i = 0; i < terms.size(); ++i) {
    buffer.assign(terms[i]);
    document.add_term(buffer, source.term_wdfs[i]);
  }
  for (size_t i = 0; i < values.size(); ++i) {
    document.add_value(source.value_slots[i], std::string(values[i]));
  }
  if (source.data_length > 0) document.set_data(std::string(source.data, source.data_length));
  return document;
}

}  // namespace cxapian

using cxapian::guard;

cxapian_status cxapian_database_data(const cxapian_database* database, uint32_t docid,
                                     cxapian_bytes** data, cxapian_error* error) {
  return guard(
      error, [&] { *data = new cxapian_bytes{database->database.get_document(docid).get_data()}; });
}

cxapian_status cxapian_database_value(const cxapian_database* database, uint32_t docid,
                                      uint32_t slot, cxapian_bytes** value, cxapian_error* error) {
  return guard(error, [&] {
    *value = new cxapian_bytes{database->database.get_document(docid).get_value(slot)};
  });
}

void cxapian_bytes_free(cxapian_bytes* bytes) { delete bytes; }

const char* cxapian_bytes_data(const cxapian_bytes* bytes) { return bytes->bytes.data(); }

size_t cxapian_bytes_length(const cxapian_bytes* bytes) { return bytes->bytes.size(); }
