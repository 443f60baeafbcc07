"""Whether an event took place: cues around its word, the form of the verb, and what governs it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.absent import follows_somebody, is_invitation
from kg.code.draft import CONTACT, Draft
from kg.code.frames import Lexicon
from kg.code.items import Item, Row
from kg.code.light import light_before
from kg.code.neighbours import carried_by, told_of
from kg.code.strikes import struck_by
from kg.code.words import has
from kg.model import Status

_BOUNDARIES = frozenset({"clause", "relative"})
_REACH = 14
_STOPS, _QUOTES = ":؛;.", '"“”'
_RANK = ("denied", "proposed", "planned", "ongoing")
_CALLING_FOR = frozenset({"demand", "proposal"})


def status_of(items: Sequence[Item], t: int, lexicon: Lexicon) -> Status:
    """The status of the event whose word is item `t`.

    Args:
        items: the items of the sentence.
        t: index of the event word.
        lexicon: of the language.
    """
    item = items[t]
    verbal = item.entry.features.pos == "verb"
    own = next((e.frame.status for e in item.entries if e.frame and e.frame.status), "")
    if own:
        return _as_status(own)
    found: set[str] = set()
    if not verbal and t and items[t - 1].kind == "marker" and "aside" in items[t - 1].markers():
        return "occurred"
    means = item.entry.frame is not None and item.entry.frame.type == "call" and t and "in" in items[t - 1].markers()
    if means:
        return "occurred"
    if verbal and item.proclitic and item.proclitic[-1] in lexicon.future:
        found.add("planned")
    found |= _before(items, t, verbal, lexicon.analytic)
    if not verbal:
        found |= told_of(items, t) if lexicon.analytic else _after(items, t)
        carrier = carried_by(items, t, light_before(items, t, lexicon)) if lexicon.analytic else ""
        if carrier in _CALLING_FOR:
            found.add("proposed")
        elif carrier in ("statement", "agreement", "threat"):
            found.add("planned")
    for status in _RANK:
        if status in found:
            return _as_status(status)
    frame = item.entry.frame
    if frame is not None and frame.type in _GOING_ON and verbal and _is_going_on(items, t):
        return "ongoing"
    if frame is not None and frame.lasting:
        teller = t if verbal else struck_by(items, t)
        teller = light_before(items, t, lexicon) if teller is None else teller
        past = teller is not None and items[teller].entry.features.tense != "present"
        if not past:
            return "ongoing"
    return "occurred"


_GOING_ON = frozenset({"mediation", "talks", "demand", "attack"})


def _is_going_on(items: Sequence[Item], t: int) -> bool:
    """Whether the verb at `t` says what is still being done ('is pressing', 'has been mediating')."""
    told = [i for i in items[max(0, t - 3) : t] if i.kind == "auxiliary"]
    being = any(e.name == "be" for i in told for e in i.entries)
    over = any(e.kind == "auxiliary" and e.name == "past" for i in told for e in i.entries)
    return items[t].entry.features.tense == "participle" and being and not over


def find_status(items: Sequence[Item], t: int, lexicon: Lexicon, row: Row, drafts: Sequence[Draft]) -> Status:
    """The status that the words tell; what is only the aim of something planned is planned too.

    What a denial before a participle denies is something else ('cannot be ruled out, he said, adding').
    """
    status = status_of(items, t, lexicon)
    if status == "denied" and items[t].entry.features.tense == "participle" and not lexicon.analytic:
        return "occurred"
    if (
        status == "occurred"
        and follows_somebody(items, t)
        and any(e.name == "proposed" for e in items[max(0, t - 3)].entries)
    ):
        return "proposed"
    if status == "occurred" and t and "to" in items[t - 1].markers() and is_invitation(items, t):
        return "proposed"
    leads = {"to", "for"} if lexicon.analytic else {"to"}
    aim = t > 0 and leads.intersection(items[t - 1].markers()) and items[t].entry.features.pos == "noun"
    gerund = lexicon.analytic and t > 0 and items[t].entry.features.tense == "participle"
    aim = aim or (gerund and "aside" in items[t - 1].markers())
    if status == "occurred" and aim and drafts and drafts[-1].sentence == row.index and drafts[-1].status == "planned":
        return "planned"
    return status


def spoken_status(items: Sequence[Item], t: int, lexicon: Lexicon) -> Status | None:
    """The status of what the verb at item `t` says, or None where nobody said it ('if he refuses', 'did not say').

    What else its sentence speaks of may be planned or denied; only what stands right before the verb counts.
    """
    item = items[t]
    if item.entry.features.tense == "participle":
        return "occurred"
    found = {"planned"} if item.proclitic and item.proclitic[-1] in lexicon.future else set()
    k = t - 1
    while k >= 0 and items[k].kind in ("cue", "background", "that", "date"):
        for name in (e.name for e in items[k].entries if e.kind == "cue" and e.features.pos != "verb"):
            status, _, where = name.partition("-")
            if where != "present" or item.entry.features.tense == "present":
                found.add(status)
        k -= 1
    if k >= 0 and any(e.kind == "cue" and e.name == "proposed" for e in items[k].entries):
        return None
    if _is_said_not_to_be(items, t):
        return "denied"
    if "denied" in found:
        return None
    return next((_as_status(status) for status in _RANK if status in found), "occurred")


def _is_said_not_to_be(items: Sequence[Item], t: int) -> bool:
    """Whether the verb at `t` is of the clause that somebody denies ('denied that X had called for it')."""
    that = False
    for item in reversed(items[max(0, t - _REACH) : t]):
        if item.kind == "cue" and item.entry.features.pos == "verb":
            return that and any(e.name == "denied" for e in item.entries)
        if item.kind in _BOUNDARIES or (item.kind in ("event", "light", "verb") and item.entry.features.pos == "verb"):
            return False
        that = that or item.kind == "that"
    return False


def _before(items: Sequence[Item], t: int, verbal: bool, analytic: bool) -> set[str]:
    found: set[str] = set()
    stops = _STOPS + _QUOTES if analytic else _STOPS
    if analytic and verbal and t and items[t - 1].kind == "conjunction" and items[t].entry.features.tense == "past":
        return found
    distance = 0
    named = comma = False
    word = items[t]
    for k in range(t - 1, max(-1, t - _REACH), -1):
        item = items[k]
        comma = comma or item.is_comma()
        if analytic and comma and ("aside" in item.markers() or item.voice == "reduced"):
            # 'Ahead of the summit, X met Y', 'Invited by X, Y …': said of what stands before the comma.
            break
        if analytic and _is_apart(items, k, t, verbal, named):
            break
        if item.kind == "cue" and (verbal or not named or item.entry.features.pos == "verb"):
            if analytic and not verbal and _governs_another(items, k):
                continue
            for entry in item.entries:
                name = entry.name or (entry.frame.status if entry.frame else "")
                status, _, where = name.partition("-")
                if where == "near" and distance > 0:
                    continue
                if where == "present" and (distance > 0 or word.entry.features.tense != "present"):
                    continue
                found.add(status)
        elif item.kind in _BOUNDARIES:
            break
        elif item.kind in ("event", "light", "attach", "verb") and item.entry.features.pos == "verb":
            if item.kind == "light":
                if item.proclitic.endswith("س"):
                    found.add("planned")
                if all(i.kind != "event" for i in items[k + 1 : t]):
                    distance, named, word = 0, False, item
                distance += word is not item
                continue
            frame = item.entry.frame
            found.update(e.name for e in item.entries if analytic and e.kind == "cue")
            if frame is not None and frame.status:
                found.add(frame.status)
            if frame is not None and frame.denies and not verbal and _is_contact(items[t]):
                found.add("denied")
            leaves = any(e.frame is not None and e.frame.needs_target for e in item.entries)
            if not verbal and frame is not None and frame.type in _CALLING_FOR and not (frame.status or leaves):
                found.add("proposed")
            agreed = not analytic and not verbal and frame is not None and frame.type == "agreement"
            agreed = agreed and not any(i.is_comma() for i in items[k + 1 : t])
            if agreed and _is_contact(items[t]) and any("on" in i.markers() for i in items[k + 1 : t]):
                found.add("planned")
            break
        elif item.kind == "mark" and item.text in stops:
            break
        elif item.kind in ("word", "phrase", "that", "mark"):
            distance += 1
            named = named or item.kind == "phrase"
            if item.kind == "phrase" and verbal and items[k - 1].kind == "conjunction":
                break
    return found


def _is_apart(items: Sequence[Item], k: int, t: int, verbal: bool, named: bool) -> bool:
    """Whether a clause of time or another event noun parts what stands before it from the word at `t`.

    'Is ready to talk after X met Y', 'failed to clinch a deal in talks'.
    """
    if verbal:
        return named and items[k].kind == "marker" and "aside" in items[k].markers()
    noun = items[k].kind == "event" and items[k].entry.features.pos == "noun" and k + 1 < t
    return noun and items[k + 1].kind == "marker" and "of" not in items[k + 1].markers()


def _governs_another(items: Sequence[Item], k: int) -> bool:
    """Whether the cue at `k` says of another word than an event's that it was not ('failed to bridge …')."""
    denies = any(e.kind == "cue" and e.name == "denied" for e in items[k].entries)
    return denies and has(items[k], "infinitive") and items[k + 1].kind == "word"


def _after(items: Sequence[Item], t: int) -> set[str]:
    """Cues that follow a noun as its attributes ('لقاء مرتقب')."""
    found = set()
    for item in items[t + 1 : t + 4]:
        if item.kind == "cue":
            found |= {entry.name for entry in item.entries if not entry.name.startswith("denied")}
        elif item.kind != "word":
            break
    return found


def _as_status(name: str) -> Status:
    match name:
        case "planned" | "proposed" | "denied" | "ongoing":
            return name
        case _:
            return "occurred"


def _is_contact(item: Item) -> bool:
    """Whether the event noun tells that some meet, talk or travel."""
    return item.entry.frame is not None and item.entry.frame.type in CONTACT | {"visit"}


def is_background(items: Sequence[Item], t: int) -> bool:
    """Whether the clause of the word at `t` is told as something past, apart from the news."""
    for k in range(t - 1, max(-1, t - 10), -1):
        if items[k].kind == "background":
            return True
        if items[k].kind in ("clause", "event"):
            return any(e.kind == "background" for e in items[k].entries)
    return False
