"""Role phrases: an office noun or an occupation with its state or body, in any order that the language has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.gazetteer.offices import OfficeMatch
from kg.link.atoms import Reading
from kg.link.bodies import body_at
from kg.link.lexicon import Form
from kg.link.names import looks_verbal, name_end
from kg.text import enclitic_splits
from kg.link.scope import Called, Phrase, Role, Scope, simple_phrase, with_demonym

LONGEST_COMPLEMENT = 12
"""Tokens of a role's complement, at most."""


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
    for role in _bases(scope, i, end, first):
        if best is not None and not role.office and (best.jurisdiction or best.last >= role.last + 2):
            break
        extended = _extend(scope, role, end, inner=inner)
        if extended is not None and (best is None or extended.last > best.last):
            best = extended
    if best is None and scope.lexicon.head_last:
        best = _headed(scope, i, end, first)
    return best


def _bases(scope: Scope, i: int, end: int, first: bool) -> Iterator[Role]:
    atoms = scope.row.at(i)
    for name in atoms.names:
        offices = tuple(e.key for e in name.entries if e.sort == "office")
        if offices and i + name.length <= end and (first or not name.reading.proclitic):
            office = scope.gazetteer.office(offices[0])
            if office is not None:
                role = Role(i, i + name.length, office.kind, name.reading.stem, offices, office.jurisdiction,
                            stands=True, office=True, reading=name.reading)  # fmt: skip
                role.nested = _inside(scope, i + 1, i + name.length)
                yield role
                break
    yielded = 0
    for reading, match in atoms.offices:
        if i + match.length <= end and (first or not reading.proclitic):
            role = _from_office(reading, match, i)
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
        if form.sort in ("role", "counterpart") and form.number == 1 and i + form.length <= end and (first or not reading.proclitic):
            yield _from_form(reading, form, i)
            break


