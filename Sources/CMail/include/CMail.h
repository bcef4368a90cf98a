// SPDX-License-Identifier: GPL-3.0-or-later
//
// GMime, loaded when the first mail is read, since GLib comes with it.

#ifndef CMAIL_H
#define CMAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The content of a part without its transfer encoding, in the charset that it names, if any.
typedef struct spoglio_mail_text {
  uint8_t *_Nullable bytes;
  size_t count;
  char *_Nullable charset;
} spoglio_mail_text;

// A message, in UTF-8 but for its texts; what it does not have is NULL.
typedef struct spoglio_mail {
  char *_Nullable subject;
  char *_Nullable from_name;
  char *_Nullable from_address;
  // In the form of ISO 8601, with the offset; as it stands in the header where GMime cannot read
  // it.
  char *_Nullable date;
  char *_Nullable message_id;
  // As it stands in the header.
  char *_Nullable list_id;
  // Whether a browser says that it saved a page as this message, and the address of the page or of
  // the HTML.
  bool is_page;
  char *_Nullable page_address;
  // The first part of each kind that is no attachment, with those that go on with it behind one.
  spoglio_mail_text plain;
  spoglio_mail_text html;
  // Whether a blank at the end of a line of `plain` says that the next one goes on (RFC 3676).
  bool is_flowed;
  // How many parts are neither of these.
  int32_t others;
  // How many of these are further parts in HTML.
  int32_t more_pages;
  // The messages that are parts of this one, as those of a digest or what was forwarded, in order;
  // each is the next of the one before.
  struct spoglio_mail *_Nullable inner;
  struct spoglio_mail *_Nullable next;
} spoglio_mail;

// Why GMime cannot be loaded, valid for ever; NULL where it is. Callable from any thread.
const char *_Nullable spoglio_mail_unavailable(void);

// Parses a message; NULL when it is none, or without GMime or memory.
spoglio_mail *_Nullable spoglio_mail_new(const uint8_t *_Nullable message, size_t count);

void spoglio_mail_free(spoglio_mail *_Nullable mail);

#endif
