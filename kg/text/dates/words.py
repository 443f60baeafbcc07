"""The words and patterns of a language's `dates.toml`, compiled.

A pattern is a row of elements, each the name of a class of words:

- `month` one expression of the class; `last|next` of either class; `month?` or none;
- `{comma year}?` a row of elements or none;
- `~in` must stand there but is not part of the date;
- `=month` a second name for the same value ('أيار/مايو');
- `<year>` what `[macros]` says of it.

`[words]` lists the words of a class; `[values.CLASS]` those with a number; `[units.UNIT]` those of a stretch of time
with how many of it they say (0: a number stands before), classes `unit` and `units`; `[definite]` those with an
article, class `the_unit`. Numerals belong to the classes `day`, `number`, `year`, `hijri_year`,
`numeric` (2024-10-23), `days` (3-5) and `years` (2021-2022); `chained` is the place right after another date.

A word of class `ordinal` counts as a `day` that stands only where a pattern names it.

`[future]` lists the words by which a date without a direction is read as to come: `words` and `prefixes` (with their
`exceptions`), unless a word of `breaks` stands between (or of `that`, after the date) or one of `past` before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from kg.errors import DataError
from kg.lang import Pack
from kg.text.clitics import proclitic_splits
from kg.text.dates.numerals import NUMERAL_CLASSES, Value, numerals
from kg.text.folding import fold
from kg.text.tokens import tokenize

_CORE = ("unit", "units", "the_unit", "numeric", "year", "years")
_LEAST = 3
"""Letters that must be left of a word without its clitics."""
_LOOSE = frozenset({"day", "ordinal", "count"})
"""Classes whose words stand in too many places that have nothing to do with dates."""


class Element(NamedTuple):
    """One place of a pattern."""

    classes: tuple[str, ...]
    optional: bool
    context: bool
    """Must stand there, but is not part of the date."""
    again: bool
    """Repeats the value found before."""


class Pattern(NamedTuple):
    """A row of elements and the rule that tells what it means."""

    rule: str
    elements: tuple[Element, ...]
    needed: int
    """Bits of the classes that must be there."""


class Entry(NamedTuple):
    """A phrase by its tokens after the first, its class and its value."""

    rest: tuple[str, ...]
    kind: str
    value: Value


class Lead(NamedTuple):
    """One reading of a token: what was taken off its front, the phrases that may begin here, its numerals.

    `taken` is '' for nothing, the class of a prefix, 'clitic', or 'joined' for a clitic that begins with a prefix.
    """

    taken: str
    entries: tuple[Entry, ...]
    numerals: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, eq=False)
class DateWords:
    """One language's words and patterns of dates; there is one object a language."""

    pack: Pack
    entries: Mapping[str, tuple[Entry, ...]]
    """First folded token → phrases, longest first."""
    bits: Mapping[str, int]
    """Class → its bit."""
    core: int
    """Bits of the classes of which every pattern needs one."""
    opening: int
    """Bits of the classes that a pattern may begin with."""
    openers: Mapping[str, tuple[Pattern, ...]]
    """Class → the patterns that it may open, in the order of the file."""
    prefixes: tuple[tuple[str, str], ...]
    """(letters before a word, the class that they stand for)."""
    ahead: frozenset[str]
    """Words, or two words, that tell that something is to come."""
    ahead_prefixes: tuple[str, ...]
    not_ahead: tuple[str, ...]
    """Beginnings of words that look so and are not."""
    not_ahead_after: frozenset[str]
    """Words after which it was to come: 'had been due'."""
    breaks: frozenset[str]
    """Words that tell that another clause begins or ends."""
    breaks_after: frozenset[str]
    """The same after a date, where what is said begins, too."""
    week_start: int
    numeric_orders: tuple[str, ...]

    def leads(self, folded: str) -> tuple[Lead, ...]:
        """What a token may be or begin: by itself, and without what may be joined to its front."""
        forms = [("", folded)] if self._is_known(folded) else []
        for prefix, kind in self.prefixes:
            rest = folded.removeprefix(prefix)
            if len(folded) > len(rest) >= _LEAST and self._is_known(rest):
                forms.append((kind, rest))
        for taken, rest in proclitic_splits(folded, self.pack):
            if len(rest) >= _LEAST and self._is_known(rest):
                joined = any(taken.startswith(prefix) for prefix, _ in self.prefixes)
                forms.append(("joined" if joined else "clitic", rest))
        leads = [Lead(taken, self.entries.get(rest, ()), tuple(numerals(rest))) for taken, rest in forms]
        return tuple([lead for lead in leads if lead.entries or lead.numerals])

    def _is_known(self, word: str) -> bool:
        return word in self.entries or word[:1].isdigit()


