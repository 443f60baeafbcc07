"""Fields of a record by the many names that outlets and archives give them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.read.draft import Draft
from kg.read.html import text_of_markup
from kg.read.refusal import FIELD, Refusal

_FILE = Path(__file__).with_name("fields.toml")


@cache
def names(table: str = "names") -> dict[str, tuple[str, ...]]:
    """What each field of an article may be called; with 'inside', where the text of an object is."""
    with _FILE.open("rb") as file:
        return {field: tuple(found) for field, found in tomllib.load(file)[table].items()}


def draft_of(record: object, path: str, stem: str) -> Draft:
    """The article that a JSON record tells.

    Raises:
        Refusal: it is no object, has no text, or a field that kg uses is of the wrong type.
    """
    if not isinstance(record, Mapping):
        raise Refusal(FIELD, f"not an object with fields, but {_kind(record)}")
    by_name = {str(key).lower().replace("-", "_").replace(" ", "_"): key for key in record}
    found = {field: _first(record, by_name, choices) for field, choices in names().items()}
    name, text = found["text"]
    if not name:
        raise Refusal(FIELD, f"no field with a text: none of {', '.join(names()['text'][:3])}, …")
    return Draft(
        path=path,
        stem=stem,
        text=text_of_markup(text),
        title=text_of_markup(found["title"][1]),
        published=found["published"][1],
        source=found["source"][1],
        url=found["url"][1],
        lang=found["lang"][1],
        id=found["id"][1],
    )


def _first(record: Mapping[str, object], by_name: Mapping[str, str], choices: tuple[str, ...]) -> tuple[str, str]:
    """The first of some fields that is there and not empty, as (its name, its value); the name alone if all are."""
    empty = ""
    for choice in choices:
        if choice not in by_name:
            continue
        key = by_name[choice]
        value = _text_of(record[key], key)
        if value.strip():
            return key, value
        empty = empty or key
    return empty, ""


def _text_of(value: object, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise Refusal(FIELD, f"field '{name}' must be text, and is {_kind(value)}")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        for inner in names("inside")["values"]:
            if isinstance(value.get(inner), str):
                return str(value[inner])
    raise Refusal(FIELD, f"field '{name}' must be text, and is {_kind(value)}")


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
