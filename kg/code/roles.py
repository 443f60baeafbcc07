"""Arguments in their roles: the draft events that one word tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.code.apart import has_particle, own_place, told_at
from kg.code.arguments import Argument, Arguments
from kg.code.cataphora import subject_ahead
from kg.code.draft import CONTACT, PLACELESS, SPOKEN, Draft
from kg.code.frames import Entry, Frame, Lexicon
from kg.code.items import Item, Row
from kg.code.reference import Discourse
from kg.code.search import LIKE_PHRASES
from kg.code.status import spoken_status, status_of
from kg.code.subjects import subject_left
from kg.code.voices import is_given, is_own, voice
from kg.model import Entity, EventType, LinkedDocument, Span, Status

_PLACE_REACH = 16
_INVITED = 8
"""Items between an invitation and what it is to, at most."""


def make_drafts(
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
    origins: list[str] = []
    bearers: list[str] = []
    apart: list[str] = []
    guesses = 0
    table = discourse.entities
    claimed: set[str] = set()
    voiced = () if lexicon.analytic else voice(items, t, entry, drafts, discourse)
    carried = not lexicon.analytic and frame.weak and is_given(items, t, lexicon)
    if frame.voiced and not (voiced or carried):
        return []
    roles = [_find_role(argument, frame, table) for argument in found.found]
    done_to = frame.suffered and "other" not in roles
    for argument, role in zip(found.found, roles, strict=True):
        if done_to and argument.slots[0] == "of" and not argument.guessed:
            role = "other"
        if voiced and role == "agent" and is_own(argument, voiced, discourse):
            continue
        if not role or (role == "place" and not lexicon.analytic and _is_of_matter(items, t, argument, frame)):
            continue
        if frame.needs_target and items[argument.at].kind == "self":
            argument = replace(argument, entities=tuple(map(discourse.principal, argument.entities)))
            role = _find_role(argument, frame, table)
        fresh = [e for e in argument.entities if e not in claimed]
        if frame.recalls and argument.guessed and "between" in argument.slots and found.slot("host"):
            fresh = [discourse.principal(e) for e in fresh]
        meant = lexicon.analytic and items[argument.at].kind in ("pair", "group")
        if frame.weak and role == "agent" and argument.guessed and not meant and not carried:
            continue
        if role == "other" and frame.type in SPOKEN and items[argument.at].kind == "group":
            continue
        if role in ("agent", "other"):
            fresh = [e for e in fresh if table[e].type != "place" or role == "other"]
        claimed.update(fresh)
        target = {"agent": agents, "other": others, "origin": origins, "bearer": bearers}.get(role, places)
        target.extend(fresh)
        guesses += argument.guessed and bool(fresh)
        each = entry.features.number == "du" and len(fresh) == 2 and argument.slots[0] != "between"
        several = lexicon.analytic and entry.features.number == "pl" and _find_sort(items, t, True) == "apart"
        calls = frame.type == "call" and not lexicon.analytic and entry.features.number == "pl"
        each = each or ((several or calls) and argument.slots[0] == "with" and len(fresh) > 1)
        if (argument.split or (each and entry.features.pos == "noun")) and role in ("agent", "other"):
            apart.extend(fresh)
    agents = agents or list(voiced) or [e for e in bearers if e not in others]
    others = [e for e in others if e not in voiced]
    invited = _invited(items, t, discourse) if frame.needs_target and entry.features.pos == "noun" else ()
    if invited:
        agents = list(invited)
        others = [o for o in others if o not in invited]
    elif (
        entry.features.pos == "noun"
        and (not frame.weak or _is_intended(items, t))
        and _lacks_agent(items, t, lexicon, found, frame, discourse, agents, others, places)
    ):
        asked = () if lexicon.analytic else _asked_to(items, t, row, drafts)
        agents.extend(e for e in asked if e not in agents)
        guesses += bool(asked) or _inherit_agent(items, t, lexicon, discourse, agents, others, places)
    before = items[t - 1].markers() if t else ()
    called = _called_upon(drafts, row) if frame.recalls and drafts and not agents else ()
    known = entry.features.definite or lexicon.analytic or (called and "to" in before)
    open_ = frame.recalls and not agents and "margin" not in before and entry.features.pos == "noun"
    if open_ and known and (discourse.parties or drafts):
        agents.extend(e for e in called or discourse.parties if e not in others)
        guesses += 2
    if frame.particle and not has_particle(items, t, frame.particle, found):
        return []
    if frame.adjacent and (t + 1 >= len(items) or items[t + 1].kind != "phrase"):
        return []
    if frame.quotes and not _has_content(items, t, found.reach):
        return []
    if frame.needs_target and _reaches_amount(items, t):
        return []
    places = [*places, *(p for p in origins if p not in places)]
    if frame.type == "aid" and frame.needs_target and not places and (near := _place_near(items, t, frame, table)):
        places = [near]
    if frame.type == "aid" and not others:
        others = _state_of(places, linked, table) or places[-1:]
    agents = _without_principals(agents, table)
    if not _enough(frame, agents, others, places):
        return []
    kind = _find_type(frame, agents, others, table)
    if kind == "meeting":
        agents, others = [*agents, *others], []
    status: Status | None
    if kind in SPOKEN and entry.features.pos == "verb" and not lexicon.analytic:
        status = spoken_status(items, t, lexicon)
        if status is None or (kind == "statement" and status != "occurred"):
            return []
    else:
        status = _find_status(items, t, lexicon, row, drafts)
    if kind in ("meeting", "talks") and any(e.name == "phone" for i in items[t + 1 : found.reach] for e in i.entries):
        kind, places = "call", []
    tokens = linked.document.tokens
    trigger = Span(tokens[item.first].start, tokens[item.last - 1].end)
    place, others = _find_place(kind, places, others, table)
    if place is None and kind == "attack":
        place = next((o for o in others if table[o].type == "place"), None)
    if place is None and kind not in PLACELESS:
        place = _place_near(items, t, frame, table) or _place_where(items, t, table)
    end = items[found.reach - 1].last if found.reach > t else item.last
    draft = Draft(
        frame=frame,
        type=kind,
        agents=agents,
        others=others,
        place=place,
        status=status,
        trigger=trigger,
        sentence=row.index,
        first=item.first,
        reach=end,
        sentences={row.index},
        guesses=guesses,
        background=_is_background(items, t),
        verbal=entry.features.pos == "verb",
        present=entry.features.tense == "present" and not found.relative,
        sort=_find_sort(items, t, lexicon.analytic) or frame.sort,
    )
    sponsors = _sponsors(found, draft, table)
    if sponsors and lexicon.sponsor is not None:
        changes = {"frame": lexicon.sponsor, "type": lexicon.sponsor.type, "agents": sponsors, "place": None}
        return [draft, _vary(draft, others=[*agents, *others], **changes)]
    if kind == "visit" and len(places) < 2 and _is_homecoming(agents, place, linked, table):
        return []
    if kind == "visit" and len(places) > 1:
        stops = [p for p in dict.fromkeys(places) if not _is_homecoming(agents, p, linked, table)]
        return [_vary(draft, place=p, first=told_at(items, draft, found, p)) for p in stops]
    if apart and len(apart) > 1:
        if kind == "message" and all(a in agents for a in apart):
            return [_vary(draft, agents=[a]) for a in apart]
        if kind == "message" or all(a in others for a in apart):
            return [_vary(draft, others=[o for o in others if o not in apart] + [a]) for a in apart]
        rest = [a for a in agents if a not in apart]
        if rest:
            kind = _find_type(frame, [*rest, apart[0]], others, table)
            return [
                _vary(draft, agents=[*rest, a], type=kind, place=own_place(found, a, table) or draft.place,
                      first=told_at(items, draft, found, a))
                for a in apart
            ]  # fmt: skip
    if kind == "message" and len(others) > 1:
        return [_vary(draft, others=[o]) for o in others]
    return [draft]


def _is_margin(items: Sequence[Item], t: int) -> bool:
    """Whether the noun at `t` tells beside what something happened ('met on the sidelines of a summit')."""
    return t > 0 and "margin" in items[t - 1].markers()


def _state_of(places: Sequence[str], linked: LinkedDocument, table: Mapping[str, Entity]) -> list[str]:
    """The state in which the places lie, where the document names it."""
    keys = {linked.states.get(p, "") for p in places}
    return [e.id for e in table.values() if e.type == "state" and e.key in keys][:1]


def _sponsors(found: Arguments, draft: Draft, table: Mapping[str, Entity]) -> list[str]:
    """Who mediated what two agreed or a meeting of theirs ('an agreement … under the auspices of X')."""
    if draft.type not in ("agreement", "meeting") or len(draft.agents) < 2:
        return []
    hosts = [e for a in found.found if "host" in a.slots for e in a.entities]
    return [e for e in hosts if table[e].type != "place" and e not in draft.who]


def _find_status(items: Sequence[Item], t: int, lexicon: Lexicon, row: Row, drafts: Sequence[Draft]) -> Status:
    """The status that the words tell; what is only the aim of something planned is planned too.

    What a denial before a participle denies is something else ('cannot be ruled out, he said, adding').
    """
    status = status_of(items, t, lexicon)
    if status == "denied" and items[t].entry.features.tense == "participle" and not lexicon.analytic:
        return "occurred"
    if (
        status == "occurred"
        and _follows_somebody(items, t)
        and any(e.name == "proposed" for e in items[max(0, t - 3)].entries)
    ):
        return "proposed"
    if status == "occurred" and t and "to" in items[t - 1].markers() and _is_invitation(items, t):
        return "proposed"
    leads = {"to", "for"} if lexicon.analytic else {"to"}
    aim = t > 0 and leads.intersection(items[t - 1].markers()) and items[t].entry.features.pos == "noun"
    gerund = lexicon.analytic and t > 0 and items[t].entry.features.tense == "participle"
    aim = aim or (gerund and "aside" in items[t - 1].markers())
    if status == "occurred" and aim and drafts and drafts[-1].sentence == row.index and drafts[-1].status == "planned":
        return "planned"
    return status


def _find_sort(items: Sequence[Item], t: int, before: bool) -> str:
    """What tells a meeting from others of the same people: after its word, or `before` it too."""
    near = [*items[max(0, t - 2) : t], *items[t + 1 : t + 4]] if before else items[t + 1 : t + 4]
    return next((e.name for i in near for e in i.entries if e.kind == "sort"), "")


def _called_upon(drafts: Sequence[Draft], row: Row) -> tuple[str, ...]:
    """Who was just called upon to do it together ('urged X and Y to resume talks')."""
    last = drafts[-1]
    several = last.type == "demand" and last.sentence == row.index and len(last.others) > 1
    return tuple(last.others) if several else ()


def _asked_to(items: Sequence[Item], t: int, row: Row, drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Who was just asked to do it, or travels for it ('called on X to talks with Y', 'X's visit for talks with Y')."""
    last = drafts[-1] if drafts else None
    if last is None or last.sentence != row.index or t == 0 or "to" not in items[t - 1].markers():
        return ()
    return tuple({"demand": last.others, "visit": last.agents}.get(last.type, ()))


