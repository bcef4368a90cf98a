// SPDX-License-Identifier: GPL-3.0-or-later

#include <sys/stat.h>

#include "handles.hpp"

using cxapian::guard;
using cxapian::path_of;
using cxapian::refuse;

cxapian_status cxapian_compact(const char* source_bytes, size_t source_byte_count,
                               const uint32_t* source_ends, size_t source_count,
                               const char* destination, size_t destination_length, uint32_t flags,
                               cxapian_error* error) {
  return guard(error, [&] {
    if (source_count == 0) refuse("there is nothing to compact; name at least one database");
    std::string target = path_of(destination, destination_length);
    struct stat status;
    if (lstat(target.c_str(), &status) == 0) {
      refuse("the destination '" + target + "' exists; remove it or name another");
    }
    cxapian::Batch paths(source_bytes, source_byte_count, source_ends, source_count);
    Xapian::Database sources;
    for (size_t i = 0; i < paths.size(); ++i) {
      sources.add_database(cxapian::open_glass(path_of(paths[i].data(), paths[i].size())));
    }
    unsigned options = Xapian::Compactor::FULL;
    if (flags & CXAPIAN_COMPACT_SINGLE_FILE) options |= Xapian::DBCOMPACT_SINGLE_FILE;
    if (flags & CXAPIAN_COMPACT_MULTIPASS) options |= Xapian::DBCOMPACT_MULTIPASS;
    if (flags & CXAPIAN_COMPACT_KEEP_IDS) options |= Xapian::DBCOMPACT_NO_RENUMBER;
    sources.compact(target, options);
  });
}

cxapian_status cxapian_check(const char* path, size_t path_length, size_t* faults,
                             cxapian_error* error) {
  return guard(error, [&] { *faults = Xapian::Database::check(path_of(path, path_length)); });
}
