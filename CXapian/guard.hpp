// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CXAPIAN_GUARD_HPP
#define CXAPIAN_GUARD_HPP

#include <xapian.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "include/CXapian.h"

namespace cxapian {

/// A refusal of our own, made before libxapian is asked.
struct Refusal {
  cxapian_status status;
  std::string message;
};

[[noreturn]] inline void refuse(std::string message) {
  throw Refusal{CXAPIAN_INVALID_ARGUMENT, std::move(message)};
}

inline cxapian_status status_of(const Xapian::Error& error) noexcept {
  static constexpr struct {
    std::string_view type;
    cxapian_status status;
  } kTypes[] = {
      {"AssertionError", CXAPIAN_ASSERTION},
      {"InvalidArgumentError", CXAPIAN_INVALID_ARGUMENT},
      {"InvalidOperationError", CXAPIAN_INVALID_OPERATION},
      {"UnimplementedError", CXAPIAN_UNIMPLEMENTED},
      {"DatabaseError", CXAPIAN_DATABASE},
      {"DatabaseClosedError", CXAPIAN_DATABASE_CLOSED},
      {"DatabaseCorruptError", CXAPIAN_DATABASE_CORRUPT},
      {"DatabaseCreateError", CXAPIAN_DATABASE_CREATE},
      {"DatabaseLockError", CXAPIAN_DATABASE_LOCK},
      {"DatabaseModifiedError", CXAPIAN_DATABASE_MODIFIED},
      {"DatabaseNotFoundError", CXAPIAN_DATABASE_NOT_FOUND},
      {"DatabaseOpeningError", CXAPIAN_DATABASE_OPENING},
      {"DatabaseVersionError", CXAPIAN_DATABASE_VERSION},
      {"DocNotFoundError", CXAPIAN_DOCUMENT_NOT_FOUND},
      {"FeatureUnavailableError", CXAPIAN_FEATURE_UNAVAILABLE},
      {"InternalError", CXAPIAN_INTERNAL},
      {"NetworkError", CXAPIAN_NETWORK},
      {"NetworkTimeoutError", CXAPIAN_NETWORK_TIMEOUT},
      {"QueryParserError", CXAPIAN_QUERY_PARSER},
      {"RangeError", CXAPIAN_RANGE},
      {"SerialisationError", CXAPIAN_SERIALISATION},
      {"WildcardError", CXAPIAN_WILDCARD},
  };
  for (const auto& entry : kTypes) {
    if (entry.type == error.get_type()) return entry.status;
  }
  return CXAPIAN_UNKNOWN_EXCEPTION;
}

/// Copies as much of the parts as fits, never cutting a UTF-8 character in two.
inline cxapian_status report(cxapian_error* error, cxapian_status status, std::string_view message,
                             std::string_view detail = {}) noexcept {
  if (error == nullptr) return status;
  error->status = status;
  size_t length = 0;
  auto append = [&](std::string_view part) {
    size_t fits = std::min(part.size(), size_t{CXAPIAN_MESSAGE_CAPACITY - 1} - length);
    auto continues = [&](size_t i) { return (static_cast<unsigned char>(part[i]) & 0xC0) == 0x80; };
    while (fits > 0 && fits < part.size() && continues(fits)) --fits;
    std::memcpy(error->message + length, part.data(), fits);
    length += fits;
  };
  append(message);
  if (!detail.empty()) {
    append(": ");
    append(detail);
  }
  error->message[length] = '\0';
  return status;
}

/// Runs `body` and turns whatever it throws into a status; the only place that catches.
template <typename Body>
cxapian_status guard(cxapian_error* error, Body&& body) noexcept {
  try {
    body();
    return report(error, CXAPIAN_OK, {});
  } catch (const Refusal& refusal) {
    return report(error, refusal.status, refusal.message);
  } catch (const Xapian::Error& caught) {
    const char* system = caught.get_error_string();
    return report(error, status_of(caught), caught.get_msg(), system == nullptr ? "" : system);
  } catch (const std::bad_alloc&) {
    return report(error, CXAPIAN_OUT_OF_MEMORY, "out of memory");
  } catch (const std::exception& caught) {
    return report(error, CXAPIAN_STANDARD_EXCEPTION, caught.what());
  } catch (...) {
    return report(error, CXAPIAN_UNKNOWN_EXCEPTION, "an exception of unknown type");
  }
}

}  // namespace cxapian

#endif
