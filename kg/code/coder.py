"""From items to drafts: each event word with its arguments in their roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.code.arguments import (
    Argument,
    Arguments,
    is_governed,
    is_masdar,
    light_before,
    noun_arguments,
    subject_left,
    verb_arguments,
)
from kg.code.draft import CONTACT, PLACELESS, Draft
from kg.code.frames import Entry, Frame, Lexicon
from kg.code.items import Item, Row
from kg.code.neighbours import before_noun, told_of
from kg.code.order import governor
from kg.code.reference import Discourse
from kg.code.status import status_of
from kg.model import Entity, EventType, LinkedDocument, Span, Status

_PLACE_REACH = 16
_NEED_REACH = 8


def draft_events(
    lines: Sequence[Row], lexicon: Lexicon, linked: LinkedDocument, table: Mapping[str, Entity]
) -> list[Draft]:
    """All drafts of a document, in text order."""
    pronouns = lexicon.pronouns
    discourse = Discourse(table, pronouns, lexicon.analytic)
    drafts: list[Draft] = []
    for row in lines:
        _read_row(row, lexicon, linked, discourse, drafts)
    return drafts


def _read_row(row: Row, lexicon: Lexicon, linked: LinkedDocument, discourse: Discourse, drafts: list[Draft]) -> None:
    items = row.items
    if discourse.attended and not any(i.kind in _VERBAL for i in items):
        _add_attendants([i.entities for i in items if i.kind == "phrase"], row, drafts, discourse)
        return
    discourse.attended = ""
    _read_colon(row, lexicon, linked, discourse, drafts)
    main: tuple[str, ...] | None = None
    for t, item in enumerate(items):
        if item.kind == "phrase":
            discourse.see(item.entities)
        elif item.kind == "that":
            main = main or discourse.subject
        elif _attends(items, t):
            _attach(row, t, lexicon, discourse, drafts)
        elif item.kind == "event" and not (t and _attends(items, t - 1)):
            _read_event(row, t, lexicon, linked, discourse, drafts)
        elif item.kind in ("verb", "cue", "light") and item.entry.features.pos == "verb" and not is_masdar(items, t, lexicon):
            found = verb_arguments(items, t, lexicon, discourse, transitive=False, takes_object=False)
            _remember_subject(found, discourse)
    if main:
        discourse.act(main)


def _remember_event(draft: Draft, discourse: Discourse) -> None:
    """Who 'the two' or 'they' are from now on; who travels acts next."""
    both = tuple(draft.agents + draft.others)
    if draft.type in CONTACT and len(both) > 1:
        discourse.contact = both
    elif len(both) == 2 and all(discourse.is_person(e) for e in both) and not (discourse.analytic and not draft.others):
        discourse.contact = both
    if draft.type in ("talks", "agreement") and len(draft.agents) > 1:
        discourse.parties = tuple(dict.fromkeys(discourse.principal(a) for a in draft.agents))
    if draft.type == "visit" and draft.verbal:
        discourse.act(tuple(draft.agents))


def _remember_subject(found: Arguments, discourse: Discourse) -> None:
    if found.topic and not found.relative:
        discourse.act(found.topic)
        return
    subject = found.slot("subject")
    if found.unknown and subject is None and not found.relative:
        discourse.act(())
    if subject is not None and subject.entities and not subject.guessed and not found.relative:
        discourse.act(subject.entities)


def _readings(items: Sequence[Item], t: int, lexicon: Lexicon) -> list[Entry]:
    """The frame entries of an event word; where the clause makes a noun of it, the nouns if there are any."""
    entries = [e for e in items[t].entries if e.kind == "frame"]
    nouns = [e for e in entries if e.features.pos == "noun"]
    verbs = [e for e in entries if e.features.pos != "noun"]
    if is_governed(items, t, lexicon):
        return nouns or verbs
    return verbs + nouns


def _read_event(
    row: Row, t: int, lexicon: Lexicon, linked: LinkedDocument, discourse: Discourse, drafts: list[Draft]
) -> None:
    items, item = row.items, row.items[t]
    bound = _governing_type(items, t) if lexicon.analytic else ""
    if bound == "topic":
        return
    if bound == "support" and item.entry.frame and item.entry.frame.type in CONTACT:
        return
    if bound in _CONTENTED and not (bound == "agreement" and item.entry.frame and item.entry.frame.type != "agreement"):
        return
    for entry in _readings(items, t, lexicon):
        frame = entry.frame
        if frame is None or (frame.beside and not _is_beside(row, frame, linked)):
            continue
        if frame.inverts and lexicon.analytic and entry.features.tense == "participle" and items[t - 1].kind == "marker":
            continue
        if entry.features.pos == "verb":
            found = verb_arguments(
                items, t, lexicon, discourse, transitive=frame.transitive, takes_object="object" in frame.roles, all_objects=frame.gathers
            )
        else:
            found = noun_arguments(items, t, lexicon, discourse)
        if frame.urges and lexicon.urging is not None:
            needed = _needed_of(items, t, found)
            if needed is not None:
                frame = lexicon.urging
                found.found.append(needed)
        if lexicon.analytic and _is_same_again(row, t, lexicon, frame, drafts):
            _continue(row, frame, drafts, told_of(items, t))
            return
        if lexicon.analytic and frame.type == "demand" and found.slot("object") is None:
            found.found.extend(_asked(items, found.reach))
        if lexicon.analytic and frame.type == "call" and not found.found and drafts:
            found.found.extend(_on_the_phone(drafts[-1], row, t, discourse))
        if lexicon.analytic and _hosted(row, t, lexicon, found, drafts):
            return
        made = _drafts(row, t, entry, frame, found, linked, discourse, lexicon, drafts)
        for draft in made if bound == "agreement" else ():
            draft.status = "planned"
        if made and made[0].type == "mediation" and not made[0].others and _mediates(made[0], drafts):
            return
        if lexicon.analytic and frame.type == "proposal" and _judged(items, t):
            return
        if made and _goes_on(made, drafts) and not any(e.name == "then" for i in items[max(0, t - 3) : t] for e in i.entries):
            drafts[-1].sentences.add(row.index)
            return
        if made:
            drafts.extend(made)
            _remember_event(made[-1], discourse)
            received = bool(item.enclitic) and frame.type in CONTACT
            if entry.features.pos == "verb" and frame.roles.get("subject") == "agent" and not received:
                _remember_subject(found, discourse)
            return
        if entry.features.pos == "verb":
            _remember_subject(found, discourse)
        elif entry.features.definite or item.enclitic or (frame.type == "visit" and found.slot("of")):
            _continue(row, frame, drafts, told_of(items, t) if lexicon.analytic else set())


def _is_beside(row: Row, frame: Frame, linked: LinkedDocument) -> bool:
    """Whether the sentence holds a word that the frame asks for."""
    tokens = linked.document.tokens[row.sentence.first : row.sentence.last]
    return any(token.fold in frame.beside for token in tokens)


def _needed_of(items: Sequence[Item], t: int, found: Arguments) -> Argument | None:
    """Of whom something is needed, where the clause after a verb of saying speaks of a need (nobody: no entities)."""
    for k in range(t + 1, min(len(items), t + _NEED_REACH)):
        if items[k].kind in ("clause", "relative", "event"):
            return None
        if items[k].kind == "necessity":
            for item in items[k + 1 : k + 4]:
                if item.kind == "phrase":
                    return Argument(("object",), item.entities, k)
                if item.kind not in ("word", "that"):
                    break
            return Argument(("object",), (), k)
    return None


_CONTENTED = frozenset({"demand", "threat", "statement", "criticism", "proposal", "agreement"})
"""Types whose infinitives and gerunds tell what is asked, said or accused, and no event of their own."""


def _governing_type(items: Sequence[Item], t: int) -> str:
    """The type of the event whose content the verb at `t` tells, or ''."""
    if items[t].entry.features.pos != "verb":
        return ""
    if t and items[t].entry.features.tense == "participle" and set(items[t - 1].markers()) & {"about", "on"}:
        return "topic"
    k = governor(items, t)
    frame = items[k].entry.frame if k is not None and items[k].kind == "event" else None
    return frame.type if frame is not None else ""


def _judged(items: Sequence[Item], t: int) -> bool:
    """Whether the proposal at `t` is only what somebody backs or rejects."""
    for k in range(t - 1, -1, -1):
        if items[k].kind in ("that", "clause", "relative", "light", "verb"):
            return False
        frame = items[k].entry.frame if items[k].kind == "event" else None
        if frame is not None and items[k].entry.features.pos == "verb":
            return frame.type in ("support", "criticism")
    return False


def _is_same_again(row: Row, t: int, lexicon: Lexicon, frame: Frame, drafts: Sequence[Draft]) -> bool:
    """Whether 'their meeting' is one told just before."""
    modifier = before_noun(row.items, t) if row.items[t].entry.features.pos == "noun" else None
    if modifier is None or row.items[modifier.at].kind != "possessive" or frame.type not in CONTACT:
        return False
    if light_before(row.items, t, lexicon) is not None:
        return False
    last = next((d for d in reversed(drafts) if _same_family(d.type, frame.type)), None)
    return last is not None and row.index - last.sentence <= 1 and len(last.who) > 1


def _asked(items: Sequence[Item], reach: int) -> list[Argument]:
    """Of whom something is demanded in the clause that follows ('demanded that X withdraw')."""
    ahead = items[reach : reach + 2]
    if len(ahead) == 2 and ahead[0].kind == "that" and ahead[1].kind == "phrase":
        return [Argument(("object",), ahead[1].entities, reach + 1, ahead[1].split)]
    return []


def _on_the_phone(last: Draft, row: Row, t: int, discourse: Discourse) -> list[Argument]:
    """Who speaks where a call is only how something was said ('urged X in a call to')."""
    both = (*last.agents, *last.others)
    said = last.sentence == row.index and len(both) == 2 and all(map(discourse.is_person, both))
    governed = t > 0 and any("in" in i.markers() for i in row.items[max(0, t - 3) : t])
    return [Argument(("between",), both, t)] if said and governed else []


def _hosted(row: Row, t: int, lexicon: Lexicon, found: Arguments, drafts: Sequence[Draft]) -> bool:
    """Whether 'X steered the talks' tells who hosted the talks told before: they take part in these."""
    item = row.items[t]
    frame = item.entry.frame
    light = light_before(row.items, t, lexicon)
    carrier = row.items[light].entry.frame if light is not None else None
    if frame is None or carrier is None or carrier.carrier != "host" or not item.entry.features.definite:
        return False
    last = next((d for d in reversed(drafts) if d.type == frame.type == "talks" and row.index - d.sentence <= 1), None)
    if last is None:
        return False
    last.others.extend(e for a in found.found if a.slots[0] in ("host", "with") for e in a.entities if e not in last.who)
    last.sentences.add(row.index)
    return True


def _mediates(mediation: Draft, drafts: Sequence[Draft]) -> bool:
    """Give a mediation whose parties are not named those of the agreement or talks just told.

    Mediators of talks take part in these; then there is no mediation of its own.
    """
    for draft in reversed(drafts):
        if mediation.sentence - draft.sentence > 1:
            return False
        parties = [e for e in (*draft.agents, *draft.others) if e not in mediation.agents]
        if draft.type == "meeting" and mediation.sentence != draft.sentence:
            continue
        if draft.type not in ("talks", "agreement", "meeting") or len(draft.agents) < 2 or len(parties) < 2:
            continue
        if draft.type == "talks":
            draft.others.extend(e for e in mediation.agents if e not in draft.who)
            draft.sentences.add(mediation.sentence)
            return True
        mediation.others.extend(parties)
        return False
    return False


def _goes_on(made: Sequence[Draft], drafts: Sequence[Draft]) -> bool:
    """'The two discussed …' after a meeting or call tells more of it and no new one."""
    if not drafts or len(made) != 1 or made[0].type not in _GATHERINGS or not made[0].guesses:
        return False
    last = drafts[-1]
    return last.type in CONTACT and made[0].who <= last.who and made[0].sentence - last.sentence <= 1


def _continue(row: Row, frame: Frame, drafts: list[Draft], told: set[str]) -> None:
    """'The meeting' again: what this sentence says belongs to the meeting told before.

    Where it tells that a plan was dropped (`told`), that meeting will not be.
    """
    for draft in reversed(drafts):
        if _same_family(draft.type, frame.type):
            draft.sentences.add(row.index)
            if "denied" in told and draft.status == "planned":
                draft.status = "denied"
            return


def _same_family(one: str, other: str) -> bool:
    return one == other or (one in _GATHERINGS and other in _GATHERINGS)


_GATHERINGS = frozenset({"meeting", "talks"})


def _read_colon(
    row: Row, lexicon: Lexicon, linked: LinkedDocument, discourse: Discourse, drafts: list[Draft]
) -> None:
    """'SPEAKER: what they say' at the start of a sentence is a statement."""
    items = row.items
    start = next((k for k, i in enumerate(items[:3]) if i.kind == "phrase"), None)
    if lexicon.colon is None or start is None or start + 1 >= len(items):
        return
    speaker, colon = items[start], items[start + 1]
    if colon.kind != "mark" or colon.text != ":" or any(i.kind != "mark" for i in items[:start]):
        return
    agents = [e for e in speaker.entities if discourse.entities[e].type != "place"]
    if not agents:
        return
    tokens = linked.document.tokens
    trigger = Span(tokens[speaker.first].start, tokens[colon.last - 1].end)
    discourse.act(tuple(agents))
    drafts.append(
        Draft(lexicon.colon, lexicon.colon.type, agents, [], None, "occurred", trigger, row.index, speaker.first,
              colon.last, sentences={row.index}, verbal=True)
    )  # fmt: skip


_VERBAL = frozenset({"event", "light", "attach", "verb", "cue"})


def _attends(items: Sequence[Item], t: int) -> bool:
    """Whether the item is 'attended' or 'accompanied', and not a light verb with an event noun of its own."""
    item = items[t]
    if not any(e.kind == "attach" for e in item.entries):
        return False
    after = items[t + 1] if t + 1 < len(items) else None
    own_noun = after is not None and after.kind == "event" and not after.entry.features.definite
    return item.kind == "attach" or (item.kind == "light" and not own_noun)


def _attach(row: Row, t: int, lexicon: Lexicon, discourse: Discourse, drafts: list[Draft]) -> None:
    """'Attended', 'accompanied': those named take part in the event told before."""
    entry = next(e for e in row.items[t].entries if e.kind == "attach")
    start = t + 1
    while start < len(row.items) and row.items[start].kind == "event":
        start += 1
    named = []
    for item in row.items[start:]:
        if item.kind in ("event", "verb", "that", "relative"):
            break
        if item.kind == "phrase":
            named.append(item.entities)
    told = next((e.frame.type for i in row.items[t + 1 : start] for e in i.entries if e.frame), "")
    discourse.attended = told or (entry.frame.type if entry.frame else "")
    _add_attendants(named, row, drafts, discourse)


def _add_attendants(
    named: Sequence[tuple[str, ...]], row: Row, drafts: Sequence[Draft], discourse: Discourse
) -> None:
    wanted = discourse.attended
    same = [d for d in drafts if d.type == wanted] or [d for d in drafts if wanted and _same_family(d.type, wanted)]
    if not same:
        return
    target = same[-1]
    for draft in drafts:
        if draft is target or (draft.sentence == target.sentence and draft.type == target.type):
            for entity in (e for entities in named for e in entities):
                if entity not in draft.who and discourse.is_person(entity):
                    draft.agents.append(entity)
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
    drafts: Sequence[Draft],
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
        meant = lexicon.analytic and items[argument.at].kind in ("pair", "group")
        if frame.weak and role == "agent" and argument.guessed and not meant:
            continue
        if role in ("agent", "other"):
            fresh = [e for e in fresh if table[e].type != "place" or role == "other"]
        claimed.update(fresh)
        target = {"agent": agents, "other": others, "place": places}[role if role != "target" else "place"]
        target.extend(fresh)
        guesses += argument.guessed and bool(fresh)
        each = entry.features.number == "du" and len(fresh) == 2 and argument.slots[0] != "between"
        several = lexicon.analytic and entry.features.number == "pl" and _sort(items, t, True) == "apart"
        each = each or (several and argument.slots[0] == "with" and len(fresh) > 1)
        if (argument.split or (each and entry.features.pos == "noun")) and role in ("agent", "other"):
            apart.extend(fresh)
    if entry.features.pos == "noun" and not frame.weak and _lacks_agent(items, t, found, frame, discourse, agents, others, places):
        guesses += _inherit_agent(items, t, discourse, agents, others, places)
    if frame.recalls and not agents and (discourse.parties or drafts) and entry.features.pos == "noun":
        called = _called_upon(drafts, row) if drafts else ()
        agents.extend(e for e in called or discourse.parties if e not in others)
        guesses += 2
    around = items[t + 1 : found.reach]
    if frame.particle and not any(frame.particle in i.markers() or frame.particle == i.text for i in around):
        return []
    agents = _without_principals(agents, table)
    if not _enough(frame, agents, others, places):
        return []
    kind = _type(frame, agents, others, table)
    tokens = linked.document.tokens
    trigger = Span(tokens[item.first].start, tokens[item.last - 1].end)
    place, others = _place(kind, places, others, table)
    if place is None and kind not in PLACELESS:
        place = _place_near(items, t, table)
    end = items[found.reach - 1].last if found.reach > t else item.last
    draft = Draft(
        frame=frame,
        type=kind,
        agents=agents,
        others=others,
        place=place,
        status=_status(items, t, lexicon, row, drafts),
        trigger=trigger,
        sentence=row.index,
        first=item.first,
        reach=end,
        sentences={row.index},
        guesses=guesses,
        background=_is_background(items, t),
        verbal=entry.features.pos == "verb",
        present=entry.features.tense == "present" and not found.relative,
        sort=_sort(items, t, lexicon.analytic) or frame.sort,
    )
    if kind == "visit" and _is_homecoming(agents, place, table):
        return []
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


def _status(
    items: Sequence[Item], t: int, lexicon: Lexicon, row: Row, drafts: Sequence[Draft]
) -> Status:
    """The status that the words tell; what is only the aim of something planned is planned too."""
    status = status_of(items, t, lexicon)
    aim = t > 0 and "to" in items[t - 1].markers() and items[t].entry.features.pos == "noun"
    if status == "occurred" and aim and drafts and drafts[-1].sentence == row.index and drafts[-1].status == "planned":
        return "planned"
    return status


def _sort(items: Sequence[Item], t: int, before: bool) -> str:
    """What tells a meeting from others of the same people: after its word, or `before` it too."""
    near = [*items[max(0, t - 2) : t], *items[t + 1 : t + 4]] if before else items[t + 1 : t + 4]
    return next((e.name for i in near for e in i.entries if e.kind == "sort"), "")


def _called_upon(drafts: Sequence[Draft], row: Row) -> tuple[str, ...]:
    """Who was just called upon to do it together ('urged X and Y to resume talks')."""
    last = drafts[-1]
    several = last.type == "demand" and last.sentence == row.index and len(last.others) > 1
    return tuple(last.others) if several else ()


def _is_homecoming(agents: Sequence[str], place: str | None, table: Mapping[str, Entity]) -> bool:
    """Whether somebody goes to the state that he acts for, which is no visit."""
    return place is not None and any(table[a].on_behalf_of == table[place].key or a == place for a in agents)


def _without_principals(agents: list[str], table: Mapping[str, Entity]) -> list[str]:
    """Leave out a state or body where a person who acts for it takes part too."""
    served = {table[a].on_behalf_of for a in agents if table[a].type == "person"} - {""}
    return [a for a in agents if table[a].type == "person" or table[a].key not in served]


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


def _lacks_agent(
    items: Sequence[Item],
    t: int,
    found: Arguments,
    frame: Frame,
    discourse: Discourse,
    agents: Sequence[str],
    others: Sequence[str],
    places: Sequence[str],
) -> bool:
    """Whether an event noun names only one side ('talks with Y', 'on a visit to Z') and the clause's subject is the other."""
    if frame.type in CONTACT and frame.roles.get("with") == "agent":
        partner = any(a.slots[0] in ("with", "to", "from") for a in found.found)
        if t and agents and "to" in items[t - 1].markers():
            return True
        together = not agents and len(discourse.subject) > 1 and not items[t].entry.features.definite
        return (len(agents) == 1 and not others and partner) or together
    return not agents and bool(others or places)


