// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE

#include "CArchive.h"

#include <locale.h>
#include <stdlib.h>

#include "../../SystemLibraries/CLibArchive/shim.h"
#include "CLibraryLoading.h"

#define LIBRARY "libarchive.so.13"

struct spoglio_archive {
  struct archive *archive;
  struct archive_entry *entry;
  spoglio_archive_input input;
  void *context;
};

// Every function that is used, by its name without "archive_".
#define FUNCTIONS(X)           \
  X(read_new)                  \
  X(read_free)                 \
  X(read_support_filter_bzip2) \
  X(read_support_filter_lz4)   \
  X(read_support_filter_lzip)  \
  X(read_support_filter_lzma)  \
  X(read_support_filter_xz)    \
  X(read_support_filter_zstd)  \
  X(read_support_format_raw)   \
  X(read_support_format_tar)   \
  X(read_support_format_zip)   \
  X(read_set_read_callback)    \
  X(read_set_seek_callback)    \
  X(read_set_callback_data)    \
  X(read_open1)                \
  X(read_next_header)          \
  X(read_data)                 \
  X(error_string)              \
  X(entry_filetype)            \
  X(entry_hardlink)            \
  X(entry_is_data_encrypted)   \
  X(entry_pathname)

static struct {
#define FIELD(name) __typeof__(&archive_##name) name;
  FUNCTIONS(FIELD)
} libarchive;
static spoglio_library library = SPOGLIO_LIBRARY;
// Names are UTF-8 whatever the locale of the process: libarchive converts them to the locale's
// charset.
static locale_t names_locale;

static void load(void) {
#define FUNCTION(name) {"archive_" #name, &libarchive.name},
  static const spoglio_library_function functions[] = {FUNCTIONS(FUNCTION)};
  if (spoglio_library_load(&library, LIBRARY, functions, sizeof functions / sizeof functions[0])) {
    names_locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  }
}

const char *spoglio_archive_unavailable(void) {
  return spoglio_library_unavailable(&library, load);
}

static la_ssize_t on_read(struct archive *archive, void *context, const void **buffer) {
  const spoglio_archive *self = context;
  (void)archive;
  return self->input.read(self->context, buffer);
}

static la_int64_t on_seek(struct archive *archive, void *context, la_int64_t offset, int whence) {
  const spoglio_archive *self = context;
  (void)archive;
  int64_t position = self->input.seek(self->context, offset, whence);
  return position < 0 ? ARCHIVE_FATAL : position;
}

spoglio_archive *spoglio_archive_new(spoglio_archive_input input, void *context, bool is_single) {
  if (spoglio_archive_unavailable() != NULL) return NULL;
  spoglio_archive *self = calloc(1, sizeof *self);
  if (self == NULL) return NULL;
  self->input = input;
  self->context = context;
  self->archive = libarchive.read_new();
  if (self->archive == NULL) {
    free(self);
    return NULL;
  }
  if (is_single) {
    libarchive.read_support_filter_bzip2(self->archive);
    libarchive.read_support_filter_lz4(self->archive);
    libarchive.read_support_filter_lzip(self->archive);
    libarchive.read_support_filter_lzma(self->archive);
    libarchive.read_support_filter_xz(self->archive);
    libarchive.read_support_filter_zstd(self->archive);
    libarchive.read_support_format_raw(self->archive);
  } else {
    libarchive.read_support_format_tar(self->archive);
    libarchive.read_support_format_zip(self->archive);
  }
  libarchive.read_set_read_callback(self->archive, on_read);
  if (input.seek != NULL) libarchive.read_set_seek_callback(self->archive, on_seek);
  libarchive.read_set_callback_data(self->archive, self);
  locale_t before = uselocale(names_locale);
  libarchive.read_open1(self->archive);
  uselocale(before);
  return self;
}

static int32_t outcome(int64_t status) {
  return status <= ARCHIVE_FATAL ? SPOGLIO_ARCHIVE_FATAL : SPOGLIO_ARCHIVE_DAMAGED;
}

int32_t spoglio_archive_next(spoglio_archive *self) {
  locale_t before = uselocale(names_locale);
  int status = libarchive.read_next_header(self->archive, &self->entry);
  uselocale(before);
  if (status == ARCHIVE_EOF) return SPOGLIO_ARCHIVE_END;
  // A warning is about times, owners or names, of which only the last matter, and those are shown
  // as they are.
  return status == ARCHIVE_OK || status == ARCHIVE_WARN ? SPOGLIO_ARCHIVE_MEMBER : outcome(status);
}

const char *spoglio_archive_name(const spoglio_archive *self) {
  locale_t before = uselocale(names_locale);
  const char *name = libarchive.entry_pathname(self->entry);
  uselocale(before);
  return name;
}

bool spoglio_archive_is_regular(const spoglio_archive *self) {
  return libarchive.entry_filetype(self->entry) == AE_IFREG &&
         libarchive.entry_hardlink(self->entry) == NULL;
}

bool spoglio_archive_is_folder(const spoglio_archive *self) {
  return libarchive.entry_filetype(self->entry) == AE_IFDIR;
}

bool spoglio_archive_is_encrypted(const spoglio_archive *self) {
  return libarchive.entry_is_data_encrypted(self->entry) == 1;
}

int64_t spoglio_archive_read(spoglio_archive *self, void *buffer, size_t count) {
  la_ssize_t read;
  do {
    read = libarchive.read_data(self->archive, buffer, count);
  } while (read == ARCHIVE_RETRY);
  return read >= 0 ? read : outcome(read);
}

const char *spoglio_archive_error(const spoglio_archive *self) {
  const char *text = libarchive.error_string(self->archive);
  return text == NULL ? "unknown error" : text;
}

void spoglio_archive_free(spoglio_archive *self) {
  if (self == NULL) return;
  libarchive.read_free(self->archive);
  free(self);
}
