"""Names of persons in the text: known, short for one that is, or unknown."""

from __future__ import annotations

from kg.link.parts import Called
from kg.link.scope import Scope


def person_name(scope: Scope, k: int, end: int, *, bare: bool, introduced: bool, told: bool = False) -> Called | None:
    """The longest name of a person at a token: known in full, short for one in the document, or unknown."""
    if not introduced and not told and _nobody(scope, k):
        return None
    options: list[Called] = []
    for called in scope.names(k, end, bare=bare, introduced=introduced):
        people = [(e, f) for e, f in called.entries if f.type == "person"]
        if people and (introduced or len(people) == len(called.entries)):
            called.entries = people
            options.append(called)
            break
    options += scope.short_names(k, end, bare=bare)[:1]
    known = max(options, key=lambda c: c.last, default=None)
    unknown = scope.unknown(k, end, introduced=introduced, bare=bare)
    settled = known is not None and (not known.entries or known.entries[0][1].key in scope.known)
    if known is not None and unknown is not None and unknown.folds == known.folds:
        settled = False
    if settled and told and known is not None and known.last - known.first == 1:
        settled = scope.fold(known.first) not in scope.lexicon.given
    if unknown is not None and (known is None or unknown.last > known.last) and not settled:
        if known is None or unknown.folds == known.folds or _longer(scope, known):
            known = unknown
    if known is None and told and scope.lexicon.is_function(scope.text(k)):
        known = _misspelled(scope, k, end)
    if known is not None:
        known.last = _family(scope, known, end)
    return known


def _nobody(scope: Scope, k: int) -> bool:
    """Whether no name at all begins at a token that nothing introduces."""
    lexicon = scope.lexicon
    if lexicon.has_case or scope.row.at(k).names or k in scope.short_at or scope.maybe_given(k):
        return False
    return not lexicon.is_name_part(scope.fold(k))


def _misspelled(scope: Scope, k: int, end: int) -> Called | None:
    """A known full name whose first word is written like a preposition ('على' for 'علي'), after a role."""
    for name in scope.row.finder.at(scope.row.folds, k, end).names:
        facts = [(e, f) for e, f in name.meant.facts if f.type == "person"]
        if name.length > 1 and facts and not name.reading.proclitic:
            last = k + name.length
            return Called(k, last, facts, tuple(scope.row.folds[k:last]))
    return None


def _longer(scope: Scope, known: Called) -> bool:
    """Whether a longer unknown name is another person's than the known one that it begins with: a mere given name."""
    folds = (known.reading.stem, *scope.row.folds[known.first + 1 : known.last])
    return scope.weight(folds) == 1 and folds[-1] in scope.lexicon.given


def _family(scope: Scope, called: Called, end: int) -> int:
    """The end of a name with the fathers and the family after it, and a nickname in quotation marks."""
    lexicon, k = scope.lexicon, called.last
    while k + 1 < end and scope.is_any(k, "lineage") and scope.fold(k + 1)[:1].isalpha():
        if lexicon.has_case and not scope.text(k + 1)[:1].isupper():
            break
        k += 3 if scope.fold(k + 1) in lexicon.particles and k + 2 < end else 2
    if scope.is_any(k, "opening") and k + 2 < end and called.entries:
        keys = {f.key for _, f in called.entries}
        for inner in scope.names(k + 1, end, bare=True, introduced=True):
            if scope.is_any(inner.last, "closing") and keys & {f.key for _, f in inner.entries}:
                return inner.last + 1
    return k
