#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chooses the benchmark's queries from a corpus, always the same ones from the same corpus.

usage: make-families.py FILE.jsonl [--sample N] > families.tsv

Columns: family, query in Spoglio's language, its plain words. Frequencies are counted on N articles
(10,000) spread evenly over the file, words by their form without inflection. Only words of ASCII
letters with a consonant in front are taken: these are never elided and never accented, so that an
index that splits elisions and one that does not find the same articles. Names are left out.
"""

import argparse
import json
import re
from collections import Counter

TOKEN = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
PLAIN = re.compile(r"[bcdfgjklmnpqrstvwxyz][a-z]+")
NAME = re.compile(r"(?<=[\w,] )[A-Z]\w+|(?<=['’])\w+")
INFLECTION = re.compile(
    r"(?:amente|azione|azioni|ando|endo|are|ere|ire|ata|ato|ate|ati|ito|uto|iva|eva|ava|ità|irà"
    r"|[aeio])$"
)
SHORTEST_INFLECTED = 4
CONTENT_LENGTH = 5
RAREST = 3


def sample(path, size):
    with open(path, encoding="utf-8") as corpus:
        count = sum(1 for _ in corpus)
    step = max(1, count // size)
    with open(path, encoding="utf-8") as corpus:
        for number, line in enumerate(corpus):
            if number % step == 0:
                article = json.loads(line)
                yield article["title"], article["body"]


class Counts:
    """How many articles of the sample contain each plain word, lemma and sequence of words."""

    def __init__(self, texts):
        articles = [[TOKEN.findall(text.lower()) for text in article] for article in texts]
        self.articles = len(articles)
        self.names = {
            name.lower() for article in texts for name in NAME.findall(article[1])
        }
        self.words, self.lemmas, self.pairs, self.fours = Counter(), Counter(), Counter(), Counter()
        for fields in articles:
            words = {w for tokens in fields for w in tokens if self.is_plain(w)}
            self.words.update(words)
            self.lemmas.update({self.lemma(w) for tokens in fields for w in tokens})
            self.pairs.update(set(self.sequences(fields, 2)))
        for fields in articles:
            self.fours.update(
                {
                    four
                    for four in self.sequences(fields, 4)
                    if all(self.pairs[four[i : i + 2]] >= RAREST for i in range(3))
                }
            )

    @staticmethod
    def is_plain(word):
        return PLAIN.fullmatch(word) is not None

    @staticmethod
    def lemma(word):
        return INFLECTION.sub("", word) if len(word) >= SHORTEST_INFLECTED else word

    @classmethod
    def sequences(cls, fields, length):
        for tokens in fields:
            for start in range(len(tokens) - length + 1):
                words = tuple(tokens[start : start + length])
                if all(map(cls.is_plain, words)):
                    yield words


class Choice:
    def __init__(self, counts):
        self.counts = counts
        self.used = set()

    def word(self, share):
        """The unused content word whose lemma is nearest to the share; the likeliest form of it."""
        target = share * self.counts.articles
        counts = self.counts
        best = min(
            (
                w
                for w in counts.words
                if len(w) >= CONTENT_LENGTH
                and w not in counts.names
                and counts.lemma(w) not in self.used
            ),
            key=lambda w: (abs(counts.lemmas[counts.lemma(w)] - target), -counts.words[w], w),
        )
        self.used.add(counts.lemma(best))
        return best

    def phrase(self, sequences, share, content_words):
        """The unused sequence nearest to the share whose number of content words is allowed."""
        target = share * self.counts.articles
        best = min(
            (
                s
                for s, count in sequences.items()
                if count >= RAREST
                and s not in self.used
                and sum(len(w) >= CONTENT_LENGTH for w in s) in content_words
            ),
            key=lambda s: (abs(sequences[s] - target), s),
        )
        self.used.add(best)
        return best


def families(counts):
    choice = Choice(counts)
    shares = {"20": 0.20, "10": 0.10, "5": 0.05, "1": 0.01, "0.1": 0.001}

    def words(*names):
        return [choice.word(shares[name]) for name in names]

    def plain(name, chosen):
        return name, " ".join(chosen), chosen

    for name in ("20", "20", "5", "5", "1", "1", "0.1", "0.1"):
        yield plain("term", words(name))
    for names in (("20", "20"), ("20", "5"), ("5", "5"), ("20", "1")):
        yield plain("and2", words(*names))
    for names in (("20", "20", "20"), ("20", "20", "5"), ("20", "5", "1")):
        yield plain("and3", words(*names))
    for names in (("20", "20", "20", "20", "20"), ("20", "5", "5", "1", "1"), ("1",) * 5, ("0.1",) * 5):
        chosen = words(*names)
        yield "or5", " OR ".join(chosen), chosen
    for family, sequences in (("phrase2", counts.pairs), ("phrase4", counts.fours)):
        chosen = [choice.phrase(sequences, 1, range(1, 5))]
        if family == "phrase2":
            chosen.append(choice.phrase(sequences, 1, range(1)))
        for share in (0.15, 0.05, 0.01, 0.001, 0.0003):
            chosen.append(choice.phrase(sequences, share, range(2, 5)))
        for phrase in chosen:
            yield family, '"' + " ".join(phrase) + '"', phrase
    for name, years in (("20", "2015..2017"), ("5", "2015..2017"), ("1", "2015..2017"), ("20", "2020..2020")):
        chosen = words(name)
        yield "date_term", f"{chosen[0]} date:{years}", chosen
    for name in ("1", "10", "100"):
        chosen = [] if name == "100" else words(name)
        for facet in ("person", "section"):
            yield f"facet_{facet}_{name}", " ".join(chosen) or "*", chosen


def main():
    parser = argparse.ArgumentParser(usage="make-families.py FILE.jsonl [--sample N] > families.tsv")
    parser.add_argument("file")
    parser.add_argument("--sample", type=int, default=10_000)
    options = parser.parse_args()
    counts = Counts(list(sample(options.file, options.sample)))
    for family, query, words in families(counts):
        print(family, query, " ".join(words), sep="\t")


if __name__ == "__main__":
    main()
