"""The grammar of noun phrases: honorifics, titles, roles and a name, in the order that the language has them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.link.atoms import NOTHING, Reading
from kg.link.bodies import body_at
from kg.link.groups import group_at
from kg.link.lexicon import Form
from kg.link.naming import person_name
from kg.link.owned import owned_body_at
from kg.link.parts import BARE, Called, Phrase, Role, Sort, simple_phrase
from kg.link.roles import role_at
from kg.link.scope import Scope, with_demonym
from kg.link.scores import holds
from kg.model import Sentence


def phrases(scope: Scope) -> list[list[Phrase]]:
    """All maximal noun phrases of a document that stand for somebody or something, sentence by sentence."""
    skipped = _boilerplate(scope)
    return [list(_in_sentence(scope, sentence, skipped)) for sentence in scope.row.document.sentences]


def phrases_again(scope: Scope, before: list[list[Phrase]]) -> list[list[Phrase]]:
    """The same once the document's names are known: sentences that these may change are read again."""
    skipped = _boilerplate(scope)
    return [
        list(_in_sentence(scope, sentence, skipped))
        if scope.row.is_loose(*sentence) or any(scope.maybe_short(i) for i in range(*sentence))
        else found
        for sentence, found in zip(scope.row.document.sentences, before, strict=True)
    ]


def _in_sentence(scope: Scope, sentence: Sentence, skipped: frozenset[int]) -> Iterator[Phrase]:
    i, end = sentence
    while i < end:
        if i in skipped:
            i += 1
            continue
        found = _phrases_at(scope, i, end)
        yield from found
        i = max(i + 1, found[-1].last) if found else i + 1


def _boilerplate(scope: Scope) -> frozenset[int]:
    spans = scope.row.document.article.boilerplate
    if not spans:
        return frozenset()
    tokens = scope.row.document.tokens
    return frozenset(k for k, t in enumerate(tokens) if any(s.start <= t.start < s.end for s in spans))


def _phrases_at(scope: Scope, i: int, end: int) -> list[Phrase]:
    lexicon = scope.lexicon
    fold = scope.row.folds[i]
    atoms = scope.row.at(i)
    if atoms.plain and not lexicon.head_last and not scope.maybe_short(i) and not scope.maybe_given(i):
        thing = _thing(scope, i, end)
        return [thing] if thing is not None else []
    if atoms is NOTHING and fold not in lexicon.given and not scope.maybe_short(i):
        if not (lexicon.has_case and scope.text(i)[:1].isupper()) and not scope.maybe_given(i):
            return []
    if not fold[:1].isalnum():
        return []
    group = group_at(scope, i, end)
    if group:
        return group
    tried = (
        _person(scope, i, end),
        _reference(scope, i, end),
        _thing(scope, i, end),
        body_at(scope, i, end, first=True),
        owned_body_at(scope, i, end),
    )
    options = [phrase for phrase in tried if phrase is not None]
    if not options:
        return []
    best = max(options, key=lambda p: (p.last, -options.index(p)))
    return [best]


def _thing(scope: Scope, i: int, end: int) -> Phrase | None:
    for called in scope.names(i, end):
        if all(f.type == "topic" for _, f in called.entries):
            if any(f.kind in ("agreement", "resolution") for _, f in called.entries):
                return _paper(scope, called)
            continue
        if any(f.type != "person" for _, f in called.entries):
            return with_demonym(scope, simple_phrase(called))
    return None


def _paper(scope: Scope, called: Called) -> Phrase:
    """A treaty or resolution: no mention itself, but for the states in its name."""
    phrase = simple_phrase(called)
    k = called.first + 1
    while k < called.last:
        inner = next((c for c in scope.names(k, called.last) if c.entries[0][1].type == "state"), None)
        if inner is not None:
            phrase.nested.append(simple_phrase(inner))
        k = inner.last if inner is not None else k + 1
    return phrase


def _reference(scope: Scope, i: int, end: int) -> Phrase | None:
    """An anaphor ('سموه') or the short form of a body ('الوزارة')."""
    found = scope.form(i, end, "anaphor", "short", bare=False)
    if found is None:
        return None
    reading, form = found
    sort: Sort = "anaphor" if form.sort == "anaphor" else "short"
    return Phrase(i, i + form.length, sort, reading, form=form)


