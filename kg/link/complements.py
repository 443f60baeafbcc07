"""What belongs to a role besides its noun: adjectives, what it governs, where and for whom its holder serves."""

from __future__ import annotations

from typing import Protocol

from kg.link.bodies import body_at
from kg.link.names import name_end
from kg.link.parts import Called, Phrase, Role, simple_phrase
from kg.link.scope import Scope
from kg.link.within import with_demonym
from kg.link.words import adjective, bare_noun, clitic_definite, clitic_word, joined_noun, nouns_before_mark

LONGEST_COMPLEMENT = 12
"""Tokens of a role's complement, at most."""


class RoleParser(Protocol):
    """What finds a role at a token; given to those functions here that look for roles within roles."""

    def __call__(self, scope: Scope, i: int, end: int, *, first: bool = False, inner: bool = False) -> Role | None:
        """The longest role phrase that begins at a token."""


def placed(scope: Scope, role: Role) -> bool:
    """Whether a role may say where, or for what body, its holder serves."""
    return role.placed or scope.is_word(role.kind, "placed_kinds")


def agrees(scope: Scope, role: Role, called: Called, k: int, end: int) -> bool:
    """Whether a demonym without the article can describe the role and begins no name ('تركي العلي')."""
    if not called.entries or called.entries[0][0].sort != "demonym" or not scope.lexicon.article:
        return True
    if called.folds[0].startswith(scope.lexicon.article):
        return True
    return k == role.head and scope.unknown(k, end, introduced=True, bare=True) is None


def _complete(scope: Scope, role: Role, called: Called, k: int) -> bool:
    """Whether a state's name cannot belong to a role before it, whose last word is definite ('وزير الدفاع مصر')."""
    article = scope.lexicon.article
    if not article or k <= role.first + 1 or called.reading.proclitic or not scope.fold(k - 1).startswith(article):
        return False
    return all(e.sort != "demonym" and f.type == "state" for e, f in called.entries)


def portfolio(scope: Scope, role: Role, k: int, end: int) -> int:
    """The end of a further portfolio of a minister, joined by a conjunction or not."""
    if "minister" not in role.kind:
        return 0
    folds = scope.row.folds
    for conjunction in ("", *sorted(scope.lexicon.conjunctions)):
        if not folds[k].startswith(conjunction):
            continue
        for length in (3, 2, 1):
            if k + length > end:
                continue
            text = " ".join([folds[k][len(conjunction):], *folds[k + 1 : k + length]])  # fmt: skip
            if text in scope.lexicon.portfolios:
                role.portfolio = role.portfolio or text
                role.bare = False
                return k + length
    return 0


def further(scope: Scope, role: Role, k: int, end: int) -> int:
    """The end of a minister's further matters that no list has, if a name comes right after them."""
    last = k
    while last < end and (
        step := joined_noun(scope, last, end) or adjective(scope, last) or clitic_definite(scope, last)
    ):
        last = step
    if last == k or last - k > LONGEST_COMPLEMENT:
        return 0
    named = scope.form(last, end, "title", "honorific") or scope.unknown(last, end, introduced=True, bare=True)
    return last if named else 0


def tail(scope: Scope, role: Role, k: int, end: int, parse: RoleParser) -> int:
    """The end of where or for what: 'to Libya', 'at the United Nations', 'for African affairs'."""
    start = k
    while k < end:
        # 'The ambassador in X', and not 'met the envoy for X in Y'.
        located = scope.is_link(k, "located_links") and (k > start or not _located(scope, role))
        if scope.is_link(k, "role_links") and k + 1 < end and not _is_person(scope, k + 1, end):
            step = _word(scope, role, k + 1, end, parse, after_link=True) or nouns_before_mark(scope, k + 1, end)
        elif scope.is_any(k, "role_words"):
            step = _matter(scope, k + 1, end)
        elif _clitic_before(scope, k):
            step = _inner_role(scope, role, k, end, parse, first=True) or _word(
                scope, role, k, end, parse, after_link=False, clitic=True
            )
        else:
            step = 0
        if not step or (located and not _named_at(scope, step, end)):
            break
        k = step
        while k < end and (more := modifier(scope, role, k, end) or adjective(scope, k)):
            k = more
    return k


def _matter(scope: Scope, k: int, end: int) -> int:
    """The end of what a role is for ('لشؤون مكافحة تمويل الإرهاب'), from the word after 'affairs' on."""
    while k < end and (step := bare_noun(scope, k, end)):
        k = step
    return adjective(scope, k) or k


