"""What tells more of an event told before, and no new one."""

from __future__ import annotations

from collections.abc import Sequence

from kg.code.arguments import Argument, Arguments
from kg.code.draft import CONTACT, Draft
from kg.code.frames import Frame, Lexicon
from kg.code.items import Item, Row
from kg.code.light import light_before
from kg.code.neighbours import before_noun
from kg.code.order import governor, subject_ahead
from kg.code.reference import Discourse
from kg.code.search import resolve_item
from kg.code.words import EVENT_WORDS, NOMINAL, has, is_finite, marker_of, next_after


def governing_type(items: Sequence[Item], t: int) -> str:
    """The type of the event whose content the verb at `t` tells, or ''."""
    if items[t].entry.features.pos != "verb":
        return ""
    if t and items[t].entry.features.tense == "participle" and set(items[t - 1].markers()) & {"about", "on"}:
        return "topic"
    talked = items[t - 1].entry.frame if t and items[t - 1].kind == "event" else None
    if items[t].entry.features.tense == "participle" and talked is not None and talked.generic:
        return "topic"
    k = governor(items, t)
    frame = items[k].entry.frame if k is not None and items[k].kind == "event" else None
    return frame.type if frame is not None else ""


def is_same_again(row: Row, t: int, lexicon: Lexicon, frame: Frame, drafts: Sequence[Draft], found: Arguments) -> bool:
    """Whether 'their meeting', 'the talks with X' is one told before."""
    item = row.items[t]
    if item.entry.features.pos != "noun" or not item.entry.features.definite or frame.type not in CONTACT:
        return False
    if light_before(row.items, t, lexicon) is not None:
        return False
    named = {e for a in found.found if a.slots[0] in _PARTNERS and not a.guessed for e in a.entities}
    last = next((d for d in reversed(drafts) if same_family(d.type, frame.type)), None)
    if last is None or len(last.who) < 2 or not named <= last.who:
        return False
    modifier = before_noun(row.items, t)
    if modifier is not None and row.items[modifier.at].kind == "possessive":
        return row.index - last.sentence <= 1
    return modifier is None and len(named) == 1 and row.index - last.sentence <= _RETOLD


_PARTNERS = frozenset({"with", "between", "of", "presence"})
_RETOLD = 5
"""Sentences after which 'the talks with X' may still be those told before."""


def find_asked(items: Sequence[Item], reach: int) -> list[Argument]:
    """Of whom something is demanded in the clause that follows ('demanded that X withdraw')."""
    ahead = items[reach : reach + 2]
    if len(ahead) == 2 and ahead[0].kind == "that" and ahead[1].kind == "phrase":
        return [Argument(("object",), ahead[1].entities, reach + 1, ahead[1].split)]
    return []


def find_obliged(items: Sequence[Item], t: int, found: Arguments) -> Argument | None:
    """Of whom what is said at `t` tells that they must do it ('said X must leave', 'X must leave, Y said')."""
    speaker = found.slot("subject")
    said = set(speaker.entities) if speaker is not None else set()
    before = speaker is not None and 0 < speaker.at <= t + 1 and any(i.is_comma() for i in items[:t])
    spans = [range(t + 1, min(len(items), t + _SAID)), *([range(0, min(t, _SAID))] if before else [])]
    for span in spans:
        for k in span:
            item = items[k]
            if item.kind in ("clause", "relative") or (item.kind in EVENT_WORDS and item.kind != "cue"):
                break
            if item.kind == "phrase" and marker_of(items, k) is None and has(next_after(items, k), "obligation"):
                if said & set(item.entities) or _is_undergone(items, k + 1):
                    return None
                return Argument(("object",), item.entities, k)
    return None


def _is_undergone(items: Sequence[Item], k: int) -> bool:
    """Whether what must be is only to happen to somebody ('X must be protected')."""
    return any(has(i, "auxiliary") and "be" in {e.name for e in i.entries} for i in items[k + 1 : k + 4])


_SAID = 12
"""Items in which what is said tells who must do something."""


def find_on_occasion(last: Draft, row: Row, t: int, discourse: Discourse) -> list[Argument]:
    """Who speaks where a call or a meeting is only when something was said ('urged X in a call to')."""
    both = (*last.agents, *last.others)
    frame = row.items[t].entry.frame
    if last.type in CONTACT and frame is not None and frame.type == "meeting":
        return []
    said = last.sentence == row.index and len(both) == 2 and all(map(discourse.is_person, both))
    governed = t > 0 and any({"in", "aside"} & set(i.markers()) for i in row.items[max(0, t - 3) : t])
    return [Argument(("between",), both, t)] if said and governed else []


