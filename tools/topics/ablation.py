#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what each part of the scoring gives: ablation.py TABLES LEXICON VOCABULARY BEFORE LABELS CORPORA...

TABLES is the folder of the program's tables; LEXICON and VOCABULARY are as for build-words.py; BEFORE is topic-words.tsv
without the rows of additions.tsv, as build-words.py makes it. One row a variant, each with all the parts above it.
"""
import importlib.util
import pathlib
import sys

import scoring


def makers(tables, lexicon, vocabulary, tree):
    """The scoring that the list of keywords came with."""
    spec = importlib.util.spec_from_file_location("build_words", pathlib.Path(__file__).with_name("build-words.py"))
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    known = {line.split("\t")[0].rstrip("\n") for line in open(vocabulary, encoding="utf-8")}
    families = build.Families(lexicon, known, tree.parents)
    weights = families.top_weights()

    def assigned(article):
        total, _ = build.scores(families.matches(article["title"] + " " + article["body"]), weights)
        ranked = sorted((top for top in total if total[top] >= 3), key=lambda top: -total[top])
        return [top for top in ranked[:3] if total[top] >= total[ranked[0]] / 2]

    return assigned


def measured(rows, found):
    def share(part, whole):
        return f"{part / whole:.3f}"

    def count(holds):
        return sum(bool(holds(found[identifier], codes)) for identifier, codes in rows)

    having = count(lambda topics, _: topics)
    crime = [(identifier, codes) for identifier, codes in rows if codes[:1] == [scoring.CRIME]]
    return [
        str(len(rows) - having),
        share(count(lambda topics, codes: topics and topics[0] in codes), having),
        share(count(lambda topics, codes: topics and topics[:1] == codes[:1]), len(rows)),
        share(count(lambda topics, codes: codes and codes[0] in topics), len(rows)),
        share(
            sum(top in codes for identifier, codes in rows for top in found[identifier]),
            sum(len(found[identifier]) for identifier, _ in rows),
        ),
        f"{sum(scoring.CRIME in found[identifier] for identifier, _ in crime)} of {len(crime)}",
    ]


def main(tables, lexicon, vocabulary, before, labels, corpora):
    tree = scoring.Tree(tables + "/topics.tsv")
    tops = tree.tops
    old, new = scoring.Lexicon(before, tree), scoring.Lexicon(tables + "/topic-words.tsv", tree)
    weights = [[0.0] * len(tops) for _ in range(len(tops) + 1)]
    for index, line in enumerate(open(tables + "/topic-weights.tsv", encoding="utf-8")):
        for part in line.rstrip("\n").split("\t")[1].split(" "):
            code, hundredths = part.split("=")
            weights[index][tops.index(code)] = int(hundredths) / 100

    def variant(table, places=True, factors=True, trained=False, short=True, **bounds):
        def assigned(article):
            scored = scoring.Scored(article, table, places)
            values = scored.values(tops, factors)
            if trained:
                values = scoring.adjusted(values, weights, scored.words if short else scoring.WHOLE_ARTICLE)
            return scoring.assign(values, scored, tops, **bounds)

        return assigned

    variants = {
        "keywords and scoring of the list's makers": makers(tables, lexicon, vocabulary, tree),
        "weights by agreement and rarity": variant(old, False, False, by_length=False, crime_share=0.4),
        "title and beginning count more": variant(old, True, False, by_length=False, crime_share=0.4),
        "politics a little less, crime more": variant(old, by_length=False, crime_share=0.4),
        "threshold by length": variant(old, crime_share=0.4),
        "words added": variant(new, crime_share=0.4),
        "linear model": variant(new, trained=True, short=False, crime_share=0.4),
        "crime needs a smaller share": variant(new, trained=True, short=False),
        "the model trusted less in short texts": variant(new, trained=True),
    }
    articles = scoring.read_articles(corpora)
    for name, rows in scoring.read_labels(labels).items():
        short = [row for row in rows if len(articles[row[0]]["body"].split()) <= 80]
        print(f"\n| {len(rows)} to {name} | none | first acceptable | first primary | primary among | acceptable | crime |")
        print("|---|---|---|---|---|---|---|")
        for title, assigned in variants.items():
            found = {identifier: assigned(articles[identifier]) for identifier, _ in rows}
            print(f"| {title} | {' | '.join(measured(rows, found))} |")
        print(f"| of these, {len(short)} of at most 80 words | {' | '.join(measured(short, found))} |")


if __name__ == "__main__":
    main(*sys.argv[1:6], sys.argv[6:])
