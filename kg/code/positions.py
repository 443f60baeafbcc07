"""Positions that several words of a sentence tell: who goes on speaking, whom it is about, what is no statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.code.arguments import Argument, Arguments
from kg.code.draft import CONTACT, SPOKEN, Draft
from kg.code.frames import Frame, Lexicon
from kg.code.items import Item, Row
from kg.code.nouns import noun_arguments
from kg.code.reference import Discourse
from kg.code.subjects import is_main
from kg.code.words import describes

_NEED_REACH = 8


def return_to_main(items: Sequence[Item], t: int, frame: Frame, discourse: Discourse) -> None:
    """Let who acts in the main clause say what a verb joined to it tells after said words ('said …, and accused')."""
    goes_on = bool(items[t].proclitic) and any(i.kind == "that" for i in items[:t]) and is_main(items, t, discourse)
    addressed = t + 1 < len(items) and bool(items[t + 1].enclitic)
    if goes_on and not addressed and frame.type in SPOKEN and discourse.main is not None and not discourse.analytic:
        discourse.subject = discourse.main


def remember_main(items: Sequence[Item], t: int, found: Arguments, discourse: Discourse) -> None:
    """Remember whose verb of the main clause it is."""
    if items[t].entry.features.tense != "participle" and not found.relative and is_main(items, t, discourse):
        subject = found.slot("subject")
        discourse.main = subject.entities if subject is not None else ()


def mark_report(made: Draft, items: Sequence[Item], t: int, drafts: Sequence[Draft], discourse: Discourse) -> None:
    """Mark the statement that says nothing but what is an event of its own.

    That is others' meeting or journey ('X said Y would meet Z'), or the speaker's own deed or stronger word ('said he
    would travel', 'stressed his support', 'said he rejects').
    """
    here = (d for d in reversed(drafts[-2:]) if d.sentence == made.sentence)
    last = next((d for d in here if d.type == "statement" or d.type not in CONTACT), None)
    if last is None or last.type != "statement" or made.type == "statement":
        return
    between = [i for i in items[:t] if i.first > last.first]
    if last.who != set(made.agents):
        aside = any("aside" in i.markers() or i.kind in ("clause", "relative") for i in between)
        own = made.verbal and last.who < made.who and any(i.kind == "that" for i in between)
        last.reports = last.reports or (made.type in _REPORTED and not aside and (own or not last.who & made.who))
        return
    if discourse.analytic:
        return
    told = any(i.kind == "that" or i.text == ":" for i in between) and not any(i.kind == "relative" for i in between)
    joined = items[t - 1].kind == "conjunction"
    beside = made.verbal and (joined or items[t].entry.features.tense == "participle")
    if made.type in SPOKEN:
        last.reports = last.reports or not beside
    elif made.type not in _DEEDS:
        last.reports = last.reports or (told and not beside)


def only_reports(made: Draft, items: Sequence[Item], found: Arguments, drafts: Sequence[Draft]) -> bool:
    """Whether a statement only says who reports what others did, told before it ('X will meet Y, Z said')."""
    subject = found.slot("subject")
    last = drafts[-1] if drafts else None
    if made.type != "statement" or last is None or subject is None or subject.at < 1:
        return False
    told = last.sentence == made.sentence and last.type in _REPORTED and not last.who & made.who
    return told and items[subject.at - 1].is_comma()


_REPORTED = CONTACT | {"visit", "release", "appointment"}
_DEEDS = frozenset({"agreement", "attack", "sanction"})
"""What a speaker says of these deeds of his own is a position, too."""


def is_accused_of(items: Sequence[Item], t: int) -> bool:
    """Whether a noun tells what somebody is accused of or threatened with ('accused X of support for Y')."""
    noun, t = t, t - (t > 0 and items[t - 1].kind == "light")
    if t < 2 or "with" not in items[t - 1].markers() or items[noun].entry.features.pos != "noun":
        return False
    if items[noun].entry.features.definite or items[t - 2].kind != "phrase":
        return False
    for item in reversed(items[max(0, t - 6) : t - 2]):
        if item.kind == "event":
            frame = item.entry.frame
            accuses = frame is not None and (frame.type == "threat" or (frame.type == "criticism" and frame.transitive))
            return accuses and item.entry.features.pos == "verb"
        if item.kind != "phrase":
            return False
    return False


def judge(
    found: Arguments, made: Sequence[Draft], row: Row, t: int, drafts: Sequence[Draft], discourse: Discourse
) -> None:
    """Who is condemned or praised for a deed is who did it ('condemned the attack of X', 'praised X's mediation')."""
    last = drafts[-1] if drafts else None
    if last is None or last.type not in ("criticism", "support") or last.sentence != row.index or last.others:
        return
    frame = row.items[t].entry.frame
    if frame is None or frame.type in _TOGETHER:
        return
    if made and made[0].type == "attack":
        governed = any(i.kind in ("marker", "event", "phrase") for i in row.items[max(0, t - 2) : t])
        whose = tuple(made[0].agents) if governed else ()
    else:
        between = [i for i in row.items[:t] if i.first > last.first]
        plain = all(i.kind in ("marker", "phrase", "anaphor") for i in between)
        governed = last.verbal and not last.frame.transitive and plain
        owner = next((a for a in found.found if a.slots[0] in _OWNER and not a.guessed and a.at > t), None)
        whose = owner.entities if governed and owner is not None and len(owner.entities) == 1 else ()
    last.others.extend(e for e in whose if e not in last.agents and discourse.entities[e].type != "place")


_OWNER = ("of", "attribute")
_TOGETHER = frozenset({"meeting", "talks", "call", "agreement"})
"""Types that several do together: nobody of them is condemned or praised for it alone."""


def needed_of(items: Sequence[Item], t: int, found: Arguments) -> Argument | None:
    """Of whom something is needed, where the clause after a verb of saying speaks of a need (nobody: no entities).

    'Said that X must', 'that it is on X to', 'stressed the need'.
    """
    for k in range(t + 1, min(len(items), t + _NEED_REACH)):
        frame = items[k].entry.frame if items[k].kind == "event" else None
        speech = frame is not None and frame.type == "statement" and items[k].entry.features.pos == "noun"
        if items[k].kind in ("clause", "relative", "event") and not speech:
            return None
        ahead = items[k : k + 4]
        kinds = [i.kind for i in ahead]
        if kinds[:3] == ["that", "marker", "phrase"] and kinds[3:] in _DUTIES and "on" in ahead[1].markers():
            return Argument(("object",), ahead[2].entities, k + 2)
        if items[k].kind == "necessity":
            if items[k - 1].kind == "phrase" and items[k - 2].kind == "that":
                return Argument(("object",), items[k - 1].entities, k - 1)
            for item in items[k + 1 : k + _NEEDED]:
                if item.kind == "phrase":
                    return Argument(("object",), item.entities, k)
                if item.kind not in ("word", "that"):
                    break
            return Argument(("object",), (), k) if items[k].entry.name == "need" else None
    return None


_DUTIES = (["that"], ["word"])
"""What follows those on whom it is to do something: a clause, or the noun of what they must do."""
_NEEDED = 6


def find_threatened(
    items: Sequence[Item], t: int, reach: int, lexicon: Lexicon, discourse: Discourse
) -> list[Argument]:
    """Whom the deed would hit that somebody threatens with ('threatened to bomb X', 'with sanctions on X')."""
    k = threatened_deed(items, t, reach)
    frame = items[k].entry.frame if k is not None else None
    if k is None or frame is None:
        return []
    hit = [a for a in noun_arguments(items, k, lexicon, discourse).found if not a.guessed and a.at > k]
    victims = [a for a in hit if any(frame.roles.get(slot, "").endswith("other") for slot in a.slots)]
    victims = victims or [a for a in hit if a.slots[0] == "of"]
    return [replace(a, slots=("object",)) for a in victims]


def find_threatened_ahead(
    items: Sequence[Item], t: int, reach: int, lexicon: Lexicon, discourse: Discourse
) -> list[Argument]:
    """Whom the deed would hit that somebody threatens to do, by order ('threatened to impose tariffs on X')."""
    for k in range(t + 1, min(len(items), t + _NEED_REACH + 1)):
        item, before = items[k], items[k - 1]
        if item.kind in ("that", "clause", "relative", "mark"):
            return []
        if item.kind == "phrase" and "aside" not in before.markers() and not describes(items, k):
            return [Argument(("object",), item.entities, k)]
    return []


def threatened_deed(items: Sequence[Item], t: int, reach: int) -> int | None:
    """The noun of the deed that the threat at `t`, whose arguments end at `reach`, is about."""
    threat = items[t].entry.frame
    if threat is None or threat.type != "threat":
        return None
    for k in range(reach, min(len(items), reach + _DEED)):
        if items[k].kind == "event":
            return k if items[k].entry.features.pos == "noun" else None
        if items[k].kind not in ("marker", "word", "light", "date", "phrase"):
            return None
    return None


_DEED = 4
"""Items from the end of a threat's own arguments in which its deed is named."""
