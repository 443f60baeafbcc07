"""`kg gazetteer build`: a dump to an index file, in one pass that may be broken off and gone on with."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from kg.errors import InputError
from kg.gazetteer.wikidata.assembling import FRAME, assemble
from kg.gazetteer.wikidata.dump import Position, form_of, read_dump
from kg.gazetteer.wikidata.rules import FILE, read_rules
from kg.gazetteer.wikidata.work import put_in_place, working_folder
from kg.lang import codes

Progress = Callable[[str, int, int], None]
SHOWN = 20
"""Malformed lines that are told with their beginnings."""
SAVED_EVERY = 256 << 20
"""Bytes of text between two notes of how far the dump has been read."""


@dataclass
class State:
    """How far a dump has been read, and what was found."""

    dump: str
    at: int = 0
    carried: str = ""
    """Latin-1 of the bytes of a line's beginning."""
    written: int = 0
    """Bytes of kept items."""
    lines: int = 0
    text: int = 0
    malformed: int = 0
    shown: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True)
class Built:
    """What was built."""

    path: Path
    items: int
    """Items in the index."""
    lines: int
    """Items in the dump."""
    text: int
    """Bytes of JSON read."""
    malformed: int
    shown: tuple[str, ...]
    """The first malformed lines and what is wrong with them."""
    resumed: bool


def build_index(
    dump: Path,
    out: Path,
    *,
    languages: tuple[str, ...] = (),
    workers: int = 1,
    progress: Progress = lambda step, done, total: None,
) -> Built:
    """Build the index of a dump; `out` is replaced when the new one is whole.

    A build that was broken off is gone on with, if dump and rules are the same.

    Args:
        dump: .json, .json.bz2, .json.gz or .json.zst, as Wikidata has it.
        out: the index file.
        languages: codes of languages whose names are kept; by default those of all packs.
        workers: processes that read the dump.
        progress: is told of each step: name, done, total.

    Raises:
        InputError: the dump cannot be read, or holds no item that is kept.
        OutputError: the index cannot be written.
    """
    languages = languages or codes()
    form_of(dump)
    try:
        mark = _mark(dump, languages)
    except OSError as error:
        raise InputError(f"{dump}: {error.strerror}") from error
    with working_folder(out) as folder:
        state = _load(folder, mark)
        resumed = state.at > 0 or state.whole
        if not state.whole:
            _read(dump, folder, state, languages, workers, progress)
        about = {"dump": dump.name, "items": state.lines, "malformed": state.malformed, "languages": list(languages)}
        items = assemble(folder / "items", folder / "index", folder, read_rules(), about, progress)
        if not items:
            raise InputError(f"{dump}: holds no item that is kept; is it a dump of Wikidata?")
        put_in_place(folder / "index", out)
    return Built(out, items, state.lines, state.text, state.malformed, state.shown, resumed)


def _read(dump: Path, folder: Path, state: State, languages: tuple[str, ...], workers: int, progress: Progress) -> None:
    saved, size = state.text, dump.stat().st_size
    with (folder / "items").open("ab") as file:
        file.truncate(state.written)
        begin = Position(state.at, state.carried.encode("latin-1"))
        for found, position in read_dump(dump, languages, workers, begin):
            for item in found.kept:
                state.written += file.write(FRAME.pack(len(item)) + item)
            state.at, state.whole = position.at, position.at < 0
            state.lines += found.lines
            state.text += found.size
            state.malformed += len(found.malformed)
            state.shown = (*state.shown, *found.malformed)[:SHOWN]
            progress("reading", min(position.used, size), size)
            if state.text - saved > SAVED_EVERY or state.whole:
                state.carried = position.carried.decode("latin-1")
                file.flush()
                os.fsync(file.fileno())
                _save(folder, state)
                saved = state.text


def _mark(dump: Path, languages: tuple[str, ...]) -> str:
    """What tells one dump and one way of reading it from another."""
    about = dump.stat()
    told = f"{dump.name} {about.st_size} {about.st_mtime_ns} {languages}".encode()
    return sha256(told + FILE.read_bytes() + FILE.with_name("items.py").read_bytes()).hexdigest()


def _load(folder: Path, mark: str) -> State:
    try:
        data = json.loads((folder / "state.json").read_text("utf-8"))
        state = State(**{**data, "shown": tuple(data["shown"])})
        if state.dump == mark and (folder / "items").stat().st_size >= state.written:
            return state
    except (OSError, ValueError, TypeError, KeyError):
        pass
    return State(mark)


def _save(folder: Path, state: State) -> None:
    part = folder / "state.part"
    part.write_text(json.dumps(asdict(state)), "utf-8")
    part.replace(folder / "state.json")
