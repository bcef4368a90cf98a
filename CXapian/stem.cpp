// SPDX-License-Identifier: GPL-3.0-or-later

#include "handles.hpp"

using cxapian::guard;
using cxapian::refuse;

cxapian_status cxapian_stemmer_new(const char* language, size_t language_length,
                                   cxapian_stemmer** stemmer, cxapian_error* error) {
  return guard(error, [&] {
    Xapian::Stem stem(cxapian::string_of(language, language_length));
    *stemmer = new cxapian_stemmer{stem, {}};
  });
}

void cxapian_stemmer_free(cxapian_stemmer* stemmer) { delete stemmer; }

cxapian_status cxapian_stem(cxapian_stemmer* stemmer, const char* word, size_t word_length,
                            char* stem, size_t capacity, size_t* stem_length,
                            cxapian_error* error) {
  return guard(error, [&] {
    stemmer->word.assign(word_length == 0 ? "" : word, word_length);
    std::string result = stemmer->stem(stemmer->word);
    *stem_length = result.size();
    if (result.size() > capacity) {
      refuse("the stem has " + std::to_string(result.size()) + " bytes and the buffer " +
             std::to_string(capacity) + "; give it a longer buffer");
    }
    result.copy(stem, result.size());
  });
}
