"""Whether a role, a name and what stands beside them belong to one phrase."""

from __future__ import annotations

from kg.link.atoms import Reading
from kg.link.naming import person_name
from kg.link.parts import Called, Role
from kg.link.roles import role_at
from kg.link.scope import Scope
from kg.link.scores import holds


def belongs_to_next(scope: Scope, role: Role, name: Called, end: int) -> bool:
    """Whether a role after a name is that of the name that comes next, as far as anybody knows."""
    following = followed(scope, role, end)
    if following is None:
        return False
    tenures = scope.gazetteer.tenures
    before = any(holds(role, tenures(f.key), scope.gazetteer) for _, f in name.entries)
    after = any(holds(role, tenures(f.key), scope.gazetteer) for _, f in following.entries)
    return after or not before


def joined_role(scope: Scope, k: int, end: int, roles: list[Role]) -> Role | None:
    """A further office of somebody who is a deputy besides, joined by a conjunction, if a name follows."""
    if not roles or not roles[-1].kind.startswith("deputy_") or roles[-1].jurisdiction:
        return None
    role = role_at(scope, k, end, first=True)
    if role is None or role.number > 1 or not role.office or role.reading.proclitic not in scope.lexicon.conjunctions:
        return None
    return role if followed(scope, role, end) is not None else None


def followed(scope: Scope, role: Role, end: int) -> Called | None:
    """The name that comes right after a role (and its fellow roles), if one does."""
    k = role.last
    for _ in range(4):
        title = scope.form(k, end, "honorific", "title")
        if title is not None:
            k += title[1].length
            continue
        further = role_at(scope, k, end)
        if further is None:
            break
        k = further.last
    return person_name(scope, k, end, bare=True, introduced=True) if k < end else None


def is_predicate(scope: Scope, role: Role, reading: Reading | None) -> bool:
    """Whether a role is what somebody becomes ('نائبا لرئيس الوزراء') or an adjective ('المقر الرئيس')."""
    i, article = role.first, scope.lexicon.article
    before = scope.fold(i - 1)
    if scope.is_any(i, "adjectival") and not role.jurisdiction and before not in scope.lexicon.stops:
        if before.startswith(article) and not scope.form(i - 1, i, "title", "role"):
            return True
    return bool(reading and reading.proclitic) and scope.is_any(i - 1, "predicates")


def of_stranger(scope: Scope, called: Called, roles: list[Role]) -> bool:
    """Whether a known person is of another state than the offices before the name and never held one of them."""
    people = [f for _, f in called.entries]
    if len(people) != 1 or not people[0].country:
        return False
    tenures = scope.row.finder.tenures(people[0].key)
    if not tenures:
        return False
    offices = [r for r in roles if r.office and r.jurisdiction and scope.is_word(r.kind, "state_kinds")]
    return bool(offices) and all(
        r.jurisdiction != people[0].country and not holds(r, tenures, scope.gazetteer) for r in offices
    )


def of_holder(scope: Scope, called: Called, roles: list[Role], *, titled: bool) -> bool:
    """Whether a name after an office that one person holds is not that person's, but begins another phrase.

    Args:
        scope: the document.
        called: the name.
        roles: what stands before it.
        titled: a title stands between the two.
    """
    role = roles[-1]
    if len(roles) > 1 or not (role.office or role.bare) or role.tense or role.number > 1 or role.nested[1:]:
        return False
    named = scope.is_word(role.kind, "named_kinds")
    if not named and not (titled and scope.is_word(role.kind, "unique_kinds") and not role.jurisdiction):
        return False
    if not called.entries:
        return named and called.last - called.first > 1
    known = [t for _, f in called.entries for t in scope.row.finder.tenures(f.key)]
    return (named or bool(known)) and not holds(role, known, scope.gazetteer)