def _is_homecoming(
    agents: Sequence[str], place: str | None, linked: LinkedDocument, table: Mapping[str, Entity]
) -> bool:
    """Whether somebody goes to the state that he acts for or to its capital, or leaves it, which is no visit."""
    if place is None or (table[place].type == "place" and place not in linked.capitals):
        return False
    home = linked.states.get(place)
    return any(a == place or (home is not None and linked.states.get(a) == home) for a in agents)


def _without_principals(agents: list[str], table: Mapping[str, Entity]) -> list[str]:
    """Leave out a state or body where a person who acts for it takes part too."""
    served = {table[a].on_behalf_of for a in agents if table[a].type == "person"} - {""}
    return [a for a in agents if table[a].type == "person" or table[a].key not in served]


def _vary(draft: Draft, **changes: object) -> Draft:
    fields: dict[str, object] = {
        "agents": list(draft.agents),
        "others": list(draft.others),
        "topics": set(draft.topics),
        "sentences": set(draft.sentences),
    }
    return replace(draft, **(fields | changes))  # type: ignore[arg-type]


def places_of(found: Arguments, frame: Frame, table: Mapping[str, Entity]) -> list[str]:
    """Where the arguments of a word say that it happened."""
    return [e for a in found.found if _find_role(a, frame, table) == "place" for e in a.entities]


