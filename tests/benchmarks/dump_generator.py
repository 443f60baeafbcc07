# ruff: noqa: E501
"""A dump of Wikidata that never was: `python tests/benchmarks/dump_generator.py FILE ITEMS`.

Items are in the true format: a line each in a JSON array, with labels in many languages, statements with references,
qualifiers and ranks, sitelinks. Names are put together as real ones are: a few are very frequent, most are rare, and
what is written in Arabic is what the Latin one sounds like. Half of the items are nothing that a gazetteer keeps; of
one in twenty only the classes above its own tell.
"""

from __future__ import annotations

import bz2
import gzip
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

FACTS = Path(__file__).parents[2] / "kg/gazetteer/facts"
FIRST = 500
"""Ids of the few fixed items lie below."""
COUNTRIES = 100
OFFICES = 1000
CLASSES = 400
"""Classes that no rule names: one in four is a kind of party, or a kind of that kind; the others are kinds of nothing."""
LANGUAGES = ("en", "ar", "fr", "de", "es", "ru", "fa", "tr")
SYLLABLES = [(c + v, a + b) for c, a in zip("bdfghjklmnrstz", "بدفغهجكلمنرستز", strict=True)
             for v, b in (("a", "ا"), ("i", "ي"), ("u", "و"), ("e", ""))]  # fmt: skip
GIVEN = 2_000
FAMILY = 60_000


def main(path: Path, items: int) -> None:
    """Write a dump of so many items, packed as the name says."""
    opened: Any = {".bz2": bz2.open, ".gz": gzip.open}.get(path.suffix, open)
    with opened(path, "wb") as file:
        write_dump(file, items)


def write_dump(file: Any, items: int, seed: int = 1) -> None:
    """Write the lines of a dump."""
    file.write(b"[\n")
    for i, item in enumerate(make_items(items, seed)):
        file.write(b",\n" * bool(i) + msgspec.json.encode(item))
    file.write(b"\n]\n")


