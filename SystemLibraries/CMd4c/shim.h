// SPDX-License-Identifier: GPL-3.0-or-later
#include <md4c-html.h>
