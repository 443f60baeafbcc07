"""Lists of who attended or came along: they take part in the event told before."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.again import same_family
from kg.code.arguments import Argument, Arguments
from kg.code.draft import Draft
from kg.code.frames import Entry, Lexicon
from kg.code.items import Item, Row
from kg.code.light import light_before, light_frame
from kg.code.places import place_near
from kg.code.reference import Discourse
from kg.code.status import status_of
from kg.code.verbs import verb_arguments

ATTENDING = frozenset({"attach", "light"})
"""Kinds of items that may tell who attended."""
_NEAR = 4
"""Items after the verb in which the gathering may be named that somebody attended."""


def attends(items: Sequence[Item], t: int, drafts: Sequence[Draft]) -> bool:
    """Whether the item is 'attended' or 'accompanied' an event told before, and not a light verb with its own noun."""
    item = items[t]
    if not any(e.kind == "attach" for e in item.entries):
        return False
    after = items[t + 1] if t + 1 < len(items) else None
    frame = after.entry.frame if after is not None and after.kind == "event" else None
    told = frame is None or any(same_family(d.type, frame.type) for d in drafts)
    own_noun = after is not None and after.kind == "event" and not (after.entry.features.definite and told)
    return item.kind == "attach" or not own_noun


def read_attendance(row: Row, t: int, lexicon: Lexicon, discourse: Discourse, drafts: list[Draft]) -> None:
    """'Attended', 'accompanied': those named take part in the event told before."""
    entry = next(e for e in row.items[t].entries if e.kind == "attach")
    if lexicon.analytic and entry.frame is not None and entry.frame.roles.get("subject"):
        found = verb_arguments(row.items, t, lexicon, discourse, transitive=False, takes_object=False)
        subject = found.slot("subject")
        own = any(i.kind == "event" and not i.entry.features.definite for i in row.items[t + 1 : t + _NEAR])
        if subject is not None and not subject.guessed:
            if not own and not found.relative:
                discourse.attended = entry.frame.type
                add_attendants([subject.entities], row, [d for d in drafts if row.index - d.sentence <= 1], discourse)
                discourse.attended = ""
            return
    start = t + 1
    while start < len(row.items) and row.items[start].kind == "event":
        start += 1
    after = row.items[start : start + 2]
    if after and after[0].kind == "word" and (after[0].definite or after[-1].kind != "phrase"):
        return
    named = []
    if after and after[0].kind == "relative":
        start = next((k for k in range(start, len(row.items)) if row.items[k].kind == "anaphor"), start)
    for item in row.items[start:]:
        if item.kind in ("event", "verb", "that", "relative"):
            break
        if item.kind == "phrase":
            named.append(item.entities)
    told = next((e.frame.type for i in row.items[t + 1 : start] for e in i.entries if e.frame), "")
    discourse.attended = told or (entry.frame.type if entry.frame else "")
    add_attendants(named, row, drafts, discourse)


def attend_told(
    row: Row, t: int, entry: Entry, found: Arguments, lexicon: Lexicon, drafts: Sequence[Draft], discourse: Discourse
) -> bool:
    """Whether 'X took part in the talks', 'the talks were held in the presence of X' only tells who else was there.

    They take part in the gathering told before.
    """
    frame, items = entry.frame, row.items
    if lexicon.analytic or frame is None or frame.type not in _GATHERINGS or items[t].enclitic:
        return False
    beside = t > 0 and not entry.features.definite and bool({"in", "during"} & set(items[t - 1].markers()))
    light = light_before(items, t, lexicon)
    carrier = light_frame(items[light]) if light is not None else None
    comes = carrier is not None and carrier.attends
    named = [a for a in found.found if not a.guessed and not {"in", "at", "from"} & set(a.slots)]
    there = [a for a in named if a.slots[0] in _THERE or (comes and a.slots[0] == "subject")]
    last = next((d for d in reversed(drafts) if same_family(d.type, frame.type)), None)
    since = row.index - last.sentence if last is not None else -1
    if last is None or not (since == 0 if beside else entry.features.definite and 0 < since <= _TOLD):
        return False
    if not there or len(there) < len(named) or status_of(items, t, lexicon) == "denied":
        return False
    discourse.attended = frame.type
    add_attendants([a.entities for a in there], row, [d for d in drafts if d.sentence == last.sentence], discourse)
    discourse.attended = ""
    last.retold.append((row.index, items[t].first))
    return True


_THERE = frozenset({"presence", "gather"})
_GATHERINGS = frozenset({"meeting", "talks"})
_TOLD = 2
"""Sentences after which 'the meeting' may still be the one told before."""


def find_journey(items: Sequence[Item], t: int, lexicon: Lexicon, discourse: Discourse) -> Arguments | None:
    """Who went where to be at the gathering that the verb at `t` says was attended ('X attended a summit in Y')."""
    frame = items[t].entry.frame
    if not lexicon.analytic or lexicon.stay is None or frame is None or not frame.roles.get("subject"):
        return None
    found = verb_arguments(items, t, lexicon, discourse, transitive=False, takes_object=False)
    subject = found.slot("subject")
    place = place_near(items, t, lexicon.stay, discourse.entities, before=False)
    gathering = any(i.kind == "event" and i.entry.features.pos == "noun" for i in items[t + 1 : t + _GATHERING])
    persons = subject is not None and not subject.guessed and all(map(discourse.is_person, subject.entities))
    if subject is None or not persons or not gathering or place is None:
        return None
    return Arguments([subject, Argument(("in",), (place,), t)], reach=found.reach, relative=found.relative)


_GATHERING = 8
"""Items after the verb in which it is told what is attended."""


def add_attendants(named: Sequence[tuple[str, ...]], row: Row, drafts: Sequence[Draft], discourse: Discourse) -> None:
    """Adds the persons of a list of those present to the gathering told before it."""
    wanted = discourse.attended
    same = [d for d in drafts if d.type == wanted] or [d for d in drafts if wanted and same_family(d.type, wanted)]
    if wanted == "visit" and not same:  # Who comes along with somebody of whom only a meeting is told.
        same = [d for d in drafts if d.type in _GATHERINGS and row.index - d.sentence <= 1]
    if not same:
        return
    target = same[-1]
    for draft in drafts:
        if draft is target or (draft.sentence == target.sentence and draft.type == target.type):
            for entity in (e for entities in named for e in entities):
                if entity not in draft.who and discourse.is_person(entity):
                    draft.agents.append(entity)
            draft.sentences.add(row.index)
