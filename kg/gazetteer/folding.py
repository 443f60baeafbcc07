"""Names as the index keeps them: folded tokens, a space after each."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_")
_ARABIC = str.maketrans("أإآٱىةؤئیکگڤ", "اااايهوييكغف", "ـ\u200c\u200d\u200e\u200f")


def fold_name(text: str) -> tuple[str, ...]:
    """The folded tokens of a name, as the text stage folds the tokens of an article."""
    plain = unicodedata.normalize("NFKD", text.translate(_ARABIC)).casefold()
    plain = unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))
    return tuple(_WORD.findall(plain.translate(_ARABIC)))


def join(tokens: tuple[str, ...]) -> str:
    """Tokens as one key of the index: a space after each, so that a name ends only where a token does."""
    return " ".join(tokens) + " " if tokens else ""


def fold_digest() -> bytes:
    """What tells one way of folding from another, so that an index made by an older one is not used."""
    probe = "".join(map(chr, range(0x20, 0x250))) + " ".join(map(chr, range(0x600, 0x700)))
    return sha256(join(fold_name(probe)).encode()).digest()
