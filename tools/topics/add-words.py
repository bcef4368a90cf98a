#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds words to topic-words.tsv in place: add-words.py TABLE ADDITIONS

Both have rows of forms and topics with weights in tenths. A row of ADDITIONS takes the place of the row with the same
forms; a form that another row has stays there. Doing it twice is doing it once.
"""
import sys


def read(path):
    return [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if not line.startswith("#")]


def main(table, additions):
    rows = dict(read(table))
    owner = {form: forms for forms in rows for form in forms.split(", ")}
    for forms, told in read(additions):
        fresh = [form for form in forms.split(", ") if owner.setdefault(form, forms) in (forms, None)]
        if fresh:
            rows[", ".join(fresh)] = told
    with open(table, "w", encoding="utf-8") as file:
        file.writelines(sorted(f"{forms}\t{told}\n" for forms, told in rows.items()))


if __name__ == "__main__":
    main(*sys.argv[1:])
