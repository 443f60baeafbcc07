"""Role phrases: an office noun or an occupation with its state or body, in any order that the language has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.gazetteer.offices import OfficeMatch
from kg.link.atoms import Reading
from kg.link.complements import (
    LONGEST_COMPLEMENT,
    complement,
    further,
    modifier,
    portfolio,
    tail,
)
from kg.link.jurisdictions import jurisdiction
from kg.link.lexicon import Form
from kg.link.parts import Called, Phrase, Role, simple_phrase
from kg.link.scope import Scope
from kg.link.within import with_demonym
from kg.link.words import adjective
from kg.text import enclitic_splits


def role_at(scope: Scope, i: int, end: int, *, first: bool = False, inner: bool = False) -> Role | None:
    """The longest role phrase that begins at a token.

    Args:
        scope: the document.
        i: index of the first token.
        end: where it must end.
        first: clitics may stand before it.
        inner: it is the complement of another role, and takes no complement of complements.
    """
    best: Role | None = None
    if not (i < end and scope.row.at(i).role) and not scope.lexicon.head_last and not scope.maybe_given(i):
        return None
    for role in _bases(scope, i, end, first):
        if best is not None and not role.office and (best.possessed or best.jurisdiction or best.last >= role.last + 2):
            break
        extended = _extend(scope, role, end, inner=inner)
        if best is not None and best.office and best.jurisdiction and extended is not None and not extended.office:
            continue
        if extended is not None and extended.possessed and best is not None and not best.office:
            best = None
        if extended is not None and (best is None or extended.last > best.last):
            best = extended
    if best is None and scope.lexicon.head_last:
        best = _headed(scope, i, end, first)
    return best


def _bases(scope: Scope, i: int, end: int, first: bool) -> Iterator[Role]:
    atoms = scope.row.at(i)
    for name in atoms.names:
        offices = name.meant.offices
        if offices and i + name.length <= end and (first or not name.reading.proclitic):
            office = scope.gazetteer.office(offices[0])
            if office is not None:
                role = Role(i, i + name.length, office.kind, name.reading.stem, offices, office.jurisdiction,
                            stands=True, office=True, reading=name.reading)  # fmt: skip
                role.nested = _inside(scope, i if scope.lexicon.head_last else i + 1, i + name.length)
                yield role
                break
    yielded = 0
    for reading, match in atoms.offices:
        if match.length == 1 and scope.is_word(reading.stem, "no_roles"):
            continue
        if i + match.length <= end and (first or not reading.proclitic):
            role = _from_office(reading, match, i)
            if match.length > 1 and any(form.sort == "honorific" for _, form in atoms.forms):
                role.noun = scope.fold(i + 1)
            if match.length > 2:
                role.nested = _inside(scope, i + 1, i + match.length, roles=False)
            yield role
            yielded += 1
            if yielded == 2:
                break
    if scope.has_any(i, "possessed_first") and not scope.lexicon.has_case:
        possessed = _possessed(scope, i, end, first)
        if possessed is not None:
            yield possessed
    for reading, form in atoms.forms:
        if (
            form.sort in ("role", "counterpart", "companion")
            and form.number == 1
            and i + form.length <= end
            and (first or not reading.proclitic)
        ):
            role = _from_form(reading, form, i)
            if _is_owned(scope, i, form, end):
                role.open, role.possessed = False, True
            yield role
            break


def _inside(scope: Scope, k: int, end: int, *, roles: bool = True) -> list[Phrase]:
    """The names and roles within an office phrase that the gazetteer knows as a whole."""
    found: list[Phrase] = []
    while k < end:
        inner = role_at(scope, k, end, first=True, inner=True) if roles and not scope.lexicon.head_last else None
        called = next((c for c in scope.names(k, end) if c.entries[0][1].type != "topic"), None)
        if inner is not None and inner.jurisdiction and (called is None or inner.last > called.last):
            found.append(Phrase(inner.first, inner.last, "person", inner.reading, roles=[inner], nested=inner.nested))
            k = inner.last
        elif called is not None:
            found.append(with_demonym(scope, simple_phrase(called)))
            k = called.last
        else:
            k += 1
    return found


def _is_owned(scope: Scope, i: int, form: Form, end: int) -> bool:
    """Whether a role before a name ends in a pronoun and not in women's ending, which folds alike ('نائبه')."""
    words, text = scope.lexicon.words, scope.text(i)
    if form.length > 1 or not form.bound or text[-1:] not in words.get("owners", frozenset()):
        return False
    if i + 1 >= end or scope.fold(i + 1).startswith(scope.lexicon.article or "\0"):
        return False
    return scope.unknown(i + 1, end, introduced=True, bare=True) is not None