def _inside(scope: Scope, k: int, end: int, *, roles: bool = True) -> list[Phrase]:
    """The names and roles within an office phrase that the gazetteer knows as a whole."""
    found: list[Phrase] = []
    while k < end:
        inner = role_at(scope, k, end, first=True, inner=True) if roles else None
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
    role = Role(i, i + match.length, match.kind, reading.stem, head=i + match.length, number=match.number, stands=True, office=True,
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
    if base is None or base.jurisdiction or base.offices:
        return None
    key = _owner(owner)
    if base.only and key not in base.only:
        return None
    phrase = simple_phrase(owner)
    return replace_role(base, first=i, jurisdiction=key, tense=tense or base.tense, nested=[phrase, *base.nested],
                        bare=False, reading=owner.reading if owner.first == i else base.reading)  # fmt: skip


def replace_role(role: Role, **changes: object) -> Role:
    """A copy of a role with some fields changed."""
    return replace(role, **changes)  # type: ignore[arg-type]


def _owner(called: Called) -> str:
    return called.entries[0][1].key


def _extend(scope: Scope, role: Role, end: int, *, inner: bool) -> Role | None:
    """A role with the words after it that belong to it; None if it lacks what it must have."""
    k, limit = role.last, min(end, role.last + LONGEST_COMPLEMENT)
    if role.open and not role.offices:
        k = _complement(scope, role, k, limit, inner)
        if k == role.last and not role.person:
            return None
        role.portfolio = role.portfolio or " ".join(scope.row.folds[role.last : k])
        role.last = k
    while k < limit:
        step = _modifier(scope, role, k, limit) or _jurisdiction(scope, role, k, limit) or _portfolio(scope, role, k, limit)
        if not step:
            break
        k = role.last = step
    if not role.open and not role.office and not role.counterpart:
        while k < limit and (step := _adjective(scope, k)):
            k = role.last = step
    if role.office and scope.is_word(role.kind, "over_kinds") and not role.offices:
        _over(scope, role)
    if "minister" in role.kind and not inner:
        k = role.last = _further(scope, role, k, limit) or k
    if role.only and role.jurisdiction not in role.only:
        if role.jurisdiction or not role.bare:
            return None
        role.jurisdiction = role.only[0] if len(role.only) == 1 else ""
    if not inner and (role.placed or scope.is_word(role.kind, "placed_kinds")):
        role.last = _tail(scope, role, k, limit)
    return role


def _placed(scope: Scope, role: Role) -> bool:
    """Whether a role may say where, or for what body, its holder serves."""
    return role.placed or scope.is_word(role.kind, "placed_kinds")


def _over(scope: Scope, role: Role) -> None:
    """Make the office within an adviser's or envoy's role a mention of its holder ('مستشار الرئيس الأمريكي')."""
    for at in range(role.first + 1, role.head):
        inner = role_at(scope, at, role.last, first=True, inner=True)
        if inner is not None and inner.office and inner.number == 1 and inner.last == role.last:
            role.nested = [Phrase(at, inner.last, "person", inner.reading, roles=[inner], nested=inner.nested)]
            return


def _modifier(scope: Scope, role: Role, k: int, end: int) -> int:
    found = scope.form(k, end, "former", "designate", "plain", "formula")
    if found is None:
        return 0
    form = found[1]
    if form.sort == "former":
        role.tense, role.earlier = "former", scope.is_any(k, "earlier")
    elif form.sort == "designate":
        role.tense = "designate"
    return k + form.length


def _jurisdiction(scope: Scope, role: Role, k: int, end: int) -> int:
    """The end of the demonym or state that says whose the office is."""
    if role.jurisdiction or role.number > 1:
        return 0
    if scope.is_any(k, "of_state") and k + 1 < end:
        for called in scope.names(k + 1, end, bare=True):
            if called.entries[0][1].type == "state" or (_placed(scope, role) and called.entries[0][1].type != "person"):
                return _take(scope, role, called)
        return 0
    for called in scope.names(k, end):
        entry, fact = called.entries[0]
        demonym = any(e.sort == "demonym" for e, _ in called.entries)
        clitic = called.reading.proclitic
        if not clitic and demonym:
            if not _agrees(scope, role, called, k, end):
                continue
            return _take(scope, role, called)
        if clitic and scope.is_word(clitic, "of_clitics") and entry.sort != "demonym":
            if fact.type == "state" or (fact.type == "organization" and _placed(scope, role)):
                return _take(scope, role, called)
    return _country(scope, role, k, end)


def _agrees(scope: Scope, role: Role, called: Called, k: int, end: int) -> bool:
    """Whether a demonym without the article can describe the role and begins no name ('تركي العلي')."""
    if not called.entries or called.entries[0][0].sort != "demonym" or not scope.lexicon.article:
        return True
    if called.folds[0].startswith(scope.lexicon.article):
        return True
    return k == role.head and scope.unknown(k, end, introduced=True, bare=True) is None


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
    role.indefinite = bool(scope.lexicon.article) and called.entries[0][0].sort == "demonym" and not (
        called.folds[0].startswith(scope.lexicon.article)
    )
    role.nested.append(simple_phrase(called))
    return called.last


def _portfolio(scope: Scope, role: Role, k: int, end: int) -> int:
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


def _further(scope: Scope, role: Role, k: int, end: int) -> int:
    """The end of a minister's further matters that no list has, if a name comes right after them."""
    last = k
    while last < end and (step := _joined(scope, last, end) or _adjective(scope, last) or _clitic_definite(scope, last)):
        last = step
    if last == k or last - k > LONGEST_COMPLEMENT:
        return 0
    named = scope.form(last, end, "title", "honorific") or scope.unknown(last, end, introduced=True, bare=True)
    return last if named else 0


def _clitic_definite(scope: Scope, k: int) -> int:
    fold = scope.fold(k)
    return k + 1 if any(fold.startswith(p) for p in scope.lexicon.words["article_clitics"]) and len(fold) > 5 else 0


def _tail(scope: Scope, role: Role, k: int, end: int) -> int:
    """The end of where or for what: 'to Libya', 'at the United Nations', 'for African affairs'."""
    while k < end:
        if scope.is_link(k, "role_links") and k + 1 < end:
            step = _word(scope, role, k + 1, end, after_link=True) or _nouns(scope, k + 1, end)
        elif _clitic_before(scope, k):
            step = _inner_role(scope, role, k, end, first=True) or _word(scope, role, k, end, after_link=False, clitic=True)
        else:
            step = 0
        if not step:
            break
        k = step
        while k < end and (more := _modifier(scope, role, k, end) or _adjective(scope, k)):
            k = more
    return k


def _adjective(scope: Scope, k: int) -> int:
    """The end of a definite word that goes on with the phrase, as an adjective or a genitive."""
    article, fold = scope.lexicon.article, scope.fold(k)
    if not article or not fold.startswith(article) or len(fold) < len(article) + 3 or fold in scope.lexicon.stops:
        return 0
    if scope.form(k, k + 6, "title", "honorific", "role", "anaphor", "short"):
        return 0
    if any(match.number == 1 for _, match in scope.row.at(k).offices):
        return 0
    return k + 1


def _complement(scope: Scope, role: Role, k: int, end: int, inner: bool) -> int:
    """The end of what a noun like 'head of' or 'adviser to' governs, from token `k` on."""
    bound = True
    longer = next((c for c in scope.names(k - 1, end, bare=True) if c.last > k and c.first >= role.first), None)
    if longer is not None and longer.entries[0][1].type != "person" and k - 1 > role.first:
        role.nested.append(with_demonym(scope, simple_phrase(longer)))
        role.jurisdiction = role.jurisdiction or longer.entries[0][1].key
        return longer.last
    while k < end:
        if role.office and role.jurisdiction and not _placed(scope, role):
            break
        if name_end(scope.row.document.tokens, k, end, scope.lexicon, introduced=False) > k and not _entity(scope, k, end):
            break
        if k == role.last and (scope.form(k, end, "title", "honorific") or not scope.fold(k)[:1].isalnum()):
            break
        step = _word(scope, role, k, end, after_link=bound and k == role.last, nest=not inner)
        if not step:
            step = _portfolio(scope, role, k, end) or _joined(scope, k, end)
        if not step and scope.is_link(k, "role_links") and k > role.last:
            step = _word(scope, role, k + 1, end, after_link=True)
        if not step and bound:
            step = _bare_noun(scope, k, end)
            if step:
                k, bound = step, True
                continue
        if not step:
            break
        k, bound = step, False
    return k


def _entity(scope: Scope, k: int, end: int) -> Called | None:
    return next(iter(scope.short_names(k, end, bare=True) + scope.names(k, end, bare=True)), None)


def _word(
    scope: Scope, role: Role, k: int, end: int, *, after_link: bool, clitic: bool = False, nest: bool = True
) -> int:
    """The end of one element of a complement: a role within the role, a name, or a definite word."""
    if k >= end:
        return 0
    if nest and after_link and not scope.form(k, end, "title", "honorific"):
        step = _inner_role(scope, role, k, end)
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
        if not _agrees(scope, role, called, k, end):
            continue
        phrase = with_demonym(scope, simple_phrase(called))
        role.nested.append(phrase)
        if not role.jurisdiction and fact is not None and fact.type in ("state", "organization") and not clitic:
            role.jurisdiction = fact.key
        return called.last
    short = scope.form(k, end, "short", bare=not clitic)
    if short is not None and (after_link or clitic) and (not clitic or scope.is_word(short[0].proclitic, "role_clitics")):
        role.nested.append(Phrase(k, k + short[1].length, "short", short[0], form=short[1]))
        return k + short[1].length
    body = body_at(scope, k, end)
    if body is not None and (after_link or clitic or k == role.last):
        role.nested.append(body)
        return body.last
    if clitic:
        return _clitic_word(scope, k, end)
    return _adjective(scope, k) if not scope.lexicon.has_case else 0


def _inner_role(scope: Scope, role: Role, k: int, end: int, *, first: bool = False) -> int:
    """The end of a role that another is a role for ('مبعوث رئيس الوزراء'), with its name if it is the holder's."""
    honorific = scope.form(k, end, "honorific", bare=not first)
    start = k
    if honorific is not None and (not first or scope.is_word(honorific[0].proclitic, "role_clitics")):
        k += honorific[1].length
    inner = role_at(scope, k, end, first=first and k == start, inner=True)
    if inner is None or (first and k == start and not scope.is_word(inner.reading.proclitic, "role_clitics")):
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


def _clitic_word(scope: Scope, k: int, end: int) -> int:
    """The end of a definite word after a clitic ('للشؤون الإفريقية')."""
    article = scope.lexicon.article
    for reading, *_ in scope.row.finder.read(scope.fold(k)):
        if scope.is_word(reading.proclitic, "role_clitics") and reading.stem.startswith(article):
            return k + 1
    return k + 1 if scope.is_any(k, "role_words") else 0


def _held(scope: Scope, role: Role, named: Called) -> bool:
    keys = {t.office for _, f in named.entries for t in scope.gazetteer.tenures(f.key)}
    if role.offices:
        return bool(keys & set(role.offices))
    return any((o := scope.gazetteer.office(k)) is not None and o.kind == role.kind for k in keys)


def _joined(scope: Scope, k: int, end: int) -> int:
    """The end of 'and' with a definite noun, where no new role or name begins ('الأمن والدفاع')."""
    fold, article = scope.fold(k), scope.lexicon.article
    if not article:
        return 0
    for conjunction in scope.lexicon.conjunctions:
        stem = fold[len(conjunction):]  # fmt: skip
        if fold.startswith(conjunction + article) and len(stem) > len(article) + 2 and stem not in scope.lexicon.stops:
            atoms = scope.row.at(k)
            if not atoms.offices and not atoms.names and not any(f.sort != "plain" for _, f in atoms.forms):
                return k + 1
    return 0


def _clitic_before(scope: Scope, k: int) -> bool:
    return any(scope.is_word(r.proclitic, "role_clitics") for r, *_ in scope.row.finder.read(scope.fold(k)))


def _nouns(scope: Scope, k: int, end: int) -> int:
    """The end of a few common nouns before a mark ('في غرفة طوارئ طويلة،'), or 0."""
    last = k
    while last < min(end, k + 4) and scope.fold(last)[:1].isalpha() and not scope.lexicon.is_stop(scope.fold(last)):
        last += 1
    return last if last > k and scope.is_any(last, "commas") and not scope.lexicon.has_case else 0


def _bare_noun(scope: Scope, k: int, end: int) -> int:
    """The end of an indefinite noun that governs what follows it ('رئيس بلدية دير علا')."""
    fold, lexicon = scope.fold(k), scope.lexicon
    if lexicon.has_case or k + 1 >= end or not fold[:1].isalpha() or fold in lexicon.stops or len(fold) < 3:
        return 0
    if fold in lexicon.given and fold not in lexicon.doubtful or lexicon.is_stop(fold) or looks_verbal(fold, lexicon):
        return 0
    if fold.startswith(lexicon.article) or any(fold.startswith(c + lexicon.article) for c in lexicon.conjunctions):
        return 0
    after = scope.fold(k + 1)
    if after in lexicon.stops or not after[:1].isalpha():
        return 0
    return k + 1
