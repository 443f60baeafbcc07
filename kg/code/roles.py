"""Arguments in their roles: the draft events that one word tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.code.absent import (
    asked_to,
    called_upon,
    inherit_agent,
    invited_before,
    is_intended,
    lacks_agent,
)
from kg.code.apart import has_particle, own_place, told_at
from kg.code.arguments import Argument, Arguments
from kg.code.draft import CONTACT, SPOKEN, Draft
from kg.code.frames import Entry, Frame, Lexicon
from kg.code.items import Item, Row
from kg.code.light import light_before
from kg.code.places import (
    find_place,
    is_homecoming,
    is_of_matter,
    occasion_of,
    place_headed,
    place_near,
    place_told,
    state_of,
)
from kg.code.reference import Discourse
from kg.code.status import find_status, is_background, spoken_status
from kg.code.voices import is_given, is_own, judged, spokesman, voice
from kg.code.words import has
from kg.model import Entity, EventType, LinkedDocument, Span, Status


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
    voiced = voice(items, t, entry, drafts, discourse)
    carried = not lexicon.analytic and frame.weak and is_given(items, t, lexicon)
    if frame.voiced and not (voiced or carried):
        return []
    roles = [_find_role(argument, frame, table) for argument in found.found]
    if frame.type in SPOKEN and not lexicon.analytic:
        roles = _addressed(items, found.found, roles)
    done_to = (frame.suffered or (frame.strikes and bool(found.slot("subject")))) and "other" not in roles
    for argument, role in zip(found.found, roles, strict=True):
        if done_to and role == "agent" and argument.slots[0] == "of" and not argument.guessed:
            role = "other"
        if voiced and argument.slots[0] in ("of", "attribute") and is_own(argument, voiced, discourse):
            continue
        if not role or (role == "place" and not lexicon.analytic and is_of_matter(items, t, argument, frame)):
            continue
        if frame.needs_target and items[argument.at].kind == "self":
            # Who goes to his country goes home; who visits 'his country' visits that of who speaks.
            goes = found.slot("subject") if "to" in argument.slots else None
            whose = argument.entities if goes is None or goes.guessed else goes.entities
            argument = replace(argument, entities=tuple(map(discourse.principal, whose)))
            role = _find_role(argument, frame, table)
        fresh = [e for e in argument.entities if e not in claimed]
        if frame.recalls and argument.guessed and "between" in argument.slots and found.slot("host"):
            fresh = [discourse.principal(e) for e in fresh]
        meant = lexicon.analytic and items[argument.at].kind in ("pair", "group")
        owned = frame.needs_other and argument.at == t
        if frame.weak and role == "agent" and argument.guessed and not (meant or carried or owned):
            continue
        if role == "other" and frame.type in SPOKEN and items[argument.at].kind == "group":
            continue
        if role == "other" and frame.type in _OF_THINGS and _may_mean_thing(items, argument, discourse):
            continue
        if role in ("agent", "other"):
            fresh = [e for e in fresh if table[e].type != "place" or (role == "other" and frame.type not in SPOKEN)]
        claimed.update(fresh)
        target = {"agent": agents, "other": others, "origin": origins, "bearer": bearers}.get(role, places)
        target.extend(fresh)
        guesses += argument.guessed and bool(fresh)
        each = entry.features.number == "du" and len(fresh) == 2 and argument.slots[0] != "between"
        several = entry.features.number == "pl" and _find_sort(items, t, lexicon.analytic) in _EACH_OF_TWO
        calls = entry.features.number == "pl" and (
            frame.type == "call" or (lexicon.analytic and frame.type == "meeting")
        )
        each = each or ((several or calls) and argument.slots[0] in _PARTNERS and len(fresh) > 1)
        ahead = items[argument.at - 1].entries if argument.at else ()
        both = lexicon.analytic and frame.type in ("call", "meeting") and any(e.name == "both" for e in ahead)
        rings = lexicon.analytic and frame.type == "call" and entry.features.pos == "verb"
        one_by_one = rings and argument.slots[0] in _RUNG and len(fresh) > 1
        each = one_by_one or (each and entry.features.pos == "noun")
        if (argument.split or both or each) and role in ("agent", "other"):
            apart.extend(fresh)
    agents = agents or list(voiced) or [e for e in bearers if e not in others]
    others = [e for e in others if e not in voiced]
    invited = invited_before(items, t, discourse) if frame.needs_target and entry.features.pos == "noun" else ()
    if invited:
        agents = list(invited)
        others = [o for o in others if o not in invited]
    elif (
        entry.features.pos == "noun"
        and (not frame.weak or is_intended(items, t))
        and lacks_agent(items, t, lexicon, found, frame, discourse, agents, others, places)
    ):
        asked = () if lexicon.analytic else asked_to(items, t, row, drafts)
        agents.extend(e for e in asked if e not in agents)
        guesses += bool(asked) or inherit_agent(items, t, lexicon, discourse, agents, others, places)
    before = items[t - 1].markers() if t else ()
    called = called_upon(drafts, row) if frame.recalls and drafts and not agents else ()
    known = entry.features.definite or lexicon.analytic or (called and "to" in before)
    beside = "margin" in before
    open_ = frame.recalls and not agents and not beside and entry.features.pos == "noun"
    met = discourse.contact if frame.type == "agreement" else ()
    if open_ and (known or met) and (discourse.parties or drafts):
        agents.extend(e for e in called or met or discourse.parties if e not in others)
        guesses += 2
    if frame.particle and not has_particle(items, t, frame.particle, found):
        return []
    if frame.adjacent and (t + 1 >= len(items) or items[t + 1].kind != "phrase"):
        return []
    if frame.quotes and not _has_content(items, t, found.reach):
        return []
    if frame.needs_target and _reaches_amount(items, t):
        return []
    sent = found.slot("object")
    if _sends(frame) and sent is not None and set(sent.entities) & {*agents}:
        agents = [a for a in agents if a in sent.entities]
    places = [*places, *(p for p in origins if p not in places)]
    if frame.adjacent and frame.needs_target and not places and _describes_beside(items, t, frame):
        places = list(items[t + 1].entities)
    if frame.here and not places and not others:
        places = [p for p in (_scene(row, drafts, table),) if p is not None]
    reached = places[-1:]
    if frame.type == "aid" and frame.needs_target and not places:
        near = place_near(items, t, frame, table) or place_headed(items, t, table)
        places = [near] if near and near not in others else []
    if frame.type == "aid" and not others:
        others = list(dict.fromkeys([*state_of(places, linked, table), *reached])) or places[-1:]
    if frame.parties and not agents:
        agents = [e.id for e in table.values() if e.key in frame.parties]
    if lexicon.analytic and frame.type in SPOKEN:
        agents = list(spokesman(items, t, found, discourse)) or agents
        if frame.type in _OF_THINGS and item.voice == "passive" and not others:
            others = [e for e in judged(items, t, discourse) if e not in agents]
    agents = _without_principals(agents, table)
    bodies = _session_of(frame, agents, found, table)
    agents = [a for a in agents if a not in bodies]
    sitting = frame.of_body if not (guesses or others or beside) and _is_sitting(agents, found, linked, table) else None
    if frame.type == "message" and lexicon.analytic and bearers and not others:
        others = _receiver(bearers, agents, row, drafts)
    if not (sitting or _enough(frame, agents, others, places)):
        return []
    kind = sitting or _find_type(frame, agents, others, table)
    if kind == "meeting":
        agents, others = [*agents, *others], []
    status: Status | None
    if kind in SPOKEN and entry.features.pos == "verb" and not lexicon.analytic:
        status = spoken_status(items, t, lexicon)
        if (
            status is None
            or (kind == "statement" and status != "occurred")
            or (kind in _OF_THINGS and status == "proposed")
        ):
            return []
    else:
        status = find_status(items, t, lexicon, row, drafts)
    if kind == "agreement" and status == "proposed" and _is_known(items, t, lexicon, linked):
        status = "occurred"
    phoned = any(e.name == "phone" for i in (*items[:1], *items[t + 1 : found.reach]) for e in i.entries)
    if kind in ("meeting", "talks") and phoned:
        kind, places = "call", []
    elif kind == "message" and phoned and lexicon.analytic:
        kind, agents, others = "call", [*agents, *others], []
    if lexicon.analytic and kind == "call" and entry.features.pos == "verb" and not phoned and _is_aside(items, t):
        kind = "meeting"
    tokens = linked.document.tokens
    trigger = Span(tokens[item.first].start, tokens[item.last - 1].end)
    place = find_place(kind, places, linked)
    if place is None and kind == "attack":
        place = next((o for o in others if table[o].type == "place"), None)
    if place is None:
        place = place_told(kind, items, t, frame, table, lexicon)
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
        background=frame.earlier or is_background(items, t),
        verbal=entry.features.pos == "verb",
        present=_is_present(items, t, entry, lexicon) and not found.relative,
        sort=_find_sort(items, t, lexicon.analytic) or frame.sort,
        occasion=occasion_of(items, t),
    )
    sponsors = _sponsors(found, draft, table)
    if sponsors and lexicon.sponsor is not None:
        changes = {"frame": lexicon.sponsor, "type": lexicon.sponsor.type, "agents": sponsors, "place": None}
        return [draft, _vary(draft, others=[*agents, *others], **changes)]
    if kind == "visit" and len(places) < 2 and is_homecoming(agents, place, linked, table):
        return []
    if kind == "visit" and len(places) > 1:
        stops = [p for p in dict.fromkeys(places) if not is_homecoming(agents, p, linked, table)]
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
    if kind in SPOKEN and phoned and all(map(discourse.is_person, draft.who)) and agents and others:
        return [_vary(draft, type="call", agents=[*agents, *others], others=[], place=None), draft]
    if kind == "message" and len(others) > 1:
        return [_vary(draft, others=[o]) for o in others]
    received = all("from" in a.slots for a in found.found if set(a.entities) & set(agents))
    if kind == "message" and len(agents) > 1 and entry.features.number == "pl" and received:
        return [_vary(draft, agents=[a]) for a in agents]
    return [draft]


_OF_THINGS = frozenset({"criticism", "support"})
"""Types whose pronouns mean a matter told before as often as anybody ('and rejected it')."""
_PARTNERS = frozenset({"with", "to"})
_RUNG = _PARTNERS | {"object"}
"""Slots of those whom somebody telephones, one after another where they are several."""
_EACH_OF_TWO = frozenset({"apart", "bilateral"})
"""Sorts of several meetings in each of which the host sees one of the others."""


def _is_aside(items: Sequence[Item], t: int) -> bool:
    """Whether those who spoke did so beside another occasion, in person ('talked to X on the sidelines of')."""
    return any("margin" in i.markers() or has(i, "margin") for i in items[max(0, t - _SIDE) : t + _SIDE])


_SIDE = 10


def _receiver(bearers: Sequence[str], senders: Sequence[str], row: Row, drafts: Sequence[Draft]) -> list[str]:
    """Whom the bearer of a message has just met, if it is one ('received X, who conveyed greetings from Y')."""
    last = next((d for d in reversed(drafts) if d.type in CONTACT and row.index - d.sentence <= 1), None)
    rest = [e for e in last.agents if e not in bearers] if last is not None and set(bearers) <= last.who else []
    return rest if len(rest) == 1 and rest[0] not in senders else []


def _describes_beside(items: Sequence[Item], t: int, frame: Frame) -> bool:
    """Whether a state's adjective after the word at `t` describes the noun that the frame asks for ('on X soil')."""
    after = items[t + 1 : t + 3]
    return len(after) == 2 and after[0].is_demonym() and after[1].text in frame.beside