def _find_role(argument: Argument, frame: Frame, table: Mapping[str, Entity]) -> str:
    """The role of an argument: the first of its slots that the frame knows and its type suits."""
    types = {table[e].type for e in argument.entities}
    for slot in argument.slots:
        for choice in frame.roles.get(slot, "").split():
            asked, _, role = choice.rpartition(":")
            stops = role == "target" and types == {"place", "state"}
            if asked and types != {asked} and not stops:
                continue
            if role in ("place", "target", "origin") and not types <= {"place", "state"}:
                continue
            if role == "agent" and types == {"place"}:
                continue
            return role
    return ""


_OWN = frozenset({"subject", "of", "between", "attribute", "headed", "object", "host"})
"""Slots of a contact's noun that name one side of it at least."""


def _is_of_matter(items: Sequence[Item], t: int, argument: Argument, frame: Frame) -> bool:
    """Whether 'in X' belongs to a noun that tells what is spoken about ('discussed the situation in X')."""
    k = argument.at - 2
    if frame.type not in CONTACT or "in" not in argument.slots or k <= t or items[k].kind != "word":
        return False
    matter = items[k].definite
    while k > t and items[k].kind == "word":
        k -= 1
    about = items[k].kind == "marker" and bool(set(items[k].markers()) & {"about", "on"})
    return matter and (about or (frame.generic and items[k].kind in ("event", "phrase", "date", "mark")))


