"""Where a report was written, as its first words say."""

from __future__ import annotations

from kg.link.scope import Scope


def dateline(scope: Scope, first: int, last: int) -> bool:
    """Whether a place at the beginning of a line only says where the report was written."""
    tokens = scope.row.document.tokens
    if first > 0 and "\n" not in scope.row.document.article.text[tokens[first - 1].end : tokens[first].start]:
        broken = (
            last < len(tokens) and "\n" in scope.row.document.article.text[tokens[last - 1].end : tokens[last].start]
        )
        return scope.is_any(first - 1, "dateline_marks") and (broken or scope.is_any(last, "dateline_marks"))
    if scope.is_any(last, "dateline_marks"):
        return True
    if scope.lexicon.has_case and _only_names_follow(scope, last):
        return True
    on_date = last + 1 if scope.is_any(last, "place_before") else last
    return scope.text(on_date)[:1].isdigit()


def _only_names_follow(scope: Scope, last: int) -> bool:
    """Whether only names, dates and marks stand between a place and the dash after it ('CITY, Oct 24 (Agency) - ')."""
    for k in range(last, min(last + _REACH, len(scope.row.document.tokens))):
        if scope.is_any(k, "dashes"):
            return True
        if scope.text(k)[:1].islower():
            return False
    return False


_REACH = 16
"""Tokens of a dateline, at most."""


def reports_from(scope: Scope, first: int, last: int) -> bool:
    """Whether a place is a dateline in the body of the article, with a mark after it."""
    article, tokens = scope.row.document.article, scope.row.document.tokens
    if tokens[first].start < article.body_start or not dateline(scope, first, last):
        return False
    return scope.is_any(last, "dateline_marks")
