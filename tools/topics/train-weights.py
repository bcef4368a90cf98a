#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes topic-weights.tsv: train-weights.py TABLES LABELS CORPORA... > topic-weights.tsv

TABLES is the folder with topics.tsv and topic-words.tsv; LABELS names articles and their topics, of which those of the set
`tune` count that CORPORA, JSONL files, have. Takes less than a minute and gives the same table each time.

A row has what the share of one top topic (`any` for a constant) adds to each of the others, in hundredths. Nothing of
the articles but these sums goes into it.
"""
import sys

import scoring


def main(tables, labels, corpora):
    tree = scoring.Tree(tables + "/topics.tsv")
    lexicon = scoring.Lexicon(tables + "/topic-words.tsv", tree)
    articles = scoring.read_articles(corpora)
    samples = [
        (scoring.Scored(articles[identifier], lexicon).values(tree.tops), tree.tops.index(codes[0]))
        for identifier, codes in scoring.read_labels(labels)["tune"]
        if codes and identifier in articles
    ]
    for source, row in zip([*tree.tops, "any"], scoring.train(samples, tree.tops)):
        told = [f"{top}={round(100 * weight)}" for top, weight in zip(tree.tops, row) if round(100 * weight)]
        print(source, " ".join(told), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
