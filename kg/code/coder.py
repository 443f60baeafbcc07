"""From items to drafts: each event word with its arguments in their roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.code.arguments import Argument, Arguments, noun_arguments, subject_left, verb_arguments
from kg.code.draft import CONTACT, Draft
from kg.code.frames import Entry, Frame, Lexicon
from kg.code.items import Item, Row
from kg.code.reference import Discourse
from kg.code.status import status_of
from kg.model import Entity, EventType, LinkedDocument, Span

_NOUN_SLOTS = ("of", "attribute", "between", "gather", "with")


def draft_events(
    lines: Sequence[Row], lexicon: Lexicon, linked: LinkedDocument, table: Mapping[str, Entity]
) -> list[Draft]:
    """All drafts of a document, in text order."""
    pronouns = lexicon.pronouns
    discourse = Discourse(table, pronouns)
    drafts: list[Draft] = []
    for row in lines:
        _read_row(row, lexicon, linked, discourse, drafts)
    return drafts


def _read_row(row: Row, lexicon: Lexicon, linked: LinkedDocument, discourse: Discourse, drafts: list[Draft]) -> None:
    items = row.items
    for t, item in enumerate(items):
        if item.kind == "phrase":
            discourse.see(item.entities)
        elif item.kind == "event":
            _read_event(row, t, lexicon, linked, discourse, drafts)
        elif item.kind == "attach":
            _attach(row, t, lexicon, discourse, drafts)
        elif item.kind in ("verb", "cue", "light") and item.entry.features.pos == "verb":
            found = verb_arguments(items, t, lexicon, discourse, transitive=False, takes_object=False)
            _remember_subject(found, discourse)


def _remember_subject(found: Arguments, discourse: Discourse) -> None:
    subject = found.slot("subject")
    if subject is not None and subject.entities and not subject.guessed:
        discourse.subject = subject.entities


def _readings(items: Sequence[Item], t: int) -> list[Entry]:
    """The frame entries of an event word, the likelier part of speech first."""
    entries = [e for e in items[t].entries if e.kind == "frame"]
    previous = items[t - 1] if t else None
    governed = previous is not None and (
        previous.kind == "marker" or (previous.kind == "light") or (previous.kind == "cue" and previous.entry.features.pos == "")
    )
    return sorted(entries, key=lambda e: (e.features.pos == "verb") == governed)


def _read_event(
    row: Row, t: int, lexicon: Lexicon, linked: LinkedDocument, discourse: Discourse, drafts: list[Draft]
) -> None:
    items, item = row.items, row.items[t]
    for entry in _readings(items, t):
        frame = entry.frame
        if frame is None:
            continue
        if entry.features.pos == "verb":
            found = verb_arguments(
                items, t, lexicon, discourse, transitive=frame.transitive, takes_object="object" in frame.roles
            )
        else:
            found = noun_arguments(items, t, lexicon, discourse)
        made = _drafts(row, t, entry, frame, found, linked, discourse, lexicon)
        if made:
            drafts.extend(made)
            if made[-1].type in CONTACT and len(made[-1].who) > 1:
                discourse.contact = tuple(made[-1].agents + made[-1].others)
            if entry.features.pos == "verb":
                _remember_subject(found, discourse)
            return
        if entry.features.pos == "verb":
            _remember_subject(found, discourse)
        elif entry.features.definite or item.enclitic:
            _continue(row, frame, drafts)


def _continue(row: Row, frame: Frame, drafts: list[Draft]) -> None:
    """'The meeting' again: what this sentence says belongs to the meeting told before."""
    for draft in reversed(drafts):
        if _same_family(draft.type, frame.type):
            draft.sentences.add(row.index)
            return


def _same_family(one: EventType, other: EventType) -> bool:
    return one == other or (one in CONTACT and other in CONTACT)


def _attach(row: Row, t: int, lexicon: Lexicon, discourse: Discourse, drafts: list[Draft]) -> None:
    """'Attended', 'accompanied': the subject takes part in the event told before."""
    items = row.items
    frame = items[t].entry.frame
    if frame is None:
        return
    found = verb_arguments(items, t, lexicon, discourse, transitive=False, takes_object=False)
    subject = found.slot("subject")
    target = next((d for d in reversed(drafts) if _same_family(d.type, frame.type)), None)
    if target is None or subject is None or subject.guessed:
        return
    for draft in drafts:
        if draft is target or (draft.sentence == target.sentence and draft.type == target.type):
            added = [e for e in subject.entities if e not in draft.who and discourse.entities[e].type != "place"]
            draft.agents.extend(added)
            draft.sentences.add(row.index)


def _drafts(
    row: Row,
    t: int,
    entry: Entry,
    frame: Frame,
    found: Arguments,
    linked: LinkedDocument,
    discourse: Discourse,
    lexicon: Lexicon,
) -> list[Draft]:
    """The events that one word tells: one, or several where its arguments are told apart."""
    items, item = row.items, row.items[t]
    agents: list[str] = []
    others: list[str] = []
    places: list[str] = []
    apart: list[str] = []
    guesses = 0
    table = discourse.entities
    claimed: set[str] = set()
    for argument in found.found:
        role = _role(argument, frame, table)
        if not role:
            continue
        fresh = [e for e in argument.entities if e not in claimed]
        if role in ("agent", "other"):
            fresh = [e for e in fresh if table[e].type != "place" or role == "other"]
        claimed.update(fresh)
        target = {"agent": agents, "other": others, "place": places}[role if role != "target" else "place"]
        target.extend(fresh)
        guesses += argument.guessed and bool(fresh)
        if argument.split and role in ("agent", "other"):
            apart.extend(fresh)
    if entry.features.pos == "noun" and not agents and "agent" in (frame.roles.get("subject"), frame.roles.get("with")):
        guesses += _inherit_agent(items, t, discourse, agents, others, places, frame)
    if not _enough(frame, agents, others, places):
        return []
    kind = _type(frame, agents, others, table)
    tokens = linked.document.tokens
    trigger = Span(tokens[item.first].start, tokens[item.last - 1].end)
    place, others = _place(kind, places, others, table)
    end = items[found.reach - 1].last if found.reach > t else item.last
    draft = Draft(
        frame=frame,
        type=kind,
        agents=agents,
        others=others,
        place=place,
        status=status_of(items, t, found.reach, lexicon.future),
        trigger=trigger,
        sentence=row.index,
        first=item.first,
        reach=end,
        sentences={row.index},
        guesses=guesses,
        background=_is_background(items, t),
        verbal=entry.features.pos == "verb",
    )
    if kind == "visit" and len(places) > 1:
        return [_copy(draft, place=p) for p in dict.fromkeys(places)]
    if apart and len(apart) > 1:
        if kind == "message" or all(a in others for a in apart):
            return [_copy(draft, others=[o for o in others if o not in apart] + [a]) for a in apart]
        rest = [a for a in agents if a not in apart]
        if rest:
            return [_copy(draft, agents=[*rest, a]) for a in apart]
    if kind == "message" and len(others) > 1:
        return [_copy(draft, others=[o]) for o in others]
    return [draft]


def _copy(draft: Draft, **changes: object) -> Draft:
    from dataclasses import replace

    fields: dict[str, object] = {
        "agents": list(draft.agents),
        "others": list(draft.others),
        "topics": set(draft.topics),
        "sentences": set(draft.sentences),
    }
    return replace(draft, **(fields | changes))  # type: ignore[arg-type]


def _role(argument: Argument, frame: Frame, table: Mapping[str, Entity]) -> str:
    """The role of an argument: the first of its slots that the frame knows and its type suits."""
    types = {table[e].type for e in argument.entities}
    for slot in argument.slots:
        for choice in frame.roles.get(slot, "").split():
            asked, _, role = choice.rpartition(":")
            if asked and types != {asked}:
                continue
            if role in ("place", "target") and not types <= {"place", "state"}:
                continue
            if role == "agent" and types == {"place"}:
                continue
            return role
    return ""


def _inherit_agent(
    items: Sequence[Item],
    t: int,
    discourse: Discourse,
    agents: list[str],
    others: list[str],
    places: list[str],
    frame: Frame,
) -> int:
    """The subject of the clause acts in the noun's event too ('arrived on a visit', 'before talks with')."""
    if not (others or places or frame.type in CONTACT):
        return 0
    left = subject_left(items, t, discourse)
    subject = left.entities if left is not None and left.slots == ("subject",) else discourse.subject
    fresh = [e for e in subject if e not in others and e not in places and discourse.entities[e].type != "place"]
    agents.extend(fresh)
    return bool(fresh)


