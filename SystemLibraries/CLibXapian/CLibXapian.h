// SPDX-License-Identifier: GPL-3.0-or-later

// Swift links libxapian through this module and never reads its C++ headers.
