"""Visits that only a meeting tells: who is received in a city of another state has travelled there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.code.draft import LEAD, Draft
from kg.code.frames import Frame
from kg.model import LinkedDocument

_WENT = frozenset({"occurred", "ongoing", "planned"})


def add_visits(drafts: Sequence[Draft], frame: Frame, linked: LinkedDocument) -> list[Draft]:
    """The drafts, and a visit of each guest of a meeting whose journey there no draft tells.

    Args:
        drafts: all events of the document, settled.
        frame: that of the visits.
        linked: the article.
    """
    told = list(drafts)
    for meeting in drafts:
        guests = _find_guests(meeting, linked)
        if guests and not any(_goes(draft, guest, meeting.place, linked) for draft in told for guest in guests):
            # What the lead is about is the meeting's own; one told later says what the journey was for.
            topics = set(meeting.topics) if meeting.sentence > LEAD else set()
            told.append(replace(meeting, frame=frame, type="visit", agents=guests, others=[], topics=topics))
    return told


def _find_guests(meeting: Draft, linked: LinkedDocument) -> list[str]:
    """The persons, all of one state, whom somebody of the place's state met there."""
    state = linked.states.get(meeting.place or "")
    receives = meeting.frame.needs_other or meeting.place in linked.capitals
    if meeting.type != "meeting" or meeting.inferred or meeting.status not in _WENT:
        return []
    if state is None or not receives:
        return []
    persons = {e.id for e in linked.entities if e.type == "person"}
    away = [a for a in meeting.agents if a in persons and linked.states.get(a, state) != state]
    hosts = any(linked.states.get(a, a) == state for a in meeting.agents)
    return away if hosts and len({linked.states[a] for a in away}) == 1 else []


def _goes(draft: Draft, guest: str, place: str | None, linked: LinkedDocument) -> bool:
    """Whether a draft is a visit of somebody to the state of a place."""
    there = linked.states.get(draft.place or "", draft.place) == linked.states.get(place or "", place)
    return draft.type == "visit" and guest in draft.agents and there
