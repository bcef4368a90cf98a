// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CSPOGLIODATA_H
#define CSPOGLIODATA_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A table compiled into the program: UTF-8 bytes that live as long as the process.
typedef struct spoglio_table {
  const unsigned char *bytes;
  size_t count;
} spoglio_table;

/// People outside Italy, people in Italy, people of sport and culture, organisations, places:
/// seven columns each, as Sources/Entities/AuthorityTable.swift describes them.
spoglio_table spoglio_table_world(void);
spoglio_table spoglio_table_italia(void);
spoglio_table spoglio_table_world_sport_culture(void);
spoglio_table spoglio_table_organisations(void);
spoglio_table spoglio_table_places(void);

/// Italian words in lower case, one a line, ascending by their bytes.
spoglio_table spoglio_table_words(void);

/// First names, one a line.
spoglio_table spoglio_table_first_names(void);
/// Words that tell names from what only looks like them: class, words.
spoglio_table spoglio_table_name_words(void);
/// Words beside a name that tell whom it means: kind, key, words.
spoglio_table spoglio_table_context_words(void);

/// Topics (header line; code, parent, slug, labels, description) and newspaper sections (section,
/// topic code, weight).
spoglio_table spoglio_table_topics(void);
spoglio_table spoglio_table_sections(void);
/// Words and phrases that tell topics: forms, topic codes with weights in tenths.
spoglio_table spoglio_table_topic_words(void);
/// What the share of a top topic (or "any") adds to each top topic, in hundredths; written by
/// tools/topics/train-weights.py.
spoglio_table spoglio_table_topic_weights(void);

/// The tagger's tables, word by word where they lie: no pointer leaves this header. Both are
/// written little-endian by tools/train-entities; Sources/Entities/TaggerTable.swift describes
/// them. Beyond the end a word is 0.
extern const unsigned char spoglio_tagger_words[];
extern const unsigned char spoglio_tagger_weights[];
extern const size_t spoglio_tagger_words_size;
extern const size_t spoglio_tagger_weights_size;

static inline uint32_t spoglio_word_at(const unsigned char *bytes, size_t size, ptrdiff_t index) {
  if ((size_t)index >= size / 4) return 0;
  const unsigned char *word = bytes + 4 * (size_t)index;
  return (uint32_t)word[0] | (uint32_t)word[1] << 8 | (uint32_t)word[2] << 16 |
         (uint32_t)word[3] << 24;
}
static inline ptrdiff_t spoglio_tagger_words_count(void) {
  return (ptrdiff_t)spoglio_tagger_words_size;
}
static inline ptrdiff_t spoglio_tagger_weights_count(void) {
  return (ptrdiff_t)spoglio_tagger_weights_size;
}
static inline uint32_t spoglio_tagger_words_at(ptrdiff_t index) {
  return spoglio_word_at(spoglio_tagger_words, spoglio_tagger_words_size, index);
}
static inline uint32_t spoglio_tagger_weights_at(ptrdiff_t index) {
  return spoglio_word_at(spoglio_tagger_weights, spoglio_tagger_weights_size, index);
}

#ifdef __cplusplus
}
#endif

#endif
