// SPDX-License-Identifier: GPL-3.0-or-later

#include "impact_weight.hpp"

#include <algorithm>
#include <cmath>

namespace cxapian {
namespace {

constexpr Xapian::termcount kFullImpact = 255;

/// Sums of multiples of 2^-32 below 2^20 are exact in a double, whatever order the matcher adds in.
constexpr double kResolution = 4294967296.0;

}  // namespace

ImpactWeight::ImpactWeight() {
  need_stat(COLLECTION_SIZE);
  need_stat(TERMFREQ);
  need_stat(WDF);
  need_stat(WDF_MAX);
}

ImpactWeight* ImpactWeight::clone() const { return new ImpactWeight(); }

std::string ImpactWeight::name() const { return "cxapian::ImpactWeight"; }

std::string ImpactWeight::serialise() const { return std::string(); }

ImpactWeight* ImpactWeight::unserialise(const std::string& serialised) const {
  if (!serialised.empty()) {
    throw Xapian::SerialisationError("cxapian::ImpactWeight takes no parameters");
  }
  return new ImpactWeight();
}

void ImpactWeight::init(double factor) {
  // Called with 0 for the term-independent part, where no term's statistics are set.
  if (factor == 0) {
    score_of_one_ = 0;
    return;
  }
  double documents = get_collection_size();
  double matching = std::min<double>(get_termfreq(), documents);
  double idf = std::log1p((documents - matching + 0.5) / (matching + 0.5));
  score_of_one_ = std::round(factor * idf / kFullImpact * kResolution) / kResolution;
}

double ImpactWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount,
                                 Xapian::termcount) const {
  return score_of_one_ * std::min(wdf, kFullImpact);
}

double ImpactWeight::get_maxpart() const {
  return score_of_one_ * std::min(get_wdf_upper_bound(), kFullImpact);
}

double ImpactWeight::get_sumextra(Xapian::termcount, Xapian::termcount) const { return 0; }

double ImpactWeight::get_maxextra() const { return 0; }

}  // namespace cxapian
