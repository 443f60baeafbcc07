"""Names as the index keeps them: folded tokens, a space after each."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from kg.text.tokens import tokenize


@lru_cache(1 << 12)  # a name is asked for again right away: for its key, for its sound
def fold_name(text: str) -> tuple[str, ...]:
    """The folded tokens of a name, just as the text stage folds the tokens of an article."""
    return tuple(token.fold for token in tokenize(text))


def join(tokens: tuple[str, ...]) -> str:
    """Tokens as one key of the index: a space after each, so that a name ends only where a token does."""
    return " ".join(tokens) + " " if tokens else ""


def fold_digest() -> bytes:
    """What tells one way of folding from another, so that an index made by an older one is not used."""
    letters = " ".join(map(chr, (*range(0x21, 0x250), *range(0x600, 0x700))))
    return sha256(join(fold_name(f"{letters} al-Sisi's U.S. d’A 'x' 3.5 جان-نويل بـِهـا")).encode()).digest()