def _inherit_agent(
    items: Sequence[Item], t: int, discourse: Discourse, agents: list[str], others: list[str], places: list[str]
) -> int:
    """Let the subject of the clause act in the noun's event too."""
    left = subject_left(items, t, discourse)
    subject = left.entities if left is not None and left.slots == ("subject",) else discourse.subject
    taken = {*agents, *others, *places}
    fresh = [e for e in subject if e not in taken and discourse.entities[e].type != "place"]
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
    if frame.between_persons and persons and len(agents) <= 2 and not others:
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


def _place_near(items: Sequence[Item], t: int, table: Mapping[str, Entity]) -> str | None:
    """The place that the clause names with 'in', before the event word or after it, nearest first."""
    found: list[tuple[int, str]] = []
    for step in (-1, 1):
        k = t + step
        while 0 <= k < len(items) and abs(k - t) < _PLACE_REACH:
            item = items[k]
            if item.kind in ("that", "clause", "relative") or (item.kind == "mark" and item.text in ":؛;"):
                break
            if step > 0 and item.kind == "event" and item.entry.features.pos == "verb":
                break
            located = k > 0 and "in" in items[k - 1].markers()
            if item.kind == "phrase" and located and all(table[e].type == "place" for e in item.entities):
                found.append((abs(k - t), item.entities[-1]))
            k += step
    return min(found)[1] if found else None


def _is_background(items: Sequence[Item], t: int) -> bool:
    for k in range(t - 1, max(-1, t - 10), -1):
        if items[k].kind == "background":
            return True
        if items[k].kind in ("clause", "event"):
            return any(e.kind == "background" for e in items[k].entries)
    return False
