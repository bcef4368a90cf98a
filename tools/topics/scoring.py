# SPDX-License-Identifier: GPL-3.0-or-later
"""The scoring of Sources/Topics/TopicScorer.swift once more, for training and for what its parts give.

Where the two differ, the Swift one is right: `evaluate.py` measures the program itself.
"""
import collections
import json
import math
import re
import unicodedata

CRIME = "medtop:02000000"
FACTORS = {"medtop:11000000": 0.85, CRIME: 1.2}
WORD = re.compile(r"[^\W_]+")
STEEPNESS = 2
WHOLE_ARTICLE = 100


def words(text):
    return WORD.findall(unicodedata.normalize("NFC", text or "").lower())


class Tree:
    def __init__(self, path):
        rows = [line.split("\t")[:2] for line in open(path, encoding="utf-8")][1:]
        self.parents = dict(rows)
        self.tops = [code for code, parent in rows if not parent]

    def top(self, code):
        while self.parents[code]:
            code = self.parents[code]
        return code


class Lexicon:
    """The table of words: what each family says for the top topics, and where families stand in a text."""

    def __init__(self, path, tree):
        self.families, self.forms, self.beginnings = [], {}, {}
        for line in open(path, encoding="utf-8"):
            forms, told = line.rstrip("\n").split("\t")
            tops = {}
            for part in told.split(" "):
                code, tenths = part.split("=")
                top = tree.top(code)
                tops[top] = max(tops.get(top, 0), int(tenths) / 10)
            for form in forms.split(","):
                form = form.strip()
                if form.endswith("*") and " " not in form:
                    self.beginnings.setdefault(form[:-1], len(self.families))
                else:
                    self.forms.setdefault(tuple(form.split()), len(self.families))
            self.families.append({top: weight / len(tops) for top, weight in tops.items()})
        self.longest = max(map(len, self.forms))

    def family(self, form):
        if form in self.forms:
            return self.forms[form]
        if len(form) == 1:
            for length in range(len(form[0]), 2, -1):
                if form[0][:length] in self.beginnings:
                    return self.beginnings[form[0][:length]]
        return None

    def matches(self, tokens):
        place = 0
        while place < len(tokens):
            length = min(self.longest, len(tokens) - place)
            while length > 0 and (family := self.family(tuple(tokens[place : place + length]))) is None:
                length -= 1
            if length > 0:
                yield family, place
            place += max(1, length)


class Scored:
    """What the words of an article say: scores and evidence by top topic."""

    def __init__(self, article, lexicon, places=True):
        title, body = words(article["title"]), words(article["body"])
        self.words = len(body)
        quarters = collections.Counter()
        for family, _ in lexicon.matches(title):
            quarters[family] = min(quarters[family] + (16 if places else 4), 32)
        for family, place in lexicon.matches(body):
            more = 4 if not places else 8 if place < 100 else 1
            quarters[family] = min(quarters[family] + more, 32)
        self.scores, self.evidence = collections.Counter(), collections.Counter()
        found = collections.Counter()
        for family, count in quarters.items():
            for top, weight in lexicon.families[family].items():
                self.scores[top] += weight * math.log2(1 + count / 4)
                self.evidence[top] += count
                found[top] += 1
        self.enough = {top for top in found if self.evidence[top] >= 12 or found[top] >= 4}

    def values(self, tops, factors=True):
        return [self.scores[top] * (FACTORS.get(top, 1) if factors else 1) for top in tops]


def features(values):
    """The shares of the scores, and a constant."""
    total = sum(values) + 1
    return [value / total for value in values] + [1]


def adjusted(values, weights, count):
    """The scores as the trained weights see them in a text of so many words: (1 + s) · e^(t · w·x / 2) - 1."""
    inputs = features(values)
    trust = min(1, count / WHOLE_ARTICLE) ** 2
    result = []
    for index, value in enumerate(values):
        change = sum(one * row[index] for one, row in zip(inputs, weights))
        result.append((1 + value) * math.exp(trust * change / STEEPNESS) - 1)
    return result


def assign(values, scored, tops, by_length=True, threshold=4.5, share=0.4, crime_share=0.35):
    """At most three top topics, the best first."""
    if by_length:
        threshold *= max(1, (scored.words / 40) ** 0.25)
    known = dict(zip(tops, values))
    ranked = sorted((top for top in tops if known[top] >= threshold and top in scored.enough), key=lambda top: -known[top])
    if not ranked or (by_length and scored.words > 100 and known[ranked[0]] < 0.2 * sum(values)):
        return []
    least = {top: (crime_share if top == CRIME else share) * known[ranked[0]] for top in tops}
    return [top for top in ranked if known[top] >= least[top]][:3]


def read_labels(path):
    """By set, the articles and their codes."""
    sets = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            name, identifier, codes = line.rstrip("\n").split("\t")
            sets[name].append((identifier, codes.split()))
    return sets


def read_articles(corpora):
    lines = (line for corpus in corpora for line in open(corpus, encoding="utf-8"))
    return {article["id"]: article for article in map(json.loads, lines)}


def train(samples, tops, ridge=0.03, rounds=500, step=0.5):
    """Weights by softmax regression upon what the words say already, from (values, index of the primary topic)."""
    inputs = [features(values) for values, _ in samples]
    offsets = [[STEEPNESS * math.log1p(value) for value in values] for values, _ in samples]
    weights = [[0.0] * len(tops) for _ in inputs[0]]
    for _ in range(rounds):
        slopes = [[ridge * weight for weight in row] for row in weights]
        for sample, offset, (_, primary) in zip(inputs, offsets, samples):
            told = [part + sum(x * row[index] for x, row in zip(sample, weights)) for index, part in enumerate(offset)]
            highest = max(told)
            powers = [math.exp(value - highest) for value in told]
            total = sum(powers)
            misses = [power / total - (index == primary) for index, power in enumerate(powers)]
            for x, row in zip(sample, slopes):
                if x:
                    for index, miss in enumerate(misses):
                        row[index] += x * miss / len(samples)
        weights = [[w - step * s for w, s in zip(row, changes)] for row, changes in zip(weights, slopes)]
    return weights
