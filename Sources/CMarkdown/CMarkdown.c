// SPDX-License-Identifier: GPL-3.0-or-later

#include "CMarkdown.h"

#include "../../SystemLibraries/CMd4c/shim.h"
#include "CLibraryLoading.h"

#define LIBRARY "libmd4c-html.so.0"

static __typeof__(&md_html) to_html;
static spoglio_library library = SPOGLIO_LIBRARY;

static void load(void) {
  static const spoglio_library_function functions[] = {{"md_html", &to_html}};
  spoglio_library_load(&library, LIBRARY, functions, sizeof functions / sizeof functions[0]);
}

const char *spoglio_markdown_unavailable(void) {
  return spoglio_library_unavailable(&library, load);
}

int spoglio_markdown_to_html(const char *markdown, uint32_t count,
                             void (*receive)(const char *html, uint32_t count, void *context),
                             void *context) {
  if (spoglio_markdown_unavailable() != NULL) return -1;
  unsigned flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH;
  return to_html(markdown, count, receive, context, flags, 0);
}
