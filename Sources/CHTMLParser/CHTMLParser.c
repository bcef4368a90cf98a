// SPDX-License-Identifier: GPL-3.0-or-later

#include "CHTMLParser.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../SystemLibraries/CLibXML/shim.h"

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

static struct {
  __typeof__(&htmlCreatePushParserCtxt) create;
  __typeof__(&htmlCtxtUseOptions) use_options;
  __typeof__(&htmlParseChunk) parse;
  __typeof__(&htmlFreeParserCtxt) free;
} libxml;
static char failure[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *symbol(void *library, const char *name) {
  void *address = dlsym(library, name);
  if (address == NULL && failure[0] == '\0') {
    snprintf(failure, sizeof failure, "%s has no function '%s'", LIBRARY, name);
  }
  return address;
}

static void load(void) {
  void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    const char *error = dlerror();
    snprintf(failure, sizeof failure, "%s", error == NULL ? LIBRARY : error);
    return;
  }
  libxml.create = symbol(library, "htmlCreatePushParserCtxt");
  libxml.use_options = symbol(library, "htmlCtxtUseOptions");
  libxml.parse = symbol(library, "htmlParseChunk");
  libxml.free = symbol(library, "htmlFreeParserCtxt");
}

const char *spoglio_html_unavailable(void) {
  pthread_once(&once, load);
  return failure[0] == '\0' ? NULL : failure;
}

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
  parser->context = libxml.create(&parser->handler, parser, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (parser->context == NULL) {
    free(parser);
    return NULL;
  }
  libxml.use_options(parser->context, HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC |
                                          HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                          HTML_PARSE_NOWARNING);
  return parser;
}

void spoglio_html_parser_read(spoglio_html_parser *parser, const uint8_t *html, int32_t count) {
  libxml.parse(parser->context, (const char *)html, count, 0);
}

void spoglio_html_parser_finish(spoglio_html_parser *parser) {
  libxml.parse(parser->context, NULL, 0, 1);
}

void spoglio_html_parser_free(spoglio_html_parser *parser) {
  if (parser == NULL) return;
  libxml.free(parser->context);
  free(parser);
}