def _located(scope: Scope, role: Role) -> bool:
    """Whether where its holder serves is a part of a role ('the ambassador in Cairo'), named or not."""
    return scope.is_word(role.kind, "located_kinds")


def _is_person(scope: Scope, k: int, end: int) -> bool:
    """Whether the longest known name at a token is a person's, to whom nobody is sent as an ambassador."""
    called = next(iter(scope.names(k, end, bare=True)), None)
    return called is not None and called.entries[0][1].type == "person"


def _named_at(scope: Scope, k: int, end: int) -> bool:
    """Whether a title, a name or a mark comes at a token, so that what is before it may be a part of a role."""
    if k >= end or scope.is_any(k, "commas"):
        return True
    if scope.form(k, end, "title", "honorific") or scope.unknown(k, end, introduced=True, bare=True):
        return True
    return any(f.type == "person" for c in scope.names(k, end, bare=True, introduced=True) for _, f in c.entries)


def _clitic_before(scope: Scope, k: int) -> bool:
    return any(scope.is_word(r.proclitic, "role_clitics") for r, *_ in scope.row.finder.words[scope.fold(k)].readings)


def complement(scope: Scope, role: Role, k: int, end: int, parse: RoleParser, inner: bool) -> int:
    """The end of what a noun like 'head of' or 'adviser to' governs, from token `k` on."""
    bound = True
    longer = next((c for c in scope.names(k - 1, end, bare=True) if c.last > k and c.first >= role.first), None)
    if longer is not None and longer.entries[0][1].type != "person" and k - 1 > role.first:
        role.nested.append(with_demonym(scope, simple_phrase(longer)))
        role.jurisdiction = role.jurisdiction or longer.entries[0][1].key
        return longer.last
    while k < end:
        if role.office and role.jurisdiction and not placed(scope, role):
            break
        if name_end(scope.row.document.tokens, k, end, scope.lexicon, introduced=False) > k and not _entity(
            scope, k, end
        ):
            break
        if k == role.last and scope.form(k, end, "honorific") and not inner:
            step = _inner_role(scope, role, k, end, parse)
            if step:
                k, bound = step, False
                continue
        if k == role.last and (step := _quoted_body(scope, role, k, end)):
            k, bound = step, False
            continue
        if k == role.last and (scope.form(k, end, "title", "honorific") or not scope.fold(k)[:1].isalnum()):
            break
        if role.jurisdiction and not bound and _elsewhere(scope, k, end):
            break
        step = _word(scope, role, k, end, parse, after_link=bound and k == role.last, nest=not inner)
        if not step:
            step = portfolio(scope, role, k, end) or joined_noun(scope, k, end)
        if not step and scope.is_link(k, "role_links") and k > role.last and (role.placed or role.person):
            step = _word(scope, role, k + 1, end, parse, after_link=True)
        if not step and bound:
            step = bare_noun(scope, k, end)
            if step:
                k, bound = step, True
                continue
        if not step:
            break
        k, bound = step, False
    return k


def _quoted_body(scope: Scope, role: Role, k: int, end: int) -> int:
    """The end of a body's name in quotation marks ('زعيم «حزب الله»')."""
    if not scope.is_any(k, "opening"):
        return 0
    for called in scope.names(k + 1, end, bare=True):
        fact = called.entries[0][1] if called.entries else None
        if fact is not None and fact.type == "organization" and scope.is_any(called.last, "closing"):
            role.nested.append(simple_phrase(called))
            role.jurisdiction = role.jurisdiction or fact.key
            return called.last + 1
    return 0


def _elsewhere(scope: Scope, k: int, end: int) -> bool:
    """Whether the bare name of a state or place stands here, which no body's name before it can govern."""
    called = next(iter(scope.names(k, end, bare=True)), None)
    if called is None or not scope.lexicon.article:
        return False
    return all(e.sort != "demonym" and f.type in ("state", "place") for e, f in called.entries)


def _entity(scope: Scope, k: int, end: int) -> Called | None:
    return next(iter(scope.short_names(k, end, bare=True) + scope.names(k, end, bare=True)), None)


