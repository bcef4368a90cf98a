// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

struct DatelineTests {
    @Test(arguments: [
        ("Sabato 5 Febbraio 2000", "2000-02-05"), ("3 marzo 1999 - ore 10:30 | Cronaca", "1999-03-03"),
        ("di Anna Neri - 3 marzo 2012", "2012-03-03"), ("lì 3/3/1999", "1999-03-03"),
        ("Roma, 12 marzo 2001.", "2001-03-12"),
        ("Pubblicato il 25 ottobre 2022, ore 14:30", "2022-10-25"), ("Articolo del 9.10.2011 in Cultura", "2011-10-09"),
        ("ROMA, 3 marzo 2020 - Il sindaco ha riaperto la strada dopo la frana.", "2020-03-03"),
        ("(ANSA) - Reggio Emilia, 3 marzo 2020 - La strada è stata riaperta.", "2020-03-03"),
        ("Aggiornato il 5 maggio 2020 | Pubblicato il 3 maggio 2020", "2020-05-03"),
        ("Ultimo aggiornamento: 5 maggio 2020", "2020-05-05"),
        ("Aggiornato il 5 maggio 2020 (pubblicato il 3 maggio 2020)", "2020-05-03"),
        ("Pubblicato il 3 marzo 2020 - di Anna Neri, iscritta all'Ordine", "2020-03-03"),
        ("Pubblicato il 3 marzo 2020 in Registri elettronici", "2020-03-03"),
        ("Pubblicato da Redazione il 3 marzo 2020", "2020-03-03"),
        ("3 marzo 2020 © Riproduzione riservata", "2020-03-03"), ("3 marzo 2020, Tribunale di Milano", "2020-03-03"),
        ("di Mario Rossi, il 3 marzo 2020", "2020-03-03"), ("Dal nostro inviato a Roma, 3 marzo 2020", "2020-03-03"),
    ])
    func theDayOfAnArticleIsFound(text: String, day: String) {
        #expect(Dateline.date(in: text)?.description == day)
    }

    @Test(arguments: [
        "Il 2 agosto 1980 una bomba esplose nella stazione di Bologna.",
        "Nato a Crema il 4 luglio 1907, il pittore visse in povertà.",
        "Sabato 12 luglio 2025 alle ore 21 in piazza Ducale si esibirà la banda; ingresso libero.",
        "Il 12 marzo 1994 la frana travolse la strada e il paese rimase isolato per giorni.",
        "© 2019 Gazzetta. Registrazione tribunale di Pavia n. 12 del 3 marzo 1987", "Reg. Tribunale di Roma 3/3/1987",
        "Il libro, pubblicato da Einaudi il 12 marzo 1963, torna in libreria.",
        "L'ultima volta era successo il 4 novembre 1966", "Data di nascita 3 maggio 1951",
        "Lo aveva scritto il 7 giugno 1948", "La sentenza è stata pubblicata in Gazzetta il 5 aprile 2011",
        "Aggiornata la legge 5 febbraio 1992", "Modificato il decreto legislativo 30 giugno 2003",
        "La strage - 2 agosto 1980 - fece 85 morti.", "Copyright 3 marzo 1987", "La mostra, fino al 4 maggio 2010",
        "Nessuna data",
    ])
    func aDayThatIsToldIsNoneOfTheArticle(text: String) {
        #expect(Dateline.date(in: text) == nil)
    }
}