def make_items(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Items in the order of their ids: states and offices first."""
    dice = random.Random(seed)
    names = Names(dice)
    for i in range(count):
        qid = FIRST + i
        if i < min(COUNTRIES, count // 4):
            label = names.place()
            yield item(qid, label, dice, {"P31": [of_item("P31", 6256)], "P297": [of_text("P297", "ZZ")]}, 200)
        elif i < min(COUNTRIES + OFFICES, count // 2):
            country = FIRST + dice.randrange(min(COUNTRIES, count // 4))
            label = ("Minister of Foreign Affairs of " + names.place()[0], "وزير خارجية " + names.place()[1])
            claims = {"P31": [of_item("P31", 294414)], "P1001": [of_item("P1001", country)]}
            yield item(qid, label, dice, claims, 5)
        elif i < min(COUNTRIES + OFFICES + CLASSES, count * 3 // 4):
            above = 7278 if qid % 8 == 0 else qid - 4 if qid % 8 == 4 else 35120
            yield item(qid, (f"kind {qid}", ""), dice, {"P279": [of_item("P279", above)]}, 1)
        else:
            yield any_item(qid, dice, names, min(COUNTRIES, count // 4), min(OFFICES, count // 4))


class Names:
    """Names that follow the law that the n-th most frequent is n times rarer than the first."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        given, family, places = real_words()
        self._given = given + [self._word(2) for _ in range(GIVEN)]
        self._family = family + [self._word(3) for _ in range(FAMILY)]
        self._places = places

    def _word(self, syllables: int) -> tuple[str, str]:
        parts = [self._dice.choice(SYLLABLES) for _ in range(syllables + self._dice.randrange(2))]
        return "".join(p[0] for p in parts).capitalize(), "".join(p[1] for p in parts)

    def _frequent(self, words: list[tuple[str, str]]) -> tuple[str, str]:
        return words[int(len(words) ** self._dice.random()) - 1]

    def person(self) -> tuple[str, str]:
        parts = [self._frequent(self._given), self._frequent(self._family)]
        if self._dice.random() < 0.3:
            parts.insert(1, self._frequent(self._given))
        return " ".join(p[0] for p in parts), " ".join(p[1] for p in parts)

    def place(self) -> tuple[str, str]:
        kind = self._dice.random()
        if kind < 0.1:
            return self._frequent(self._places)
        return self._frequent(self._family) if kind < 0.7 else self._word(3)


def real_words() -> tuple[list[tuple[str, str]], ...]:
    """Given names, family names and names of places of the package's facts, in both scripts: what texts do hold.

    Places whose id the facts do not know have names that nothing else has: a dam, a crossing, a prison.
    """
    found: list[dict[tuple[str, str], None]] = [{}, {}, {}]
    for table, at in (("people", 0), ("places", 2)):
        rows = [line.split("\t") for line in (FACTS / f"{table}.tsv").read_text("utf-8").splitlines()]
        english, arabic = rows[0].index("name:en"), rows[0].index("name:ar")
        for row in rows[1:]:
            a, b = row[english].split(), row[arabic].split()
            if at == 2 and row[english] and row[arabic] and row[0].startswith("Q"):
                found[2][row[english], row[arabic]] = None
            elif at == 0 and len(a) == len(b) == 2 and min(map(len, (*a, *b))) > 2:
                found[0][a[0], b[0]] = None
                found[1][a[1], b[1]] = None
    return tuple(list(words) for words in found)


def any_item(qid: int, dice: random.Random, names: Names, countries: int, offices: int) -> dict[str, Any]:
    country = FIRST + dice.randrange(max(1, countries))
    kind = dice.random()
    sites = int(dice.paretovariate(0.8))
    if kind < 0.3:
        claims = {"P31": [of_item("P31", 5)], "P106": [of_item("P106", 82955)], "P27": [of_item("P27", country)],
                  "P569": [of_day("P569", f"{dice.randrange(1920, 1999)}-05-0{dice.randrange(1, 9)}")],
                  "P21": [of_item("P21", 6581097)]}  # fmt: skip
        if dice.random() < 0.4:
            year = dice.randrange(1960, 2024)
            held = of_item("P39", FIRST + countries + dice.randrange(max(1, offices)))
            held["qualifiers"] = {
                "P580": [day_snak("P580", f"{year}-03-02")],
                "P582": [day_snak("P582", f"{year + 3}-03-02")],
            }
            claims["P39"] = [held]
        return item(qid, names.person(), dice, claims, sites)
    if kind < 0.45:
        claims = {"P31": [of_item("P31", 486972)], "P17": [of_item("P17", country)],
                  "P625": [of_point("P625", dice.uniform(-60, 70), dice.uniform(-180, 180))],
                  "P1082": [of_amount("P1082", dice.randrange(100, 10**6))]}  # fmt: skip
        return item(qid, names.place(), dice, claims, sites)
    if kind < 0.5:
        label = names.place()
        label = (f"{label[0]} Party", f"حزب {label[1]}")
        return item(qid, label, dice, {"P31": [of_item("P31", 7278)], "P17": [of_item("P17", country)]}, sites)
    if kind < 0.55:
        class_ = FIRST + countries + offices + dice.randrange(CLASSES)
        claims = {"P31": [of_item("P31", class_)], "P17": [of_item("P17", country)]}
        return item(qid, names.place(), dice, claims, sites)
    claims = {"P31": [of_item("P31", 13442814)], "P1476": [of_text("P1476", "A study of " + names.place()[0])],
              "P577": [of_day("P577", "2011-01-01")], "P2093": [of_text("P2093", names.person()[0]) for _ in range(6)]}  # fmt: skip
    return item(qid, ("A study of " + names.place()[0], ""), dice, claims, 0)


def item(qid: int, label: tuple[str, str], dice: random.Random, claims: dict[str, Any], sites: int) -> dict[str, Any]:
    english, arabic = label
    labels = {c: {"language": c, "value": english} for c in LANGUAGES if c != "ar"}
    if arabic and dice.random() < 0.5:
        labels["ar"] = {"language": "ar", "value": arabic}
    aliases = {"en": [{"language": "en", "value": english + " Jr"}]} if dice.random() < 0.3 else {}
    return {
        "type": "item", "id": f"Q{qid}", "labels": labels,
        "descriptions": {c: {"language": c, "value": f"described in {c} in a few words"} for c in LANGUAGES},
        "aliases": aliases, "claims": claims,
        "sitelinks": {f"s{n}wiki": {"site": f"s{n}wiki", "title": english, "badges": []} for n in range(min(sites, 300))},
        "pageid": qid, "ns": 0, "title": f"Q{qid}", "lastrevid": 10**9 + qid, "modified": "2024-01-01T00:00:00Z",
    }  # fmt: skip


def statement(pid: str, snak: dict[str, Any]) -> dict[str, Any]:
    reference = {"hash": "9a24f7c0208b05d6be97077d855671d1dfdbc0dd", "snaks-order": ["P143"],
                 "snaks": {"P143": [item_snak("P143", 328)]}}  # fmt: skip
    return {
        "mainsnak": snak,
        "type": "statement",
        "id": f"Q1${pid}-4bd2-b3f4",
        "rank": "normal",
        "references": [reference],
    }


def snak(pid: str, kind: str, type_: str, value: Any) -> dict[str, Any]:
    return {"snaktype": "value", "property": pid, "datatype": kind, "datavalue": {"value": value, "type": type_}}


def item_snak(pid: str, qid: int) -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": qid, "id": f"Q{qid}"}
    return snak(pid, "wikibase-item", "wikibase-entityid", value)


def day_snak(pid: str, day: str) -> dict[str, Any]:
    value = {"time": f"+{day}T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": 11,
             "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}  # fmt: skip
    return snak(pid, "time", "time", value)


def of_item(pid: str, qid: int) -> dict[str, Any]:
    return statement(pid, item_snak(pid, qid))


def of_text(pid: str, text: str) -> dict[str, Any]:
    return statement(pid, snak(pid, "string", "string", text))


def of_day(pid: str, day: str) -> dict[str, Any]:
    return statement(pid, day_snak(pid, day))


def of_point(pid: str, latitude: float, longitude: float) -> dict[str, Any]:
    value = {"latitude": latitude, "longitude": longitude, "altitude": None, "precision": 0.01,
             "globe": "http://www.wikidata.org/entity/Q2"}  # fmt: skip
    return statement(pid, snak(pid, "globe-coordinate", "globecoordinate", value))


def of_amount(pid: str, amount: int) -> dict[str, Any]:
    return statement(pid, snak(pid, "quantity", "quantity", {"amount": f"+{amount}", "unit": "1"}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
