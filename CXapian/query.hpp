// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CXAPIAN_QUERY_HPP
#define CXAPIAN_QUERY_HPP

#include <xapian.h>

#include "include/CXapian.h"

namespace cxapian {

struct BuiltQuery {
  Xapian::Query scored;

  /// Matches the same documents without the parts that only score.
  Xapian::Query unscored;

  /// Whether libxapian ranks `scored` rightly when it may skip documents that score too little.
  ///
  /// 1.4.22 then loses hits of queries with AND, FILTER or AND_NOT below OR (`a OR (b AND c)`); AND
  /// over OR, and OR of terms, OR and SYNONYM are ranked rightly.
  bool may_skip = true;
};

/// Runs a query program over a stack of queries; refuses a malformed one.
BuiltQuery build_query(const cxapian_query& program);

}  // namespace cxapian

#endif
