// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CXAPIAN_IMPACT_WEIGHT_HPP
#define CXAPIAN_IMPACT_WEIGHT_HPP

#include <xapian.h>

#include <string>

namespace cxapian {

/// Scores a term by its idf and by an impact stored in place of its wdf; the formula is in
/// CXapian.h.
///
/// It asks for no document length, so libxapian never looks one up.
class ImpactWeight : public Xapian::Weight {
 public:
  ImpactWeight();

  ImpactWeight* clone() const override;
  std::string name() const override;
  std::string serialise() const override;
  ImpactWeight* unserialise(const std::string& serialised) const override;

  void init(double factor) override;
  double get_sumpart(Xapian::termcount wdf, Xapian::termcount doclen,
                     Xapian::termcount uniqterms) const override;
  double get_maxpart() const override;
  double get_sumextra(Xapian::termcount doclen, Xapian::termcount uniqterms) const override;
  double get_maxextra() const override;

 private:
  double score_of_one_ = 0;  ///< What an impact of 1 contributes.
};

}  // namespace cxapian

#endif
