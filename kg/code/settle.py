"""When, where and about what each draft is, and which drafts tell one happening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.code.about import Told, speaks, topics_of
from kg.code.again import same_family
from kg.code.days import find_date
from kg.code.draft import CONTACT, SPOKEN, Draft
from kg.code.frames import Lexicon
from kg.code.inherit import belongs_to_day, find_city, inherit, inherit_around, story_of
from kg.code.items import Row
from kg.code.politics import is_official
from kg.code.targets import name_struck
from kg.model import DateSpan, Entity, LinkedDocument, Status


def settle(
    drafts: Sequence[Draft],
    rows: Sequence[Row],
    linked: LinkedDocument,
    lexicon: Lexicon,
    told: Told,
    table: Mapping[str, Entity],
) -> list[Draft]:
    """Give each draft its date, topics and place; drop those whose frame asks for a topic and have none.

    What is dropped may still tell the day of the news ('announced today that he will travel').
    """
    lines = {row.index: row for row in rows}
    officials = {e.id for e in linked.entities if is_official(e)}
    settled: list[Draft] = []
    dated: list[Draft] = []
    for draft in drafts:
        day = find_date(draft, drafts, lines, linked, lexicon)
        dated.append(replace(draft, date=day, dated="own" if day else ""))
        dated[-1].status = _status(dated[-1], linked)
        known = draft.frame.official and draft.verbal and not draft.guesses and officials.issuperset(draft.agents)
        vague = known and not speaks(draft, drafts, told, linked)
        hollow = draft.type in ("support", "proposal") and draft.guesses and not draft.others
        if (hollow or (draft.frame.needs_topic and not known)) and not speaks(draft, drafts, told, linked):
            continue
        if draft.reports or (
            lexicon.analytic and draft.frame.needs_topic and _is_stronger_said(draft, drafts, linked, lexicon)
        ):
            continue
        topics = set(told.dispute) if vague else topics_of(draft, drafts, told, linked)
        settled.append(replace(dated[-1], topics=topics))
    story = story_of(dated, linked)
    for number, draft in enumerate(settled):
        inherit(draft, settled[:number], story)
    for draft in settled:
        if lexicon.analytic and draft.type in ("attack", "sanction"):
            name_struck(draft, linked, table)
        inherit_around(draft, settled)
        draft.place = find_city(draft, settled, linked)
        if belongs_to_day(draft):
            draft.date = story.day
            draft.dated = "day" if story.day else ""
    return settled


def _is_stronger_said(draft: Draft, drafts: Sequence[Draft], linked: LinkedDocument, lexicon: Lexicon) -> bool:
    """Whether the sentence has a stronger word of the same speaker, or what is said is an event of its own.

    Where 'that' may be left out, forms do not tell what is said from what stands beside it.
    """
    return any(
        d.sentence == draft.sentence
        and set(d.agents) == set(draft.agents)
        and (d.type in SPOKEN if d.first < draft.first else d.type not in ("agreement", "attack", "sanction"))
        and d.type != "statement"
        and not (d.first > draft.first and _is_coordinated(d, linked, lexicon))
        for d in drafts
    )


def _is_coordinated(draft: Draft, linked: LinkedDocument, lexicon: Lexicon) -> bool:
    """Whether the draft's word is joined to a verb before it and no part of what that says ('…, urging')."""
    before = linked.document.tokens[draft.first - 1]
    return before.text == "," or any(e.kind in ("conjunction", "relative") for e in lexicon.entries(before.fold))


_AHEAD = frozenset({"visit", "meeting", "talks", "call"})


def _status(draft: Draft, linked: LinkedDocument) -> Status:
    """An event of a day to come is planned; so is one told in the present tense below the headline."""
    written = linked.document.written
    if draft.status != "occurred" or draft.type in SPOKEN:
        return draft.status
    if draft.date and written and draft.date.earliest > written.latest:
        return "planned"
    to_come = draft.date is None or written is None or draft.date.latest >= written.latest
    if (
        draft.present
        and not draft.background
        and draft.type in _AHEAD
        and to_come
        and not draft.frame.generic
        and not _is_headline(draft, linked)
    ):
        return "planned"
    return draft.status


def _is_headline(draft: Draft, linked: LinkedDocument) -> bool:
    """Whether its sentence is a title or a line without a full stop."""
    last = linked.document.tokens[linked.document.sentences[draft.sentence].last - 1].text
    return draft.sentence == 0 or last[-1:].isalnum()


def join_tellings(drafts: Sequence[Draft], linked: LinkedDocument, table: Mapping[str, Entity]) -> list[Draft]:
    """Make one draft of those that tell one happening; its tellings become further passages."""
    joined: list[Draft] = []
    for draft in _without_summaries(drafts, table):
        same = next((d for d in joined if _one_happening(d, draft, linked, table)), None)
        if same is None:
            joined.append(draft)
            continue
        _absorb(same, draft)
    return joined


