"""Gold files, and what gold and extractions tell in one common form.

A gold file holds one document: `id`, `lang`, `published`, `entities` and `events`. An entity's `qid` is its Wikidata
id, null where it has none, or '?' where it has one that the annotator did not know: such entities neither win nor lose
points, but take part in events.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Entity, Event, Extraction
from kg.text import fold


@dataclass(frozen=True, slots=True)
class Thing:
    """An actor or place; its name and mentions are folded."""

    id: str
    name: str
    qid: str | None
    surfaces: frozenset[str]

    @property
    def linked(self) -> bool:
        """Whether its Wikidata id is known."""
        return self.qid is not None and self.qid.startswith("Q")


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with the ids of its things."""

    type: str
    agents: frozenset[str]
    others: frozenset[str]
    place: str | None
    date: str | None
    status: str
    topics: frozenset[str]

    @property
    def participants(self) -> frozenset[str]:
        """All that take part, and the destination of a visit."""
        place = {self.place} if self.type == "visit" and self.place else set()
        return self.agents | self.others | place


@dataclass(frozen=True, slots=True)
class Telling:
    """One document's things and happenings, as gold or as found."""

    things: tuple[Thing, ...]
    happenings: tuple[Happening, ...]


def read_gold(folder: Path) -> tuple[dict[str, Any], ...]:
    """The gold documents of a folder, by file name.

    Raises:
        InputError: a file is not JSON or has not the shape of gold.
    """
    documents = []
    for path in sorted(folder.glob("*.json")):
        try:
            document = json.loads(path.read_text("utf-8"))
            telling_of_gold(document)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{path}: not a gold document ({error})") from error
        documents.append(document)
    return tuple(documents)


def _plain(text: str) -> str:
    """Folded letters and digits of a name, with single spaces between words."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def telling_of_gold(document: Mapping[str, Any]) -> Telling:
    """What a gold document tells.

    Raises:
        KeyError: a field is missing, or an event names an entity that is not there.
    """
    things = tuple(
        Thing(e["id"], _plain(e["name"]), e["qid"] or None, frozenset(map(_plain, e["mentions"])))
        for e in document["entities"]
    )
    known = {thing.id for thing in things}
    happenings = []
    for e in document["events"]:
        if unknown := {*e["agents"], *e["others"], *filter(None, [e["place"]])} - known:
            raise KeyError(f"{document['id']} {e['id']} names {', '.join(sorted(unknown))}, which is no entity")
        agents, others, topics = frozenset(e["agents"]), frozenset(e["others"]), frozenset(e["topics"])
        happenings.append(Happening(e["type"], agents, others, e["place"] or None, e["date"], e["status"], topics))
    return Telling(things, tuple(happenings))


def telling_of_extraction(extraction: Extraction | None) -> Telling:
    """What was found in an article; nothing where there is no extraction."""
    if extraction is None:
        return Telling((), ())
    text = extraction.article.text

    def thing(entity: Entity) -> Thing:
        surfaces = frozenset(_plain(text[span.start : span.end]) for span in entity.mentions)
        return Thing(entity.id, _plain(entity.name), entity.qid, surfaces)

    def happening(event: Event) -> Happening:
        date = str(event.date) if event.date else None
        agents, others, topics = frozenset(event.agents), frozenset(event.others), frozenset(event.topics)
        return Happening(event.type, agents, others, event.place, date, event.status, topics)

    return Telling(tuple(map(thing, extraction.entities)), tuple(map(happening, extraction.events)))