def _enough(frame: Frame, agents: Sequence[str], others: Sequence[str], places: Sequence[str]) -> bool:
    if len({*agents, *others}) < frame.requires:
        return False
    if frame.needs_agent and not agents:
        return False
    if frame.needs_other and not others:
        return False
    return not (frame.needs_target and not (places or others))


def _type(frame: Frame, agents: Sequence[str], others: Sequence[str], table: Mapping[str, Entity]) -> EventType:
    persons = [e for e in {*agents, *others} if table[e].type == "person"]
    if frame.between_persons and len(persons) >= 1 and len(agents) <= 2:
        return frame.between_persons
    if frame.between_bodies and not persons:
        return frame.between_bodies
    return frame.type


def _place(
    kind: EventType, places: Sequence[str], others: list[str], table: Mapping[str, Entity]
) -> tuple[str | None, list[str]]:
    """The most exact place; a visited state goes to the others only where a city is told too."""
    exact = [p for p in places if table[p].type == "place"]
    if exact:
        return exact[-1] if kind != "visit" else exact[0], others
    return (places[0] if places else None), others


def _is_background(items: Sequence[Item], t: int) -> bool:
    for k in range(t - 1, max(-1, t - 10), -1):
        if items[k].kind == "background":
            return True
        if items[k].kind in ("clause", "event"):
            return any(e.kind == "background" for e in items[k].entries)
    return False