def _possessed(scope: Scope, i: int, end: int, first: bool) -> Role | None:
    """An office with a pronoun for its state: 'ولي عهده', 'وزير خارجيتها'."""
    folds = scope.row.folds
    readings = scope.row.finder.splits(folds[i], scope.lexicon.words["possessed_first"])
    if scope.is_any(i, "possessed_first"):
        readings = [Reading("", folds[i])]
    if not readings or (readings[0].proclitic and not first):
        return None
    head = readings[0].stem
    for last in range(i + 1, min(end, i + 3) + 1):
        for stem, pronoun in enclitic_splits(folds[last - 1], scope.lexicon.pack):
            if not scope.is_word(pronoun, "owners"):
                continue
            for match in scope.row.finder.phrases.match([head, *folds[i + 1 : last - 1], stem], 0):
                if match.length == last - i and not match.definite and match.number == 1:
                    role = _from_office(readings[0], match, i)
                    role.open, role.possessed = False, True
                    return role
    return None


def _from_office(reading: Reading, match: OfficeMatch, i: int) -> Role:
    last = i + match.length
    role = Role(i, last, match.kind, reading.stem, head=last, number=match.number, stands=True, office=True,
                reading=reading, jurisdiction=match.jurisdiction)  # fmt: skip
    role.bare = match.definite and match.length == 1
    role.only, role.open, role.fine = match.only, not match.definite, match.role
    return role


def _from_form(reading: Reading, form: Form, i: int) -> Role:
    row = form.row
    role = Role(i, i + form.length, form.name, reading.stem, head=i + form.length, number=form.number, reading=reading)
    role.stands = bool(row and row.stands)
    role.bare, role.open = not form.bound, form.bound
    role.person = bool(row and "person" in row.flags)
    role.placed = bool(row and "placed" in row.flags)
    if form.sort == "counterpart":
        role.counterpart, role.open, role.stands = True, False, True
    if form.sort == "companion":
        role.companion, role.open, role.bare = True, False, False
    return role


def _headed(scope: Scope, i: int, end: int, first: bool) -> Role | None:
    """A role after its state: 'former Egyptian foreign minister', "Egypt's president"."""
    k, tense, owner = i, "", None
    while k < end:
        form = scope.form(k, end, "former", "designate", "plain")
        if form is not None and owner is None:
            tense = {"former": "former", "designate": "designate"}.get(form[1].sort, tense)
            k += form[1].length
            continue
        if owner is None:
            called = next((c for c in scope.names(k, end, bare=not first) if c.entries[0][1].type != "person"), None)
            if called is None:
                return None
            owner, k = called, called.last
            while scope.is_any(k, "possessives"):
                k += 1
            continue
        break
    if owner is None or k >= end:
        return None
    base = role_at(scope, k, end, inner=True)
    key = _owner(owner)
    if base is None or base.jurisdiction not in ("", key):
        return None
    if base.only and key not in base.only:
        other = office_of(scope, base.first, base.last, key)
        if other is None:
            return None
        base = replace_role(base, kind=other.kind, only=other.only, fine=other.role)
    phrase = simple_phrase(owner)
    return replace_role(base, first=i, jurisdiction=key, tense=tense or base.tense, nested=[phrase, *base.nested],
                        bare=False, reading=owner.reading if owner.first == i else base.reading)  # fmt: skip


