"""Office nouns of a language, told apart by kind: 'وزير الخارجية', 'foreign minister'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.lang import Pack


class OfficeMatch(NamedTuple):
    """A bare office noun found in a row of tokens."""

    length: int
    """How many tokens it covers."""
    kind: str
    definite: bool
    """It is complete in itself ('وزير الخارجية', 'the minister'), so that a demonym or nothing may follow; if not, a
    jurisdiction must ('وزير خارجية' + state)."""
    gender: str
    """'male', 'female' or ''."""
    number: int
    """1, 2 (dual) or 3 (plural)."""


class OfficePhrases:
    """The office nouns of one language pack."""

    def __init__(self, pack: Pack) -> None:
        """Compile `offices.toml` of the pack."""
        raise NotImplementedError

    def match(self, tokens: Sequence[str], i: int) -> list[OfficeMatch]:
        """Every office noun that begins at token `i` of folded tokens, longest first."""
        raise NotImplementedError
