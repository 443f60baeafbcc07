"""When what a clause tells happened, where a date in the past says so."""

from __future__ import annotations

from datetime import date, timedelta

from kg.link.scope import Scope
from kg.model import DateMention, DateSpan, Document

PAST = 60
"""Days before the article that a date must end to be clearly past."""
DAY = len("YYYY-MM-DD")
FAR = 12
"""Tokens between a role and the date of its clause, at most."""


def written(document: Document) -> DateSpan | None:
    """When a document was written, else the first day that it tells in full."""
    if document.written is not None:
        return document.written
    days = (d.value for d in document.dates if d.value.start == d.value.end and len(d.value.start) == DAY)
    return next(days, None)


def past_date(scope: Scope, first: int, last: int) -> DateSpan | None:
    """The clearly past date of the clause that holds tokens [first, last), or None."""
    published = scope.when
    if published is None:
        return None
    limit = (date.fromisoformat(published.earliest) - timedelta(days=PAST)).isoformat()
    end = scope.row.ends[first]
    near = [d for d in scope.row.document.dates if scope.row.ends[d.first] == end and d.value.latest < limit]
    near = [d for d in near if _of_clause(scope, d, first, last)]
    return min(near, key=lambda d: (abs(d.first - first), d.first)).value if near else None


def _of_clause(scope: Scope, when: DateMention, first: int, last: int) -> bool:
    """Whether a date says when the clause happened: in it, and neither of a noun nor of a span up to now."""
    between = range(when.last, first) if when.first < first else range(last, when.first)
    if len(between) > FAR or any(scope.has_any(k, "clause_words") for k in between):
        return False
    commas = [k for k in between if scope.is_any(k, "commas")]
    if commas and commas != [when.last]:
        return False
    before = when.first - 1
    if scope.is_any(when.first, "since") or scope.has_any(before, "since") or scope.is_any(before, "opening"):
        return False
    if scope.is_any(before, "at_dates"):
        return not scope.is_any(before - 1, "dated_words")
    return _whole(scope, before)


def _whole(scope: Scope, k: int) -> bool:
    """Whether a date after a token is not its genitive: the token is definite, a name, or none at all."""
    article, fold = scope.lexicon.article, scope.fold(k)
    if not article or not fold[:1].isalpha():
        return not article or k < 0 or not fold[:1].isalnum()
    if scope.is_any(k, "dated_words"):
        return False
    return fold.startswith(article) or bool(scope.names(k, k + 1, bare=True))
