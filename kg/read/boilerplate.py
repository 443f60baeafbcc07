"""Which lines of a text are no part of its article: share buttons, copyright, links to other articles.

The patterns are data, `boilerplate.toml` of each language pack; all packs' patterns apply to every article, since pages
mix languages at their edges.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg import lang, limits
from kg.errors import DataError
from kg.model import Span
from kg.text import fold

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u064b-\u065f\u0670]+[^\W_]*)*|©")
_YEAR = re.compile(r"(?<!\d)(?:[1١۱][9٩۹]|[2٢۲][0٠۰])\d\d(?!\d)")
_NUMBER = re.compile(r"\d+")
_BULLET = re.compile(r"[-*•–—▪●>]")


class Boilerplate(NamedTuple):
    """What was found in one text."""

    spans: tuple[Span, ...]
    """Whole lines, in order."""
    year: str
    """The latest year of a line whose rule dates articles, or ''."""


@dataclass(frozen=True)
class Rule:
    """One entry of `boilerplate.toml`, compiled."""

    name: str
    language: str
    patterns: tuple[tuple[_Item, ...], ...]
    dates: bool
    listing: bool
    """What follows it as a bulleted list is boilerplate too."""
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class _Item(NamedTuple):
    words: frozenset[str]
    optional: bool
    sort: str
    """'word', 'number', 'year' or 'rest'."""


def find_boilerplate(text: str, start: int = 0) -> Boilerplate:
    """The boilerplate lines of a text from an offset on, and the year that they tell."""
    spans: list[Span] = []
    year = ""
    listing = False
    for begin, end in _lines(text, start):
        line = text[begin:end]
        bulleted = bool(_BULLET.match(line))
        rule = None if listing and bulleted else match_rule(line)
        if rule or (listing and bulleted):
            spans.append(Span(begin, end))
        if rule and rule.dates:
            year = max(year, year_of(line))
        listing = listing and bulleted if rule is None else rule.listing
    return Boilerplate(tuple(spans), year)


def year_of(line: str) -> str:
    """The latest year in a line, or ''."""
    return max(("".join(str(unicodedata.decimal(c)) for c in year) for year in _YEAR.findall(line)), default="")


def match_rule(line: str) -> Rule | None:
    """The rule by which a line is boilerplate."""
    opening = _WORD.search(line)
    if opening is None or len(line) > 400:
        return None
    starts = _patterns_by_first_word()
    first = fold(opening.group())
    if first not in starts and not _NUMBER.fullmatch(first):
        return None
    words = [fold(word) for word in _WORD.findall(line)]
    if len(words) > limits.BOILERPLATE_TOKENS:
        return None
    for rule, pattern in starts.get(first, []) + starts.get("", []):
        if _matches(pattern, words):
            return rule
    return None


@cache
def rules(folder: Path = lang.FOLDER) -> tuple[Rule, ...]:
    """The rules of all language packs.

    Raises:
        DataError: a rule has no name, no examples, or a pattern that is empty or has '*' before its end.
    """
    return tuple(
        _compile(entry, code, folder)
        for code in lang.codes(folder)
        for entry in lang.load(code, folder).toml("boilerplate").get("rule", [])
    )


def _compile(entry: dict[str, object], code: str, folder: Path) -> Rule:
    where = f"{folder / code / 'boilerplate.toml'}: rule {entry.get('name')!r}"
    texts: dict[str, tuple[str, ...]] = {}
    for field in ("patterns", "examples", "counter_examples"):
        value = entry.get(field)
        if not isinstance(value, list) or not value or not all(isinstance(v, str) and v.strip() for v in value):
            raise DataError(f"{where}: '{field}' must be a list of texts, with one at least")
        texts[field] = tuple(value)
    if not isinstance(entry.get("name"), str):
        raise DataError(f"{where}: needs a name")
    patterns = tuple(_compile_pattern(text, where) for text in texts["patterns"])
    return Rule(
        f"{code}/{entry['name']}",
        code,
        patterns,
        bool(entry.get("dates")),
        bool(entry.get("list")),
        texts["examples"],
        texts["counter_examples"],
    )


def _compile_pattern(text: str, where: str) -> tuple[_Item, ...]:
    items: list[_Item] = []
    parts = text.split()
    for n, part in enumerate(parts):
        optional = part.endswith("?") and len(part) > 1
        core = part.removesuffix("?") if optional else part
        if core == "*":
            if n != len(parts) - 1 or n == 0:
                raise DataError(f"{where}: '*' only after other words and at the end of a pattern: {text!r}")
            items.append(_Item(frozenset(), True, "rest"))
        elif core == "#":
            items.append(_Item(frozenset(), optional, "number"))
        elif core == "YEAR":
            items.append(_Item(frozenset(), optional, "year"))
        else:
            items.append(_Item(frozenset(fold(word) for word in core.split("|")), optional, "word"))
    if items[0].optional:
        raise DataError(f"{where}: the first word of a pattern cannot be optional: {text!r}")
    return tuple(items)


@cache
def _patterns_by_first_word() -> dict[str, list[tuple[Rule, tuple[_Item, ...]]]]:
    """Patterns by each folded word that they may begin with; under '' those that begin with a number or year."""
    table: dict[str, list[tuple[Rule, tuple[_Item, ...]]]] = {}
    for rule in rules():
        for pattern in rule.patterns:
            for word in sorted(pattern[0].words) or [""]:
                table.setdefault(word, []).append((rule, pattern))
    return table


def _matches(pattern: Sequence[_Item], words: Sequence[str]) -> bool:
    if not pattern:
        return not words
    item, rest = pattern[0], pattern[1:]
    if item.sort == "rest":
        return True
    if words and _fits(item, words[0]) and _matches(rest, words[1:]):
        return True
    return item.optional and _matches(rest, words)


def _fits(item: _Item, word: str) -> bool:
    if item.sort == "number":
        return bool(_NUMBER.fullmatch(word))
    if item.sort == "year":
        return bool(_YEAR.fullmatch(word))
    return word in item.words


def _lines(text: str, start: int) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start:
            bounds.append((start, end))
        start = end + 1
    return bounds
