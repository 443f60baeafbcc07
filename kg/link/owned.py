"""Bodies and capitals whose state stands before them: "Russia's foreign ministry", 'the Qatari capital'."""

from __future__ import annotations

from kg.link.parts import Called, Phrase, simple_phrase
from kg.link.scope import Scope


def owned_body_at(scope: Scope, i: int, end: int) -> Phrase | None:
    """The phrase of a body that begins with its state, in a language whose head nouns come last; else None."""
    if not scope.lexicon.head_last:
        return None
    owner = _owner(scope, i, end)
    if owner is None:
        return None
    k = owner.last
    while scope.is_any(k, "possessives"):
        k += 1
    while k < end and (plain := scope.form(k, end, "plain", bare=True)):
        k += plain[1].length
    found = scope.form(k, end, "body", bare=True) if k < end else None
    if found is None or found[1].name in ("country", "group", "venue", "media"):
        return None
    form = found[1]
    if form.name == "place" and not scope.is_any(k + form.length - 1, "capital_nouns"):
        return None
    return Phrase(i, k + form.length, "body", owner.reading, name=owner, form=form, nested=[simple_phrase(owner)])


def _owner(scope: Scope, i: int, end: int) -> Called | None:
    for called in scope.names(i, end):
        fact = called.entries[0][1]
        if fact.type == "state" or fact.capital_of:
            return called
    return None
