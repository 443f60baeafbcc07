"""Common words inside a role phrase: how far a run of nouns and adjectives goes."""

from __future__ import annotations

from kg.link.names import looks_verbal
from kg.link.scope import Scope


def adjective(scope: Scope, k: int) -> int:
    """The end of a definite word that goes on with the phrase, as an adjective or a genitive."""
    article, fold = scope.lexicon.article, scope.fold(k)
    if not article or not fold.startswith(article) or len(fold) < len(article) + 3 or fold in scope.lexicon.stops:
        return 0
    if scope.form(k, k + 6, "title", "honorific", "role", "anaphor", "short"):
        return 0
    if any(match.number == 1 for _, match in scope.row.at(k).offices) or _somebody(scope, k):
        return 0
    return k + 1


def _somebody(scope: Scope, k: int) -> bool:
    """Whether a definite word is a person's name by which news or the document calls that person."""
    found = scope.names(k, k + 1, bare=True) + scope.short_names(k, k + 1, bare=True)
    return any(f.type == "person" and not e.weak for called in found for e, f in called.entries)


def joined_noun(scope: Scope, k: int, end: int) -> int:
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


def clitic_definite(scope: Scope, k: int) -> int:
    """The end of a definite word with a preposition before it ('بالخارج'), or 0."""
    fold = scope.fold(k)
    if fold[:1] in scope.lexicon.conjunctions or len(fold) < 6:
        return 0
    return k + 1 if any(fold.startswith(p) for p in scope.lexicon.words["article_clitics"]) else 0


def bare_noun(scope: Scope, k: int, end: int) -> int:
    """The end of an indefinite noun that governs what follows it ('رئيس بلدية دير علا')."""
    fold, lexicon = scope.fold(k), scope.lexicon
    if lexicon.has_case or k + 1 >= end or not fold[:1].isalpha() or fold in lexicon.stops or len(fold) < 3:
        return 0
    if (fold in lexicon.given and fold not in lexicon.doubtful) or lexicon.is_stop(fold) or looks_verbal(fold, lexicon):
        return 0
    if fold.startswith(lexicon.article) or any(fold.startswith(c + lexicon.article) for c in lexicon.conjunctions):
        return 0
    if any(fold.startswith(p) for p in lexicon.words["article_clitics"]):
        return 0
    after = scope.fold(k + 1)
    if scope.is_any(k + 1, "commas"):
        return k + 1
    if after in lexicon.stops or not after[:1].isalpha():
        return 0
    return k + 1


def clitic_word(scope: Scope, k: int, end: int) -> int:
    """The end of a definite word after a clitic ('للشؤون الإفريقية')."""
    article = scope.lexicon.article
    for reading, *_ in scope.row.finder.words[scope.fold(k)].readings:
        if scope.is_word(reading.proclitic, "role_clitics") and reading.stem.startswith(article):
            return k + 1
    return k + 1 if scope.is_any(k, "role_words") else 0


def nouns_before_mark(scope: Scope, k: int, end: int) -> int:
    """The end of a few common nouns before a mark ('في غرفة طوارئ طويلة،'), or 0."""
    last = k
    while last < min(end, k + 4) and scope.fold(last)[:1].isalpha() and not scope.lexicon.is_stop(scope.fold(last)):
        last += 1
    return last if last > k and scope.is_any(last, "commas") and not scope.lexicon.has_case else 0
