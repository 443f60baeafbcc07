"""Phrases that a noun makes a body or a place: ministries, armies, governments, delegations, airports, newspapers."""

from __future__ import annotations

from kg.link.atoms import Reading
from kg.link.lexicon import Form
from kg.link.parts import Called, Phrase, simple_phrase
from kg.link.scope import Scope

QUOTED = 5
"""Tokens of a name in quotation marks, at most."""


def body_at(scope: Scope, i: int, end: int, *, first: bool = False) -> Phrase | None:
    """The phrase of a body or place that begins with a noun for one, or None.

    Args:
        scope: the document.
        i: index of the first token.
        end: where it must end.
        first: clitics may stand before it.
    """
    found = scope.form(i, end, "body", bare=not first)
    if found is None:
        return None
    reading, form = found
    k = i + form.length
    if any(c.last >= k and c.last > i + 1 for c in scope.names(i, end, bare=not first) if form.name == "government"):
        return None
    builders = {
        "government": _government, "media": _named, "group": _named, "place": _placed, "country": _placed,
        "venue": _venue,
    }  # fmt: skip
    return builders.get(form.name, _institution)(scope, reading, form, i, k, end)


def _things(scope: Scope, k: int, end: int, *, bare: bool = True, introduced: bool = True) -> list[Called]:
    return scope.names(k, end, bare=bare, introduced=introduced)


def _demonym(scope: Scope, k: int, end: int) -> Called | None:
    return next((c for c in _things(scope, k, end) if any(e.sort == "demonym" for e, _ in c.entries)), None)


def _government(scope: Scope, reading: Reading, form: Form, i: int, k: int, end: int) -> Phrase | None:
    """'The Jordanian side', 'Saudi officials', 'Netanyahu's government': the state."""
    gap = 0
    while k < end and gap <= 2:
        called = _demonym(scope, k, end)
        if called is not None:
            return Phrase(i, called.last, "body", reading, name=called, form=form, nested=[simple_phrase(called)])
        if gap == 0:
            for called in scope.names(k, end, bare=True) + scope.short_names(k, end, bare=True):
                if not called.entries:
                    continue
                fact = called.entries[0][1]
                led = scope.is_word(reading.proclitic[-1:], "place_clitics") or not scope.is_word(
                    form.text, "of_person"
                )
                if fact.type == "person" and led:
                    continue
                if fact.type == "state" or fact.type == "person" or fact.capital_of or fact.type == "organization":
                    return Phrase(
                        i, called.last, "body", reading, name=called, form=form, nested=[simple_phrase(called)]
                    )
        if scope.form(k, end, "plain", "former") or (gap < 2 and _adjective_like(scope, k)):
            k, gap = k + 1, gap + 1
            continue
        break
    return None


def _adjective_like(scope: Scope, k: int) -> bool:
    fold, article = scope.fold(k), scope.lexicon.article
    return bool(article) and fold.startswith(article) and len(fold) > 4 and fold not in scope.lexicon.stops


def _institution(scope: Scope, reading: Reading, form: Form, i: int, k: int, end: int) -> Phrase | None:
    """A ministry, army, parliament, service or embassy, with its state or without."""
    portfolio = ""
    if form.row and "portfolio" in form.row.flags:
        k, portfolio = _portfolios(scope, k, end)
        if not portfolio:
            return None
    name: Called | None = None
    while k < end and scope.form(k, end, "plain"):
        k += 1
    called = _demonym(scope, k, end)
    if called is None:
        called = next((c for c in _things(scope, k, end) if c.entries[0][1].type == "state"), None)
    if called is None and scope.is_any(k, "of_state"):
        called = next((c for c in _things(scope, k + 1, end) if c.entries[0][1].type in ("state", "place")), None)
    if called is not None:
        name, k = called, called.last
    nested = [simple_phrase(name)] if name else []
    if name is None and not portfolio and form.text not in (form.row.titles if form.row else ()):
        return None
    return Phrase(i, k, "body", reading, name=name, form=form, portfolio=portfolio, nested=nested)


