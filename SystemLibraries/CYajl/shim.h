// SPDX-License-Identifier: GPL-3.0-or-later
#include <yajl/yajl_parse.h>

// `yajl_config` is variadic, which Swift cannot call.
static inline int spoglio_yajl_allow_multiple_values(yajl_handle parser) {
  return yajl_config(parser, yajl_allow_multiple_values, 1);
}
