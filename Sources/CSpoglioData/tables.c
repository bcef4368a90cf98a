// SPDX-License-Identifier: GPL-3.0-or-later

#include "CSpoglioData.h"

// The package compiles C as an earlier standard, in which clang offers #embed as an extension.
#pragma clang diagnostic ignored "-Wc23-extensions"

// #embed takes the files into the object code, so that the program needs nothing beside it.
static const unsigned char world[] = {
#embed "world.tsv"
};
static const unsigned char italia[] = {
#embed "italia.tsv"
};
static const unsigned char world_sport_culture[] = {
#embed "world_sport_culture.tsv"
};
static const unsigned char organisations[] = {
#embed "organisations.tsv"
};
static const unsigned char places[] = {
#embed "places.tsv"
};
static const unsigned char first_names[] = {
#embed "first-names.txt"
};
static const unsigned char name_words[] = {
#embed "name-words.tsv"
};
static const unsigned char context_words[] = {
#embed "context-words.tsv"
};
static const unsigned char topics[] = {
#embed "topics.tsv"
};
static const unsigned char sections[] = {
#embed "sections.tsv"
};
static const unsigned char words[] = {
#embed "words.txt"
};
static const unsigned char topic_words[] = {
#embed "topic-words.tsv"
};
static const unsigned char topic_weights[] = {
#embed "topic-weights.tsv"
};

_Alignas(8) const unsigned char spoglio_tagger_words[] = {
#embed "tagger-words.bin"
};
_Alignas(8) const unsigned char spoglio_tagger_weights[] = {
#embed "tagger-weights.bin"
};
const size_t spoglio_tagger_words_size = sizeof spoglio_tagger_words;
const size_t spoglio_tagger_weights_size = sizeof spoglio_tagger_weights;

#define TABLE(name) \
  spoglio_table spoglio_table_##name(void) { return (spoglio_table){name, sizeof name}; }

TABLE(words)
TABLE(world)
TABLE(italia)
TABLE(world_sport_culture)
TABLE(organisations)
TABLE(places)
TABLE(first_names)
TABLE(name_words)
TABLE(context_words)
TABLE(topics)
TABLE(sections)
TABLE(topic_words)
TABLE(topic_weights)
