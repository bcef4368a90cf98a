// SPDX-License-Identifier: GPL-3.0-or-later

#include "CMail.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>

#include "CLibraryLoading.h"

#define LIBRARY "libgmime-3.0.so.0"

// GMime's objects are only ever pointers here, so its headers and GLib's are not needed. Every
// function that is used, with its result and its arguments:
typedef void *object;
typedef void (*visitor)(object parent, object part, void *context);
// GByteArray.
struct byte_array {
  uint8_t *data;
  unsigned count;
};
#define FUNCTIONS(X)                                                                         \
  X(void, g_mime_init, (void))                                                               \
  X(object, g_mime_stream_mem_new_with_buffer, (const char *bytes, size_t count))            \
  X(object, g_mime_parser_new_with_stream, (object stream))                                  \
  X(object, g_mime_parser_construct_message, (object parser, object options))                \
  X(const char *, g_mime_message_get_subject, (object message))                              \
  X(object, g_mime_message_get_from, (object message))                                       \
  X(object, g_mime_message_get_date, (object message))                                       \
  X(const char *, g_mime_message_get_message_id, (object message))                           \
  X(void, g_mime_message_foreach, (object message, visitor visit, void *context))            \
  X(const char *, g_mime_object_get_header, (object part, const char *name))                 \
  X(object, g_mime_object_get_content_type, (object part))                                   \
  X(int, g_mime_content_type_is_type, (object type, const char *, const char *))             \
  X(const char *, g_mime_object_get_content_type_parameter, (object part, const char *name)) \
  X(size_t, g_mime_message_part_get_type, (void))                                            \
  X(object, g_mime_message_part_get_message, (object part))                                  \
  X(int, g_mime_part_is_attachment, (object part))                                           \
  X(size_t, g_mime_text_part_get_type, (void))                                               \
  X(size_t, g_mime_multipart_get_type, (void))                                               \
  X(object, g_mime_part_get_content, (object part))                                          \
  X(object, g_mime_stream_mem_new, (void))                                                   \
  X(ssize_t, g_mime_data_wrapper_write_to_stream, (object content, object stream))           \
  X(struct byte_array *, g_mime_stream_mem_get_byte_array, (object stream))                  \
  X(object, internet_address_list_get_address, (object list, int index))                     \
  X(int, internet_address_list_length, (object list))                                        \
  X(const char *, internet_address_get_name, (object address))                               \
  X(size_t, internet_address_mailbox_get_type, (void))                                       \
  X(const char *, internet_address_mailbox_get_addr, (object address))                       \
  X(int, g_type_check_instance_is_a, (object instance, size_t type))                         \
  X(void, g_object_unref, (object instance))                                                 \
  X(char *, g_date_time_format, (object time, const char *format))                           \
  X(void, g_free, (void *memory))

static struct {
#define FIELD(result, name, arguments) result(*name) arguments;
  FUNCTIONS(FIELD)
} gmime;
static spoglio_library library = SPOGLIO_LIBRARY;

static void load(void) {
#define FUNCTION(result, name, arguments) {#name, &gmime.name},
  static const spoglio_library_function functions[] = {FUNCTIONS(FUNCTION)};
  if (spoglio_library_load(&library, LIBRARY, functions, sizeof functions / sizeof functions[0])) {
    gmime.g_mime_init();
  }
}

const char *spoglio_mail_unavailable(void) { return spoglio_library_unavailable(&library, load); }

static char *copy(const char *text) {
  return text == NULL || text[0] == '\0' ? NULL : strdup(text);
}

static void take(spoglio_mail *mail, object message, int depth);

// How deep messages are read that lie in each other.
enum { deepest = 4 };

// What a message's parts go to.
struct visit {
  spoglio_mail *mail;
  int depth;
  // Where the next inner message goes.
  spoglio_mail **end;
  // How many other parts there were when the last text was taken.
  int32_t others_before;
};

static void take_inner(struct visit *visit, object part) {
  object message = gmime.g_mime_message_part_get_message(part);
  spoglio_mail *inner =
      message == NULL || visit->depth >= deepest ? NULL : calloc(1, sizeof *inner);
  if (inner == NULL) {
    visit->mail->others++;
    return;
  }
  take(inner, message, visit->depth + 1);
  *visit->end = inner;
  visit->end = &inner->next;
}

// The text of a part stays as its bytes: many name no charset, or one in which they have no
// meaning, and GMime leaves out what it cannot convert.
static void take_text(spoglio_mail_text *text, object part) {
  object content = gmime.g_mime_part_get_content(part);
  if (content == NULL) return;
  object stream = gmime.g_mime_stream_mem_new();
  gmime.g_mime_data_wrapper_write_to_stream(content, stream);
  const struct byte_array *bytes = gmime.g_mime_stream_mem_get_byte_array(stream);
  size_t gap = text->bytes == NULL ? 0 : 2;
  uint8_t *room = bytes == NULL || bytes->count == 0
                      ? NULL
                      : realloc(text->bytes, text->count + gap + bytes->count);
  if (room != NULL) {
    memset(room + text->count, '\n', gap);
    memcpy(room + text->count + gap, bytes->data, bytes->count);
    text->bytes = room;
    text->count += gap + bytes->count;
    if (text->charset == NULL) {
      text->charset = copy(gmime.g_mime_object_get_content_type_parameter(part, "charset"));
    }
  }
  gmime.g_object_unref(stream);
}