def of_foreigner(scope: Scope, role: Role, name: Called, roles: list[Role]) -> bool:
    """Whether a role after a known name is of another state than those before it, and that person never held it."""
    states = {r.jurisdiction for r in roles if r.jurisdiction}
    if role.jurisdiction and states and role.jurisdiction not in states:
        facts = [scope.row.finder.fact(s) for s in (*states, role.jurisdiction)]
        if all(f is not None and f.type == "state" for f in facts):
            return not (role.office and _has_holders(scope, role) and could_hold(scope, role, name))
    if len(name.entries) != 1 or not role.office or not role.jurisdiction:
        return False
    country = name.entries[0][1].country
    return bool(country) and country != role.jurisdiction and not could_hold(scope, role, name)


def of_another(scope: Scope, role: Role, roles: list[Role], end: int) -> bool:
    """Whether an office is of another state than the offices before it, so that it begins another phrase."""
    if not role.office or not role.jurisdiction:
        return False
    body = scope.row.finder.fact(role.jurisdiction)
    if body is not None and body.type == "organization":
        stately = [r for r in roles if r.office and scope.is_word(r.kind, "state_kinds")]
        next_name = followed(scope, role, end) if stately else None
        if stately and (next_name is None or not could_hold(scope, stately[0], next_name)):
            return True
    if any(r.office and r.kind == role.kind and r.noun != role.noun and not r.jurisdiction for r in roles):
        return True
    return any(r.office and r.jurisdiction not in ("", role.jurisdiction) and not r.nested[1:] for r in roles)


def apposed(scope: Scope, k: int, end: int, roles: list[Role], name: Called | None) -> tuple[int, Role | Called | None]:
    """A name after a role, or a role after a name, set off by a comma, brackets or quotation marks."""
    comma, opening = scope.is_any(k, "commas"), scope.is_any(k, "opening")
    if not (comma or opening) or k + 1 >= end:
        return 0, None
    if name is None and roles and not roles[-1].indefinite:
        at = k + 1
        while title := scope.form(at, end, "honorific", "title"):
            at += title[1].length
        called = person_name(scope, at, end, bare=True, introduced=True)
        if called is None or not (called.entries or called.last - called.first > 1):
            return 0, None
        if opening and not scope.is_any(called.last, "closing"):
            return 0, None
        if comma and not _fits(scope, roles[-1], called):
            return 0, None
        return called.last + (1 if opening else 0), called
    if name is not None and not any(r.jurisdiction or not r.bare for r in roles):
        at = k + 2 if comma and scope.is_any(k + 1, "determiners") else k + 1
        role = role_at(scope, at, end)
        if role is None or role.number > 1 or role.indefinite or followed(scope, role, end):
            return 0, None
        if opening and not scope.is_any(role.last, "closing"):
            return 0, None
        if name.entries and role.office and role.jurisdiction and not could_hold(scope, role, name):
            return 0, None
        if comma and role.bare:
            return 0, None
        return role.last + (1 if opening else 0), role
    return 0, None


def _fits(scope: Scope, role: Role, called: Called) -> bool:
    """Whether a name after a comma may be the holder's and not the next in a list."""
    if called.entries:
        return not role.office or could_hold(scope, role, called)
    return scope.is_any(called.last, "commas")


def _has_holders(scope: Scope, role: Role) -> bool:
    """Whether anybody is known who held the office of a role at the document's date."""
    when = scope.when
    offices = scope.gazetteer.find_office(role.kind, role.jurisdiction)
    return any(scope.gazetteer.holders(o.key, when) if when else scope.row.finder.tenures(o.key) for o in offices)


def could_hold(scope: Scope, role: Role, called: Called) -> bool:
    """Whether somebody with a name may have held the office of a role, as far as anybody knows."""
    offices = {t.office for _, f in called.entries for t in scope.row.finder.tenures(f.key)}
    if not offices or (role.jurisdiction and not _has_holders(scope, role)):
        return True
    if role.offices:
        return bool(offices & set(role.offices))
    kinds = {o.kind for k in offices if (o := scope.gazetteer.office(k)) is not None}
    return role.kind in kinds or not role.office
