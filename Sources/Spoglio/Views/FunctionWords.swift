// SPDX-License-Identifier: GPL-3.0-or-later

/// Italian words that hold sentences together and say nothing of what they are about, folded.
///
/// Where an archive is large they are too common to tell articles apart; in a small one some are rare.
enum FunctionWords {
    static let all = Set(
        """
        a ad al allo alla ai agli alle da dal dallo dalla dai dagli dalle di del dello della dei degli delle in nel nello \
        nella nei negli nelle su sul sullo sulla sui sugli sulle con col coi per tra fra il lo la i gli le un uno una \
        e ed o od ma anche neppure nemmeno neanche pure oppure ovvero cioe quindi dunque pero tuttavia mentre quando \
        come dove perche poiche affinche benche sebbene se che chi cui quale quali quanto quanta quanti quante non ne \
        ci vi si mi ti me te io tu lui lei noi voi loro egli ella esso essa essi esse mio mia miei mie tuo tua tuoi tue \
        suo sua suoi sue nostro nostra nostri nostre vostro vostra vostri vostre questo questa questi queste quello \
        quella quelli quelle quel quei quegli stesso stessa stessi stesse altro altra altri altre ogni ognuno ciascuno \
        ciascuna qualche qualcuno qualcosa alcuno alcuna alcuni alcune nessuno nessun nessuna tutto tutta tutti tutte \
        molto molta molti molte poco poca pochi poche tanto tanta tanti tante troppo piu meno gia ancora sempre mai poi \
        prima dopo ora adesso qui qua li la cosi solo soltanto proprio invece infatti inoltre circa verso senza sotto \
        sopra dentro fuori contro durante presso secondo oltre fino sin essere sono sei siamo siete era erano ero \
        eravamo fu furono sia siano sara saranno sarebbe sarebbero stato stata stati state essendo avere ho hai ha \
        abbiamo avete hanno aveva avevano avevo ebbe ebbero abbia abbiano avra avranno avrebbe avrebbero avuto avendo \
        fare fa fanno faceva fatto puo possono poteva potuto potra potrebbe deve devono doveva dovuto dovra dovrebbe \
        viene vengono veniva venne vennero venuto
        """.split(separator: " ").map(String.init))
}
