// SPDX-License-Identifier: GPL-3.0-or-later

#include <memory>

#include "handles.hpp"

using cxapian::guard;
using cxapian::Refusal;
using cxapian::string_of;

namespace {

/// Whether a writer can be trusted after a call ended so: what the caller got wrong changed
/// nothing.
bool leaves_writer_sound(cxapian_status status) {
  switch (status) {
    case CXAPIAN_OK:
    case CXAPIAN_INVALID_ARGUMENT:
    case CXAPIAN_INVALID_OPERATION:
    case CXAPIAN_DOCUMENT_NOT_FOUND:
    case CXAPIAN_FEATURE_UNAVAILABLE:
    case CXAPIAN_UNIMPLEMENTED:
      return true;
    default:
      return false;
  }
}

template <typename Body>
cxapian_status write(cxapian_writer* writer, cxapian_error* error, Body&& body) {
  cxapian_status status = guard(error, [&] {
    if (writer->failed) {
      throw Refusal{CXAPIAN_INVALID_OPERATION,
                    "the writer failed before and its batch is lost; open another and repeat it"};
    }
    if (writer->closed) {
      throw Refusal{CXAPIAN_INVALID_OPERATION, "the writer is closed; open another"};
    }
    body(writer->database);
  });
  if (!leaves_writer_sound(status)) writer->failed = true;
  return status;
}

int action_of(uint32_t flags) {
  int action = Xapian::DB_CREATE;
  if (flags & CXAPIAN_WRITER_OVERWRITE) action = Xapian::DB_CREATE_OR_OVERWRITE;
  if (flags & CXAPIAN_WRITER_OPEN_ONLY) action = Xapian::DB_OPEN;
  if (flags & CXAPIAN_WRITER_NO_TERMLIST) action |= Xapian::DB_NO_TERMLIST;
  if (flags & CXAPIAN_WRITER_NO_SYNC) action |= Xapian::DB_NO_SYNC;
  return action | Xapian::DB_BACKEND_GLASS;
}

}  // namespace

cxapian_status cxapian_writer_open(const char* path, size_t path_length, uint32_t flags,
                                   cxapian_writer** writer, cxapian_error* error) {
  return guard(error, [&] {
    Xapian::WritableDatabase database(cxapian::path_of(path, path_length), action_of(flags));
    *writer = new cxapian_writer{std::move(database)};
  });
}

void cxapian_writer_free(cxapian_writer* writer) {
  if (writer == nullptr) return;
  if (!writer->closed) {
    // The destructor of libxapian commits what is pending. Cancelling a transaction discards it,
    // and one begun unflushed does not commit first.
    guard(nullptr, [&] { writer->database.begin_transaction(false); });
    guard(nullptr, [&] { writer->database.cancel_transaction(); });
  }
  delete writer;
}

cxapian_status cxapian_writer_add(cxapian_writer* writer, const cxapian_document* document,
                                  uint32_t* docid, cxapian_error* error) {
  return write(writer, error, [&](Xapian::WritableDatabase& database) {
    *docid = database.add_document(cxapian::assemble(*document));
  });
}

cxapian_status cxapian_writer_replace(cxapian_writer* writer, uint32_t docid,
                                      const cxapian_document* document, cxapian_error* error) {
  return write(writer, error, [&](Xapian::WritableDatabase& database) {
    database.replace_document(docid, cxapian::assemble(*document));
  });
}

cxapian_status cxapian_writer_delete(cxapian_writer* writer, uint32_t docid, cxapian_error* error) {
  return write(writer, error,
               [&](Xapian::WritableDatabase& database) { database.delete_document(docid); });
}

cxapian_status cxapian_writer_commit(cxapian_writer* writer, cxapian_error* error) {
  return write(writer, error, [&](Xapian::WritableDatabase& database) { database.commit(); });
}

cxapian_status cxapian_writer_doccount(cxapian_writer* writer, uint32_t* count,
                                       cxapian_error* error) {
  return write(writer, error,
               [&](Xapian::WritableDatabase& database) { *count = database.get_doccount(); });
}

cxapian_status cxapian_writer_close(cxapian_writer* writer, cxapian_error* error) {
  return write(writer, error, [&](Xapian::WritableDatabase& database) {
    database.close();
    writer->closed = true;
  });
}
