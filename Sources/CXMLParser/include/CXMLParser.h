// SPDX-License-Identifier: GPL-3.0-or-later
//
// libxml2's XML parser as events, loaded when the first XML is read, as CHTMLParser loads its HTML
// parser. No entity that a document declares is ever expanded, and nothing but the bytes that are
// given is read: no external subset, no file, no network. The names of HTML's entities are known,
// since feeds use them undeclared. What is damaged is reported and read on after, as far as can be.

#ifndef CXMLPARSER_H
#define CXMLPARSER_H

#include <stdbool.h>
#include <stdint.h>

// What a parser calls with `context`. Names and prefixes are NULL where there is none; the pointers
// of names and namespaces stay the same for the same text in one parser. `attributes` holds five
// pointers an attribute: name, prefix, namespace, the beginning of its value and the end.
typedef struct {
  void (*_Nonnull begin)(void *_Nullable context, const char *_Nonnull name,
                         const char *_Nullable prefix, const char *_Nullable namespace,
                         const char *_Nullable const *_Nullable attributes, int32_t count,
                         int64_t line);
  void (*_Nonnull end)(void *_Nullable context);
  void (*_Nonnull text)(void *_Nullable context, const uint8_t *_Nullable text, int32_t count);
  // Something is damaged; `message` ends with a line feed.
  void (*_Nonnull error)(void *_Nullable context, const char *_Nullable message, int64_t line);
} spoglio_xml_events;

typedef struct spoglio_xml_parser spoglio_xml_parser;

// Why libxml2 cannot be loaded, valid for ever; NULL where it is. Callable from any thread.
const char *_Nullable spoglio_xml_unavailable(void);

// A parser of XML in UTF-8, whatever its declaration says; NULL without libxml2 or memory.
spoglio_xml_parser *_Nullable spoglio_xml_parser_new(spoglio_xml_events events,
                                                     void *_Nullable context);

// Reads the next `count` bytes and calls the events that they make; false when the parser cannot go
// on, after which nothing more is read.
bool spoglio_xml_parser_read(spoglio_xml_parser *_Nonnull parser, const uint8_t *_Nullable xml,
                             int32_t count);

// Says that the document has ended.
void spoglio_xml_parser_finish(spoglio_xml_parser *_Nonnull parser);

// Stops the parser from within an event: no further one comes.
void spoglio_xml_parser_stop(spoglio_xml_parser *_Nonnull parser);

void spoglio_xml_parser_free(spoglio_xml_parser *_Nullable parser);

#endif