def _scene(row: Row, drafts: Sequence[Draft], table: Mapping[str, Entity]) -> str | None:
    """Where what was told last near a sentence happened, else the place of the dateline."""
    near = (d for d in reversed(drafts) if row.index - d.sentence <= _SCENE and d.type in CONTACT | {"visit"})
    return next((d.place for d in near if d.place is not None and table[d.place].type == "place"), row.town)


_SCENE = 2
"""Sentences for which a scene that was told lasts."""


def _sends(frame: Frame) -> bool:
    """Whether who is sent travels, and not who sends."""
    return frame.type == "visit" and frame.roles.get("object") == "person:agent"


def _may_mean_thing(items: Sequence[Item], argument: Argument, discourse: Discourse) -> bool:
    """Whether an argument is a pronoun that a matter may be meant by ('it', and none for a person)."""
    item = items[argument.at]
    if not discourse.analytic:
        return argument.guessed and bool(item.enclitic)
    return argument.guessed and item.kind == "pronoun" and not any(map(discourse.is_person, argument.entities))


def _session_of(frame: Frame, agents: Sequence[str], found: Arguments, table: Mapping[str, Entity]) -> set[str]:
    """The body in whose session persons meet, who take part themselves ('X and Y chaired a meeting of the council')."""
    if frame.type not in CONTACT or sum(table[a].type == "person" for a in agents) < _SEVERAL:
        return set()
    named = {e for a in found.found if a.slots[0] in ("of", "to") for e in a.entities}
    return {e for e in named if table[e].type == "organization"}


