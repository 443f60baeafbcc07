"""Why an input is not read: the codes, and the exception that carries one out of a format's reader."""

from __future__ import annotations

from typing import Final

from kg.errors import InputError

EMPTY: Final = "KG101"
"""Nothing in it, or no words."""
TOO_LARGE: Final = "KG102"
NOT_TEXT: Final = "KG103"
"""Binary data, or of a format that kg does not read."""
ENCODING: Final = "KG104"
"""Bytes that are no text in any encoding that kg tells apart."""
JSON: Final = "KG105"
"""Broken or unsafe JSON."""
FIELD: Final = "KG106"
"""A field that is missing or of the wrong type."""
LANGUAGE: Final = "KG107"
"""A language that has no pack."""
TWIN: Final = "KG108"
"""The same article, or the same text, was read before."""
UNREADABLE: Final = "KG109"
"""No regular file, or one that may not be read."""
ARCHIVE: Final = "KG110"
"""A broken, encrypted or unsafe archive."""
NO_ARTICLE: Final = "KG111"
"""A web page without an article's text."""
FRONT_MATTER: Final = "KG112"
CONFLICT: Final = "KG113"
"""A note: what the article says of itself is not so; the article is kept."""
DATE: Final = "KG114"
"""A note: a date that was not understood; the article is kept without it."""
ADDRESS: Final = "KG115"
"""A note: an address that is not http(s); the article is kept without it."""


class Refusal(InputError):
    """An input that is not read; becomes a `Problem` of its file."""

    def __init__(self, code: str, reason: str) -> None:
        """Refuse for a reason that is told to the user after the file's name."""
        super().__init__(reason)
        self.code = code
