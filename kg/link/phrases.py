"""The grammar of noun phrases: honorifics, titles, roles and a name, in the order that the language has them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.link.atoms import NOTHING, Reading
from kg.link.bodies import body_at
from kg.link.groups import group_at
from kg.link.joins import (
    apposed,
    belongs_to_next,
    could_hold,
    followed,
    is_predicate,
    joined_role,
    of_another,
    of_foreigner,
    of_holder,
    of_stranger,
)
from kg.link.lexicon import Form
from kg.link.naming import person_name
from kg.link.owned import owned_body_at
from kg.link.parts import BARE, Called, Phrase, Role, Sort, simple_phrase
from kg.link.roles import role_at
from kg.link.scope import Scope
from kg.link.within import with_demonym
from kg.model import Sentence


def phrases(scope: Scope) -> list[list[Phrase]]:
    """All maximal noun phrases of a document that stand for somebody or something, sentence by sentence."""
    skipped = _boilerplate(scope)
    return [list(_in_sentence(scope, sentence, skipped)) for sentence in scope.row.document.sentences]


def phrases_again(scope: Scope, before: list[list[Phrase]]) -> list[list[Phrase]]:
    """The same once the document's names are known: sentences that these may change are read again."""
    skipped = _boilerplate(scope)
    return [
        list(_in_sentence(scope, sentence, skipped)) if scope.reads_otherwise(sentence) else found
        for sentence, found in zip(scope.row.document.sentences, before, strict=True)
    ]


def _in_sentence(scope: Scope, sentence: Sentence, skipped: frozenset[int]) -> Iterator[Phrase]:
    begins, shorts, after = scope.row.open, scope.short_at, sentence.first
    for i in range(*sentence):
        if i < after or i in skipped or not (begins[i] or i in shorts):
            continue
        found = _phrases_at(scope, i, sentence.last)
        yield from found
        after = found[-1].last if found else i + 1


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
    speaker = _speaker(scope, i, end)
    if (
        speaker is None
        and atoms.plain
        and not lexicon.head_last
        and i not in scope.short_at
        and not scope.maybe_given(i)
    ):
        thing = _thing(scope, i, end)
        return [thing] if thing is not None else []
    if speaker is None and atoms is NOTHING and i not in scope.short_at:
        if not (scope.text(i)[:1].isupper() if lexicon.has_case else scope.row.words[i].may_name):
            return []
    if not fold[:1].isalnum():
        return []
    worded = bool(atoms.forms or atoms.offices) or lexicon.head_last
    group = group_at(scope, i, end) if worded else []
    if group:
        return group
    tried = (
        _person(scope, i, end),
        _reference(scope, i, end) if worded else None,
        _thing(scope, i, end) if atoms.names else None,
        body_at(scope, i, end, first=True) if worded else None,
        owned_body_at(scope, i, end) if lexicon.head_last else None,
    )
    options = [phrase for phrase in tried if phrase is not None]
    if not options:
        return []
    best = max(options, key=lambda p: (p.last, not _is_stranger(p), -options.index(p)))
    return [best]


def _is_stranger(phrase: Phrase) -> bool:
    """Whether it is only a name, and not a known one."""
    return phrase.sort == "person" and not phrase.roles and phrase.name is not None and not phrase.name.entries


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
    last = i + form.length
    owner = last + 1 + scope.is_any(last + 1, "determiners")
    of_somebody = scope.is_any(last, "genitives") and bool(scope.names(owner, end, bare=True))
    if _governs(scope, reading, last) or (form.sort == "anaphor" and of_somebody):
        return None
    sort: Sort = "anaphor" if form.sort == "anaphor" else "short"
    return Phrase(i, last, sort, reading, form=form)


def _governs(scope: Scope, reading: Reading, k: int) -> bool:
    """Whether a word that may have lost its article to a clitic has none, for an indefinite noun follows it."""
    article, after = scope.lexicon.article, scope.fold(k)
    if (
        not article
        or not reading.proclitic.endswith(article[-1:])
        or not reading.stem.startswith(article + article[-1:])
    ):
        return False
    return after[:1].isalpha() and not after.startswith(article) and not scope.lexicon.is_stop(after)


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
        if first and called is None:
            called = _speaker(scope, k, end) or _leader(scope, k, end)
        role = role_at(scope, k, end, first=first)
        if role is None and name is None and called is None:
            role = joined_role(scope, k, end, roles)
        title = None if name is not None else scope.form(k, end, "honorific", "title", bare=not first)
        if title is None and role is None and first:
            title = _style(scope, k, end)
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
        if called is not None and roles:
            titled = len(titles) > before or scope.form(called.first, end, "title") is not None
            if of_stranger(scope, called, roles) or of_holder(scope, called, roles, titled=titled):
                titles = titles[:before]
                break
        if called is not None:
            name, k = called, called.last
            reading = reading or called.reading
        elif role is not None:
            if name is not None and (belongs_to_next(scope, role, name, end) or of_foreigner(scope, role, name, roles)):
                break
            if of_another(scope, role, roles, end) and (name is None or not could_hold(scope, role, name)):
                break
            if (role.counterpart or role.companion) and (name is not None or roles):
                break
            if name is not None and role.bare and not role.person and role.last == role.first + 1:
                break
            if role.bare and name is None and (roles or (titles and titles[-1].sort == "title")):
                if not followed(scope, role, end):
                    break
            roles.append(role)
            before = len(titles)
            reading = reading or role.reading
            k = role.last
        else:
            step = _formula(scope, k, end) if name is not None or roles else 0
            if not step and reading is not None:
                step, joined = apposed(scope, k, end, roles, name)
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
    if name is None and roles and roles[0].first == i and is_predicate(scope, roles[0], reading):
        return None
    if name is None and not roles:
        if titles and titles[-1].sort == "title" and reading is not None:
            return Phrase(i, i + sum(t.length for t in titles), "title", reading, tuple(t.text for t in titles))
        return None
    last = max([*(r.last for r in roles), *([name.last] if name else [])])
    phrase = Phrase(i, last, "person", reading or BARE, tuple(t.text for t in titles), roles, name)
    phrase.nested = [n for r in roles for n in r.nested]
    return phrase


def _speaker(scope: Scope, k: int, end: int) -> Called | None:
    """An unknown name between a verb of saying and a role, which show that it is one ('said NAME, minister of …')."""
    if k not in scope.row.said or scope.lexicon.has_case:
        return None
    if any(f.type != "person" for c in scope.names(k, k + 1, bare=True) for _, f in c.entries):
        return None
    called = scope.unknown(k, end, introduced=True, bare=True)
    if called is None or called.last - called.first < 2:
        return None
    role = role_at(scope, called.last + scope.is_any(called.last, "commas"), end)
    return called if role is not None else None


def _leader(scope: Scope, k: int, end: int) -> Called | None:
    """An unknown name after a word for who leads a delegation ('headed by NAME')."""
    if k not in scope.row.led:
        return None
    if any(f.type != "person" for c in scope.names(k, k + 1, bare=True) for _, f in c.entries):
        return None
    called = scope.unknown(k, end, introduced=True, bare=True)
    return called if called is not None and called.last - called.first > 1 else None


def _style(scope: Scope, k: int, end: int) -> tuple[Reading, Form] | None:
    """An address that stands before an office only, for the word means something else elsewhere."""
    found = scope.form(k, end, "style", bare=False)
    if found is None:
        return None
    role = role_at(scope, k + found[1].length, end)
    return found if role is not None and role.office else None


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
