"""The forms of a word and what each form tells, by the rules of a language's `inflection.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kg.text import fold


class Features(NamedTuple):
    """What the form of a word tells."""

    pos: str = ""
    """'verb', 'noun', or '' for function words."""
    tense: str = ""
    """'past', 'present', 'participle', or ''."""
    number: str = ""
    """'sg', 'du', 'pl', or ''."""
    gender: str = ""
    """'m', 'f', or ''."""
    definite: bool = False
    case: str = ""
    """'object' for a form of a noun that is only an object's, 'pronoun' for a function word that ends in one."""
    bound: bool = False
    """The form only occurs with a pronoun attached."""


def inflect(entry: str, pos: str, inflection: dict[str, Any]) -> Iterable[tuple[str, Features]]:
    """All forms of a word by the rules of `inflection.toml`.

    `entry` gives the principal parts that the rules name, separated by ' / ' (a part may be of several words: only
    its first word is inflected, or its last where the rules say so; '-' leaves a part out). Parts that are not given
    are made by the `derive` rules, the first that fits.
    """
    table = inflection[pos]
    parts = dict(zip(table["parts"], (part.strip() for part in entry.split("/")), strict=False))
    for rule in table.get("derive", ()):
        source = parts.get(rule.get("from", table["parts"][0]), "-")
        if rule["part"] in parts or source == "-":
            continue
        head, space, tail = source.rpartition(" ") if table.get("head_last") else source.partition(" ")
        word = tail if table.get("head_last") else head
        if not word.endswith(tuple(rule.get("endings", (rule.get("ending", ""),)))):
            continue
        made = word[: len(word) - rule.get("strip", 0)] + rule["add"]
        parts[rule["part"]] = head + space + made if table.get("head_last") else made + space + tail
    for part, text in parts.items():
        if text == "-":
            continue
        word, space, tail = text.partition(" ")
        folded = fold(word)
        rules = [r for r in table["rule"] if r["part"] == part and folded.endswith(r.get("ending", ""))]
        if not rules:
            continue
        most = max(len(r.get("ending", "")) for r in rules)
        for rule in (r for r in rules if len(r.get("ending", "")) == most):
            yield from _apply(rule, folded, space + tail, pos)


def _apply(rule: dict[str, Any], word: str, tail: str, pos: str) -> Iterator[tuple[str, Features]]:
    stem = word[rule.get("drop", 0) : len(word) - rule.get("strip", 0)]
    for prefix, gender in rule.get("prefixes", [["", ""]]):
        for suffix, number, own_gender, *case in rule.get("forms", [["", "", ""]]):
            bound = bool(rule.get("bound", False))
            if bound and tail:
                continue
            yield (
                prefix + stem + suffix + tail,
                Features(
                    pos,
                    rule.get("tense", ""),
                    number,
                    own_gender or gender,
                    bool(rule.get("definite")),
                    "".join(case),
                    bound,
                ),
            )
