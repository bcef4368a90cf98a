// SPDX-License-Identifier: GPL-3.0-or-later
#include <libxml/xmlversion.h>
// Debian's libxml2 shows ICU's headers, which need not be installed. Only a struct that is never
// looked into depends on them.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
