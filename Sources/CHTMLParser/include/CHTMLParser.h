// SPDX-License-Identifier: GPL-3.0-or-later
//
// libxml2's HTML parser, loaded when the first HTML is read: with ICU behind it, libxml2 takes a
// fifth of the time in which the program starts, and most runs read no HTML.

#ifndef CHTMLPARSER_H
#define CHTMLPARSER_H

#include <stdbool.h>
#include <stdint.h>

// What a parser calls with `context`; `name` is that of an element in lower case. `attributes` is
// NULL or a list of names and values in turn that ends with NULL; a value may be NULL too.
typedef struct {
  void (*_Nonnull begin)(void *_Nullable context, const char *_Nonnull name,
                         const char *_Nullable const *_Nullable attributes);
  void (*_Nonnull end)(void *_Nullable context, const char *_Nonnull name);
  void (*_Nonnull text)(void *_Nullable context, const uint8_t *_Nullable text, int32_t count);
} spoglio_html_events;

typedef struct spoglio_html_parser spoglio_html_parser;

// Why libxml2 cannot be loaded, valid for ever; NULL where it is. Callable from any thread.
const char *_Nullable spoglio_html_unavailable(void);

// A parser of HTML in UTF-8; NULL without libxml2 or memory.
spoglio_html_parser *_Nullable spoglio_html_parser_new(spoglio_html_events events,
                                                       void *_Nullable context);

// Reads the next `count` bytes and calls the events that they make.
void spoglio_html_parser_read(spoglio_html_parser *_Nonnull parser, const uint8_t *_Nullable html,
                              int32_t count);

// Ends what is still open, with its events.
void spoglio_html_parser_finish(spoglio_html_parser *_Nonnull parser);

void spoglio_html_parser_free(spoglio_html_parser *_Nullable parser);

#endif
