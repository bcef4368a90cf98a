// SPDX-License-Identifier: GPL-3.0-or-later
#include "collocations.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace corpus {
namespace {

constexpr size_t kCount = 4000;

constexpr std::string_view kReal[] = {"presidente del consiglio",
                                      "forze dell'ordine",
                                      "presidente della repubblica",
                                      "nel corso della notte",
                                      "unione europea",
                                      "secondo quanto riferito dai",
                                      "consiglio dei ministri",
                                      "stati uniti",
                                      "per la prima volta",
                                      "nei prossimi giorni",
                                      "guerra in ucraina",
                                      "vigili del fuoco",
                                      "campagna elettorale",
                                      "procura della repubblica di",
                                      "banca centrale",
                                      "legge di bilancio",
                                      "nelle ultime settimane",
                                      "dal punto di vista",
                                      "pubblica amministrazione",
                                      "ministro degli esteri",
                                      "corte di cassazione",
                                      "diritti umani",
                                      "debito pubblico",
                                      "crisi di governo",
                                      "mercato del lavoro",
                                      "la fine della guerra",
                                      "pronto soccorso",
                                      "consiglio di sicurezza delle",
                                      "campionato del mondo",
                                      "elezioni politiche",
                                      "cambiamento climatico",
                                      "servizio sanitario nazionale",
                                      "intelligenza artificiale",
                                      "processo di pace",
                                      "le indagini dei carabinieri",
                                      "il ministro della difesa",
                                      "codice della strada",
                                      "sciopero generale",
                                      "fonti rinnovabili",
                                      "parlamento europeo",
                                      "conferenza stampa",
                                      "con le mani in tasca",
                                      "violenza sulle donne",
                                      "banda larga"};

// Steeper after the first thousand: the commonest stand in one article of four or five, the rarest
// in one of ten thousand.
std::vector<double> weights() {
  std::vector<double> result = mandelbrot(kCount, 7);
  for (size_t i = 1000; i < kCount; ++i) {
    const double ratio = 1000.0 / static_cast<double>(i);
    result[i] *= ratio * ratio;
  }
  return result;
}

}  // namespace

Collocations::Collocations(const Vocabulary& vocabulary) : choice_(weights()) {
  Random random(0x636F6C);
  const auto function_word = [&] { return vocabulary.word(random.below(40)); };
  const auto content_word = [&] {
    const uint64_t octave = random.below(6);
    return vocabulary.word(150 + (uint64_t{100} << octave) + random.below(uint64_t{100} << octave));
  };
  phrases_.reserve(kCount);
  for (size_t i = 0; i < kCount; ++i) {
    // One of three ranks among the first is a real collocation until they are used up.
    if (i % 3 == 0 && i / 3 < std::size(kReal)) {
      const std::string_view text = kReal[i / 3];
      phrases_.push_back({std::string(text), 1 + static_cast<int>(std::ranges::count(text, ' '))});
      continue;
    }
    const uint64_t form = random.below(8);
    std::string text = content_word();
    int words = form < 3 ? 2 : form < 5 ? 3 : 4;
    for (int position = 1; position < words; ++position) {
      const bool glue = words > 2 && position == (form % 2 == 0 ? 1 : words - 2);
      text += ' ' + (glue ? function_word() : content_word());
    }
    phrases_.push_back({std::move(text), words});
  }
}

}  // namespace corpus
