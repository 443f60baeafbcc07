"""`kg gazetteer check --endpoint`: whether the ids of a gazetteer are still those of their items."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from kg.errors import RemoteError
from kg.files import write_file
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.wikidata.endpoint import ENTITY, Endpoint
from kg.model import Problem
from kg.net import Patience

AT_ONCE = 500
"""Ids of one query."""
GOOD_FOR = 30 * 24 * 3600
"""Seconds after which what was asked before is asked again."""
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Checked:
    """What the endpoint says of ids."""

    problems: tuple[Problem, ...]
    """Sorted by id; those of runs before this one, too."""
    asked: int
    """How many ids were asked about, all runs together."""
    total: int


class _Note(msgspec.Struct):
    """How far a check has come."""

    last: int = 0
    """The id that was asked about last."""
    problems: list[tuple[str, str, str]] = []


def check_ids(
    gazetteer: Gazetteer, endpoint: str, folder: Path, *, most: int = 0, patience: Patience | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Checked:  # fmt: skip
    """Ids that stand for nothing any more.

    Codes: 'redirect' (the item was joined to another: `owl:sameAs`), 'deleted' (nothing is said of it).

    Args:
        gazetteer: whose facts and offices are looked at.
        endpoint: a SPARQL endpoint of Wikidata.
        folder: where is noted how far a check of many ids has come; one that was broken off is gone on with.
        most: ids that are asked about now, the others next time; 0: all.
        patience: time-outs and repeats.
        progress: is told of each step: name, done, total.

    Raises:
        RemoteError: the server cannot be reached or does not answer as it should.
    """
    asked = Endpoint(endpoint, None, patience)
    place = folder / f"check-{sha256(f'{gazetteer.identity} {endpoint}'.encode()).hexdigest()[:16]}.json"
    ids, note = gazetteer.ids(), _read(place)
    at = bisect_right(ids, note.last)
    end = min(at + most, len(ids)) if most else len(ids)
    progress("ids", at, len(ids))
    for first in range(at, end, AT_ONCE):
        batch = ids[first : min(first + AT_ONCE, end)]
        note = _Note(batch[-1], [*note.problems, *_doubts(asked, batch, gazetteer)])
        folder.mkdir(parents=True, exist_ok=True)
        write_file(place, [msgspec.json.encode(note).decode()])
        progress("ids", first + len(batch), len(ids))
    if end == len(ids):
        place.unlink(missing_ok=True)
    return Checked(tuple(Problem(*row, skipped=False) for row in note.problems), end, len(ids))


def _doubts(asked: Endpoint, batch: Sequence[int], gazetteer: Gazetteer) -> Iterator[tuple[str, str, str]]:
    keys = [f"Q{qid}" for qid in batch]
    rows = {row["item"].value[len(ENTITY) :]: row for row in asked.ask("redirects", keys, at_once=AT_ONCE)}
    if not any(row.keys() - {"item"} for row in rows.values()):
        raise RemoteError(f"{asked.url}: knows none of {keys[0]} to {keys[-1]}; does it hold Wikidata?")
    for key in keys:
        row = rows.get(key, {})
        if "now" in row:
            now = row["now"].value.removeprefix(ENTITY)
            yield key, "redirect", f"{key} ({_label(key, gazetteer)}) is {now} now"
        elif "modified" not in row:
            yield key, "deleted", f"{key} ({_label(key, gazetteer)}) is no item"


def _label(key: str, gazetteer: Gazetteer) -> str:
    thing = gazetteer.fact(key) or next((o for o in gazetteer.offices() if o.qid == key), None)
    return thing.label("en") or thing.labels[0][1] if thing else ""


def _read(place: Path) -> _Note:
    try:
        if time.time() - place.stat().st_mtime < GOOD_FOR:
            return msgspec.json.decode(place.read_bytes(), type=_Note)
    except (OSError, msgspec.DecodeError):
        pass
    return _Note()
