"""Ways to take clitics off a word. None is decided here: callers take one only where the rest is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

from kg.lang import Pack
from kg.text.folding import fold
from kg.text.remembered import Remembered

_LEAST = 2
"""Letters that must be left of the word."""


def proclitic_splits(folded: str, pack: Pack) -> tuple[tuple[str, str], ...]:
    """All (proclitic, rest) readings of a folded word, fewest letters taken off first.

    Where a proclitic swallows a part of the article (`contracted` in `language.toml`), the rest is given whole.
    """
    return _before(pack)[folded]


def with_proclitics(stem: str, pack: Pack) -> Iterator[tuple[str, str]]:
    """All (word, proclitic) that `proclitic_splits` may read as this stem with the proclitic before it."""
    for written, taken, restored in chain.from_iterable(_proclitics(pack).values()):
        if stem.startswith(restored) and len(stem) - len(restored) >= _LEAST:
            yield written + stem.removeprefix(restored), taken


def enclitic_splits(folded: str, pack: Pack) -> tuple[tuple[str, str], ...]:
    """All (stem, pronoun) readings of a folded word, with the stems that it may have without its pronoun."""
    return _after(pack)[folded]


@cache
def _before(pack: Pack) -> Remembered[tuple[tuple[str, str], ...]]:
    proclitics = _proclitics(pack)

    def splits(folded: str) -> tuple[tuple[str, str], ...]:
        found = [
            (taken, restored + folded[len(written) :])
            for written, taken, restored in proclitics.get(folded[:1], ())
            if folded.startswith(written) and len(folded) - len(written) >= _LEAST
        ]
        return tuple(dict.fromkeys(found)) if found else ()

    return Remembered(splits)


@cache
def _after(pack: Pack) -> Remembered[tuple[tuple[str, str], ...]]:
    enclitics = sorted({fold(e) for e in pack.facts.get("enclitics", ())}, key=lambda e: (-len(e), e))
    endings = [(fold(ending), fold(alone)) for ending, alone in pack.facts.get("bound_endings", ())]

    def splits(folded: str) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for enclitic in enclitics:
            stem = folded.removesuffix(enclitic)
            if stem == folded or len(stem) < _LEAST:
                continue
            found.append((stem, enclitic))
            found.extend((stem.removesuffix(e) + alone, enclitic) for e, alone in endings if stem.endswith(e))
        return tuple(found)

    return Remembered(splits)


@cache
def _proclitics(pack: Pack) -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """First letter → (letters as written, the proclitic, the beginning of the rest that they swallow)."""
    contracted = [(fold(w), fold(t), fold(r)) for w, t, r in pack.facts.get("contracted", ())]
    plain = sorted({fold(p) for p in pack.facts.get("proclitics", ())}, key=lambda p: (len(p), p))
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in (*contracted, *((p, p, "") for p in plain)):
        found.setdefault(row[0][0], []).append(row)
    return {letter: tuple(rows) for letter, rows in found.items()}
