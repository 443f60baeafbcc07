"""How well each of the persons that a name may mean fits the phrase and its document."""

from __future__ import annotations

from collections.abc import Sequence

from kg.gazetteer import Fact, Gazetteer, NameEntry, Tenure
from kg.link.context import Context
from kg.link.parts import Phrase, Role
from kg.link.scope import Scope
from kg.link.spellings import skeleton
from kg.model import Candidate, DateSpan

ALIKE = 3
"""Consonants that a family name must share with another to be its spelling, where the first names differ."""


def score_names(
    entries: Sequence[tuple[NameEntry, Fact]], phrase: Phrase, context: Context, scope: Scope, when: DateSpan | None
) -> list[Candidate]:
    """The persons that a name may mean, best first, by office, country, date and prior."""
    scored = []
    for entry, fact in entries:
        score, reasons = 0.3 + 0.4 * fact.prior, [str(entry.sort)]
        if fact.key in scope.known:
            score, reasons = score + 0.3, [*reasons, "named in full"]
        tenures = scope.row.finder.tenures(fact.key)
        for role in phrase.roles:
            if holds(role, tenures, scope.gazetteer):
                score, reasons = score + 0.4, [*reasons, f"held {role.kind}"]
            elif role.jurisdiction and role.jurisdiction == fact.country:
                score, reasons = score + 0.2, [*reasons, "of that state"]
            elif role.jurisdiction.startswith("Q") and fact.country and role.office and not role.nested[1:]:
                score, reasons = score - 0.2, [*reasons, "of another state"]
        if fact.country and context.states.get(fact.country):
            score, reasons = score + 0.15, [*reasons, "state in text"]
        if when and any(t.start <= when.latest and (not t.end or t.end >= when.earliest) for t in tenures):
            score, reasons = score + 0.1, [*reasons, "in office"]
        scored.append(Candidate(fact.key, fact.label("en"), round(min(1.0, max(0.0, score)), 3), ", ".join(reasons)))
    return sorted(scored, key=lambda c: (-c.score, c.key))


def holds(role: Role, tenures: Sequence[Tenure], gazetteer: Gazetteer) -> bool:
    """Whether one of a person's tenures is of the office that a role names."""
    for tenure in tenures:
        key = tenure.office
        if key in role.offices:
            return True
        office = gazetteer.office(key)
        if office and office.kind == role.kind and role.jurisdiction in ("", office.jurisdiction):
            return True
    return False


def resembles(key: str, folds: tuple[str, ...], scope: Scope) -> bool:
    """Whether a name may be another spelling of a known person's."""
    lexicon = scope.lexicon
    pack = lexicon.pack
    for lang, sort, name in scope.gazetteer.names_of(key):
        if lang != pack.code or sort not in ("full", "alias", "short"):
            continue
        tokens = scope.lexicon.fold_all(name)
        if not tokens or skeleton(tokens[-1], lexicon) != skeleton(folds[-1], lexicon):
            continue
        if len(tokens) > 1 and len(folds) > 1:
            if skeleton(tokens[0], lexicon) == skeleton(folds[0], lexicon):
                return True
            if tokens[0][:1] == folds[0][:1] and len(skeleton(folds[-1], lexicon)) >= ALIKE:
                return True
        elif len(skeleton(folds[-1], lexicon)) >= ALIKE and folds[-1] not in lexicon.given:
            return True
    return False
