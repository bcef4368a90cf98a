// SPDX-License-Identifier: GPL-3.0-or-later

#include "CHTMLParser.h"

#include <stdlib.h>

#include "../../SystemLibraries/CLibXML/shim.h"
#include "CLibraryLoading.h"

// The version whose headers this was compiled with: the interface changed with 2.14.
#if LIBXML_VERSION >= 21400
#define LIBRARY "libxml2.so.16"
#else
#define LIBRARY "libxml2.so.2"
#endif

struct spoglio_html_parser {
  htmlParserCtxtPtr context;
  xmlSAXHandler handler;
  spoglio_html_events events;
  void *receiver;
};

// Every function that is used.
#define FUNCTIONS(X)          \
  X(htmlCreatePushParserCtxt) \
  X(htmlCtxtUseOptions)       \
  X(htmlParseChunk)           \
  X(htmlFreeParserCtxt)

static struct {
#define FIELD(name) __typeof__(&name) name;
  FUNCTIONS(FIELD)
} libxml;
static spoglio_library library = SPOGLIO_LIBRARY;

static void load(void) {
#define FUNCTION(name) {#name, &libxml.name},
  static const spoglio_library_function functions[] = {FUNCTIONS(FUNCTION)};
  spoglio_library_load(&library, LIBRARY, functions, sizeof functions / sizeof functions[0]);
}

const char *spoglio_html_unavailable(void) { return spoglio_library_unavailable(&library, load); }

static void on_begin(void *context, const xmlChar *name, const xmlChar **attributes) {
  const spoglio_html_parser *parser = context;
  parser->events.begin(parser->receiver, (const char *)name, (const char *const *)attributes);
}

static void on_end(void *context, const xmlChar *name) {
  const spoglio_html_parser *parser = context;
  parser->events.end(parser->receiver, (const char *)name);
}

static void on_text(void *context, const xmlChar *text, int count) {
  const spoglio_html_parser *parser = context;
  parser->events.text(parser->receiver, text, count);
}

spoglio_html_parser *spoglio_html_parser_new(spoglio_html_events events, void *context) {
  if (spoglio_html_unavailable() != NULL) return NULL;
  spoglio_html_parser *parser = calloc(1, sizeof *parser);
  if (parser == NULL) return NULL;
  parser->events = events;
  parser->receiver = context;
  parser->handler.startElement = on_begin;
  parser->handler.endElement = on_end;
  parser->handler.characters = on_text;
  parser->handler.ignorableWhitespace = on_text;
  parser->context = libxml.htmlCreatePushParserCtxt(&parser->handler, parser, NULL, 0, NULL,
                                                    XML_CHAR_ENCODING_UTF8);
  if (parser->context == NULL) {
    free(parser);
    return NULL;
  }
  libxml.htmlCtxtUseOptions(parser->context, HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC |
                                                 HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                                 HTML_PARSE_NOWARNING);
  return parser;
}

void spoglio_html_parser_read(spoglio_html_parser *parser, const uint8_t *html, int32_t count) {
  libxml.htmlParseChunk(parser->context, (const char *)html, count, 0);
}

void spoglio_html_parser_finish(spoglio_html_parser *parser) {
  libxml.htmlParseChunk(parser->context, NULL, 0, 1);
}

void spoglio_html_parser_free(spoglio_html_parser *parser) {
  if (parser == NULL) return;
  libxml.htmlFreeParserCtxt(parser->context);
  free(parser);
}
