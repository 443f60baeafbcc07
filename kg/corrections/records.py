"""The file of corrections: a line each, tab-separated.

    action     subject              object      article   note
    is         الوزير               Q7821917    ar-012    which minister is meant there
    is         Salem al-Rawi        -                     no actor of the graph
    same       ar-012#meeting@120   en-3#meeting@35
    same       n:person/salem al rawi   n:person/سالم الراوي
    different  ar-012#visit@44      ar-019#visit@60
    wrong      ar-012#visit@44                            the text says no such thing
    missing    meeting; agents=Q1,Q2; place=Q85; date=2024-05-01   the passage   ar-012

An event is named by its article, its type and where its word or passage begins (code points), or by its IRI or id
in the graph. Lines that begin with '#' and empty lines are left alone.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from kg.errors import InputError, OutputError
from kg.model import Event, Problem

FILE_NAME = "corrections.tsv"
Action = Literal["is", "same", "different", "wrong", "missing"]
COLUMNS = ("action", "subject", "object", "article", "note")
NOTHING = "-"
"""What stands for no actor at all."""

_EVENT = re.compile(r"(?P<article>.+)#(?P<type>[a-z]+)@(?P<start>\d{1,9})", re.DOTALL)
_ID = re.compile(r"(?:.*/event/)?(?P<id>[0-9a-f]{16,64})")
_KEY = re.compile(r"Q[1-9][0-9]{0,9}|[xn]:.+")
_NEEDED: dict[str, tuple[str, ...]] = {
    "is": ("subject", "object"),
    "same": ("subject", "object"),
    "different": ("subject", "object"),
    "wrong": ("subject",),
    "missing": ("subject", "object", "article"),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file."""

    action: Action
    subject: str
    object: str = ""
    article: str = ""
    note: str = ""
    where: str = ""
    """File and line, for messages."""

    def row(self) -> str:
        """The line as it stands in the file."""
        cells = (self.action, self.subject, self.object, self.article, self.note)
        return "\t".join(" ".join(cell.split()) for cell in cells)


@dataclass(frozen=True, slots=True)
class Corrections:
    """All lines of a file, and what is wrong with some."""

    rows: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()


class EventRef(NamedTuple):
    """An event as a line names it: by place in an article, or by id in the graph."""

    article: str
    type: str
    start: int
    id: str = ""


def event_ref(article: str, event: Event) -> str:
    """How a correction names an event of an article."""
    return f"{article}#{event.type}@{event.trigger.start}"


def parse_event(text: str) -> EventRef | None:
    """The event that a cell names; None where it names none."""
    if match := _EVENT.fullmatch(text):
        return EventRef(match["article"], match["type"], int(match["start"]))
    if match := _ID.fullmatch(text):
        return EventRef("", "", 0, match["id"])
    return None


def is_key(text: str) -> bool:
    """Whether a cell holds the key of an actor or place."""
    return _KEY.fullmatch(text) is not None


def read_corrections(path: Path) -> Corrections:
    """The corrections of a file; none where there is no file.

    Raises:
        InputError: it cannot be read, or is not UTF-8.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        return Corrections()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}") from error
    rows: list[Correction] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#") or tuple(line.lower().split("\t")[:2]) == COLUMNS[:2]:
            continue
        where = f"{path.name}:{number}"
        try:
            rows.append(_parse(line, where))
        except InputError as error:
            problems.append(Problem(where, "KG120", str(error)))
    return Corrections(tuple(rows), tuple(problems))


def _parse(line: str, where: str) -> Correction:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) > len(COLUMNS):
        raise InputError(f"{len(cells)} columns where there are {len(COLUMNS)}")
    values = dict(zip(COLUMNS, cells + [""] * (len(COLUMNS) - len(cells)), strict=True))
    action = values["action"]
    if action not in get_args(Action):
        raise InputError(f"no action '{action}'; there are: {', '.join(get_args(Action))}")
    for column in _NEEDED[action]:
        if not values[column]:
            raise InputError(f"'{action}' needs its column '{column}'")
    subject, target = values["subject"], values["object"]
    if action == "is" and target != NOTHING and not is_key(target):
        raise InputError(f"'{target}' is no Wikidata id, no key of the graph and not '{NOTHING}'")
    if action == "wrong" and parse_event(subject) is None:
        raise InputError(f"'{subject}' names no event; write ARTICLE#TYPE@START or the event's IRI")
    if action in ("same", "different") and not _comparable(subject, target):
        raise InputError("both must be events (ARTICLE#TYPE@START or IRIs), or both keys of actors")
    return Correction(action, subject, target, values["article"], values["note"], where)  # type: ignore[arg-type]


def _comparable(one: str, other: str) -> bool:
    if is_key(one) or is_key(other):
        return is_key(one) and is_key(other)
    return parse_event(one) is not None and parse_event(other) is not None


def append_correction(path: Path, correction: Correction) -> None:
    """Add a line to the file, which is made with its header where there is none.

    Raises:
        OutputError: it cannot be written to.
    """
    try:
        new = not path.exists() or path.stat().st_size == 0
        whole = new or path.read_bytes().endswith(b"\n")
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(("" if whole else "\n") + ("\t".join(COLUMNS) + "\n" if new else "") + correction.row() + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error
