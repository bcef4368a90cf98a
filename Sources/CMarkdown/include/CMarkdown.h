// SPDX-License-Identifier: GPL-3.0-or-later
//
// md4c, loaded when the first Markdown is read: the program starts faster without it, and most
// runs read no Markdown.

#ifndef CMARKDOWN_H
#define CMARKDOWN_H

#include <stdint.h>

// Why md4c cannot be loaded, valid for ever; NULL where it is. Callable from any thread.
const char *_Nullable spoglio_markdown_unavailable(void);

// Turns CommonMark with GitHub's tables and strikethrough, in UTF-8, into HTML, handed to `receive`
// piece by piece with `context`. Returns 0, or -1 without md4c or memory.
int spoglio_markdown_to_html(const char *_Nullable markdown, uint32_t count,
                             void (*_Nonnull receive)(const char *_Nullable html, uint32_t count,
                                                      void *_Nullable context),
                             void *_Nullable context);

#endif
