"""What a text tells once for several events: the day and place of the story that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.code.draft import CONTACT, DEEDS, LEAD, SPOKEN, Draft
from kg.model import DateSpan, LinkedDocument

_FRESH = 10
"""Days that the news may be older than its article."""
_NEAR_SENTENCES = 6
_NEXT = 2
"""How many sentences on a host still receives at the same place."""
_HAPPENED = frozenset({"occurred", "ongoing"})
_ON_VISIT = frozenset({"meeting", "talks", "agreement"})
_AHEAD = frozenset({"visit", "meeting", "talks", "call"})
_JOINT = CONTACT | {"agreement", "visit"}
"""Types in which who acts for a state or body stands for it."""


@dataclass(frozen=True, slots=True)
class Story:
    """What the events of one document share."""

    linked: LinkedDocument
    day: DateSpan | None
    """The day of the news itself, if it is told."""

    def tied(self, draft: Draft, earlier: Draft) -> bool:
        """Whether two events are of one occasion: their place and day are the same unless the text tells otherwise."""
        shared = draft.who & earlier.who
        if earlier.is_told_at(draft.sentence, draft.occasion) or _is_handed(draft, earlier):
            return True
        if draft.first == earlier.first and draft.type == earlier.type:
            return True
        if shared and (earlier.type == "visit" or (draft.type in SPOKEN and earlier.type in CONTACT)):
            return True
        return len(shared) > 1 or _goes_on(draft, earlier) or self._of_one_pair(draft, earlier)

    def _of_one_pair(self, draft: Draft, earlier: Draft) -> bool:
        """Whether an agreement is of the states or bodies whose people met before it."""
        if draft.type != "agreement" or earlier.type not in _JOINT:
            return False
        sides = [{self.linked.states.get(e, e) for e in d.who} for d in (draft, earlier)]
        return len(sides[0] & sides[1]) > 1

    def past(self, date: DateSpan | None) -> bool:
        """Whether a day lies before that of the news."""
        return date is not None and self.day is not None and date.latest < self.day.earliest


def story_of(drafts: Sequence[Draft], linked: LinkedDocument) -> Story:
    """The story of dated drafts: its day is that of the first event of the lead that took place in the last days."""
    lead = [d.date for d in drafts if d.sentence <= LEAD and d.date and d.status == "occurred" and not d.background]
    return Story(linked, next((d for d in lead if len(d.start) == 10 and _is_news(d, linked.document.written)), None))


def _is_news(day: DateSpan, written: DateSpan | None) -> bool:
    """Whether a day is one of the last before the text was written."""
    if written is None:
        return True
    return (date.fromisoformat(written.earliest) - date.fromisoformat(day.latest)).days <= _FRESH


def inherit(draft: Draft, settled: Sequence[Draft], story: Story) -> None:
    """Give a draft the day and place of an event told shortly before it that it belongs to."""
    reached: DateSpan | None = None
    for earlier in reversed(settled):
        done = earlier.status in _HAPPENED
        if draft.sentence - earlier.sentence > _NEAR_SENTENCES or (done and _is_past(earlier.date, reached)):
            break
        reached = (earlier.date if done else None) or reached
        tied = story.tied(draft, earlier)
        if _is_purpose(draft, earlier):
            if draft.date is None and earlier.date is not None:
                draft.dated = "tied"
            draft.status, draft.date = earlier.status, draft.date or earlier.date
        if not (tied or draft.who & earlier.who) or earlier.background != draft.background:
            continue
        if earlier.status != draft.status:
            continue
        likely = draft.status in _HAPPENED and (tied or not story.past(earlier.date))
        if draft.date is None and (likely or (tied and draft.status == "planned")):
            draft.date = earlier.date
            draft.dated = "tied" if tied else "shared"
        if draft.place is None and tied and draft.type not in ("visit", "call"):
            draft.place, draft.inferred = earlier.place, True


def inherit_around(draft: Draft, settled: Sequence[Draft]) -> None:
    """The place and day of what an event is part of, though that be told later: its occasion, or a visit.

    Who is on a visit meets where the visit goes; a message is handed over where its receiver meets who brings it.
    """
    for whole in settled:
        if whole is draft or whole.status != draft.status or abs(whole.sentence - draft.sentence) > _NEAR_SENTENCES:
            continue
        visiting = whole.type == "visit" and draft.type in _ON_VISIT and set(whole.agents) & draft.who
        part = whole.is_told_at(draft.sentence, draft.occasion) or _is_handed(draft, whole)
        together = draft.type in SPOKEN and whole.type in _ON_VISIT and whole.sentence == draft.sentence
        part = part or (together and len(draft.who) > 1 and draft.who <= whole.who)
        if draft.place is None and draft.type not in ("visit", "call") and (visiting or part):
            draft.place, draft.inferred = whole.place, True
        if draft.date is None and part:
            draft.date = whole.date
            draft.dated = "around"


def find_city(visit: Draft, settled: Sequence[Draft], linked: LinkedDocument) -> str | None:
    """The capital in which somebody whose visit is told to be to a state meets or speaks, or the visit's own place."""
    state = linked.states.get(visit.place or "")
    whole = any(e.id == visit.place and e.type == "state" for e in linked.entities)
    if visit.type != "visit" or not whole or visit.status not in _HAPPENED:
        return visit.place
    same = (
        d
        for d in settled
        if d is not visit and d.status in _HAPPENED and not d.inferred and set(d.agents) & set(visit.agents)
    )
    cities = [d.place for d in same if d.place in linked.capitals and linked.states.get(d.place) == state]
    return cities[0] if cities else visit.place


def _is_handed(message: Draft, meeting: Draft) -> bool:
    """Whether a message is told beside a meeting of its receiver."""
    near = abs(message.sentence - meeting.sentence) <= _NEXT
    return message.type == "message" and meeting.type == "meeting" and near and bool(set(message.others) & meeting.who)


def _is_purpose(draft: Draft, visit: Draft) -> bool:
    """Whether somebody is to travel to meet ('will head to X for talks with Y')."""
    ahead = visit.type == "visit" and visit.status in ("planned", "proposed")
    if not ahead or draft.status != "occurred" or draft.background:
        return False
    later = draft.sentence == visit.sentence and draft.first > visit.first
    told = draft.present or not draft.verbal
    return later and told and draft.type in ("meeting", "talks", "agreement") and bool(set(visit.agents) & draft.who)


def belongs_to_day(draft: Draft) -> bool:
    """Whether an event without a date is of the day of the news."""
    if draft.date is not None or draft.status != "occurred" or draft.background:
        return False
    return draft.type in SPOKEN | _AHEAD or (draft.type in DEEDS and draft.verbal and draft.sentence <= LEAD)


def _is_past(date: DateSpan | None, reached: DateSpan | None) -> bool:
    """Whether the story has gone on to a later time since."""
    return date is not None and reached is not None and date.latest < reached.earliest


def _goes_on(draft: Draft, earlier: Draft) -> bool:
    """Whether a host receives the next one at the same place ('he also received'), or a speaker speaks on."""
    gap = draft.sentence - earlier.sentence
    if draft.type in SPOKEN and earlier.type in SPOKEN:
        return gap <= 1 and draft.agents == earlier.agents
    return gap <= _NEXT and draft.type == earlier.type == "meeting" and draft.agents[:1] == earlier.agents[:1]
