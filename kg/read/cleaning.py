"""The one cleaning of an article's text, before any offset is counted.

Line ends become LF. What has no shape of its own goes: control characters, bidi marks and isolates, zero-width spaces,
soft hyphens, byte order marks, characters that Unicode will never assign, lone surrogates. Zero-width (non-)joiners
stay: Persian names and emoji need them. Every kind of space becomes a plain one; lines lose the spaces at their ends;
blank lines in a row become one.
"""

from __future__ import annotations

import re
import unicodedata

from kg import limits

_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
    "|[" + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17)) + "]"
)
_SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_EDGE = re.compile(" +(?=\n)|(?<=\n) +")
_BLANKS = re.compile("\n{3,}")
_RARE = re.compile("[^\n -~\u0600-\u060b\u060d-\u061b\u061d-\u06ff]")


def clean(text: str) -> str:
    """The text as it is kept; cleaning it again changes nothing."""
    if "\r" in text or _RARE.search(text):
        text = _LINE_END.sub("\n", text)
        text = _SPACE.sub(" ", _INVISIBLE.sub("", text))
    text = _limit_marks(text)
    return _BLANKS.sub("\n\n", _LINE_EDGE.sub("", text)).strip(" \n")


def clean_line(text: str) -> str:
    """The text on one line: titles, sources."""
    return " ".join(clean(text).split())


def _limit_marks(text: str) -> str:
    """Drop combining marks beyond what any script piles on one letter."""
    if not _PILE.search(text):
        return text
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= limits.MARKS:
            kept.append(char)
    return "".join(kept)


_PILE = re.compile(rf"[\u0300-\u036f\u0483-\u0489\u064b-\u065f\u1ab0-\u1aff\u20d0-\u20ff]{{{limits.MARKS + 1}}}")