_SEVERAL = 2


def _addressed(items: Sequence[Item], arguments: Sequence[Argument], roles: Sequence[str]) -> list[str]:
    """The roles of a spoken word's arguments, where only the first is whom it is said of or to.

    What follows belongs to what is said ('accused X of arming Y'), unless it is joined to it.
    """
    first = min((a.at for a, role in zip(arguments, roles, strict=True) if role == "other"), default=0)
    out = []
    for argument, role in zip(arguments, roles, strict=True):
        joined = any(i.kind == "conjunction" for i in items[max(0, argument.at - 2) : argument.at])
        out.append(role if role != "other" or argument.at == first or joined else "")
    return out


def _is_present(items: Sequence[Item], t: int, entry: Entry, lexicon: Lexicon) -> bool:
    """Whether the event's verb is in the present, or, of an analytic language's noun, the verb that carries it."""
    light = light_before(items, t, lexicon) if lexicon.analytic and entry.features.pos == "noun" else None
    features = entry.features if light is None else items[light].entry.features
    return features.tense == "present"


def _sponsors(found: Arguments, draft: Draft, table: Mapping[str, Entity]) -> list[str]:
    """Who mediated what two agreed or a meeting of theirs ('an agreement … under the auspices of X')."""
    if draft.type not in ("agreement", "meeting") or len(draft.agents) < 2:
        return []
    hosts = [e for a in found.found if "host" in a.slots for e in a.entities]
    return [e for e in hosts if table[e].type != "place" and e not in draft.who]


