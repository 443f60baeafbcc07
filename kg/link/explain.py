"""What a phrase by itself may mean, with scores and reasons: what `kg link` shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.gazetteer import Gazetteer
from kg.lang import Pack
from kg.link import finder_of
from kg.link.atoms import Row
from kg.link.context import Context
from kg.link.holders import coming_holders, former_holders, holders_at, offices_of
from kg.link.parts import Phrase, Role
from kg.link.phrases import phrases
from kg.link.scope import Scope
from kg.link.scores import score_people, score_things
from kg.link.things import Things
from kg.model import Article, Candidate, DateSpan
from kg.text import analyse


def candidates(
    phrase: str, when: DateSpan | None, gazetteer: Gazetteer, packs: Sequence[Pack]
) -> tuple[Candidate, ...]:
    """All that a noun phrase may mean by itself, best first.

    Args:
        phrase: a name, a role phrase, or both: 'رئيس المخابرات المصرية'.
        when: the date at which an office is looked at; without one, an office names itself only.
        gazetteer: names, offices and tenures.
        packs: the languages to try; the one that understands the most of the phrase is taken.
    """
    best: tuple[int, tuple[Candidate, ...]] = (0, ())
    for pack in packs:
        article = Article("phrase", "", phrase, 0, published=when, lang=pack.code)
        finder = finder_of(gazetteer, pack)
        scope = Scope(Row.of(analyse(article, pack), finder), gazetteer, finder.lexicon, when)
        found = [p for sentence in phrases(scope) for p in sentence]
        covered = sum(p.last - p.first for p in found)
        if found and covered > best[0]:
            main = max(found, key=lambda p: p.last - p.first)
            best = (covered, tuple(_candidates(main, scope, when)))
    return tuple(sorted(best[1], key=lambda c: (-c.score, c.key)))


def _candidates(phrase: Phrase, scope: Scope, when: DateSpan | None) -> Iterable[Candidate]:
    if phrase.sort in ("person", "several"):
        if phrase.name is not None and phrase.name.entries:
            yield from score_people(phrase.name.entries, phrase, Context(), scope, when)
        elif phrase.name is not None:
            name = scope.surface(phrase.name.first, phrase.name.last, phrase.name.reading)
            yield Candidate("n:person/" + " ".join(phrase.name.folds), name, 0.5, "name not in the gazetteer")
        else:
            for role in phrase.roles:
                yield from _holders(role, scope, when)
        return
    if phrase.name is not None and phrase.name.entries:
        context = Context()
        chosen = Things(scope, context).of_body(phrase) if phrase.sort == "body" else None
        if chosen is not None:
            fact = scope.gazetteer.fact(chosen.key)
            yield Candidate(chosen.key, fact.label("en") if fact else chosen.name, chosen.confidence, chosen.rule)
            return
        entries = [(e, f) for e, f in phrase.name.entries if f.type not in ("person", "topic")] or phrase.name.entries
        yield from score_things(entries, phrase, phrase.name, context, scope)


def _holders(role: Role, scope: Scope, when: DateSpan | None) -> Iterable[Candidate]:
    gazetteer = scope.gazetteer
    offices = offices_of(role, role.jurisdiction, gazetteer)
    if when is None:
        yield from (Candidate(o.key, o.label("en"), 0.5, "office; give a date for its holder") for o in offices)
        return
    if role.tense == "former":
        holders = former_holders(offices, when, gazetteer, earlier=role.earlier)
    elif role.tense == "designate":
        holders = coming_holders(offices, when, gazetteer)
    else:
        holders = holders_at(offices, when, gazetteer)
    for holder in holders:
        fact = gazetteer.fact(holder.person)
        yield Candidate(
            holder.person, fact.label("en") if fact else holder.person, round(holder.share, 3), holder.reason
        )
    state = gazetteer.fact(role.jurisdiction)
    if not holders and state is not None:
        reason = f"no holder of {offices[0].key} known then" if offices else f"no office of kind {role.kind} known"
        yield Candidate(state.key, state.label("en"), 0.3, reason + ": the body stands for it")
