"""When an event happens: which of the dates that its sentences tell is its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.code.draft import SPOKEN, Draft
from kg.code.frames import Lexicon
from kg.code.items import Item, Row
from kg.model import DateMention, DateSpan, LinkedDocument, Status

_SAID_WITHIN = 8
"""Words from that of a spoken event to its date, a name being one where the verb stands first; further off, the date is
of what is said."""
_APART = 2
"""Event words and beginnings of clauses between an event's word and its date, at most."""
_RETOLD_WITHIN = 5
"""Items between 'the visit' and the date that it is told to have."""
_CLAUSES = frozenset({"that", "relative"})
_PARTS = frozenset(";؛")
_OPEN: frozenset[Status] = frozenset({"planned", "proposed", "denied"})


def find_date(
    draft: Draft, drafts: Sequence[Draft], lines: Mapping[int, Row], linked: LinkedDocument, lexicon: Lexicon
) -> DateSpan | None:
    """The date nearest to the event's word within its own part of the sentence, else in the sentence.

    Where the sentence has none: the date that stands by the word that tells of the event again.

    Args:
        draft: the event.
        drafts: all of the document.
        lines: the rows of its sentences by number.
        linked: the document.
        lexicon: of the language.
    """
    if draft.frame.earlier:
        return None
    row = lines[draft.sentence]
    words = [d.first for d in drafts if d.sentence == draft.sentence and d.first != draft.first]
    near = [(_distance(date, draft.first, row.items, words), date) for date in _dates(row, linked, lexicon.bounds)]
    near = [(distance, date) for distance, date in near if distance[0] <= _APART]
    fit = [told for told in near if _suits(draft, told[1], row.items, linked, lexicon.analytic)]
    if fit:
        return min(fit, key=lambda told: told[0])[1].value
    for number, first in draft.retold:
        row = lines[number]
        words = [d.first for d in drafts if d.sentence == number]
        for date in _dates(row, linked, lexicon.bounds):
            apart = _between(row.items, first, date.first)
            if _distance(date, first, row.items, words)[0] == 0 and len(apart) <= _RETOLD_WITHIN:
                return date.value
    return None


def _dates(row: Row, linked: LinkedDocument, bounds: frozenset[str]) -> list[DateMention]:
    """The dates of a sentence, but for those that bound something longer ('since', 'until')."""
    first, last, tokens = row.sentence.first, row.sentence.last, linked.document.tokens
    return [
        d
        for d in linked.document.dates
        if first <= d.first < last and (d.first == 0 or tokens[d.first - 1].fold not in bounds)
    ]


def _distance(date: DateMention, word: int, items: Sequence[Item], words: Sequence[int]) -> tuple[int, int]:
    """How far a date is from an event's word: other event words and beginnings of clauses between, then tokens."""
    low, high = sorted((date.first, word))
    clauses = sum(i.kind in _CLAUSES for i in _between(items, word, date.first))
    return (sum(low < w < high for w in words) + clauses, abs(date.first - word))


def _suits(draft: Draft, date: DateMention, items: Sequence[Item], linked: LinkedDocument, analytic: bool) -> bool:
    """Whether a date of the sentence can be that of the event."""
    written = linked.document.written
    between = _between(items, draft.first, date.first)
    if any(i.kind == "mark" and i.text in _PARTS for i in between):
        return False
    clause = any(i.kind in _CLAUSES for i in between)
    before = date.first < draft.first
    if draft.type in SPOKEN:
        ahead = written is not None and date.value.earliest > written.latest
        far = date.first - draft.first if analytic else len(between) + 1
        return not ahead and (before or (not clause and far <= _SAID_WITHIN))
    if before and draft.status in _OPEN and not draft.background:
        past = written is not None and date.value.latest < written.earliest and draft.status != "denied"
        return not past and not clause
    return True


def _between(items: Sequence[Item], one: int, other: int) -> list[Item]:
    """The items that lie between two tokens."""
    low, high = sorted((one, other))
    return [i for i in items if low < i.first < high]
