#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the topics of an index with labels: evaluate.py SPOGLIO LABELS CORPUS...

Indexes the corpora without section and tags, asks `show` for the topics of each labelled article, and prints for
each set how often the first topic is acceptable, primary, how often the primary one is among the assigned, and
the same for crime news.
"""
import collections
import json
import subprocess
import sys
import tempfile

TREE = {}


def top(code):
    while TREE.get(code):
        code = TREE[code]
    return code


def main(spoglio, labels, corpora):
    rows = [line.rstrip("\n").split("\t") for line in open(labels, encoding="utf-8") if not line.startswith("#")]
    wanted = {row[1] for row in rows}
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for corpus in corpora:
            for line in open(corpus, encoding="utf-8"):
                article = json.loads(line)
                if article["id"] in wanted:
                    lines.append(json.dumps({key: article[key] for key in ("id", "title", "body")}) + "\n")
        index = ["--index", folder + "/index"]
        run = [spoglio, "index", "-", "--quiet", *index]
        subprocess.run(run, input="".join(lines), text=True, check=True, stdout=subprocess.DEVNULL)
        listed = subprocess.run([spoglio, "topic", "list", "--json", *index], capture_output=True, check=True)
        for topic in json.loads(listed.stdout)["topics"]:
            TREE[topic["code"]] = topic.get("parent")
        counts = {"tune": collections.Counter(), "report": collections.Counter()}
        for half, identifier, codes in rows:
            shown = subprocess.run([spoglio, "show", identifier, "--json", *index], capture_output=True, check=True)
            found = [top(topic["code"]) for topic in json.loads(shown.stdout)["article"]["topics"]]
            count(counts[half], found, codes.split())
    total = counts["tune"] + counts["report"]
    for half, result in [*counts.items(), ("both", total)]:
        if result["articles"] > result["without"]:
            report(half, result)


def count(result, found, codes):
    crime = "medtop:02000000"
    result["articles"] += 1
    result["topics"] += len(found)
    result["acceptable topics"] += sum(code in codes for code in found)
    result["without"] += not found
    result["acceptable"] += bool(found) and found[0] in codes
    result["primary"] += bool(found) and found[0] == codes[0]
    result["among"] += codes[0] in found
    if codes[0] == crime:
        result["crime"] += 1
        result["crime found"] += crime in found


def report(half, result):
    assigned = result["articles"] - result["without"]
    print(
        f"{half}: {result['articles']} articles, {result['without']} without a topic;"
        f" first acceptable {result['acceptable'] / assigned:.3f} of the assigned,"
        f" primary {result['primary'] / result['articles']:.3f} of all and {result['primary'] / assigned:.3f} of the"
        f" assigned; primary among the assigned {result['among'] / result['articles']:.3f};"
        f" topics acceptable {result['acceptable topics'] / result['topics']:.3f};"
        f" crime {result['crime found']} of {result['crime']}"
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
