#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes topic-words.tsv: build-words.py TOPICS LEXICON VOCABULARY LABELS CORPORA... > topic-words.tsv

TOPICS is the topic tree; LEXICON has code, weight and keyword (`=exact`, `prefix*`) in columns; VOCABULARY has a word
in its first column; LABELS names articles that are left out; CORPORA are JSONL files of Italian news with id, title and body.

Keywords are joined to families by their number variants that the vocabulary has. A weight is multiplied by how much more
often than expected an article with the family is about the topic by its other words, and by how rare the family is. Nothing
of the corpora but these factors goes into the table.
"""
import collections
import itertools
import json
import math
import re
import sys
import unicodedata

WORD = re.compile(r"[^\W_]+")
ENDINGS = [
    ("rice", ["rici"]), ("rici", ["rice"]), ("co", ["chi", "ci"]), ("go", ["ghi", "gi"]), ("ca", ["che"]),
    ("ga", ["ghe"]), ("chi", ["co"]), ("ghi", ["go"]), ("che", ["ca"]), ("ghe", ["ga"]), ("io", ["i"]),
    ("cia", ["cie", "ce"]), ("gia", ["gie", "ge"]), ("o", ["i"]), ("ista", ["iste", "isti"]), ("a", ["e"]),
    ("e", ["i", "a"]), ("i", ["o", "e", "io"]),
]  # fmt: skip
EXPECTED = 0.35
DOUBT = 8
ROUNDS = 2
USUAL_ARTICLES = 15


def words(text):
    return WORD.findall(unicodedata.normalize("NFC", text or "").lower())


class Families:
    """Keywords joined by their forms, and the matching of texts with them."""

    def __init__(self, lexicon, vocabulary, parents):
        self.vocabulary = vocabulary
        self.parents = parents
        self.heads = {}
        self.prefixes = set()
        rows = [line.rstrip("\n").split("\t") for line in open(lexicon, encoding="utf-8")]
        forms = collections.OrderedDict()
        for _, _, keyword in rows:
            forms[keyword] = self.forms(keyword)
        for keyword, known in forms.items():
            for form in known:
                self.join(known[0], form)
        for form in sorted(self.heads):
            if " " not in form and not form.endswith("*"):
                for prefix in self.beginnings(form):
                    self.join(prefix + "*", form)
        for prefix in sorted(self.prefixes):
            for shorter in self.beginnings(prefix[:-1]):
                self.join(shorter + "*", prefix + "*")
        self.weights = collections.defaultdict(dict)
        for code, weight, keyword in rows:
            if forms[keyword]:
                known = self.weights[self.head(forms[keyword][0])]
                known[code] = max(int(weight), known.get(code, 0))
        self.longest = max(form.count(" ") + 1 for form in self.heads)

    def forms(self, keyword):
        parts = words(keyword)
        if keyword.endswith("*"):
            if len(parts) != 1:
                return []
            self.prefixes.add(parts[0])
            return [parts[0] + "*"]
        if keyword.startswith("=") or not parts:
            return [" ".join(parts)] if parts else []
        return [" ".join(choice) for choice in itertools.product(*[self.variants(part) for part in parts])]

    def variants(self, word):
        if len(word) >= 4:
            for ending, others in ENDINGS:
                if word.endswith(ending):
                    changed = [word[: -len(ending)] + other for other in others]
                    return [word] + [form for form in changed if form in self.vocabulary]
        return [word]

    def beginnings(self, word):
        return [word[:length] for length in range(len(word), 2, -1) if word[:length] in self.prefixes]

    def head(self, form):
        while self.heads.setdefault(form, form) != form:
            form = self.heads[form]
        return form

    def join(self, one, other):
        one, other = self.head(one), self.head(other)
        if one != other:
            self.heads[max(one, other)] = min(one, other)

    def matches(self, text):
        tokens = words(text)
        counts = collections.Counter()
        place = 0
        while place < len(tokens):
            for length in range(min(self.longest, len(tokens) - place), 0, -1):
                form = " ".join(tokens[place : place + length])
                prefixes = self.beginnings(form) if length == 1 and form not in self.heads else []
                if form in self.heads or prefixes:
                    counts[self.head(prefixes[0] + "*" if prefixes else form)] += 1
                    place += length
                    break
            else:
                place += 1
        return counts

    def top(self, code):
        while self.parents.get(code):
            code = self.parents[code]
        return code

    def top_weights(self):
        tops = {}
        for family, codes in self.weights.items():
            best = collections.defaultdict(int)
            for code, weight in codes.items():
                best[self.top(code)] = max(best[self.top(code)], weight)
            tops[family] = {top: weight / len(best) for top, weight in sorted(best.items())}
        return tops


def scores(counts, weights):
    total = collections.Counter()
    parts = {}
    for family, count in counts.items():
        for top, weight in weights.get(family, {}).items():
            parts[family, top] = weight * (1 + math.log2(min(count, 8)))
            total[top] += parts[family, top]
    return total, parts


def agreement(articles, base):
    """By family and top topic, the factor that its weight deserves."""
    weights = base
    factors = {}
    for _ in range(ROUNDS):
        agreed, seen = collections.Counter(), collections.Counter()
        for counts in articles:
            total, parts = scores(counts, weights)
            for (family, top), _ in parts.items():
                rest = {other: value - parts.get((family, other), 0) for other, value in total.items()}
                if sum(rest.values()) < 3:
                    continue
                square = sum(value**2 for value in rest.values() if value > 0)
                agreed[family, top] += max(0, rest[top]) ** 2 / square
                seen[family, top] += 1
        factors = {
            (family, top): min(
                1.5, max(0.3, (agreed[family, top] + DOUBT * EXPECTED) / (seen[family, top] + DOUBT) / EXPECTED))
            for family, tops in base.items() for top in tops
        }  # fmt: skip
        weights = {
            family: {top: weight * factors[family, top] for top, weight in tops.items()} for family, tops in base.items()
        }
    return factors


def main(topics, lexicon, vocabulary, labels, corpora):
    rows = [line.split("\t") for line in open(topics, encoding="utf-8")][1:]
    known = {line.split("\t")[0] for line in open(vocabulary, encoding="utf-8")}
    families = Families(lexicon, known, {row[0]: row[1] for row in rows})
    left_out = {line.split("\t")[1] for line in open(labels, encoding="utf-8") if not line.startswith("#")}
    articles = []
    spread = collections.Counter()
    for corpus in corpora:
        for line in open(corpus, encoding="utf-8"):
            article = json.loads(line)
            if article["id"] in left_out:
                continue
            counts = families.matches(article["body"])
            for family, count in families.matches(article["title"]).items():
                counts[family] += 3 * count
            spread.update(counts.keys())
            articles.append(counts)
    factors = agreement(articles, families.top_weights())
    usual = math.log((len(articles) + 1) / (USUAL_ARTICLES + 3))
    members = collections.defaultdict(set)
    for form in list(families.heads):
        members[families.head(form)].add(form)
    lines = []
    for family, codes in families.weights.items():
        rarity = min(1.3, max(0.4, math.log((len(articles) + 1) / (spread[family] + 3)) / usual))
        tenths = {code: round(10 * weight * factors[family, families.top(code)] * rarity) for code, weight in codes.items()}
        told = " ".join(f"{code}={weight}" for code, weight in sorted(tenths.items()) if weight >= 3)
        if told:
            lines.append(", ".join(shown(members[family])) + "\t" + told + "\n")
    sys.stdout.writelines(sorted(lines))


def shown(forms):
    """The forms, those left out that a beginning covers."""
    prefixes = {form[:-1] for form in forms if form.endswith("*")}

    def is_covered(form):
        bare = form.removesuffix("*")
        return any(bare.startswith(prefix) and form != prefix + "*" for prefix in prefixes) and " " not in form

    return sorted((form for form in forms if not is_covered(form)), key=lambda form: (form.count(" "), len(form), form))


if __name__ == "__main__":
    main(*sys.argv[1:5], sys.argv[5:])
