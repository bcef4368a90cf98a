// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CSPOGLIODATA_H
#define CSPOGLIODATA_H

#include <stddef.h>

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

#ifdef __cplusplus
}
#endif

#endif