def _lacks_agent(
    items: Sequence[Item],
    t: int,
    lexicon: Lexicon,
    found: Arguments,
    frame: Frame,
    discourse: Discourse,
    agents: Sequence[str],
    others: Sequence[str],
    places: Sequence[str],
) -> bool:
    """Whether an event noun names one side alone ('talks with Y', 'on a visit to Z'): the subject is the other."""
    if _is_margin(items, t):
        return False
    if frame.type in CONTACT and frame.roles.get("with") == "agent":
        partner = any(a.slots[0] in ("with", "to", "from") for a in found.found)
        if t and agents and "to" in items[t - 1].markers():
            return True
        together = not agents and len(discourse.subject) > 1 and not items[t].entry.features.definite
        one = len(agents) == 1 and (partner or _meets_one(items, t, found, frame))
        alone = partner and bool(agents) and not lexicon.analytic and not any(a.slots[0] in _OWN for a in found.found)
        return (not others and (one or alone)) or together
    return not agents and bool(others or places)


def _meets_one(items: Sequence[Item], t: int, found: Arguments, frame: Frame) -> bool:
    """Whether the noun names whom somebody wants or refuses to meet, or receives ('refused a meeting with X')."""
    met = found.slot("of")
    if met is None or met.guessed or items[t].enclitic or frame.roles.get("object") != "agent":
        return False
    if frame.gathers and t > 1 and "in" in items[t - 1].markers():
        return items[t - 2].kind == "phrase"
    for item in reversed(items[:t]):
        if item.kind in ("that", "clause", "relative", "light", "verb", "conjunction", "mark"):
            return False
        if item.kind in ("event", "cue") and item.entry.features.pos == "verb":
            return True
    return False


def _follows_somebody(items: Sequence[Item], t: int) -> bool:
    """Whether a name and 'to' stand right before the word ('invited X to')."""
    return t > 1 and "to" in items[t - 1].markers() and items[t - 2].kind == "phrase"


def _is_intended(items: Sequence[Item], t: int) -> bool:
    """Whether the noun is what somebody means to do ('X intends a journey to', 'X plans …')."""
    k = t - 2 if t > 1 and items[t - 1].kind in LIKE_PHRASES else t - 1
    return k >= 0 and items[k].kind == "cue" and items[k].entry.features.pos == "verb"


def _has_content(items: Sequence[Item], t: int, reach: int) -> bool:
    """Whether a clause or a quotation tells what is said by the verb at `t`, whose arguments end at `reach`."""
    if any(i.kind == "mark" and i.text in _QUOTES for i in items[t + 1 : reach + 1]):
        return True
    return reach < len(items) and items[reach].kind == "that"