def _is_known(items: Sequence[Item], t: int, lexicon: Lexicon, linked: LinkedDocument) -> bool:
    """Whether the noun at `t` speaks of something made before: definite, and nobody makes it here."""
    features, articles = items[t].entry.features, lexicon.closed[0]
    written = bool(articles) and linked.document.tokens[items[t].first].fold.startswith(articles)
    noun = not lexicon.analytic and features.pos == "noun" and (features.definite or written)
    return noun and light_before(items, t, lexicon) is None


def _find_sort(items: Sequence[Item], t: int, before: bool) -> str:
    """What tells a meeting from others of the same people: after its word, or `before` it too."""
    near = [*items[max(0, t - 2) : t], *items[t + 1 : t + 4]] if before else items[t + 1 : t + 4]
    return next((e.name for i in near for e in i.entries if e.kind == "sort"), "")


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


def _enough(frame: Frame, agents: Sequence[str], others: Sequence[str], places: Sequence[str]) -> bool:
    if len({*agents, *others}) < frame.requires:
        return False
    if frame.needs_agent and not agents:
        return False
    if frame.needs_other and not others and not (frame.type == "message" and len({*agents}) > 1):
        return False
    return not (frame.needs_target and not (places or others))


def _find_type(frame: Frame, agents: Sequence[str], others: Sequence[str], table: Mapping[str, Entity]) -> EventType:
    persons = [e for e in {*agents, *others} if table[e].type == "person"]
    if frame.between_persons and 0 < len(persons) == len({*agents}) <= 2 and not others:
        return frame.between_persons
    return frame.type


def _is_sitting(agents: Sequence[str], found: Arguments, linked: LinkedDocument, table: Mapping[str, Entity]) -> bool:
    """Whether a known body that belongs to no state is all who take part, and it is its own members who do."""
    body = table[agents[0]] if len(agents) == 1 else None
    if body is None or body.qid is None or body.type != "organization" or body.id in linked.states:
        return False
    return any(a.slots[0] in _OWN_SESSION and body.id in a.entities for a in found.found)


_OWN_SESSION = frozenset({"subject", "of", "to"})
