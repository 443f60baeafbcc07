"""An article's text cut into pieces: passages that tell of events, and in them and between them what is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

Run = tuple[str, str, str]
"""Text, and the key and type of the actor that it names ('' where it names none)."""


class Piece(NamedTuple):
    """A stretch of text that tells of the same events throughout, of none where `events` is empty."""

    start: int
    runs: tuple[Run, ...]
    events: tuple[tuple[int, str], ...]
    """Numbers in order of the text, and keys."""
    last: bool
    """It ends a passage."""


def pieces(
    text: str, start: int, passages: Sequence[Mapping[str, Any]], mentions: Sequence[Mapping[str, Any]]
) -> list[Piece]:
    """Cut a text; what the pieces hold, joined, is the text from `start` on.

    Args:
        text: the article's text.
        start: where it is shown from, in code points.
        passages: with `start`, `end` and the keys of `events`.
        mentions: with `start`, `end`, `actor` and `type`, in order of the text, the longer first; of those that
            overlap, the first is shown.
    """
    size = len(text)
    told = [p for p in passages if p["events"] and start <= p["start"] < p["end"] <= size]
    edges = {start, size} | {edge for passage in told for edge in (passage["start"], passage["end"])}
    cuts = sorted(edges)
    numbers: dict[str, int] = {}
    for key in (key for passage in sorted(told, key=lambda p: p["start"]) for key in passage["events"]):
        numbers.setdefault(key, len(numbers) + 1)
    named = list(_apart(mentions, start, size))
    found = []
    for left, right in pairwise(cuts):
        covering = [passage for passage in told if passage["start"] <= left and right <= passage["end"]]
        keys = sorted({key for passage in covering for key in passage["events"]}, key=numbers.__getitem__)
        last = any(passage["end"] == right for passage in covering)
        found.append(Piece(left, tuple(_runs(text, left, right, named)), tuple((numbers[k], k) for k in keys), last))
    return found


def _apart(mentions: Sequence[Mapping[str, Any]], start: int, size: int) -> Iterator[Mapping[str, Any]]:
    reached = start
    for mention in mentions:
        if reached <= mention["start"] < mention["end"] <= size:
            yield mention
            reached = mention["end"]


def _runs(text: str, left: int, right: int, mentions: Sequence[Mapping[str, Any]]) -> Iterator[Run]:
    at = left
    for mention in mentions:
        begin, end = max(mention["start"], left), min(mention["end"], right)
        if begin >= end:
            continue
        if at < begin:
            yield text[at:begin], "", ""
        yield text[begin:end], mention["actor"], mention["type"]
        at = end
    if at < right:
        yield text[at:right], "", ""
