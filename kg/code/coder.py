"""From items to drafts: a document is read from start to end, each event word with its arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.code.again import (
    deny_told,
    find_asked,
    find_obliged,
    find_on_occasion,
    fronted_host,
    fronted_parties,
    goes_on,
    governing_type,
    is_hosting,
    is_same_again,
    mediates,
    tell_more,
)
from kg.code.arguments import Arguments
from kg.code.attendance import ATTENDING, add_attendants, attend_told, attends, find_journey, read_attendance
from kg.code.draft import CONTACT, SPOKEN, Draft
from kg.code.echo import echo
from kg.code.frames import Entry, Lexicon
from kg.code.handing import find_handing
from kg.code.items import Item, Row
from kg.code.light import is_governed, is_masdar
from kg.code.neighbours import is_part, is_reason, is_written, told_of
from kg.code.nouns import noun_arguments
from kg.code.positions import (
    find_threatened,
    find_threatened_ahead,
    is_accused_of,
    judge,
    mark_report,
    needed_of,
    only_reports,
    remember_main,
    return_to_main,
)
from kg.code.reference import Discourse
from kg.code.roles import make_drafts, places_of
from kg.code.status import status_of
from kg.code.stops import find_stops
from kg.code.subjects import is_attribute
from kg.code.untold import (
    convenes,
    invites,
    is_beside,
    is_judged,
    is_obliged,
    is_supposed,
    is_to_leave,
    is_told,
    tells_of_thing,
)
from kg.code.verbs import verb_arguments
from kg.model import Entity, LinkedDocument, Span


def draft_events(
    lines: Sequence[Row], lexicon: Lexicon, linked: LinkedDocument, table: Mapping[str, Entity]
) -> tuple[list[Draft], set[tuple[int, int]]]:
    """All drafts of a document, in text order, and the event words that no rule could read.

    Returns:
        The drafts, and of each word left its sentence's number and its item's index.
    """
    pronouns = lexicon.pronouns
    discourse = Discourse(table, pronouns, lexicon.analytic)
    drafts: list[Draft] = []
    for row in lines:
        _read_row(row, lexicon, linked, discourse, drafts)
    return drafts, discourse.unread


def _read_row(row: Row, lexicon: Lexicon, linked: LinkedDocument, discourse: Discourse, drafts: list[Draft]) -> None:
    items = row.items
    if discourse.attended and not any(i.kind in _VERBAL for i in items):
        add_attendants([i.entities for i in items if i.kind == "phrase"], row, drafts, discourse)
        return
    discourse.attended = ""
    discourse.main = None
    _read_colon(row, lexicon, linked, discourse, drafts)
    main: tuple[str, ...] | None = None
    for t, item in enumerate(items):
        if item.kind == "phrase":
            discourse.see(item.entities)
        elif item.kind == "that":
            main = main or discourse.subject
        elif item.kind == "echo":
            repeated = echo(row, t, drafts, discourse, linked)
            if repeated is not None:
                drafts.append(repeated)
        elif item.kind in ATTENDING and attends(items, t, drafts):
            read_attendance(row, t, lexicon, discourse, drafts)
            journey = find_journey(items, t, lexicon, discourse)
            if journey is not None and lexicon.stay is not None:
                entry = replace(item.entry, frame=lexicon.stay)
                drafts.extend(make_drafts(row, t, entry, lexicon.stay, journey, linked, discourse, lexicon, drafts))
        elif item.kind == "event" and not (t and items[t - 1].kind in ATTENDING and attends(items, t - 1, drafts)):
            if not _read_event(row, t, lexicon, linked, discourse, drafts):
                discourse.unread.add((row.index, t))
        elif (
            item.kind in ("verb", "cue", "light")
            and item.entry.features.pos == "verb"
            and not is_masdar(items, t, lexicon)
        ):
            handed = find_handing(items, t, lexicon, discourse) if lexicon.handing is not None else None
            if handed is not None and lexicon.handing is not None:
                entry = replace(item.entry, frame=lexicon.handing)
                drafts.extend(make_drafts(row, t, entry, lexicon.handing, handed, linked, discourse, lexicon, drafts))
            found = verb_arguments(items, t, lexicon, discourse, transitive=False, takes_object=False)
            found.relative = found.relative or (lexicon.verb_first and _tells_of_word(items, t, found, discourse))
            remember_main(items, t, found, discourse)
            _remember_subject(found, discourse)
            owner = _whose_words(items, t, discourse) if item.kind == "verb" and not lexicon.analytic else ()
            if owner:
                discourse.act(owner)
    if main:
        discourse.act(main)


def _tells_of_word(items: Sequence[Item], t: int, found: Arguments, discourse: Discourse) -> bool:
    """Whether the verb at `t` only says what a state or body did to an indefinite noun ('soldiers whom X sent')."""
    before, subject = items[t - 1] if t else None, found.slot("subject")
    loose = before is not None and before.kind in ("word", "someone") and not before.definite
    person = subject is not None and any(map(discourse.is_person, subject.entities))
    return loose and bool(items[t].enclitic) and not person


def _whose_words(items: Sequence[Item], t: int, discourse: Discourse) -> tuple[str, ...]:
    """The person whose words or deed the verb at `t` is said of ('the remarks of X came during a visit to')."""
    ahead = items[t + 1 : t + 3]
    if len(ahead) < _OWNED or ahead[1].kind != "phrase" or not all(map(discourse.is_person, ahead[1].entities)):
        return ()
    said = ahead[0].kind == "event" and ahead[0].entry.features.pos == "noun" and not ahead[0].enclitic
    return ahead[1].entities if said or (ahead[0].kind == "word" and ahead[0].open) else ()


_OWNED = 2


def _remember_event(draft: Draft, discourse: Discourse) -> None:
    """Who 'the two' or 'they' are from now on; who travels acts next."""
    both = tuple(draft.agents + draft.others)
    if draft.type in CONTACT and len(both) > 1:
        discourse.meet(both)
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
    explicit = subject is not None and (not subject.guessed or (discourse.analytic and len(subject.entities) > 1))
    if subject is not None and subject.entities and explicit and not found.relative:
        discourse.act(subject.entities)


def _readings(items: Sequence[Item], t: int, lexicon: Lexicon) -> list[Entry]:
    """The frame entries of an event word; where the clause makes a noun of it, the nouns if there are any.

    A reading that asks for a word beside it is the more exact one.
    """
    entries = [e for e in items[t].entries if e.kind == "frame"]
    entries.sort(key=lambda e: not (e.frame and e.frame.beside))
    nouns = [e for e in entries if e.features.pos == "noun"]
    verbs = [e for e in entries if e.features.pos != "noun"]
    if is_governed(items, t, lexicon):
        if is_masdar(items, t, lexicon):
            verbs = [e for e in verbs if e.features.tense != "past" or items[t].text not in lexicon.homographs]
        return nouns or verbs
    return verbs + nouns


def _read_event(
    row: Row, t: int, lexicon: Lexicon, linked: LinkedDocument, discourse: Discourse, drafts: list[Draft]
) -> bool:
    """Read the event word at `t`; whether rules say what it tells, or that it tells no event of its own."""
    items, item = row.items, row.items[t]
    if lexicon.analytic and is_part(items, t):
        return True
    said = lexicon.analytic and item.entry.frame is not None and item.entry.frame.type in SPOKEN
    if said and (is_reason(items, t) if item.entry.features.pos == "noun" else is_written(items, t)):
        return True
    bound = governing_type(items, t) if lexicon.analytic else ""
    if bound == "topic":
        return True
    if bound == "support" and item.entry.frame and item.entry.frame.type in CONTACT:
        return True
    if bound in _CONTENTED and not (bound == "agreement" and item.entry.frame and item.entry.frame.type != "agreement"):
        return True
    if not lexicon.analytic and (
        is_accused_of(items, t) or convenes(items, t) or tells_of_thing(items, t) or is_told(row, t, drafts)
    ):
        return True
    if is_supposed(items, t) or (lexicon.analytic and is_obliged(items, t)):
        return True
    if not lexicon.analytic and (is_attribute(items, t, lexicon) or is_to_leave(row, t, drafts)):
        return True
    readings = [e for e in _readings(items, t, lexicon) if e.frame and is_beside(row, t, e.frame, linked, lexicon)]
    for entry in readings:
        frame = entry.frame
        if frame is None:
            continue
        if (
            frame.inverts
            and lexicon.analytic
            and entry.features.tense == "participle"
            and items[t - 1].kind == "marker"
        ):
            continue
        if entry.features.pos == "verb":
            return_to_main(items, t, frame, discourse)
            found = verb_arguments(
                items,
                t,
                lexicon,
                discourse,
                transitive=frame.transitive,
                takes_object="object" in frame.roles,
                all_objects=frame.gathers,
            )
            remember_main(items, t, found, discourse)
        else:
            found = noun_arguments(items, t, lexicon, discourse)
            if lexicon.analytic and frame.needs_target:
                found.found.extend(find_stops(items, t, discourse.entities))
        said = lexicon.analytic and frame.type == "statement" and entry.features.pos == "verb"
        obliged = find_obliged(items, t, found) if said else None
        if obliged is not None and lexicon.urging is not None:
            frame = lexicon.urging
            found.found = [a for a in found.found if a.slots[0] == "subject"] + [obliged]
        if frame.urges and lexicon.urging is not None:
            needed = needed_of(items, t, found)
            if needed is not None:
                frame = lexicon.urging
                found.found.append(needed)
        if lexicon.analytic and is_same_again(row, t, lexicon, frame, drafts, found):
            tell_more(row, t, frame, drafts, told_of(items, t))
            return True
        asks = frame.type == "demand" and item.entry.features.pos == "verb" and found.slot("object") is None
        if lexicon.analytic and asks:
            found.found.extend(find_asked(items, found.reach))
        if frame.type == "threat" and found.slot("object") is None:
            ahead = find_threatened_ahead if lexicon.analytic else find_threatened
            found.found.extend(ahead(items, t, found.reach, lexicon, discourse))
        aside = lexicon.analytic and frame.type == "meeting" and not entry.features.definite
        occasion = frame.type == "call" or (aside and entry.features.pos == "noun")
        alone = not any(a.slots[0] in frame.roles and "in" not in a.slots for a in found.found)
        parties = fronted_parties(items, t, discourse) if lexicon.analytic and occasion and alone else []
        found.found.extend(parties)
        if occasion and drafts and alone and not parties:
            spoken = find_on_occasion(drafts[-1], row, t, discourse)
            found.found.extend(spoken)
            if spoken and drafts[-1].type == "message":
                del drafts[-1]
        if attend_told(row, t, entry, found, lexicon, drafts, discourse):
            return True
        if lexicon.analytic and is_hosting(row, t, lexicon, found, drafts):
            return True
        if frame.type in _SPONSORED and not lexicon.analytic and entry.features.pos == "verb":
            found.found.extend(fronted_host(items, t))
        if not lexicon.analytic and invites(items, t, found.reach):
            _remember_subject(found, discourse)
            return True
        made = make_drafts(row, t, entry, frame, found, linked, discourse, lexicon, drafts)
        for draft in made if bound == "agreement" else ():
            draft.status = "planned"
        if made and made[0].type == "mediation" and not made[0].others:
            told = mediates(made[0], drafts)
            if told or (not lexicon.analytic and made[0].guesses and not made[0].others):
                return True
        if lexicon.analytic and frame.type == "proposal" and is_judged(items, t):
            return True
        if (
            made
            and goes_on(made, drafts, lexicon.analytic and _is_indefinite(entry))
            and not any(e.name == "then" for i in items[max(0, t - 3) : t] for e in i.entries)
        ):
            drafts[-1].sentences.add(row.index)
            return True
        if entry.features.pos == "noun":
            judge(found, made, row, t, drafts, discourse)
        if made:
            mark_report(made[0], items, t, drafts, discourse)
            made[0].reports = made[0].reports or (lexicon.analytic and only_reports(made[0], items, found, drafts))
            drafts.extend(made)
            _remember_event(made[-1], discourse)
            received = bool(item.enclitic) and frame.type in CONTACT
            if made[-1].type in SPOKEN and made[-1].agents:
                discourse.speaker = tuple(made[-1].agents)
            if entry.features.pos == "verb" and frame.roles.get("subject") == "agent" and not received:
                _remember_subject(found, discourse)
            return True
        if entry.features.pos == "verb":
            _remember_subject(found, discourse)
        elif lexicon.analytic and frame.type in CONTACT and status_of(items, t, lexicon) == "denied":
            deny_told(row, frame, drafts)
        elif entry.features.definite or item.enclitic or (frame.type == "visit" and found.slot("of")):
            there = [e for e in places_of(found, frame, discourse.entities) if discourse.entities[e].type == "place"]
            tell_more(row, t, frame, drafts, told_of(items, t) if lexicon.analytic else set(), there)
    return False


def _is_indefinite(entry: Entry) -> bool:
    return entry.features.pos == "noun" and not entry.features.definite


_CONTENTED = frozenset({"demand", "threat", "statement", "criticism", "proposal", "agreement"})
"""Types whose infinitives and gerunds tell what is asked, said or accused, and no event of their own."""


_SPONSORED = frozenset({"agreement", "meeting"})
"""Types that may be under the auspices of whom the sentence names first."""
_QUESTIONS = frozenset("?؟")


def _read_colon(row: Row, lexicon: Lexicon, linked: LinkedDocument, discourse: Discourse, drafts: list[Draft]) -> None:
    """'SPEAKER: what they say' at the start of a sentence is a statement."""
    items = row.items
    start = next((k for k, i in enumerate(items[:3]) if i.kind == "phrase"), None)
    if lexicon.colon is None or start is None or start + 1 >= len(items):
        return
    speaker, colon = items[start], items[start + 1]
    if colon.kind != "mark" or colon.text != ":" or any(i.kind != "mark" for i in items[:start]):
        return
    agents = [e for e in speaker.entities if discourse.entities[e].type != "place"]
    if not agents or items[-1].text in _QUESTIONS:
        return
    tokens = linked.document.tokens
    trigger = Span(tokens[speaker.first].start, tokens[colon.last - 1].end)
    discourse.act(tuple(agents))
    discourse.main = tuple(agents)
    drafts.append(
        Draft(lexicon.colon, lexicon.colon.type, agents, [], None, "occurred", trigger, row.index, speaker.first,
              colon.last, sentences={row.index}, verbal=True)
    )  # fmt: skip


_VERBAL = frozenset({"event", "light", "attach", "verb", "cue"})