def _person(scope: Scope, i: int, end: int) -> Phrase | None:
    """Titles, roles and a name that stand for one person."""
    titles: list[Form] = []
    roles: list[Role] = []
    name: Called | None = None
    reading: Reading | None = None
    k, before = i, 0
    while k < end:
        first = reading is None
        called = None
        if name is None:
            told = any(r.jurisdiction or r.person or not r.bare for r in roles)
            called = person_name(scope, k, end, bare=not first, introduced=bool(titles or roles), told=told)
        role = role_at(scope, k, end, first=first)
        title = None if name is not None else scope.form(k, end, "honorific", "title", bare=not first)
        if role is not None and role.number > 1:
            role = None
        if called is not None and role is not None and role.last >= called.last:
            certain = bool(called.entries) and called.last - called.first > 1 and not role.office
            given = called.folds[0] in scope.lexicon.given and bool(roles or titles)
            if certain or (given and not (role.office or role.jurisdiction or role.nested)):
                role = None
            else:
                called = None
        if title is not None and (called is None or called.last <= k + title[1].length):
            if role is None or role.last <= k + title[1].length:
                titles.append(title[1])
                reading = reading or title[0]
                k += title[1].length
                continue
        if called is not None and roles and _of_stranger(scope, called, roles):
            titles = titles[:before]
            break
        if called is not None:
            name, k = called, called.last
            reading = reading or called.reading
        elif role is not None:
            if name is not None and _belongs_to_next(scope, role, name, end):
                break
            if _of_another(role, roles) and (name is None or not _could_hold(scope, role, name)):
                break
            if role.counterpart and (name is not None or roles):
                break
            if role.bare and name is None and (roles or (titles and titles[-1].sort == "title")):
                if not _followed(scope, role, end):
                    break
            roles.append(role)
            before = len(titles)
            reading = reading or role.reading
            k = role.last
        else:
            step = _formula(scope, k, end) if name is not None or roles else 0
            if not step and reading is not None:
                step, joined = _apposed(scope, k, end, roles, name)
                if joined is not None:
                    if isinstance(joined, Role):
                        roles.append(joined)
                    else:
                        name = joined
                    k = step
                    continue
                step = 0
            if not step:
                break
            k = step
    if name is None and roles and roles[0].first == i and _predicate(scope, i, reading):
        return None
    if name is None and not roles:
        if titles and titles[-1].sort == "title" and reading is not None:
            return Phrase(i, i + sum(t.length for t in titles), "title", reading, tuple(t.text for t in titles))
        return None
    last = max([*(r.last for r in roles), *([name.last] if name else [])])
    phrase = Phrase(i, last, "person", reading or BARE, tuple(t.text for t in titles), roles, name)
    phrase.nested = [n for r in roles for n in r.nested]
    return phrase


def _predicate(scope: Scope, i: int, reading: Reading | None) -> bool:
    """Whether a role is what somebody becomes ('نائبا لرئيس الوزراء') or an adjective ('المقر الرئيس')."""
    before, article = scope.fold(i - 1), scope.lexicon.article
    if scope.is_any(i, "adjectival") and before.startswith(article) and before not in scope.lexicon.stops:
        return True
    return bool(reading and reading.proclitic) and scope.is_any(i - 1, "predicates")


def _of_stranger(scope: Scope, called: Called, roles: list[Role]) -> bool:
    """Whether a known person is of another state than the offices before the name and never held one of them."""
    people = [f for _, f in called.entries]
    if len(people) != 1 or not people[0].country:
        return False
    tenures = scope.gazetteer.tenures(people[0].key)
    if not tenures:
        return False
    offices = [r for r in roles if r.office and r.jurisdiction and scope.is_word(r.kind, "state_kinds")]
    return bool(offices) and all(
        r.jurisdiction != people[0].country and not holds(r, tenures, scope.gazetteer) for r in offices
    )


def _of_another(role: Role, roles: list[Role]) -> bool:
    """Whether an office is of another state than the offices before it, so that it begins another phrase."""
    if not role.office or not role.jurisdiction:
        return False
    return any(r.office and r.jurisdiction not in ("", role.jurisdiction) and not r.nested[1:] for r in roles)


def _belongs_to_next(scope: Scope, role: Role, name: Called, end: int) -> bool:
    """Whether a role after a name is that of the name that comes next, as far as anybody knows."""
    following = _followed(scope, role, end)
    if following is None:
        return False
    tenures = scope.gazetteer.tenures
    before = any(holds(role, tenures(f.key), scope.gazetteer) for _, f in name.entries)
    after = any(holds(role, tenures(f.key), scope.gazetteer) for _, f in following.entries)
    return after or not before


def _followed(scope: Scope, role: Role, end: int) -> Called | None:
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


def _formula(scope: Scope, k: int, end: int) -> int:
    """The end of a wish after a name, with the dashes around it."""
    at = k + 1 if scope.is_any(k, "dashes") else k
    found = scope.form(at, end, "formula")
    if found is None:
        return 0
    last = at + found[1].length
    while scope.form(last, end, "formula"):
        last += 1
    return last + 1 if at > k and scope.is_any(last, "dashes") else last


def _apposed(
    scope: Scope, k: int, end: int, roles: list[Role], name: Called | None
) -> tuple[int, Role | Called | None]:
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
    if name is not None and not roles:
        at = k + 2 if comma and scope.is_any(k + 1, "determiners") else k + 1
        role = role_at(scope, at, end)
        if role is None or role.number > 1 or role.indefinite or _followed(scope, role, end):
            return 0, None
        if opening and not scope.is_any(role.last, "closing"):
            return 0, None
        if name.entries and role.office and role.jurisdiction and not _could_hold(scope, role, name):
            return 0, None
        if comma and role.bare:
            return 0, None
        return role.last + (1 if opening else 0), role
    return 0, None


def _fits(scope: Scope, role: Role, called: Called) -> bool:
    """Whether a name after a comma may be the holder's and not the next in a list."""
    if called.entries:
        return not role.office or _could_hold(scope, role, called)
    return scope.is_any(called.last, "commas")


def _could_hold(scope: Scope, role: Role, called: Called) -> bool:
    offices = {t.office for _, f in called.entries for t in scope.gazetteer.tenures(f.key)}
    if not offices:
        return True
    if role.offices:
        return bool(offices & set(role.offices))
    kinds = {o.kind for k in offices if (o := scope.gazetteer.office(k)) is not None}
    return role.kind in kinds or not role.office
