"""One piece of a sentence, as event coding sees it."""

from __future__ import annotations

from typing import NamedTuple

from kg.code.frames import Entry
from kg.model import DateMention, Mention


class Item(NamedTuple):
    """One piece of a sentence: token indices [first, last)."""

    kind: str
    """'phrase', 'event', 'light', 'attach', 'verb', 'marker', 'relative', 'that', 'clause', 'conjunction', 'pronoun',
    'pair', 'group', 'self', 'broker', 'echo', 'cue', 'background', 'date', 'mark', or 'word'."""
    first: int
    last: int
    entries: tuple[Entry, ...] = ()
    proclitic: str = ""
    enclitic: str = ""
    entities: tuple[str, ...] = ()
    """For a phrase: ids of the entities, in text order."""
    mentions: tuple[Mention, ...] = ()
    date: DateMention | None = None
    text: str = ""
    """For a mark or word: its folded form."""
    member: bool = False
    """For a phrase: a noun after it only says who of the state or body is meant ('Egyptian officials')."""
    voice: str = ""
    """For a verb in a language whose forms do not tell it: 'passive', 'reduced' (a participle that describes the noun
    before it), 'inverted' (the subject follows), or ''."""
    open: bool = False
    """For a word: a noun phrase right after it may be its complement."""
    definite: bool = False
    """For a word: it has an article."""
    split: bool = False
    """For a phrase: its parts are told apart ('X ثم Y', 'each separately')."""

    @property
    def entry(self) -> Entry:
        """The first reading."""
        return self.entries[0]

    def is_comma(self) -> bool:
        """Whether it is a comma of either script."""
        return self.kind == "mark" and self.text in (",", "،")

    def is_dash(self) -> bool:
        """Whether it is a dash between clauses or after a dateline."""
        return self.kind == "mark" and self.text in ("-", "–", "—", "ـ")

    def is_demonym(self) -> bool:
        """Whether it is a phrase that is an adjective of a state ('الفرنسي')."""
        return self.kind == "phrase" and self.mentions[0].kind == "demonym"

    def is_both_sides(self) -> bool:
        """Whether it is a phrase of the adjectives of two states ('أميركية – تركية')."""
        return len(self.entities) > 1 and all(m.kind == "demonym" for m in self.mentions)

    def markers(self) -> tuple[str, ...]:
        """For a marker: the slots that it may open."""
        return tuple(e.name for e in self.entries if e.kind == "marker") if self.entries else ()
