"""Date expressions and what they mean, worked out against the day on which the article appeared.

The words and the patterns are data (`dates.toml` of a language); here is what a pattern means. What cannot be told is
not guessed: relative words give nothing where the day of publication is unknown.

How a date without a year is read: the nearest one that is not more than a month after publication; where a word near
by says that something is to come ('will', 'scheduled'), the coming one. A weekday is the most recent one, today
included; with such a word, the coming one. An article without a day of publication whose first sentences tell the day
and weekday of the story is read as of that day, but 'yesterday' stays untold. A term ('until May 3') is no date of what
happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, reduce
from operator import or_

from kg.errors import DataError
from kg.lang import Pack
from kg.model import DateMention, DateSpan, Sentence, Token
from kg.text.dates.calendar import day_span, shift_days
from kg.text.dates.matching import Match, Matcher, classes
from kg.text.dates.meaning import RULES
from kg.text.dates.nearest import Known
from kg.text.dates.slots import Slots
from kg.text.dates.words import DateWords, date_words

__all__ = ["find_dates"]

_LOOK_BACK, _LOOK_AHEAD = 25, 10
"""Tokens before and after a date in which a word may say that something is to come."""
_LATE = 4
"""Days that an article may appear after it was written, at most."""
_LEAD = 3
"""Sentences in which the day of the story is looked for."""
_REACH = 11
"""Tokens in which what a date needs must stand."""
_REMEMBERED = 5
"""Sentences in which 'the same day' may mean the day told last."""
_DERIVED = frozenset({"earlier", "later", "same"})
"""Rules of dates told by an earlier one: the next such expression counts from the same day."""
_CHAINED = frozenset({"month", "year"})


def find_dates(
    tokens: Sequence[Token], sentences: Sequence[Sentence], published: DateSpan | None, pack: Pack
) -> tuple[tuple[DateMention, ...], DateSpan | None]:
    """The date expressions of a document, in text order, with what they mean; and when it was written.

    Args:
        tokens: of the document.
        sentences: what is outside of them is not looked at.
        published: when the article appeared; relative words need a day.
        pack: of the language; one without `dates.toml` finds none.

    Raises:
        DataError: `dates.toml` is malformed.
    """
    words = _words(pack)
    if not words.openers:
        return (), published
    folds = [token.fold for token in tokens]
    is_day = published is not None and published.start == published.end and len(published.start) == 10
    today = date.fromisoformat(published.start) if published and is_day else None
    year = int(published.start[:4]) if published else None
    anchor = today or _story_day(folds, sentences[:_LEAD], year, words)
    found = _Reading(folds, words, today, anchor, anchor.year if anchor else year).matches(sentences)
    written = _writing_day([match for _, match in found], today) if today else None
    if written and written != today:
        found = _Reading(folds, words, written, written, written.year).matches(sentences)
    return tuple(mention for mention, _ in found), day_span(written) or published


@cache
def _words(pack: Pack) -> DateWords:
    words = date_words(pack)
    unknown = sorted({p.rule for listed in words.openers.values() for p in listed} - RULES.keys())
    if unknown:
        raise DataError(f"{pack.folder / 'dates.toml'}: there is no rule '{unknown[0]}' for the patterns that it names")
    return words


def _story_day(folds: Sequence[str], lead: Sequence[Sentence], year: int | None, words: DateWords) -> date | None:
    """The first day that the opening sentences tell with its weekday, where the two agree."""
    reading = _Reading(folds, words, None, None, year)
    for mention, match in reading.matches(lead):
        told = {slot.kind: slot.value for slot in match.slots}
        if mention.rule in ("day", "numeric") and "weekday" in told and len(mention.value.start) == 10:
            day = date.fromisoformat(mention.value.start)
            if day.weekday() == told["weekday"]:
                return day
    return None


def _writing_day(matches: Sequence[Match], today: date) -> date:
    """The day on which the text was written, where a relative word tells its weekday too; else that of publication.

    A text appears on the day itself, up to `_LATE` days after, or on the evening before the day that it is written for.
    """
    for match in matches:
        told = {slot.kind: slot.value for slot in match.slots}
        step, weekday = told.get("relative"), told.get("weekday")
        if isinstance(step, int) and isinstance(weekday, int):
            late = (today.weekday() + step - weekday) % 7
            if late <= _LATE:
                return shift_days(today, -late) or today
            if late == 6 and step < 0:
                return shift_days(today, 1) or today
    return today


class _Reading:
    """One way through a document, with what is known on the way."""

    def __init__(
        self, folds: Sequence[str], words: DateWords, today: date | None, anchor: date | None, year: int | None
    ) -> None:
        self.folds = folds
        self.words = words
        self.today = today
        self.anchor = anchor
        self.year = year
        self.latest: DateSpan | None = None
        self.latest_day: date | None = None
        self.told_in = 0
        """Number of the sentence that told `latest_day`."""

    def matches(self, sentences: Sequence[Sentence]) -> list[tuple[DateMention, Match]]:
        found: list[tuple[DateMention, Match]] = []
        bits, core, until = classes(self.words).bits, self.words.core, self.words.bits.get("until", 0)
        for number, sentence in enumerate(sentences):
            if number - self.told_in > _REMEMBERED:
                self.latest_day = None
            masks = [bits[folded] for folded in self.folds[sentence.first : sentence.last]]
            if not reduce(or_, masks, 0) & core:
                continue
            matcher = Matcher(self.folds, sentence.last, self.words)
            i = sentence.first
            while i < sentence.last:
                at = i - sentence.first
                best: Match | None = None
                if masks[at] & self.words.opening or matcher.chained == i:
                    matcher.window = reduce(or_, masks[at : at + _REACH])
                    if matcher.window & core:
                        best = matcher.best(i)
                if best is None:
                    i += 1
                    continue
                value = RULES[best.rule](Slots(best.slots), self._known(best, sentence))
                if best.first > sentence.first and bits[self.folds[best.first - 1]] & until:
                    value = None
                if value is not None:
                    found.append((DateMention(best.first, best.last, value, best.rule), best))
                    self._remember(value, best.rule, number)
                if best.rule in _CHAINED:
                    matcher.chained = best.last
                i = best.last
        return found

    def _remember(self, value: DateSpan, rule: str, number: int) -> None:
        if rule in _DERIVED:
            return
        self.latest = value
        if len(value.start) == 10:
            self.latest_day, self.told_in = date.fromisoformat(value.start), number

    def _known(self, match: Match, sentence: Sentence) -> Known:
        return Known(
            self.today,
            self.anchor,
            self.year,
            self.latest,
            self.latest_day,
            self._ahead(match, sentence),
            self.words.week_start,
            self.words.numeric_orders,
        )

    def _ahead(self, match: Match, sentence: Sentence) -> bool:
        """Whether a word of the same clause says that something is to come."""
        before = range(match.first - 1, max(sentence.first, match.first - _LOOK_BACK) - 1, -1)
        after = range(match.last, min(sentence.last, match.last + _LOOK_AHEAD))
        for way, breaks in ((before, self.words.breaks), (after, self.words.breaks_after)):
            for i in way:
                if self._tells_future(i, sentence):
                    return self.folds[i - 1] not in self.words.not_ahead_after or i == sentence.first
                if self.folds[i] in breaks:
                    break
        return False

    def _tells_future(self, i: int, sentence: Sentence) -> bool:
        words, folded = self.words, self.folds[i]
        if folded.startswith(words.ahead_prefixes) and not folded.startswith(words.not_ahead):
            return True
        if folded in words.ahead:
            return True
        return i + 1 < sentence.last and f"{folded} {self.folds[i + 1]}" in words.ahead
