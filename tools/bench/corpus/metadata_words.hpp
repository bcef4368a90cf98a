// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace corpus {

inline constexpr std::string_view kSections[] = {"Cronaca", "Politica",   "Esteri",     "Economia",
                                                 "Sport",   "Cultura",    "Spettacoli", "Salute",
                                                 "Scienza", "Tecnologia", "Ambiente",   "Opinioni"};

inline constexpr std::string_view kSources[] = {"Corriere di Ponente",
                                                "Gazzetta Veneta",
                                                "Il Mattino Nuovo",
                                                "La Voce",
                                                "Agenzia Nord",
                                                "Il Quotidiano",
                                                "Eco di Valle",
                                                "La Sentinella",
                                                "Giornale del Porto",
                                                "Il Cittadino",
                                                "Nuova Tribuna",
                                                "La Provincia Oggi",
                                                "Notizie Sud",
                                                "Il Faro",
                                                "Cronache Lombarde",
                                                "La Torre",
                                                "Il Ponte",
                                                "Diario Romano",
                                                "Il Vesuvio",
                                                "Settegiorni",
                                                "La Lanterna",
                                                "Il Risveglio",
                                                "Foglio Civico",
                                                "Mondo Economico",
                                                "Sport Sera",
                                                "Il Telegrafo",
                                                "Cultura Viva",
                                                "La Bussola",
                                                "Terra e Mare",
                                                "Il Confine",
                                                "Orizzonti",
                                                "Rete Locale",
                                                "Il Barometro",
                                                "La Campana",
                                                "Osservatore Alpino",
                                                "Isola Notizie",
                                                "La Piazza",
                                                "Il Cronista",
                                                "Punto e Capo",
                                                "Ultima Edizione"};

inline constexpr std::string_view kAcronyms[] = {
    "U.S.A.", "O.N.U.", "S.p.A.", "C.G.I.L.", "P.M.",   "F.M.I.",   "N.A.T.O.",
    "A.S.L.", "T.A.R.", "R.A.I.", "U.E.",     "C.N.R.", "I.N.P.S.", "B.C.E."};

// Without their apostrophe.
inline constexpr std::string_view kElisions[] = {"l",   "l",    "l",    "dell", "dell",  "un",
                                                 "all", "nell", "sull", "dall", "quell", "d"};

}  // namespace corpus
