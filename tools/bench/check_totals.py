#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the exact totals of a result table with a naive scan of the corpus.

usage: check_totals.py FILE.jsonl FAMILIES.tsv TABLE.tsv

Phrases and facets over everything are compared for equality. The other families go through the
stemmer, which merges words: at least the articles with the very words must be found.
"""

import json
import re
import sys

TOKEN = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")


def matches(family, query, words, article, fields):
    if not words:
        return True
    if family.startswith("phrase"):
        return any(f" {' '.join(words)} " in field for field in fields)
    found = [any(f" {word} " in field for field in fields) for word in words]
    if family.startswith("or"):
        return any(found)
    years = re.search(r"date:(\d{4})\.\.(\d{4})", query)
    in_range = years is None or (
        article["date"] is not None and years[1] <= article["date"][:4] <= years[2]
    )
    return all(found) and in_range


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__.splitlines()[2])
    corpus_file, families_file, table_file = sys.argv[1:]
    articles = []
    with open(corpus_file, encoding="utf-8") as corpus:
        for line in corpus:
            article = json.loads(line)
            fields = [
                f" {' '.join(TOKEN.findall(article[key].lower()))} " for key in ("title", "body")
            ]
            articles.append((article, fields))
    totals = {}
    with open(table_file, encoding="utf-8") as table:
        for row in table:
            family, query, variant, _, _, total = row.rstrip("\n").split("\t")
            if variant in ("exact", "counts"):
                totals.setdefault((family, query), set()).add(total)
    checked = 0
    with open(families_file, encoding="utf-8") as families:
        for row in families:
            family, query, words = row.rstrip("\n").split("\t")
            expected = sum(matches(family, query, words.split(), *a) for a in articles)
            (total,) = totals[family, query]
            equal = family.startswith("phrase") or not words
            if int(total) != expected if equal else int(total) < expected:
                sys.exit(f"check_totals.py: {family} {query}: found {total}, expected {expected}")
            checked += 1
    if checked == 0:
        sys.exit("check_totals.py: no query was checked")


if __name__ == "__main__":
    main()
