// SPDX-License-Identifier: GPL-3.0-or-later

#include "CXMLParser.h"

#include <stdlib.h>
#include <string.h>

#include "../../SystemLibraries/CLibXML/shim.h"
#include "CLibraryLoading.h"

// The version whose headers this was compiled with: the interface changed with 2.14.
#if LIBXML_VERSION >= 21400
#define LIBRARY "libxml2.so.16"
typedef const xmlError *error_pointer;
#elif LIBXML_VERSION >= 21200
#define LIBRARY "libxml2.so.2"
typedef const xmlError *error_pointer;
#else
#define LIBRARY "libxml2.so.2"
typedef xmlErrorPtr error_pointer;
#endif

struct spoglio_xml_parser {
  xmlParserCtxtPtr context;
  xmlSAXHandler handler;
  spoglio_xml_events events;
  void *receiver;
  // What a name of HTML stands for; the parser asks for one entity at a time.
  xmlEntity entity;
  xmlChar entity_text[8];
};

// Every function that is used.
#define FUNCTIONS(X)         \
  X(xmlInitParser)           \
  X(xmlCreatePushParserCtxt) \
  X(xmlCtxtUseOptions)       \
  X(xmlParseChunk)           \
  X(xmlStopParser)           \
  X(xmlFreeParserCtxt)       \
  X(htmlEntityLookup)

static struct {
#define FIELD(name) __typeof__(&name) name;
  FUNCTIONS(FIELD)
} libxml;
static spoglio_library library = SPOGLIO_LIBRARY;

static void load(void) {
#define FUNCTION(name) {#name, &libxml.name},
  static const spoglio_library_function functions[] = {FUNCTIONS(FUNCTION)};
  if (spoglio_library_load(&library, LIBRARY, functions, sizeof functions / sizeof functions[0])) {
    libxml.xmlInitParser();
  }
}

const char *spoglio_xml_unavailable(void) { return spoglio_library_unavailable(&library, load); }

// After damage libxml2 reads on but drops every `&amp;`, unless it believes that all is well.
static void forgive(const spoglio_xml_parser *parser) { parser->context->wellFormed = 1; }

static void on_begin(void *context, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *namespace, int namespaces, const xmlChar **declared, int count,
                     int defaulted, const xmlChar **attributes) {
  const spoglio_xml_parser *parser = context;
  (void)namespaces, (void)declared, (void)defaulted;
  forgive(parser);
  xmlParserInputPtr input = parser->context->input;
  parser->events.begin(parser->receiver, (const char *)name, (const char *)prefix,
                       (const char *)namespace, (const char *const *)attributes, count,
                       input == NULL ? 0 : input->line);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *namespace) {
  const spoglio_xml_parser *parser = context;
  (void)name, (void)prefix, (void)namespace;
  forgive(parser);
  parser->events.end(parser->receiver);
}

static void on_text(void *context, const xmlChar *text, int count) {
  const spoglio_xml_parser *parser = context;
  forgive(parser);
  parser->events.text(parser->receiver, text, count);
}

static void on_error(void *context, error_pointer error) {
  const spoglio_xml_parser *parser = context;
  if (error == NULL || error->domain != XML_FROM_PARSER || error->level < XML_ERR_ERROR) return;
  parser->events.error(parser->receiver, error->message, error->line);
}

static int utf8(unsigned int scalar, xmlChar *bytes) {
  if (scalar < 0x80) {
    bytes[0] = (xmlChar)scalar;
    return 1;
  }
  if (scalar < 0x800) {
    bytes[0] = (xmlChar)(0xC0 | scalar >> 6);
    bytes[1] = (xmlChar)(0x80 | (scalar & 0x3F));
    return 2;
  }
  bytes[0] = (xmlChar)(0xE0 | scalar >> 12);
  bytes[1] = (xmlChar)(0x80 | (scalar >> 6 & 0x3F));
  bytes[2] = (xmlChar)(0x80 | (scalar & 0x3F));
  return 3;
}

static xmlEntityPtr get_entity(void *context, const xmlChar *name) {
  spoglio_xml_parser *parser = context;
  const htmlEntityDesc *known = libxml.htmlEntityLookup(name);
  if (known == NULL || known->value > 0xFFFF) return NULL;
  int length = utf8(known->value, parser->entity_text);
  parser->entity_text[length] = 0;
  memset(&parser->entity, 0, sizeof parser->entity);
  parser->entity.type = XML_ENTITY_DECL;
  parser->entity.name = (const xmlChar *)known->name;
  parser->entity.etype = XML_INTERNAL_PREDEFINED_ENTITY;
  parser->entity.content = parser->entity_text;
  parser->entity.orig = parser->entity_text;
  parser->entity.length = length;
  return &parser->entity;
}

static xmlParserInputPtr resolve_nothing(void *context, const xmlChar *public_name,
                                         const xmlChar *address) {
  (void)context, (void)public_name, (void)address;
  return NULL;
}

spoglio_xml_parser *spoglio_xml_parser_new(spoglio_xml_events events, void *context) {
  if (spoglio_xml_unavailable() != NULL) return NULL;
  spoglio_xml_parser *parser = calloc(1, sizeof *parser);
  if (parser == NULL) return NULL;
  parser->events = events;
  parser->receiver = context;
  // Without a handler for declarations no entity of the document exists.
  parser->handler.initialized = XML_SAX2_MAGIC;
  parser->handler.startElementNs = on_begin;
  parser->handler.endElementNs = on_end;
  parser->handler.characters = on_text;
  parser->handler.ignorableWhitespace = on_text;
  parser->handler.cdataBlock = on_text;
  parser->handler.getEntity = get_entity;
  parser->handler.resolveEntity = resolve_nothing;
  parser->handler.serror = on_error;
  parser->context = libxml.xmlCreatePushParserCtxt(&parser->handler, parser, NULL, 0, NULL);
  if (parser->context == NULL) {
    free(parser);
    return NULL;
  }
  libxml.xmlCtxtUseOptions(parser->context,
                           XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  return parser;
}

bool spoglio_xml_parser_read(spoglio_xml_parser *parser, const uint8_t *xml, int32_t count) {
  libxml.xmlParseChunk(parser->context, (const char *)xml, count, 0);
  return parser->context->instate != XML_PARSER_EOF && parser->context->disableSAX == 0;
}

void spoglio_xml_parser_finish(spoglio_xml_parser *parser) {
  libxml.xmlParseChunk(parser->context, NULL, 0, 1);
}

void spoglio_xml_parser_stop(spoglio_xml_parser *parser) { libxml.xmlStopParser(parser->context); }

void spoglio_xml_parser_free(spoglio_xml_parser *parser) {
  if (parser == NULL) return;
  libxml.xmlFreeParserCtxt(parser->context);
  free(parser);
}