@cache
def date_words(pack: Pack) -> DateWords:
    """Compile `dates.toml` of a language; nothing for one that has none.

    Raises:
        DataError: a pattern is malformed or names a class that has no words.
    """
    data = pack.toml("dates") if (pack.folder / "dates.toml").is_file() else {}
    entries = _entries(data)
    kinds = {entry.kind for listed in entries.values() for entry in listed} | NUMERAL_CLASSES
    prefixes = tuple((fold(p), kind) for kind, listed in data.get("prefixes", {}).items() for p in listed)
    where = f"{pack.folder / 'dates.toml'}"
    known = sorted(kinds | {kind for _, kind in prefixes} | {"chained"})
    bits = {kind: 1 << n for n, kind in enumerate(known)}
    patterns = [
        Pattern(rule, elements, _bits((e.classes[0] for e in elements if not e.optional and len(e.classes) == 1), bits))
        for rule, listed in data.get("patterns", {}).items()
        for source in listed
        for elements in _parse(source, data.get("macros", {}), bits, where)
    ]
    core = _bits({*data.get("values", ()), *_CORE} - _LOOSE, bits)
    openers: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in patterns:
        if not pattern.needed & core:
            core |= _bits((kind for e in pattern.elements if not (e.optional or e.context) for kind in e.classes), bits)
        for kind in _first_kinds(pattern):
            openers[kind].append(pattern)
    future = data.get("future", {})

    def words(name: str) -> tuple[str, ...]:
        return tuple(fold(word) for word in future.get(name, ()))

    return DateWords(
        pack,
        entries,
        bits,
        core,
        _bits(openers, bits),
        {kind: tuple(listed) for kind, listed in openers.items()},
        prefixes,
        frozenset(words("words")),
        words("prefixes"),
        words("exceptions"),
        frozenset(words("past")),
        frozenset(words("breaks")),
        frozenset(words("breaks") + words("that")),
        data.get("week_start", 0),
        tuple(data.get("numeric_orders", ("dmy",))),
    )


def _bits(kinds: Iterable[str], bits: Mapping[str, int]) -> int:
    mask = 0
    for kind in kinds:
        mask |= bits.get(kind, 0)
    return mask & ~bits["chained"]


def _entries(data: Mapping[str, Any]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)

    def add(phrase: str, kind: str, value: Value) -> None:
        tokens = tuple(token.fold for token in tokenize(phrase))
        found[tokens[0]].append(Entry(tokens[1:], kind, value))

    for kind, listed in data.get("words", {}).items():
        for phrase in listed:
            add(phrase, kind, kind)
    for kind, table in data.get("values", {}).items():
        for number, listed in table.items():
            for phrase in listed:
                add(phrase, kind, int(number))
    for unit, table in data.get("units", {}).items():
        for count, listed in table.items():
            for phrase in listed:
                add(phrase, "unit" if int(count) else "units", (unit, int(count)))
    for unit, listed in data.get("definite", {}).items():
        for phrase in listed:
            add(phrase, "the_unit", (unit, 1))

    def order(entry: Entry) -> tuple[int, tuple[str, ...], str, str]:
        return -len(entry.rest), entry.rest, entry.kind, str(entry.value)

    return {first: tuple(sorted(set(listed), key=order)) for first, listed in found.items()}


_PIECE = re.compile(r"\s*(\{[^{}]*\}\?|\S+)")
_ELEMENT = re.compile(r"([~=]?)([a-z_]+(?:\|[a-z_]+)*)(\??)")


def _parse(source: str, macros: Mapping[str, str], kinds: Collection[str], where: str) -> Iterator[tuple[Element, ...]]:
    text = source
    for _ in range(4):
        text = re.sub(r"<(\w+)>", lambda m: macros[m[1]] if m[1] in macros else m[0], text)
    rows: list[tuple[Element, ...]] = [()]
    for piece in _PIECE.findall(text):
        group = piece.startswith("{")
        row = tuple(_element(part, kinds, where, source) for part in (piece[1:-2].split() if group else [piece]))
        rows = [before + row for before in rows] + (rows if group else [])
    yield from rows


def _element(piece: str, kinds: Collection[str], where: str, source: str) -> Element:
    match = _ELEMENT.fullmatch(piece)
    if match is None:
        raise DataError(f"{where}: '{piece}' in the pattern '{source}' is not an element")
    classes = tuple(match[2].split("|"))
    unknown = [kind for kind in classes if kind not in kinds]
    if unknown:
        raise DataError(f"{where}: the pattern '{source}' names the class '{unknown[0]}', which has no words")
    return Element(classes, match[3] == "?", match[1] == "~", match[1] == "=")


def _first_kinds(pattern: Pattern) -> tuple[str, ...]:
    found: list[str] = []
    for element in pattern.elements:
        found.extend(kind for kind in element.classes if kind not in found)
        if not element.optional:
            break
    return tuple(found)
