# ruff: noqa: E501
"""Gazetteers in which names are common: some of the package's facts are moved to an index, where others bear their names.

So it is with millions of names: who is meant may be known to the facts, to the index, or to neither, and other persons
and villages are always called so.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import msgspec

from kg.gazetteer.compiling import compile_index
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.index import Index
from kg.gazetteer.records import Office, Tenure
from kg.gazetteer.several import together
from kg.gazetteer.source import NamedFact, read_source
from kg.gazetteer.wikidata.assembling import FRAME, assemble
from kg.gazetteer.wikidata.items import Held, Kept, in_order
from kg.gazetteer.wikidata.rules import read_rules

HIDDEN = {"person": 0.4, "place": 0.3, "organization": 0.3}
"""How much of each type is moved to the index; capitals and states stay."""
LOST = 0.15
"""How much of that is not in the index either."""
NAMESAKES = {"person": 0.5, "place": 0.7, "organization": 0.15}
"""The chance that one more bears the name, and after that one more."""
AT_HOME = 0.35
"""Of the same state."""
BESIDES = 0.4
"""For whom the name is not the one that they mostly go by."""
TOWNS, MEN = 0.02, 0.004
"""How many of the words of texts are names of towns, and of neighbouring words names of men."""
NOTABLE = 0.2
"""With an office."""
FIRST = 900_000_000
"""Ids of those who are made up begin here."""
_QID = re.compile(r"Q[1-9][0-9]{0,8}")


def world(
    folder: Path, seed: int, strangers: Iterable[tuple[str, str]] = (), texts: Iterable[tuple[str, str]] = ()
) -> Gazetteer:
    """A gazetteer of both parts.

    Args:
        folder: where the two indexes are written.
        seed: which facts are hidden, and who else is called like whom.
        strangers: (language, name) of people whom the package does not know, and who get namesakes, too.
        texts: (language, text) of articles, some of whose words are names, too: among millions, every word is.
    """
    dice = random.Random(seed)
    source = read_source()
    needed = {f.fact.capital for f in source.facts} | {f.fact.country for f in source.facts}
    hidden = {
        f.fact.key for f in source.facts
        if _QID.fullmatch(f.fact.key) and f.fact.key not in needed and not f.fact.capital_of
        and _dice_of(seed, f.fact.key).random() < HIDDEN.get(f.fact.type, 0)
    }  # fmt: skip
    offices = {o.office.key: o.office for o in source.offices}
    tenures = [t for t, _ in source.tenures]
    own = replace(
        source,
        facts=tuple(f for f in source.facts if f.fact.key not in hidden),
        tenures=tuple((t, row) for t, row in source.tenures if t.person not in hidden),
    )
    states = sorted(f.fact.key for f in source.facts if f.fact.type == "state" and _QID.fullmatch(f.fact.key))
    by_type = {t: [f for f in source.facts if f.fact.type == t] for t in NAMESAKES}
    made = _Maker(dice, states, [o for o in offices.values() if o.qid])
    items: list[Kept] = []
    for named in source.facts:
        dice.seed(f"{seed} {named.fact.key}")
        if named.fact.key in hidden and dice.random() >= LOST:
            items.append(made.moved(named, tenures, offices))
        while dice.random() < NAMESAKES.get(named.fact.type, 0):
            other = dice.choice(by_type[named.fact.type]) if dice.random() < BESIDES else None
            items.append(made.namesake(named.fact.type, _some_names(named, dice), named.fact.country, other))
    for lang, name in strangers:
        while dice.random() < NAMESAKES["person"]:
            items.append(made.namesake("person", [(lang, name)], "", None))
    for lang, text in texts:
        words = [word.strip("،.:؛\"'«»()") for word in text.split()]
        for word in sorted(set(words)):
            if len(word) > 2 and dice.random() < TOWNS:
                items.append(made.namesake("place", [(lang, word)], "", None))
        for pair in sorted(set(pairwise(words))):
            if min(map(len, pair)) > 2 and dice.random() < MEN:
                items.append(made.namesake("person", [(lang, " ".join(pair))], "", None))
    return together(
        [_compiled(folder / f"own{seed}", compile_index(own, b"%32d" % seed)), index_of(folder, seed, items)]
    )


def _dice_of(seed: int, key: str) -> random.Random:
    """Dice that fall for one fact alike, whatever other facts there are."""
    return random.Random(f"{seed} hides {key}")


def _some_names(named: NamedFact, dice: random.Random) -> list[tuple[str, str]]:
    """One of the names of a thing in each language: others may be called what it is mostly not."""
    names: dict[str, list[str]] = {}
    for lang, sort, name in named.names:
        if sort in ("full", "alias"):
            names.setdefault(lang, []).append(name)
    return [(lang, dice.choice(mine)) for lang, mine in sorted(names.items())]


class _Maker:
    def __init__(self, dice: random.Random, states: list[str], offices: list[Office]) -> None:
        self._dice, self._states, self._offices = dice, states, offices
        self._next = FIRST

    def moved(self, named: NamedFact, tenures: list[Tenure], offices: dict[str, Office]) -> Kept:
        """A fact as an item; who is in the news is known to many wikis."""
        fact = named.fact
        held = [Held(_number(offices[t.office].qid), t.start, t.end) for t in tenures
                if t.person == fact.key and offices[t.office].qid]  # fmt: skip
        aliases = [(lang, name) for lang, sort, name in named.names if sort == "alias"]
        return Kept(
            _number(fact.key), fact.type, fact.kind, list(fact.labels), aliases, country=_number(fact.country),
            gender=fact.gender, born=fact.born, population=fact.population,
            sitelinks=int(10 ** self._dice.gauss(1.3, 0.4)), tenures=in_order(held),
        )  # fmt: skip

    def namesake(self, type_: str, names: list[tuple[str, str]], country: str, other: NamedFact | None) -> Kept:
        """Somebody or something else of a name, mostly called as another thing if one is given: most are known to few."""
        dice = self._dice
        labels, aliases = (list(other.fact.labels), names) if other else (names, [])
        self._next += 1
        state = country if country.startswith("Q") and dice.random() < AT_HOME else dice.choice(self._states)
        sitelinks = int(dice.paretovariate(0.8))
        if type_ != "person":
            kind = "city" if type_ == "place" else "party"
            return Kept(
                self._next, type_, kind, labels, aliases, country=_number(state), sitelinks=min(300, 2 + sitelinks)
            )
        born = dice.randrange(1880, 1998)
        died = str(born + dice.randrange(45, 92)) if dice.random() < (2020 - born) / 120 else ""
        tenures: list[Held] = []
        if dice.random() < NOTABLE:
            start = born + dice.randrange(30, 65)
            tenures = [Held(_number(dice.choice(self._offices).qid), str(start), str(start + dice.randrange(1, 8)))]
        return Kept(
            self._next, "person", "person", labels, aliases, country=_number(state), born=str(born),
            died=died if died < "2025" else "", sitelinks=min(300, sitelinks), tenures=tenures,
        )  # fmt: skip


def _number(key: str) -> int:
    return int(key[1:]) if _QID.fullmatch(key) else 0


def _compiled(path: Path, content: bytes) -> Gazetteer:
    path.write_bytes(content)
    return Gazetteer(Index(path))


def index_of(folder: Path, seed: int, items: list[Kept]) -> Gazetteer:
    """An index of some items, as a dump gives it."""
    framed, out = folder / f"items{seed}", folder / f"index{seed}"
    encode = msgspec.msgpack.Encoder().encode
    with framed.open("wb") as file:
        for item in items:
            data = encode(item)
            file.write(FRAME.pack(len(data)) + data)
    assemble(framed, out, folder, read_rules(), {"dump": "made"}, lambda step, done, total: None)
    return Gazetteer.open(out)
