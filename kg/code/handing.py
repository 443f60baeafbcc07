"""Who meets because one hands the other something ('handed X a letter')."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.code.arguments import Argument, Arguments
from kg.code.frames import Lexicon
from kg.code.items import Item
from kg.code.reference import Discourse
from kg.code.verbs import verb_arguments


def find_handing(items: Sequence[Item], t: int, lexicon: Lexicon, discourse: Discourse) -> Arguments | None:
    """The persons of whom the light verb at `t` tells that one handed the other something; None where it does not."""
    if not any(e.frame is not None and e.frame.meets for e in items[t].entries):
        return None
    named = verb_arguments(items, t, lexicon, discourse, transitive=False, takes_object=True)
    receiver = next((a for a in named.found if "to" in a.slots and not a.guessed), None)
    if receiver is None:
        named = verb_arguments(items, t, lexicon, discourse, transitive=True, takes_object=True)
        receiver = named.slot("object")
    giver = named.slot("subject")
    if giver is not None and receiver is not None and receiver.guessed and not _are_persons(receiver, discourse):
        receiver = replace(receiver, entities=discourse.another(giver.entities))
    if giver is None or receiver is None or set(giver.entities) & set(receiver.entities):
        return None
    goes_on = t > 0 and any(e.name == "where" for e in items[t - 1].entries)
    if not all(_are_persons(a, discourse) for a in (giver, receiver)) or (giver.guessed and not goes_on):
        return None
    return Arguments([giver, replace(receiver, slots=("object",))], reach=named.reach, relative=named.relative)


def _are_persons(argument: Argument, discourse: Discourse) -> bool:
    return bool(argument.entities) and all(map(discourse.is_person, argument.entities))
