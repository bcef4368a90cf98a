#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Describes a corpus: sizes, vocabulary growth, entities.

usage: describe.py FILE.jsonl
"""

import json
import re
import statistics
import sys
import unicodedata

WORD = re.compile(r"\w+")


def folded(text):
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip().splitlines()[-1])
    words, persons, lengths = set(), set(), []
    text_bytes = tokens = mentions = 0
    following = 1000
    print("articles\ttext_mb\ttokens\tdistinct_words\tdistinct_persons")

    def row(count):
        print(f"{count}\t{text_bytes / 1e6:.1f}\t{tokens}\t{len(words)}\t{len(persons)}", flush=True)

    count = 0
    with open(sys.argv[1], encoding="utf-8") as corpus:
        for count, line in enumerate(corpus, 1):
            article = json.loads(line)
            text = article["title"] + "\n" + article["body"]
            text_bytes += len(text.encode()) - 1
            found = WORD.findall(folded(text))
            tokens += len(found)
            words.update(found)
            lengths.append(len(found))
            names = article.get("persons", [])
            persons.update(names)
            mentions += len(names) + len(article.get("organisations", []))
            if count == following:
                row(count)
                following = count * 3 if str(count)[0] == "1" else count * 10 // 3
    row(count)
    if count:
        print(f"words an article: median {statistics.median(lengths):.0f}, mean {tokens / count:.0f}")
        print(f"text bytes an article: {text_bytes / count:.0f}")
        print(f"distinct names an article: {mentions / count:.1f}")


if __name__ == "__main__":
    main()
