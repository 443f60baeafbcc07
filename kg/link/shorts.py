"""Short forms of states, bodies and cities: 'the kingdom', 'the council', 'the capital'."""

from __future__ import annotations

from kg.link.context import known_fact
from kg.link.parts import Phrase
from kg.link.things import Meaning, Things, type_of


def of_short(phrase: Phrase, things: Things) -> Meaning | None:
    """'The kingdom', 'the Strip', 'the movement': what was named before and may be called so."""
    form = phrase.form
    assert form is not None
    assert form.row is not None
    gazetteer = things.scope.gazetteer
    if form.row.name:
        fact = known_fact(gazetteer, form.row.name)
        if fact is not None and (fact.key in things.context.keys or "any" in form.row.flags):
            return Meaning(fact.key, type_of(fact), "short")
        return None
    if "state" in form.row.kinds:
        return _realm(form.text, things)
    if "capital" in form.row.kinds and things.scope.is_any(phrase.last, "of_state"):
        if things.scope.names(phrase.last + 1, things.scope.row.ends[phrase.first], bare=True):
            return None
    if "capital" in form.row.kinds:
        home = gazetteer.fact(things.context.home or things.context.clear_focus())
        seat = things.seat or (home.capital if home is not None else "")
        return Meaning(seat, "place", "short") if seat else None
    if "named" in form.row.flags:
        if _described(phrase.last, things):
            return None
        key = next((k for k in reversed(things.recent) if _called(k, form.text, things)), "")
        fact = gazetteer.fact(key) if key else None
        return Meaning(key, type_of(fact), "short") if fact is not None else None
    if form.text in things.bodies or "army" in form.row.kinds or "parliament" in form.row.kinds:
        return things.of_noun(form.text)
    for key in reversed(list(things.bodies.values())):
        fact = gazetteer.fact(key)
        if (
            fact is not None
            and fact.kind in form.row.kinds
            and ("any" in form.row.flags or _called(key, form.text, things))
        ):
            return Meaning(key, type_of(fact), "short")
    return None


def _described(k: int, things: Things) -> bool:
    """Whether an adjective after a noun makes it another body's name ('المجلس الرئاسي')."""
    fold, words = things.scope.fold(k), things.scope.lexicon.words
    if not things.scope.lexicon.article or not fold.startswith(things.scope.lexicon.article):
        return False
    return any(fold.endswith(e) for e in words["adjective_endings"]) or things.scope.form(k, k + 1, "plain") is not None


def _called(key: str, noun: str, things: Things) -> bool:
    """Whether a body has a noun at the beginning of one of its names ('الحركة' for 'حركة حماس')."""
    lexicon = things.scope.lexicon
    heads = {noun, noun.removeprefix(lexicon.article), noun.split()[-1]}
    return any(_head(lexicon.fold_all(name), things) in heads for _, _, name in things.scope.gazetteer.names_of(key))


def _head(words: tuple[str, ...], things: Things) -> str:
    """The noun of a body's name: its first word, or in a language with the noun last, the last before 'of'."""
    lexicon = things.scope.lexicon
    if not lexicon.head_last:
        return words[0] if words else ""
    last = next((k for k, word in enumerate(words) if word in lexicon.words["of_state"]), len(words))
    return words[last - 1] if last else ""


def _realm(noun: str, things: Things) -> Meaning | None:
    """The state in the text that has the noun in one of its names."""
    lexicon, fitting = things.scope.lexicon, []
    bare = noun.removeprefix(lexicon.article)
    for state in things.context.states:
        for lang, _, name in things.scope.gazetteer.names_of(state):
            if lang == lexicon.pack.code and {bare, noun} & set(lexicon.fold_all(name)):
                fitting.append(state)
                break
    key = things.context.focus(fitting) if fitting else lexicon.realms.get(noun, "")
    return Meaning(key, "state", "short" if fitting else "realm") if key else None
