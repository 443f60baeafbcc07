"""Who is meant by a title and a part of a name: 'King Hamad', 'Sheikh Tamim', 'President Tayyip Erdogan'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from kg.link.holders import holders_at
from kg.link.known import Known
from kg.link.parts import Role
from kg.link.scope import Scope
from kg.link.spellings import skeleton, within
from kg.model import DateSpan


def titled_before(people: Sequence[Known], folds: Sequence[str], titles: Sequence[str], scope: Scope) -> str:
    """The key of the last person who was called by one of some titles and whose name begins with a first name.

    Args:
        people: of the document, the last named first.
        folds: the name.
        titles: that stand before it.
        scope: the document.
    """
    wanted = scope.lexicon.words.get("reigning", frozenset()).intersection(titles)
    if scope.weight(tuple(folds)) != 1 or not wanted:
        return ""
    return next((k.key for k in people if k.titles & wanted and _begins(k.folds, folds, scope)), "")


def titled_holder(folds: Sequence[str], titles: Sequence[str], scope: Scope, when: DateSpan | None) -> str:
    """The key of who holds an office that one of the titles goes with, in a state of the document, by a first name."""
    reigning = scope.lexicon.words.get("reigning", frozenset()).intersection(titles)
    kinds = sorted(frozenset[str]().union(*(scope.lexicon.title_kinds.get(t, frozenset()) for t in reigning)))
    if when is None or not kinds:
        return ""
    gazetteer = scope.gazetteer
    told = (o for state, _ in scope.states.most_common() for k in kinds for o in gazetteer.find_office(k, state))
    # Chained lazily: the offices of every state are looked through only where those told give nobody.
    for office in chain(told, (o for k in kinds for o in gazetteer.offices_of(k))):
        for holder in holders_at((office,), when, gazetteer):
            if any(_begins(name, folds, scope) for name in _names(holder.person, scope)):
                return holder.person
    return ""


def shortened(folds: Sequence[str], scope: Scope) -> str:
    """The key of the one person in the news whose name has all the parts of another, the family name last, or ''."""
    parts = _parts(folds)
    if len(folds) < 2 or parts[-1] in scope.lexicon.given:
        return ""
    tails = dict.fromkeys(((folds[-1],), parts[-1:], parts[-2:]))
    keys = {
        entry.key
        for tail in tails
        for entry, fact in scope.meanings(tail)
        if fact.type == "person" and entry.sort == "short" and scope.in_news(entry.key, tail[-1])
    }
    fitting = [k for k in sorted(keys) if any(within(parts, n, scope.lexicon) for n in _names(k, scope))]
    return fitting[0] if len(fitting) == 1 else ""


def same_leader(folds: Sequence[str], roles: Sequence[Role], scope: Scope) -> str:
    """The key of the only person of a state with the family name of who is said to lead it, or ''.

    The first names may differ ('Ferdinand' for 'Bongbong').
    """
    lexicon = scope.lexicon
    words, parts = lexicon.words, _parts(folds)
    while parts and parts[-1] in words.get("generations", frozenset()):
        parts = parts[:-1]
    states = {r.jurisdiction for r in roles if r.kind in words.get("leader_kinds", frozenset()) and r.tense != "former"}
    if len(parts) < 2 or parts[-1] in lexicon.given or parts[-2] in lexicon.particles:
        return ""
    keys = {e.key for e, f in scope.meanings(parts[-1:]) if e.sort == "short" and f.country in states}
    return next(iter(keys)) if len(keys) == 1 else ""


def _parts(folds: Sequence[str]) -> tuple[str, ...]:
    """The names that tokens joined by hyphens are made of."""
    return tuple(part for fold in folds for part in fold.split("-") if part)


def _names(key: str, scope: Scope) -> Iterator[tuple[str, ...]]:
    code = scope.lexicon.pack.code
    for lang, sort, name in scope.gazetteer.names_of(key):
        if lang == code and sort in ("full", "alias"):
            yield _parts(scope.lexicon.fold_all(name))


def _begins(name: Sequence[str], folds: Sequence[str], scope: Scope) -> bool:
    """Whether a full name begins with another: with a first name alone, or with two names at least."""
    lexicon = scope.lexicon
    while name and any(form.sort == "title" and not rest for rest, form in lexicon.forms.get(name[0], ())):
        name = name[1:]
    if len(folds) == 1 and name and name[0] in lexicon.words.get("halves", frozenset()):
        return False
    same = 0
    for a, b in zip(name, folds, strict=False):
        if skeleton(a, lexicon) != skeleton(b, lexicon):
            break
        same += a not in lexicon.particles
    return same > 1 or (same == 1 == scope.weight(tuple(folds)))
