"""Words, numbers and marks of a text, each with its place and its folded form."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from kg.lang import Pack
from kg.model import Token
from kg.text.folding import fold

_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_HIDDEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"""
    (?:[A-Za-z]\.){{2,}}                        # U.S., a.m.
  | \d+(?:[.,/:٫٬–-]\d+)*                       # 14:30, 2024-10-23, 2.5
  | ['’]s\b                                     # possessive
  | {_LETTER}(?:
        [^\W\d]++|[{_MARKS}{_HIDDEN}]++          # letters, '_', marks and invisible characters
      | (?<=[A-Za-z0-9])\d++                     # G20; but 'و20' is two words
      | ['’](?!s\b)(?={_LETTER})                 # d'Oro
      | (?<=\w)-(?=[A-Za-z])                     # al-Sisi
    )*
  | [^\s{_HIDDEN}]                              # a mark by itself
    """,
    re.VERBOSE,
)


def tokenize(text: str, pack: Pack | None = None) -> tuple[Token, ...]:
    """The tokens of a text in order; `text[t.start:t.end] == t.text` for each.

    Args:
        text: any text.
        pack: of its language, which says what compounds are several words ('US-Russian', 'Omani-mediated').
    """
    # Twice as fast as `Token(...)`, which is a Python function.
    make = tuple.__new__
    tokens = [make(Token, (surface := m[0], m.start(), m.end(), fold(surface))) for m in _TOKEN.finditer(text)]
    ends, sides = _compounds(pack) if pack is not None else (_NONE, _NONE)
    if not ends or "-" not in text:
        return tuple(tokens)
    return tuple(part for token in tokens for part in _parts(token, ends, sides))


_NONE: frozenset[str] = frozenset()


@cache
def _compounds(pack: Pack) -> tuple[frozenset[str], frozenset[str]]:
    """What ends a compound of two words, and what is either half of one."""
    table = pack.facts.get("compounds", {})
    return frozenset(table.get("ends", "").split()), frozenset(table.get("sides", "").split())


def _parts(token: Token, ends: frozenset[str], sides: frozenset[str]) -> tuple[Token, ...]:
    """The words of a compound and the hyphen between them; the token itself if it is none."""
    first, hyphen, second = token.fold.partition("-")
    if not hyphen or not (second in ends or (first in sides and second in sides)):
        return (token,)
    at = token.text.index("-")
    cuts = (0, at, at + 1, len(token.text))
    return tuple(
        Token(token.text[i:j], token.start + i, token.start + j, fold(token.text[i:j])) for i, j in pairwise(cuts)
    )