def _principals_told(headline: Draft, draft: Draft, table: Mapping[str, Entity]) -> bool:
    """Whether a headline names the states of those who act in the text, or the reverse ('Egypt and Turkey agree')."""
    here, there = headline.who - draft.who, draft.who - headline.who
    kinds = [{table[e].type == "person" for e in who} for who in (here, there)]
    if not same_family(headline.type, draft.type) or not _compatible_status(headline, draft):
        return False
    if sorted(map(list, kinds)) != [[False], [True]]:
        return False

    def principals(who: set[str]) -> set[str]:
        return {table[e].on_behalf_of or table[e].key for e in who}

    return principals(draft.who) == principals(headline.who)


def _without_summaries(drafts: Sequence[Draft], table: Mapping[str, Entity]) -> list[Draft]:
    """Drop what the text tells more exactly elsewhere; the more exact tellings take it as a passage.

    That is a headline's event told as several below ('X meets Y and Z'), and contact of no told kind ('discussed
    with') between those who met or called.
    """
    kept = []
    for draft in drafts:
        parts = [d for d in drafts if d is not draft and len(d.who & draft.who) > 1 and len(d.who) > 1]
        if draft.frame.generic:
            exact = [
                d
                for d in parts
                if d.type in CONTACT and not d.frame.generic and (d.who <= draft.who or draft.who <= d.who)
            ]
        else:
            below = [d for d in parts if draft.sentence == 0 and d.sentence and d.type == draft.type]
            exact = below if len(below) > 1 and not any(draft.who <= d.who for d in below) else []
            exact = exact or [
                d for d in drafts if draft.sentence == 0 and d.sentence and _principals_told(draft, d, table)
            ]
        for part in exact:
            part.sentences |= draft.sentences
            if draft.frame.generic:
                part.topics |= draft.topics
        if not exact:
            kept.append(draft)
    return kept


def _one_happening(one: Draft, other: Draft, linked: LinkedDocument, table: Mapping[str, Entity]) -> bool:
    if one.type != other.type:
        return False
    if one.type == "statement":
        return set(one.agents) == set(other.agents)
    if one.type == "agreement" and (one.frame.parties or other.frame.parties):
        return one.frame.name == other.frame.name or one.who <= other.who or other.who <= one.who
    if one.type not in SPOKEN and not (_compatible_status(one, other) and _compatible_dates(one.date, other.date)):
        return False
    if one.sort and other.sort and one.sort != other.sort:
        return False
    if "apart" in (one.sort, other.sort) and one.who != other.who:
        return False
    if one.type == "visit":
        here = _same_place(one, other) or _city_and_state(one, other, linked, table)
        return here and (bool(set(one.agents) & set(other.agents)) or _delegation(one, other, linked, table))
    if one.type in CONTACT or one.type == "agreement":
        if one.who == other.who:
            return True
        told = one.place and other.place and not (one.inferred or other.inferred)
        headline = one.sentences == {0} and bool(other.sentence)
        if told and one.place != other.place and one.sentence != other.sentence and not headline:
            return False
        small, large = sorted((one.who, other.who), key=len)
        leading = min(one.sentence, other.sentence) <= 1
        near = abs(one.sentence - other.sentence) <= 2 and len(large) - len(small) == 1
        if small <= large:
            return leading or near
        return leading and len(small & large) / len(small | large) >= 0.6
    if set(one.agents) != set(other.agents):
        return False
    headline = one.sentences == {0} and set(one.others) <= set(other.others)
    return set(one.others) == set(other.others) or headline or not one.others or not other.others


def _same_place(one: Draft, other: Draft) -> bool:
    if one.place == other.place:
        return True
    return one.place is None or other.place is None


def _city_and_state(one: Draft, other: Draft, linked: LinkedDocument, table: Mapping[str, Entity]) -> bool:
    """Whether a visit's place is told once as a city and once as its state ('arrived in X on a visit to Y')."""
    places = [d.place for d in (one, other) if d.place]
    states = {linked.states.get(p, "") for p in places}
    exact = sum(table[p].type == "place" for p in places)
    return len(places) == 2 and len(states) == 1 and "" not in states and exact == 1


def _delegation(one: Draft, other: Draft, linked: LinkedDocument, table: Mapping[str, Entity]) -> bool:
    """Whether one names the travellers and the other their state or body ('the Egyptian delegation left X')."""
    for body, persons in ((one.agents, other.agents), (other.agents, one.agents)):
        if len(body) == 1 and linked.states.get(body[0]) in {linked.states.get(p) for p in persons} - {None}:
            return table[body[0]].type == "state"
    return False


def _compatible_status(one: Draft, other: Draft) -> bool:
    settled = {"occurred", "ongoing"}
    return one.status == other.status or {one.status, other.status} <= settled


def _compatible_dates(one: DateSpan | None, other: DateSpan | None) -> bool:
    if one is None or other is None:
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest


def _absorb(one: Draft, other: Draft) -> None:
    one.agents.extend(e for e in other.agents if e not in one.who)
    one.others.extend(e for e in other.others if e not in one.who)
    one.topics |= other.topics
    one.guesses = min(one.guesses, other.guesses)
    exact = one.inferred or (one.sentences == {0} and one.type in CONTACT)
    if one.place is None or (exact and other.place and not other.inferred):
        one.place, one.inferred = other.place, other.inferred
    one.sentences |= other.sentences
    if one.date is None or (other.date is not None and len(other.date.start) > len(one.date.start)):
        one.date, one.dated = other.date, other.dated