def fronted_host(items: Sequence[Item], t: int) -> list[Argument]:
    """Under whose auspices, told before the verb at `t` ('under Qatar's mediation, X and Y agreed')."""
    for k in range(1, t):
        of = 2 if k > 1 and "from" in items[k - 1].markers() else 1
        if items[k].kind == "phrase" and "host" in items[k - of].markers():
            return [Argument(("host",), items[k].entities, k)]
        if items[k].kind in ("event", "light", "verb", "that"):
            return []
    return []


def fronted_parties(items: Sequence[Item], t: int, discourse: Discourse) -> list[Argument]:
    """Who speaks to whom where the sentence begins with the occasion ('In a call on Monday, X told Y that')."""
    fronted = any({"in", "aside", "about"} & set(i.markers()) for i in items[:t])
    if not fronted or any(i.kind not in _BEFORE_OCCASION for i in items[:t]):
        return []
    ahead = subject_ahead(items, t)
    verb = next((k for k in range(ahead.at + 1, len(items)) if is_finite(items[k])), 0) if ahead.at > t else 0
    whom = items[verb + 1] if 0 < verb < len(items) - 1 else None
    if whom is None or whom.kind not in NOMINAL:
        return []
    both = (*resolve_item(items[ahead.at], discourse), *resolve_item(whom, discourse))
    return [Argument(("between",), both, t)] if len(both) > 1 and all(map(discourse.is_person, both)) else []


_BEFORE_OCCASION = frozenset({"marker", "word", "date", "adverb", "sort"})


def is_hosting(row: Row, t: int, lexicon: Lexicon, found: Arguments, drafts: Sequence[Draft]) -> bool:
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
    last.others.extend(
        e for a in found.found if a.slots[0] in ("host", "with") for e in a.entities if e not in last.who
    )
    last.sentences.add(row.index)
    return True


def mediates(mediation: Draft, drafts: Sequence[Draft]) -> bool:
    """Give a mediation whose parties are not named those of the agreement or talks just told.

    Mediators of talks take part in these; then there is no mediation of its own.
    """
    for draft in reversed(drafts):
        if mediation.sentence - draft.sentence > 1:
            return False
        parties = [e for e in (*draft.agents, *draft.others) if e not in mediation.agents]
        if draft.type == "meeting" and mediation.sentence != draft.sentence:
            continue
        if draft.type not in _MEDIATED or len(draft.agents) < 2 or len(parties) < 2:
            continue
        if draft.type == "talks":
            draft.others.extend(e for e in mediation.agents if e not in draft.who)
            draft.sentences.add(mediation.sentence)
            return True
        mediation.others.extend(parties)
        return False
    return False


def goes_on(made: Sequence[Draft], drafts: Sequence[Draft], fresh: bool) -> bool:
    """'The two discussed …' after a meeting or call tells more of it and no new one.

    Where the word is an indefinite noun (`fresh`), a meeting of some of those who met is another.
    """
    if not drafts or len(made) != 1 or made[0].type not in _GATHERINGS or not made[0].guesses:
        return False
    last = drafts[-1]
    another = fresh and made[0].who not in (last.who, set(last.agents))
    ahead = made[0].status in _AHEAD and last.status not in _AHEAD
    near = made[0].sentence - last.sentence <= 1
    return last.type in CONTACT and made[0].who <= last.who and near and not (another or ahead)


def tell_more(row: Row, t: int, frame: Frame, drafts: list[Draft], told: set[str], places: Sequence[str] = ()) -> None:
    """'The meeting' at `t` again: what this sentence says belongs to the one told before, where it was (`places`) too.

    Where it tells that a plan was dropped (`told`), that meeting will not be.
    """
    for draft in reversed(drafts):
        if same_family(draft.type, frame.type):
            draft.sentences.add(row.index)
            draft.retold.append((row.index, row.items[t].first))
            if draft.place is None and draft.type == "agreement" and places:
                draft.place = places[0]
            if "denied" in told and draft.status == "planned":
                draft.status = "denied"
            return


def deny_told(row: Row, frame: Frame, drafts: Sequence[Draft]) -> None:
    """'X denied that there was any meeting': the one told in the sentence before was not."""
    last = next((d for d in reversed(drafts) if same_family(d.type, frame.type)), None)
    if last is not None and row.index - last.sentence == 1:
        last.status = "denied"
        last.sentences.add(row.index)


def same_family(one: str, other: str) -> bool:
    """Whether two types of event may be one occasion told twice: alike, or both a gathering."""
    return one == other or (one in _GATHERINGS and other in _GATHERINGS)


_AHEAD = frozenset({"planned", "proposed"})
_MEDIATED = frozenset({"talks", "agreement", "meeting", "release"})
_GATHERINGS = frozenset({"meeting", "talks"})
