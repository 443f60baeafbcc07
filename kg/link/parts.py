"""The parts that noun phrases are built of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kg.gazetteer import Fact, NameEntry
from kg.link.atoms import Reading
from kg.link.lexicon import Form

BARE = Reading("", "")
Sort = Literal["person", "several", "thing", "demonym", "body", "title", "anaphor", "short", "venue"]


@dataclass(slots=True)
class Called:
    """A name over tokens [first, last), with what it may mean; no entries for a name that is not known."""

    first: int
    last: int
    entries: list[tuple[NameEntry, Fact]]
    folds: tuple[str, ...]
    reading: Reading = BARE


@dataclass(slots=True)
class Role:
    """An office or occupation over tokens [first, last)."""

    first: int
    last: int
    kind: str
    """The office's kind, or the name of the role's row."""
    noun: str
    """Its head, folded."""
    offices: tuple[str, ...] = ()
    """Keys of the offices that the whole phrase names, if the gazetteer knows it."""
    jurisdiction: str = ""
    """Key of its state or body, if named."""
    tense: Literal["", "former", "designate"] = ""
    earlier: bool = False
    """Not the last but the one before ('الأسبق')."""
    number: int = 1
    stands: bool = False
    bare: bool = False
    """Only the noun is there, with nothing that says of what."""
    fine: str = ""
    """Finer than the kind, where one state has several such offices."""
    office: bool = False
    """`kind` is an office's kind."""
    portfolio: str = ""
    counterpart: bool = False
    companion: bool = False
    """Somebody's guest or host."""
    only: tuple[str, ...] = ()
    """Keys of the only states or bodies that its noun is used of."""
    open: bool = False
    """Its noun needs a complement."""
    possessed: bool = False
    """A pronoun says whose it is ('ولي عهده')."""
    head: int = 0
    """Index after the tokens of its noun."""
    placed: bool = False
    """What follows may say where, or for what body, its holder serves."""
    person: bool = False
    """A trade or kinship and no office."""
    indefinite: bool = False
    """Some holder or other ('a Turkish minister')."""
    nested: list[Phrase] = field(default_factory=list)
    reading: Reading = BARE


@dataclass(slots=True)
class Phrase:
    """A maximal noun phrase over tokens [first, last) before it is known what it stands for."""

    first: int
    last: int
    sort: Sort
    reading: Reading = BARE
    titles: tuple[str, ...] = ()
    roles: list[Role] = field(default_factory=list)
    name: Called | None = None
    nested: list[Phrase] = field(default_factory=list)
    form: Form | None = None
    """The word that makes it a body, an anaphor or a short form."""
    portfolio: str = ""


def simple_phrase(called: Called) -> Phrase:
    """The phrase of a bare name."""
    fact = called.entries[0][1] if called.entries else None
    things = [e for e, f in called.entries if f.type != "person"]
    if things and all(e.sort == "demonym" for e in things):
        return Phrase(called.first, called.last, "demonym", called.reading, name=called)
    sort = "person" if fact is None or fact.type == "person" else "thing"
    return Phrase(called.first, called.last, sort, called.reading, name=called)  # type: ignore[arg-type]
