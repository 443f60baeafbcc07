"""When an article was written, as its first lines say ('CITY, 5 May 2024 (Agency) - …')."""

from __future__ import annotations

from kg import lang
from kg.model import Article, DateSpan, Document
from kg.text import analyse

_HEAD = 1000
"""Characters of a text that hold its dateline."""
_LINES = 4
_WORDS = 5
"""Words that may stand before a dateline's day (place, weekday) or after it (the agency), at most."""
_ALONE = 3
"""Words that may stand beside the date on a line of its own, at most."""
_DASHES = frozenset("-–—")


def date_in_dateline(text: str, code: str, year: DateSpan | None = None) -> DateSpan | None:
    """The day that a dateline, or a line of its own, gives among the first lines.

    Args:
        text: an article's, its headline before the body.
        code: of its language.
        year: what is known so far; a day outside it is no dateline.
    """
    document = analyse(Article("dateline", "", text[:_HEAD], 0, lang=code, published=year), lang.load(code))
    for sentence in document.sentences[:_LINES]:
        for date in document.dates:
            exact = len(date.value.start) == 10 and date.value.start == date.value.end
            known = year is None or year.earliest <= date.value.earliest <= year.latest
            if exact and known and sentence.first <= date.first < sentence.last:
                if _is_alone(document, sentence.first, sentence.last) or _is_dashed(
                    document, sentence.first, date.first, date.last, sentence.last
                ):
                    return date.value
    return None


def _is_alone(document: Document, first: int, last: int) -> bool:
    """Whether a line holds little but dates."""
    dated = sum(d.last - d.first for d in document.dates if first <= d.first < last)
    return last - first - dated <= _ALONE and document.tokens[last - 1].text != "."


def _is_dashed(document: Document, first: int, start: int, end: int, last: int) -> bool:
    """Whether a date stands at the beginning of a sentence with a dash soon after it."""
    after = document.tokens[end : min(end + _WORDS, last)]
    return start - first <= _WORDS and any(token.text in _DASHES for token in after)