def _word(
    scope: Scope,
    role: Role,
    k: int,
    end: int,
    parse: RoleParser,
    *,
    after_link: bool,
    clitic: bool = False,
    nest: bool = True,
) -> int:
    """The end of one element of a complement: a role within the role, a name, or a definite word."""
    if k >= end:
        return 0
    if nest and after_link and not scope.form(k, end, "title", "honorific"):
        step = _inner_role(scope, role, k, end, parse)
        if step:
            return step
    for called in scope.short_names(k, end, bare=not clitic) + scope.names(k, end, bare=not clitic):
        fact = called.entries[0][1] if called.entries else None
        if clitic and not scope.is_word(called.reading.proclitic, "role_clitics"):
            continue
        if fact is not None and fact.type == "person" and not (after_link or clitic):
            continue
        if fact is None and not (after_link or clitic):
            continue
        if not agrees(scope, role, called, k, end) or (
            (role.office or "minister" in role.kind) and _complete(scope, role, called, k)
        ):
            continue
        phrase = with_demonym(scope, simple_phrase(called))
        role.nested.append(phrase)
        if not role.jurisdiction and fact is not None and fact.type in ("state", "organization") and not clitic:
            role.jurisdiction = fact.key
        return called.last
    short = scope.form(k, end, "short", bare=not clitic)
    if (
        short is not None
        and (after_link or clitic)
        and (not clitic or scope.is_word(short[0].proclitic, "role_clitics"))
    ):
        role.nested.append(Phrase(k, k + short[1].length, "short", short[0], form=short[1]))
        return k + short[1].length
    body = body_at(scope, k, end)
    if body is not None and (body.name is not None or body.portfolio) and (after_link or clitic or k == role.last):
        role.nested.append(body)
        if body.name is not None and body.name.entries and not role.jurisdiction:
            fact = body.name.entries[0][1]
            role.jurisdiction = fact.key if fact.type in ("state", "organization") else ""
        return body.last
    if clitic:
        return clitic_word(scope, k, end)
    return adjective(scope, k) if not scope.lexicon.has_case else 0


def _inner_role(scope: Scope, role: Role, k: int, end: int, parse: RoleParser, *, first: bool = False) -> int:
    """The end of a role that another is a role for ('مبعوث رئيس الوزراء'), with its name if it is the holder's."""
    honorific = scope.form(k, end, "honorific", bare=not first)
    start = k
    if honorific is not None and (not first or scope.is_word(honorific[0].proclitic, "inner_clitics")):
        k += honorific[1].length
    inner = parse(scope, k, end, first=first and k == start, inner=True)
    if inner is None or (first and k == start and not scope.is_word(inner.reading.proclitic, "inner_clitics")):
        return 0
    if inner.number > 1 or not (inner.office or inner.jurisdiction or inner.bare or inner.nested):
        return 0
    reading = honorific[0] if honorific is not None and k > start else inner.reading
    phrase = Phrase(start, inner.last, "person", reading, roles=[inner], nested=inner.nested)
    named = _entity(scope, inner.last, end)
    if named is not None and named.entries and named.entries[0][1].type == "person" and inner.office and not inner.bare:
        if _held(scope, inner, named):
            phrase.name, phrase.last = named, named.last
    deputy = scope.is_word(role.kind, "deputy_kinds") or role.kind.startswith("deputy_")
    role.nested += inner.nested if deputy and phrase.name is None else [phrase]
    if not role.jurisdiction:
        role.jurisdiction = inner.jurisdiction
    return phrase.last


def _held(scope: Scope, role: Role, named: Called) -> bool:
    keys = {t.office for _, f in named.entries for t in scope.row.finder.tenures(f.key)}
    if role.offices:
        return bool(keys & set(role.offices))
    return any((o := scope.gazetteer.office(k)) is not None and o.kind == role.kind for k in keys)


def modifier(scope: Scope, role: Role, k: int, end: int) -> int:
    """The end of an adjective or wish after a role, which may say that it is past or to come; 0 if none is there."""
    if scope.is_any(k, "opening") and scope.is_any(k + 2, "closing") and scope.form(k + 1, end, "former"):
        role.tense = "former"
        return k + 3
    # Where the noun comes last, what was stands before it: 'the minister then', 'the minister late on Monday' say when.
    past = () if scope.lexicon.head_last else ("former",)
    found = scope.form(k, end, *past, "designate", "plain", "formula")
    if found is None:
        return 0
    form = found[1]
    if form.sort == "plain" and any(f.sort == "role" and f.length > form.length for _, f in scope.row.at(k).forms):
        return 0
    if form.sort == "former":
        role.tense, role.earlier = "former", scope.is_any(k, "earlier")
        role.indefinite = role.indefinite or form.text in scope.lexicon.then
    elif form.sort == "designate":
        role.tense = "designate"
    return k + form.length