def office_of(scope: Scope, first: int, last: int, key: str) -> OfficeMatch | None:
    """The office that a noun means of a state of which it is used, where it means several ('leader')."""
    return next((m for _, m in scope.row.at(first).offices if first + m.length == last and key in m.only), None)


def replace_role(role: Role, **changes: object) -> Role:
    """A copy of a role with some fields changed."""
    return replace(role, **changes)  # type: ignore[arg-type]


def _owner(called: Called) -> str:
    return called.entries[0][1].key


def _extend(scope: Scope, role: Role, end: int, *, inner: bool) -> Role | None:
    """A role with the words after it that belong to it; None if it lacks what it must have."""
    k, limit = role.last, min(end, role.last + LONGEST_COMPLEMENT)
    if role.open and not role.offices:
        k = complement(scope, role, k, limit, role_at, inner)
        if k == role.last and not role.person:
            return None
        direct = any(_next_to(scope, role, n.first) for n in role.nested)
        if role.office and not role.only and not (role.jurisdiction and direct):
            role.office, role.kind, role.placed = False, "head", True
        role.portfolio = role.portfolio or " ".join(scope.row.folds[role.last : k])
        role.last = k
    while k < limit:
        step = (
            modifier(scope, role, k, limit) or jurisdiction(scope, role, k, limit) or portfolio(scope, role, k, limit)
        )
        if not step:
            break
        k = role.last = step
    if not (role.open or role.office or role.counterpart or role.companion):
        while k < limit and (step := jurisdiction(scope, role, k, limit) or adjective(scope, k)):
            k = role.last = step
    if role.office and scope.is_word(role.kind, "over_kinds") and not role.offices:
        _over(scope, role)
    if role.office and not role.jurisdiction and not role.open and _in_office(scope, k, limit):
        role.office, role.kind, role.placed = False, "head", True
        last = complement(scope, role, k + 1, limit, role_at, inner)
        k = role.last = max(last, k + 1)
    if "minister" in role.kind and not inner:
        k = role.last = further(scope, role, k, limit) or k
    if role.only and role.jurisdiction not in role.only:
        if role.jurisdiction or not (role.bare or inner):
            return None
        role.jurisdiction = role.only[0] if len(role.only) == 1 else ""
    if role.office and not inner and k < limit and scope.is_any(k, "role_words"):
        role.office, role.kind, role.placed = False, "head", True
    if not inner and (role.placed or scope.is_word(role.kind, "placed_kinds")):
        role.last = tail(scope, role, k, limit, role_at)
    return role


def _next_to(scope: Scope, role: Role, first: int) -> bool:
    """Whether what begins at a token comes right after a role's noun, but for 'republic of' and the like."""
    return first <= role.head or (
        first == role.head + 1 and scope.form(role.head, first + 1, "plain", "former", "body") is not None
    )


def _in_office(scope: Scope, k: int, end: int) -> bool:
    """Whether a role is one within an office or ministry and not the state's ('رئيس الأركان بمكتب الوزير')."""
    places = scope.lexicon.words["role_places"]
    return k < end and any(r.proclitic for r in scope.row.finder.splits(scope.fold(k), places))


def _over(scope: Scope, role: Role) -> None:
    """Make the office within an adviser's or envoy's role a mention of its holder ('مستشار الرئيس الأمريكي')."""
    for at in range(role.first + 1, role.head):
        inner = role_at(scope, at, role.last, first=True, inner=True)
        if inner is not None and inner.office and inner.number == 1 and inner.last == role.last:
            role.nested = [Phrase(at, inner.last, "person", inner.reading, roles=[inner], nested=inner.nested)]
            return