_QUOTES = '«"“”:'


def _reaches_amount(items: Sequence[Item], t: int) -> bool:
    """Whether what is arrived at is a number ('reached 40 million')."""
    ahead = items[t + 1 : t + 3]
    return len(ahead) == 2 and ahead[0].kind == "marker" and ahead[1].kind == "word" and ahead[1].text[:1].isdigit()


def _invited(items: Sequence[Item], t: int, discourse: Discourse) -> tuple[str, ...]:
    """Whose visit it is that he is asked to make or sets out for: the person before it ('invited X to visit Y')."""
    bid = _follows_somebody(items, t) and not any(item.kind == "relative" for item in items[max(0, t - 5) : t - 2])
    bid = bid and not _invites(items, t)
    return items[t - 2].entities if bid and all(map(discourse.is_person, items[t - 2].entities)) else ()


def _is_invitation(items: Sequence[Item], t: int) -> bool:
    """Whether the word tells what an invitation before it in the clause is to."""
    for item in reversed(items[max(0, t - _INVITED) : t]):
        if item.kind in ("that", "clause", "relative", "event"):
            return False
        if item.kind == "invitation":
            return True
    return False


def _invites(items: Sequence[Item], t: int) -> bool:
    """Whether the person before 'to visit X' is whose invitation it is ('an invitation from Y to visit X')."""
    before = items[max(0, t - 3)]
    return before.kind == "invitation" or "from" in before.markers()


def _inherit_agent(
    items: Sequence[Item],
    t: int,
    lexicon: Lexicon,
    discourse: Discourse,
    agents: list[str],
    others: list[str],
    places: list[str],
) -> int:
    """Let the subject of the clause act in the noun's event too."""
    left = subject_left(items, t, discourse)
    subject = left.entities if left is not None and left.slots == ("subject",) else discourse.subject
    subject = subject_ahead(items, t, lexicon, discourse) or subject
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


def _find_type(frame: Frame, agents: Sequence[str], others: Sequence[str], table: Mapping[str, Entity]) -> EventType:
    persons = [e for e in {*agents, *others} if table[e].type == "person"]
    if frame.between_persons and persons and len(agents) <= 2 and not others:
        return frame.between_persons
    if frame.between_bodies and not persons:
        return frame.between_bodies
    return frame.type


def _find_place(
    kind: EventType, places: Sequence[str], others: list[str], table: Mapping[str, Entity]
) -> tuple[str | None, list[str]]:
    """The most exact place; a visited state goes to the others only where a city is told too."""
    exact = [p for p in places if table[p].type == "place"]
    if exact:
        return exact[-1] if kind != "visit" else exact[0], others
    return (places[0] if places else None), others


def _place_near(items: Sequence[Item], t: int, frame: Frame, table: Mapping[str, Entity]) -> str | None:
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
            located = located and not (step > 0 and _is_of_matter(items, t, Argument(("in",), (), k), frame))
            if item.kind == "phrase" and located and all(table[e].type == "place" for e in item.entities):
                found.append((abs(k - t), item.entities[-1]))
            k += step
    return min(found)[1] if found else None


def _place_where(items: Sequence[Item], t: int, table: Mapping[str, Entity]) -> str | None:
    """The place right before the 'where' that begins the clause of the event word."""
    for k in range(t - 1, 0, -1):
        if items[k].kind == "clause" or any(e.name == "where" for e in items[k].entries):
            before = items[k - 2] if items[k - 1].is_comma() and k > 1 else items[k - 1]
            where = any(e.name == "where" for e in items[k].entries) and before.kind == "phrase"
            return next((e for e in before.entities if where and table[e].type in ("place", "state")), None)
        if items[k].kind in ("that", "relative"):
            return None
    return None


def _is_background(items: Sequence[Item], t: int) -> bool:
    for k in range(t - 1, max(-1, t - 10), -1):
        if items[k].kind == "background":
            return True
        if items[k].kind in ("clause", "event"):
            return any(e.kind == "background" for e in items[k].entries)
    return False
