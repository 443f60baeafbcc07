"""What lies beside a graph: the articles' texts, and the mentions that were found in them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from kg.model import Span
from kg.rdf.names import Namer
from kg.serve.catalogue import short
from kg.store.explain import ReadText, texts_beside

_EXTRACTIONS = "extractions.jsonl"


class Mention(NamedTuple):
    """A stretch of a text that names an actor or place."""

    start: int
    end: int
    actor: str
    """Its key in the graph."""
    type: str


class _Entity(msgspec.Struct):
    key: str
    type: str
    mentions: list[_Stretch]


class _Stretch(msgspec.Struct):
    start: int
    end: int


class _Head(msgspec.Struct):
    sha256: str = ""


class _Line(msgspec.Struct):
    entities: list[_Entity] = []


class Texts:
    """The texts and mentions of one build; the file of mentions stays open, so that a new build does not take it."""

    def __init__(self, read_text: ReadText, file: int, lines: Mapping[str, Span]) -> None:
        """Texts as `read_text` gives them by hash, mentions as the lines of a file by hash, in bytes."""
        self._read, self._file, self._lines = read_text, file, lines

    @classmethod
    def none(cls) -> Texts:
        """For a graph that has nothing beside it."""
        return cls(lambda _: None, -1, {})

    @classmethod
    def of(cls, inside: Path, folder: Path) -> Texts:
        """Those of a build.

        Args:
            inside: the build's folder as it was opened.
            folder: where builds are published; texts are kept by their hash, so one found there is the right one.
        """
        kept, published = texts_beside(inside), texts_beside(folder)

        def read(sha256: str) -> str | None:
            text = kept(sha256)
            return published(sha256) if text is None else text

        try:
            file = os.open(inside / _EXTRACTIONS, os.O_RDONLY)
        except OSError:
            return cls(read, -1, {})
        return cls(read, file, _index(file))

    def text(self, sha256: str) -> str | None:
        """An article's text, or None where it is not kept."""
        return self._read(sha256)

    def mentions(self, sha256: str) -> list[Mention]:
        """What an article's text names, in order of the text, the longer first."""
        line = self._lines.get(sha256)
        if line is None:
            return []
        found = msgspec.json.decode(os.pread(self._file, line.end - line.start, line.start), type=_Line)
        namer = Namer()
        mentions = {
            Mention(stretch.start, stretch.end, short(namer.actor(entity.key).value), entity.type)
            for entity in found.entities
            for stretch in entity.mentions
        }
        return sorted(mentions, key=lambda mention: (mention.start, -mention.end, mention.actor))


def _index(file: int) -> dict[str, Span]:
    lines: dict[str, Span] = {}
    start = 0
    with os.fdopen(os.dup(file), "rb") as source:
        for line in source:
            try:
                lines[msgspec.json.decode(line, type=_Head).sha256] = Span(start, start + len(line))
            except msgspec.DecodeError:
                return {}
            start += len(line)
    return lines
