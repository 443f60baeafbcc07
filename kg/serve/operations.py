"""The JSON API as a table: each operation with its parameters, from which requests are checked and described alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from kg.errors import QueryError
from kg.model import EventType, Status
from kg.serve.catalogue import KINDS
from kg.serve.finding import KINDS as FINDABLE
from kg.serve.finding import LONGEST_SEARCH
from kg.serve.words import all_words

TYPES: tuple[str, ...] = tuple(sorted(get_args(EventType)))
STATUSES: tuple[str, ...] = tuple(sorted(get_args(Status)))
MOST_ITEMS = 200
DEEPEST = 1_000_000
LONGEST_KEY = 300
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,9}")

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter in the address."""

    name: str
    about: str
    schema: Schema
    required: bool = False

    def read(self, value: str) -> Any:
        """The value of what was sent.

        Raises:
            QueryError: it is not of the parameter's type.
        """
        schema = self.schema
        if schema["type"] == "integer":
            if not _NUMBER.fullmatch(value) or not schema["minimum"] <= int(value) <= schema["maximum"]:
                raise QueryError(f"{self.name} is a number from {schema['minimum']} to {schema['maximum']}")
            return int(value)
        if "enum" in schema and value not in schema["enum"]:
            raise QueryError(f"{self.name} is one of: {', '.join(schema['enum'])}")
        if schema.get("format") == "date" and not _is_day(value):
            raise QueryError(f"{self.name} is a day as YYYY-MM-DD")
        if len(value) > schema.get("maxLength", LONGEST_KEY):
            raise QueryError(f"{self.name} has at most {schema['maxLength']} characters")
        if len(value) < schema.get("minLength", 0):
            raise QueryError(f"{self.name} is empty")
        return value


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked for."""

    path: str
    """With the names of parts in braces."""
    view: str
    about: str
    answer: str
    """Name of the schema of the answer."""
    params: tuple[Param, ...] = ()
    parts: Mapping[str, Schema] = field(default_factory=dict)
    """Schemas of the parts of the path."""


def text(name: str, about: str, longest: int = LONGEST_KEY, required: bool = False) -> Param:
    """A parameter that is any text."""
    least = {"minLength": 1} if required else {}
    return Param(name, about, {"type": "string", "maxLength": longest, **least}, required)


def day(name: str, about: str, required: bool = False) -> Param:
    """A parameter that is a day."""
    return Param(name, about, {"type": "string", "format": "date"}, required)


def choice(name: str, about: str, values: Sequence[str]) -> Param:
    """A parameter that is one of some words."""
    return Param(name, about, {"type": "string", "enum": list(values)})


def language() -> Param:
    """The parameter of the language of labels."""
    return choice("lang", "The language of labels.", list(all_words()))


LIMIT = Param("limit", "The most items.", {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": 50})
OFFSET = Param("offset", "Items to leave out before.",
               {"type": "integer", "minimum": 0, "maximum": DEEPEST, "default": 0})  # fmt: skip
KEY: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[^/\\x00-\\x1f\\x7f]+$"}

OPERATIONS = (
    Operation("/api/actors", "actors", "Actors and places, the busiest first.", "Actors", (
        text("q", "What it is called, in any spelling.", LONGEST_SEARCH), choice("type", "Its kind.", KINDS),
        LIMIT, OFFSET)),
    Operation("/api/actors/{key}", "actor", "An actor: events, contacts, offices, articles.", "Actor",
              parts={"key": KEY}),
    Operation("/api/events", "events", "Events from the latest.", "Events", (
        text("actor", "Key of somebody in it, or of its place."), choice("type", "What happened.", TYPES),
        text("topic", "Key of a topic."), choice("status", "Whether it happened.", STATUSES),
        text("article", "Key of an article that tells of it."), day("from", "No earlier than this day."),
        day("to", "No later than this day."), LIMIT, OFFSET)),
    Operation("/api/events/{key}", "event", "An event: participants, and each article's telling with its passages.",
              "Event", (language(),), {"key": KEY}),
    Operation("/api/articles", "articles", "Articles, the newest first.", "Articles", (
        text("q", "Words of its title.", LONGEST_SEARCH), text("actor", "Key of somebody named in it."),
        LIMIT, OFFSET)),
    Operation("/api/articles/{key}", "article", "An article: text, mentions, passages, events.", "Article",
              parts={"key": KEY}),
    Operation("/api/topics", "topics", "All topics.", "Topics"),
    Operation("/api/topics/{key}", "topic", "A topic: its events and who is in them.", "Topic", parts={"key": KEY}),
    Operation("/api/search", "search", "What is called so: actors, topics, events, articles.", "Found", (
        text("q", "What is looked for.", LONGEST_SEARCH, True), choice("kind", "Only this kind.", FINDABLE), LIMIT)),
)  # fmt: skip
_INSIDE = {"from": "start", "to": "end"}


def read_params(params: Sequence[Param], given: Sequence[tuple[str, str]], *, empty: bool = False) -> dict[str, Any]:
    """The values of parameters, with defaults.

    Args:
        params: those that there are.
        given: what was sent.
        empty: whether one that is sent without a value counts as not sent, as forms do.

    Raises:
        QueryError: one is unknown, sent twice, wrong or missing.
    """
    known = {param.name: param for param in params}
    values: dict[str, Any] = {}
    for name, value in given:
        if name not in known:
            raise QueryError(f"no parameter is called {name[:40]!a}; there are: {', '.join(known) or 'none'}")
        if name in values:
            raise QueryError(f"{name} is given twice")
        if value or not empty:
            values[name] = known[name].read(value)
    missing = [param.name for param in params if param.required and param.name not in values]
    if missing:
        raise QueryError(f"{', '.join(missing)} must be given")
    defaults = {param.name: param.schema["default"] for param in params if "default" in param.schema}
    return {**defaults, **values}


def view_args(values: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as the views call them."""
    return {_INSIDE.get(name, name): value for name, value in values.items()}


def _is_day(value: str) -> bool:
    try:
        return bool(_DAY.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False
