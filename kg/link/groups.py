"""Several holders of like offices in one phrase: 'the Armenian and Azerbaijani foreign ministers'."""

from __future__ import annotations

from kg.link.atoms import Reading
from kg.link.naming import person_name
from kg.link.parts import BARE, Called, Phrase, Role, simple_phrase
from kg.link.roles import office_of
from kg.link.scope import Scope


def group_at(scope: Scope, i: int, end: int) -> list[Phrase]:
    """Several holders of like offices: 'الرئيسين الأمريكي باراك أوباما والإيراني حسن روحاني', 'نظيراه …'."""
    if scope.lexicon.head_last:
        return _owners_first(scope, i, end) or _owners_after(scope, i, end)
    base, reading = _group_head(scope, i, end)
    if base is None:
        return []
    k = base.last
    found: list[Phrase] = []
    clitic = False
    while k < end:
        owner = _owner(scope, k, end, joined=clitic)
        if owner is None:
            break
        role = Role(base.first if not found else k, owner.last, base.kind, base.noun, stands=True, office=base.office,
                    jurisdiction=owner.entries[0][1].key, counterpart=base.counterpart)  # fmt: skip
        role.nested.append(simple_phrase(owner))
        phrase = Phrase(role.first, role.last, "person", reading if not found else owner.reading, roles=[role])
        phrase.nested = role.nested
        if owner.last < end:
            name = person_name(scope, owner.last, end, bare=True, introduced=True) or _titled(scope, owner.last, end)
            if name is not None:
                phrase.name, phrase.last = name, name.last
        found.append(phrase)
        k = phrase.last
        if scope.is_any(k, "commas"):
            k += 1
        clitic = True
        if scope.is_any(k, "conjunction_words"):
            k += 1
            clitic = False
    return found if len(found) > 1 or any(p.name for p in found) else []


def _owners_first(scope: Scope, i: int, end: int) -> list[Phrase]:
    """The same with the states before the office: 'the Armenian and Azerbaijani foreign ministers'."""
    owners: list[Called] = []
    k = i
    while k < end:
        owner = _owner(scope, k, end, joined=False)
        if owner is None:
            break
        owners.append(owner)
        k = owner.last
        while scope.is_any(k, "commas") or scope.is_any(k, "conjunction_words"):
            k += 1
    if len(owners) < 2 or k != owners[-1].last or k >= end:
        return []
    base, _ = _group_head(scope, k, end)
    if base is None:
        return []
    last = base.last
    roles = [
        Role(i, last, _kind(scope, base, o), scope.fold(k), jurisdiction=o.entries[0][1].key, stands=True,
             office=base.office, counterpart=base.counterpart, nested=[simple_phrase(o)])
        for o in owners
    ]  # fmt: skip
    return [Phrase(i, last, "several", roles=roles, nested=[n for r in roles for n in r.nested])]


def _owners_after(scope: Scope, i: int, end: int) -> list[Phrase]:
    """The same with the states after the office: 'the foreign ministers of Egypt, Jordan and Iraq'."""
    base, reading = _group_head(scope, i, end)
    if base is None or base.last + 1 >= end or not scope.is_any(base.last, "of_state"):
        return []
    k, last = base.last + 1, base.last
    owners: list[Called] = []
    while k < end:
        while scope.is_any(k, "determiners"):
            k += 1
        owner = _owner(scope, k, end, joined=False)
        if owner is None:
            break
        owners.append(owner)
        k = last = owner.last
        while scope.is_any(k, "commas") or scope.is_any(k, "conjunction_words"):
            k += 1
    if len(owners) < 2:
        return []
    roles = [
        Role(i, last, _kind(scope, base, o), base.noun, jurisdiction=o.entries[0][1].key, stands=True,
             office=base.office, counterpart=base.counterpart, nested=[simple_phrase(o)])
        for o in owners
    ]  # fmt: skip
    return [Phrase(i, last, "several", reading, roles=roles, nested=[n for r in roles for n in r.nested])]


def _kind(scope: Scope, base: Role, owner: Called) -> str:
    """The office of one of several states, whose noun may mean different ones ('the leaders of X and Y')."""
    other = office_of(scope, base.first, base.last, owner.entries[0][1].key)
    return other.kind if other is not None else base.kind


def _titled(scope: Scope, k: int, end: int) -> Called | None:
    title = scope.form(k, end, "title", "honorific")
    return person_name(scope, k + title[1].length, end, bare=True, introduced=True) if title else None


def _group_head(scope: Scope, i: int, end: int) -> tuple[Role | None, Reading]:
    atoms = scope.row.at(i)
    for reading, match in atoms.offices:
        if match.number > 1 and i + match.length <= end:
            return Role(i, i + match.length, match.kind, reading.stem, number=match.number, office=True), reading
    for reading, form in atoms.forms:
        if form.number > 1 and i + form.length <= end:
            counterpart = form.sort == "counterpart"
            return Role(i, i + form.length, form.name, reading.stem, number=2, counterpart=counterpart), reading
    return None, BARE


def _owner(scope: Scope, k: int, end: int, *, joined: bool) -> Called | None:
    """The state of one of several offices."""
    for called in scope.names(k, end):
        proclitic = called.reading.proclitic
        if called.entries[0][1].type not in ("state", "organization"):
            continue
        if proclitic and not (joined and proclitic in scope.lexicon.conjunctions):
            continue
        return called
    return None
