"""Ways to take clitics off a word. None is decided here: callers take one only where the rest is known."""

from __future__ import annotations

from functools import lru_cache

from kg.lang import Pack
from kg.text.folding import fold

_LEAST = 2
"""Letters that must be left of the word."""


@lru_cache(maxsize=1 << 17)
def proclitic_splits(folded: str, pack: Pack) -> tuple[tuple[str, str], ...]:
    """All (proclitic, rest) readings of a folded word, fewest letters taken off first.

    Where a proclitic swallows a part of the article (`contracted` in `language.toml`), the rest is given whole.
    """
    found: list[tuple[str, str]] = []
    for written, taken, restored in _contracted(pack):
        if folded.startswith(written) and len(folded) - len(written) >= _LEAST:
            found.append((taken, restored + folded[len(written) :]))
    for proclitic in _proclitics(pack):
        if folded.startswith(proclitic) and len(folded) - len(proclitic) >= _LEAST:
            found.append((proclitic, folded[len(proclitic) :]))
    return tuple(dict.fromkeys(found))


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
def _proclitics(pack: Pack) -> tuple[str, ...]:
    return tuple(sorted({fold(p) for p in pack.facts.get("proclitics", ())}, key=lambda p: (len(p), p)))


@lru_cache(maxsize=64)
def _enclitics(pack: Pack) -> tuple[str, ...]:
    return tuple(sorted({fold(e) for e in pack.facts.get("enclitics", ())}, key=lambda e: (-len(e), e)))


@lru_cache(maxsize=64)
def _contracted(pack: Pack) -> tuple[tuple[str, str, str], ...]:
    return tuple((fold(w), fold(t), fold(r)) for w, t, r in pack.facts.get("contracted", ()))