// Whether a further part goes on with a text: programs put pictures and files between the parts of
// one. What a mailing list puts behind it follows directly.
static bool continues(const struct visit *visit, const spoglio_mail_text *text, object parent,
                      object part) {
  if (visit->mail->is_page || visit->mail->others == visit->others_before ||
      !gmime.g_type_check_instance_is_a(parent, gmime.g_mime_multipart_get_type()) ||
      !gmime.g_mime_content_type_is_type(gmime.g_mime_object_get_content_type(parent), "multipart",
                                         "mixed") ||
      gmime.g_mime_object_get_content_type_parameter(part, "name") != NULL) {
    return false;
  }
  const char *charset = gmime.g_mime_object_get_content_type_parameter(part, "charset");
  return charset == NULL || text->charset == NULL ? charset == text->charset
                                                  : strcasecmp(charset, text->charset) == 0;
}

static void on_part(object parent, object part, void *context) {
  struct visit *visit = context;
  spoglio_mail *mail = visit->mail;
  if (gmime.g_type_check_instance_is_a(part, gmime.g_mime_multipart_get_type())) return;
  if (gmime.g_type_check_instance_is_a(part, gmime.g_mime_message_part_get_type())) {
    take_inner(visit, part);
    return;
  }
  spoglio_mail_text *place = NULL;
  if (gmime.g_type_check_instance_is_a(part, gmime.g_mime_text_part_get_type()) &&
      !gmime.g_mime_part_is_attachment(part)) {
    object type = gmime.g_mime_object_get_content_type(part);
    if (gmime.g_mime_content_type_is_type(type, "text", "html")) {
      place = &mail->html;
    } else if (gmime.g_mime_content_type_is_type(type, "text", "plain")) {
      place = &mail->plain;
    }
  }
  if (place == NULL || (place->bytes != NULL && !continues(visit, place, parent, part))) {
    mail->others++;
    if (place == &mail->html) mail->more_pages++;
    return;
  }
  take_text(place, part);
  visit->others_before = mail->others;
  if (place == &mail->html && mail->page_address == NULL) {
    mail->page_address = copy(gmime.g_mime_object_get_header(part, "Content-Location"));
  }
  if (place == &mail->plain) {
    const char *format = gmime.g_mime_object_get_content_type_parameter(part, "format");
    mail->is_flowed = format != NULL && strcasecmp(format, "flowed") == 0;
  }
}

static void take_from(spoglio_mail *mail, object message) {
  object list = gmime.g_mime_message_get_from(message);
  if (list == NULL || gmime.internet_address_list_length(list) < 1) return;
  object address = gmime.internet_address_list_get_address(list, 0);
  if (address == NULL) return;
  mail->from_name = copy(gmime.internet_address_get_name(address));
  if (gmime.g_type_check_instance_is_a(address, gmime.internet_address_mailbox_get_type())) {
    mail->from_address = copy(gmime.internet_address_mailbox_get_addr(address));
  }
}

static void take(spoglio_mail *mail, object message, int depth) {
  mail->subject = copy(gmime.g_mime_message_get_subject(message));
  take_from(mail, message);
  object date = gmime.g_mime_message_get_date(message);
  if (date != NULL) {
    char *text = gmime.g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%:z");
    mail->date = copy(text);
    gmime.g_free(text);
  } else {
    mail->date = copy(gmime.g_mime_object_get_header(message, "Date"));
  }
  mail->message_id = copy(gmime.g_mime_message_get_message_id(message));
  mail->list_id = copy(gmime.g_mime_object_get_header(message, "List-Id"));
  mail->page_address = copy(gmime.g_mime_object_get_header(message, "Snapshot-Content-Location"));
  const char *from = gmime.g_mime_object_get_header(message, "From");
  mail->is_page =
      mail->page_address != NULL || (from != NULL && strncmp(from, "<Saved by ", 10) == 0);
  struct visit visit = {mail, depth, &mail->inner, 0};
  gmime.g_mime_message_foreach(message, on_part, &visit);
}

spoglio_mail *spoglio_mail_new(const uint8_t *bytes, size_t count) {
  if (spoglio_mail_unavailable() != NULL) return NULL;
  spoglio_mail *mail = calloc(1, sizeof *mail);
  if (mail == NULL) return NULL;
  object stream = gmime.g_mime_stream_mem_new_with_buffer((const char *)bytes, count);
  object parser = gmime.g_mime_parser_new_with_stream(stream);
  object message = gmime.g_mime_parser_construct_message(parser, NULL);
  gmime.g_object_unref(parser);
  gmime.g_object_unref(stream);
  if (message == NULL) {
    free(mail);
    return NULL;
  }
  take(mail, message, 0);
  gmime.g_object_unref(message);
  return mail;
}

static void free_texts(spoglio_mail *mail) {
  void *texts[] = {mail->subject,       mail->from_name,  mail->from_address, mail->date,
                   mail->message_id,    mail->list_id,    mail->page_address, mail->plain.bytes,
                   mail->plain.charset, mail->html.bytes, mail->html.charset};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) free(texts[i]);
}

void spoglio_mail_free(spoglio_mail *mail) {
  while (mail != NULL) {
    spoglio_mail *next = mail->next;
    spoglio_mail_free(mail->inner);
    free_texts(mail);
    free(mail);
    mail = next;
  }
}
