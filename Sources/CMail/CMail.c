// SPDX-License-Identifier: GPL-3.0-or-later

#include "CMail.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIBRARY "libgmime-3.0.so.0"

// GMime's objects are only ever pointers here, so its headers and GLib's are not needed. Every
// function that is used, with its result and its arguments:
typedef void *object;
typedef void (*visitor)(object parent, object part, void *context);
#define FUNCTIONS(X)                                                              \
  X(void, g_mime_init, (void))                                                    \
  X(object, g_mime_stream_mem_new_with_buffer, (const char *bytes, size_t count)) \
  X(object, g_mime_parser_new_with_stream, (object stream))                       \
  X(object, g_mime_parser_construct_message, (object parser, object options))     \
  X(const char *, g_mime_message_get_subject, (object message))                   \
  X(object, g_mime_message_get_from, (object message))                            \
  X(object, g_mime_message_get_date, (object message))                            \
  X(const char *, g_mime_message_get_message_id, (object message))                \
  X(void, g_mime_message_foreach, (object message, visitor visit, void *context)) \
  X(const char *, g_mime_object_get_header, (object part, const char *name))      \
  X(object, g_mime_object_get_content_type, (object part))                        \
  X(int, g_mime_content_type_is_type, (object type, const char *, const char *))  \
  X(int, g_mime_part_is_attachment, (object part))                                \
  X(size_t, g_mime_text_part_get_type, (void))                                    \
  X(size_t, g_mime_multipart_get_type, (void))                                    \
  X(char *, g_mime_text_part_get_text, (object part))                             \
  X(object, internet_address_list_get_address, (object list, int index))          \
  X(int, internet_address_list_length, (object list))                             \
  X(const char *, internet_address_get_name, (object address))                    \
  X(size_t, internet_address_mailbox_get_type, (void))                            \
  X(const char *, internet_address_mailbox_get_addr, (object address))            \
  X(int, g_type_check_instance_is_a, (object instance, size_t type))              \
  X(void, g_object_unref, (object instance))                                      \
  X(char *, g_date_time_format, (object time, const char *format))                \
  X(void, g_free, (void *memory))

static struct {
#define FIELD(result, name, arguments) result(*name) arguments;
  FUNCTIONS(FIELD)
} gmime;
static char failure[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) {
    const char *error = dlerror();
    snprintf(failure, sizeof failure, "%s", error == NULL ? LIBRARY : error);
    return;
  }
#define LOAD(result, name, arguments)                                             \
  gmime.name = (__typeof__(gmime.name))dlsym(handle, #name);                      \
  if (gmime.name == NULL && failure[0] == '\0') {                                 \
    snprintf(failure, sizeof failure, "%s has no function '%s'", LIBRARY, #name); \
  }
  FUNCTIONS(LOAD)
  if (failure[0] == '\0') gmime.g_mime_init();
}

const char *spoglio_mail_unavailable(void) {
  pthread_once(&once, load);
  return failure[0] == '\0' ? NULL : failure;
}

static char *copy(const char *text) {
  return text == NULL || text[0] == '\0' ? NULL : strdup(text);
}

static void on_part(object parent, object part, void *context) {
  spoglio_mail *mail = context;
  (void)parent;
  if (gmime.g_type_check_instance_is_a(part, gmime.g_mime_multipart_get_type())) return;
  char **place = NULL;
  if (gmime.g_type_check_instance_is_a(part, gmime.g_mime_text_part_get_type()) &&
      !gmime.g_mime_part_is_attachment(part)) {
    object type = gmime.g_mime_object_get_content_type(part);
    if (gmime.g_mime_content_type_is_type(type, "text", "html")) {
      place = &mail->html;
    } else if (gmime.g_mime_content_type_is_type(type, "text", "plain")) {
      place = &mail->plain;
    }
  }
  if (place == NULL || *place != NULL) {
    mail->others++;
    return;
  }
  char *text = gmime.g_mime_text_part_get_text(part);
  *place = copy(text);
  gmime.g_free(text);
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

static void take(spoglio_mail *mail, object message) {
  mail->subject = copy(gmime.g_mime_message_get_subject(message));
  take_from(mail, message);
  object date = gmime.g_mime_message_get_date(message);
  if (date != NULL) {
    char *text = gmime.g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%:z");
    mail->date = copy(text);
    gmime.g_free(text);
  }
  mail->message_id = copy(gmime.g_mime_message_get_message_id(message));
  mail->list_id = copy(gmime.g_mime_object_get_header(message, "List-Id"));
  gmime.g_mime_message_foreach(message, on_part, mail);
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
  take(mail, message);
  gmime.g_object_unref(message);
  return mail;
}

void spoglio_mail_free(spoglio_mail *mail) {
  if (mail == NULL) return;
  char *texts[] = {mail->subject,    mail->from_name, mail->from_address, mail->date,
                   mail->message_id, mail->list_id,   mail->plain,        mail->html};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) free(texts[i]);
  free(mail);
}
