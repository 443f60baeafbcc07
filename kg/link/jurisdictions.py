"""Whose an office is: the demonym, state or body that follows its noun."""

from __future__ import annotations

from kg.link.complements import agrees, placed
from kg.link.parts import Called, Role, simple_phrase
from kg.link.scope import Scope


def jurisdiction(scope: Scope, role: Role, k: int, end: int) -> int:
    """The end of the demonym or state that says whose an office is, from token `k` on; 0 if none is there."""
    if role.jurisdiction or role.number > 1:
        return 0
    if scope.is_any(k, "of_state") and k + 1 < end:
        at = k + 2 if scope.is_any(k + 1, "determiners") and k + 2 < end else k + 1
        for called in scope.names(at, end, bare=True):
            if called.entries[0][1].type == "state" or (placed(scope, role) and called.entries[0][1].type != "person"):
                return _take(scope, role, called)
        return 0
    if scope.is_any(k, "opening") and scope.is_any(k + 2, "closing") and k + 2 < end:
        for called in scope.names(k + 1, k + 2, bare=True):
            if called.entries[0][1].type == "state" and any(e.sort == "demonym" for e, _ in called.entries):
                return _take(scope, role, called) + 1
    for called in scope.names(k, end):
        entry, fact = called.entries[0]
        demonym = any(e.sort == "demonym" for e, _ in called.entries)
        clitic = called.reading.proclitic
        if not clitic and demonym:
            if not agrees(scope, role, called, k, end):
                continue
            return _take(scope, role, called)
        if (
            clitic
            and scope.is_word(clitic, "of_clitics")
            and entry.sort != "demonym"
            and not _going(scope, role, clitic)
        ):
            if fact.type == "state" or (fact.type == "organization" and placed(scope, role)):
                return _take(scope, role, called)
    return _country(scope, role, k, end)


def _going(scope: Scope, role: Role, clitic: str) -> bool:
    """Whether a preposition before a state's name says where somebody goes and not whose the office is."""
    return (
        role.tense == ""
        and scope.is_word(clitic, "going_clitics")
        and not (placed(scope, role) or scope.lexicon.has_case)
    )


def _country(scope: Scope, role: Role, k: int, end: int) -> int:
    """The same with a noun such as 'republic' before the state's name."""
    found = scope.form(k, end, "body", bare=False)
    if found is None or found[1].name != "country" or not scope.is_word(found[0].proclitic, "of_clitics"):
        return 0
    for called in scope.names(k, end) + scope.names(k + found[1].length, end, bare=True):
        if called.entries[0][1].type == "state":
            return _take(scope, role, called)
    return 0


def _take(scope: Scope, role: Role, called: Called) -> int:
    state = next((f for e, f in called.entries if f.type == "state"), called.entries[0][1])
    role.jurisdiction, role.bare = state.key, False
    role.indefinite = (
        bool(scope.lexicon.article)
        and called.entries[0][0].sort == "demonym"
        and not (called.folds[0].startswith(scope.lexicon.article))
    )
    role.nested.append(simple_phrase(called))
    return called.last
