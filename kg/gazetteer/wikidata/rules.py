"""What an index takes from Wikidata, as `keep.toml` says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from kg.errors import DataError
from kg.gazetteer.records import FactType

FILE = Path(__file__).with_name("keep.toml")


@dataclass(frozen=True)
class Sort:
    """What an item of some class becomes."""

    type: FactType | Literal["office", ""]
    """Of the facts; '' of what becomes nothing."""
    kind: str
    least: int = 0
    """Sitelinks that it needs."""
    deepest: int = 0
    """Steps that its own class may lie below the one that is named."""


@dataclass(frozen=True)
class Rules:
    """Which items are kept, and what of them."""

    properties: dict[str, str]
    """Our name of a property → its id."""
    human: str
    occupations: dict[str, str]
    """Id → English label."""
    genders: dict[str, str]
    """Id → 'male' or 'female'."""
    offices: dict[str, str]
    classes: dict[str, Sort]
    """Id of a class → what its items become, in the order of the file."""
    having: tuple[tuple[tuple[str, ...], Sort], ...]
    """Our names of properties that an item must have all, and what it becomes."""
    aside: tuple[str, ...]
    """Our names of properties of which an item of no class above needs one to be put aside."""
    aside_from: int
    """Sitelinks that it needs for that."""
    plain_from: int
    """Sitelinks from which on a name of one word needs no context."""
    single_from: int
    """Sitelinks from which on a name of one word is a name at all."""
    longest: int
    """Tokens of a name, at most."""


@cache
def read_rules(path: Path = FILE) -> Rules:
    """The rules of a file.

    Raises:
        DataError: it cannot be read, or lacks something.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        classes: dict[str, Sort] = {}
        for row in data["class"]:
            sort = Sort(row["type"], row["kind"], row.get("least", 0), row.get("deepest", data["below"]["deepest"]))
            for qid in row["ids"]:
                classes.setdefault(qid, sort)
        having = tuple(
            (tuple(row["properties"]), Sort(row["type"], row["kind"], row.get("least", 0))) for row in data["has"]
        )
        properties = dict(data["properties"])
        aside = tuple(data["below"]["properties"])
        for name in (*aside, *(name for names, _ in having for name in names)):
            properties[name]
        return Rules(
            properties=properties,
            human=data["person"]["class"],
            occupations=data["person"]["occupations"],
            genders={qid: gender for gender, qid in data["gender"].items()},
            offices=data["office"]["classes"],
            classes=classes,
            having=having,
            aside=aside,
            aside_from=data["below"]["least"],
            plain_from=data["names"]["plain_from"],
            single_from=data["names"]["single_from"],
            longest=data["names"]["longest"],
        )
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: lacks or misuses {error}") from error
