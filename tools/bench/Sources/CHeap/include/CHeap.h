// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// Swift's module of the C library leaves it out.
#include <malloc.h>
