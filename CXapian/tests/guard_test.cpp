// SPDX-License-Identifier: GPL-3.0-or-later
//
// Throws one exception of every kind into the guard and checks the status and the message.

#include "../guard.hpp"

#include <cstdio>
#include <stdexcept>

#include "../impact_weight.hpp"

namespace {

int failures = 0;

void expect(bool condition, const char* claim) {
  if (condition) return;
  std::fprintf(stderr, "guard_test: %s\n", claim);
  ++failures;
}

template <typename Thrown>
void throws(const Thrown& thrown, cxapian_status status, const char* message) {
  cxapian_error error;
  cxapian_status returned = cxapian::guard(&error, [&] { throw thrown; });
  expect(returned == status && error.status == status, message);
  expect(std::string(error.message) == message, error.message);
  expect(cxapian::guard(nullptr, [&] { throw thrown; }) == status, "a NULL error is allowed");
}

void long_messages_are_cut_between_characters() {
  for (size_t shift = 0; shift < 4; ++shift) {
    std::string text(shift, 'x');
    while (text.size() < 600) text += "\xC3\xA8";
    cxapian_error error;
    cxapian::guard(&error, [&] { throw std::runtime_error(text); });
    std::string got = error.message;
    expect(got.size() == (shift % 2 == 0 ? 510u : 511u), "as many whole characters as fit");
    expect(text.compare(0, got.size(), got) == 0, "the message is a prefix");
  }
}

void the_impact_weight_survives_serialisation() {
  cxapian::ImpactWeight weight;
  Xapian::Registry registry;
  registry.register_weighting_scheme(weight);
  const Xapian::Weight* known = registry.get_weighting_scheme("cxapian::ImpactWeight");
  expect(known != nullptr, "the weight is registered under its name");
  if (known == nullptr) return;
  Xapian::Weight* copy = known->unserialise(weight.serialise());
  expect(copy->name() == weight.name(), "the copy is of the same kind");
  delete copy;
  throws(Xapian::SerialisationError("cxapian::ImpactWeight takes no parameters"),
         CXAPIAN_SERIALISATION, "cxapian::ImpactWeight takes no parameters");
  expect(cxapian::guard(nullptr, [&] { delete weight.unserialise("x"); }) == CXAPIAN_SERIALISATION,
         "parameters are refused");
}

}  // namespace

int main() {
  throws(Xapian::AssertionError("a"), CXAPIAN_ASSERTION, "a");
  throws(Xapian::InvalidArgumentError("b"), CXAPIAN_INVALID_ARGUMENT, "b");
  throws(Xapian::InvalidOperationError("c"), CXAPIAN_INVALID_OPERATION, "c");
  throws(Xapian::UnimplementedError("d"), CXAPIAN_UNIMPLEMENTED, "d");
  throws(Xapian::DatabaseError("e"), CXAPIAN_DATABASE, "e");
  throws(Xapian::DatabaseClosedError("f"), CXAPIAN_DATABASE_CLOSED, "f");
  throws(Xapian::DatabaseCorruptError("g"), CXAPIAN_DATABASE_CORRUPT, "g");
  throws(Xapian::DatabaseCreateError("h"), CXAPIAN_DATABASE_CREATE, "h");
  throws(Xapian::DatabaseLockError("i"), CXAPIAN_DATABASE_LOCK, "i");
  throws(Xapian::DatabaseModifiedError("j"), CXAPIAN_DATABASE_MODIFIED, "j");
  throws(Xapian::DatabaseNotFoundError("k"), CXAPIAN_DATABASE_NOT_FOUND, "k");
  throws(Xapian::DatabaseOpeningError("l", 2), CXAPIAN_DATABASE_OPENING,
         "l: No such file or directory");
  throws(Xapian::DatabaseVersionError("m"), CXAPIAN_DATABASE_VERSION, "m");
  throws(Xapian::DocNotFoundError("n"), CXAPIAN_DOCUMENT_NOT_FOUND, "n");
  throws(Xapian::FeatureUnavailableError("o"), CXAPIAN_FEATURE_UNAVAILABLE, "o");
  throws(Xapian::InternalError("p"), CXAPIAN_INTERNAL, "p");
  throws(Xapian::NetworkError("q"), CXAPIAN_NETWORK, "q");
  throws(Xapian::NetworkTimeoutError("r"), CXAPIAN_NETWORK_TIMEOUT, "r");
  throws(Xapian::QueryParserError("s"), CXAPIAN_QUERY_PARSER, "s");
  throws(Xapian::RangeError("t"), CXAPIAN_RANGE, "t");
  throws(Xapian::SerialisationError("u"), CXAPIAN_SERIALISATION, "u");
  throws(Xapian::WildcardError("v"), CXAPIAN_WILDCARD, "v");
  throws(std::bad_alloc(), CXAPIAN_OUT_OF_MEMORY, "out of memory");
  throws(std::out_of_range("w"), CXAPIAN_STANDARD_EXCEPTION, "w");
  throws(7, CXAPIAN_UNKNOWN_EXCEPTION, "an exception of unknown type");
  throws(cxapian::Refusal{CXAPIAN_INVALID_OPERATION, "x"}, CXAPIAN_INVALID_OPERATION, "x");
  long_messages_are_cut_between_characters();
  the_impact_weight_survives_serialisation();
  if (failures == 0) std::puts("guard_test: passed");
  return failures == 0 ? 0 : 1;
}
