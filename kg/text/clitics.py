"""Ways to take clitics off a word. None is decided here: callers take one only where the rest is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from kg.lang import Pack
from kg.text.folding import fold

_LEAST = 2
"""Letters that must be left of the word."""


def proclitic_splits(folded: str, pack: Pack) -> tuple[tuple[str, str], ...]:
    """All (proclitic, rest) readings of a folded word, fewest letters taken off first.

    Where a proclitic swallows a part of the article (`contracted` in `language.toml`), the rest is given whole.
    """
    return _splits(folded, pack) if folded[:1] in _proclitics(pack) else ()


@lru_cache(maxsize=1 << 16)
def _splits(folded: str, pack: Pack) -> tuple[tuple[str, str], ...]:
    found = [
        (taken, restored + folded[len(written) :])
        for written, taken, restored in _proclitics(pack)[folded[0]]
        if folded.startswith(written) and len(folded) - len(written) >= _LEAST
    ]
    return tuple(dict.fromkeys(found))


def with_proclitics(stem: str, pack: Pack) -> Iterator[tuple[str, str]]:
    """All (word, proclitic) that `proclitic_splits` may read as this stem with the proclitic before it."""
    for written, taken, restored in chain.from_iterable(_proclitics(pack).values()):
        if stem.startswith(restored) and len(stem) - len(restored) >= _LEAST:
            yield written + stem.removeprefix(restored), taken


@lru_cache(maxsize=1 << 16)
def enclitic_splits(folded: str, pack: Pack) -> tuple[tuple[str, str], ...]:
    """All (stem, pronoun) readings of a folded word, with the stems that it may have without its pronoun."""
    found: list[tuple[str, str]] = []
    for enclitic in _enclitics(pack):
        stem = folded[: -len(enclitic)]
        if not folded.endswith(enclitic) or len(stem) < _LEAST:
            continue
        found.append((stem, enclitic))
        for ending, alone in pack.facts.get("bound_endings", ()):
            if stem.endswith(fold(ending)):
                found.append((stem[: len(stem) - len(fold(ending))] + fold(alone), enclitic))
    return tuple(found)


@lru_cache(maxsize=64)
def _proclitics(pack: Pack) -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """First letter → (letters as written, the proclitic, the beginning of the rest that they swallow)."""
    contracted = [(fold(w), fold(t), fold(r)) for w, t, r in pack.facts.get("contracted", ())]
    plain = sorted({fold(p) for p in pack.facts.get("proclitics", ())}, key=lambda p: (len(p), p))
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in (*contracted, *((p, p, "") for p in plain)):
        found.setdefault(row[0][0], []).append(row)
    return {letter: tuple(rows) for letter, rows in found.items()}


@lru_cache(maxsize=64)
def _enclitics(pack: Pack) -> tuple[str, ...]:
    return tuple(sorted({fold(e) for e in pack.facts.get("enclitics", ())}, key=lambda e: (-len(e), e)))