def _portfolios(scope: Scope, k: int, end: int) -> tuple[int, str]:
    """The end and the text of one or more portfolios."""
    portfolios, folds = scope.lexicon.portfolios, scope.row.folds
    first = ""
    while k < end:
        for conjunction in ("", *sorted(scope.lexicon.conjunctions)):
            if (conjunction and not first) or not folds[k].startswith(conjunction):
                continue
            length = next((n for n in (3, 2, 1) if k + n <= end and " ".join(
                [folds[k][len(conjunction):], *folds[k + 1 : k + n]]) in portfolios), 0)  # fmt: skip
            if length:
                break
        else:
            return k, first
        first = first or " ".join(folds[k : k + length])
        k += length
    return k, first


def _named(scope: Scope, reading: Reading, form: Form, i: int, k: int, end: int) -> Phrase | None:
    """A group or medium: the noun with a known name, or with one in quotation marks."""
    if scope.is_any(k, "opening") and scope.text(k) != "(":
        inner = k + 1
        close = next((j for j in range(inner, min(end, inner + QUOTED + 1)) if scope.is_any(j, "closing")), None)
        if close is None or close == inner:
            return None
        called = next((c for c in _things(scope, inner, close) if c.last == close), None)
        if called is not None and all(f.type == "place" for _, f in called.entries):
            return None
        if called is None:
            called = Called(inner, close, [], tuple(scope.row.folds[inner:close]))
        return Phrase(i, close + 1, "thing", reading, name=called, form=form)
    for called in _things(scope, k, end):
        fact = called.entries[0][1]
        if fact.type == "organization":
            return Phrase(i, called.last, "thing", reading, name=called, form=form)
    return None


def _placed(scope: Scope, reading: Reading, form: Form, i: int, k: int, end: int) -> Phrase | None:
    """A city, region or country with the noun that says what it is before it."""
    demonym = _demonym(scope, k, end)
    if demonym is not None and scope.is_word(form.text.split()[-1], "capital_nouns"):
        return Phrase(i, demonym.last, "body", reading, name=demonym, form=form, nested=[simple_phrase(demonym)])
    quoted = 1 if scope.is_any(k, "opening") else 0
    for called in _things(scope, k + quoted, end):
        fact = called.entries[0][1]
        if fact.type in ("place", "state"):
            last = called.last + (1 if quoted and scope.is_any(called.last, "closing") else 0)
            return Phrase(i, last, "thing", reading, name=called, form=form)
    if demonym is not None and form.name == "country":
        return Phrase(i, demonym.last, "body", reading, name=demonym, form=form, nested=[simple_phrase(demonym)])
    return None


def _venue(scope: Scope, reading: Reading, form: Form, i: int, k: int, end: int) -> Phrase | None:
    """A building or a part of nature with a name of its own: 'قصر اليمامة', 'مطار القاهرة الدولي', 'نهر الأردن'."""
    article, last = scope.lexicon.article, k
    plain = bool(form.row and "plain" in form.row.flags)
    title = scope.form(k, end, "title", "honorific")
    if title is not None:
        last = k + title[1].length
        while last < end and scope.fold(last) in scope.lexicon.given:
            last += 1
    called = next(iter(_things(scope, last, end)), None)
    if called is not None and title is None:
        last = called.last
    elif title is not None and last > k + title[1].length:
        pass
    elif title is not None:
        return None
    elif (
        plain
        and scope.fold(k).startswith(article)
        and len(scope.fold(k)) > 4
        and scope.fold(k) not in scope.lexicon.stops
    ):
        last = k + 1
    elif last == k:
        if not (scope.is_any(k + 1, "venue_adjectives") and scope.fold(k)[:1].isalpha()) or scope.lexicon.is_stop(
            scope.fold(k)
        ):
            return None
        last = k + 1
    while last < end and article and scope.fold(last).startswith(article) and scope.is_any(last, "venue_adjectives"):
        last += 1
    if last == k:
        return None
    folds = tuple(scope.row.folds[i + 1 : last])
    return Phrase(i, last, "venue", reading, name=Called(i, last, [], (form.text, *folds), reading), form=form)
