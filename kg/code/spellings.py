"""What a word may be by its spelling: the forms of event words and function words that may begin with it.

All here is told by the spelling alone and is worked out once for each; `find` then looks at the words after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

from kg.code.frames import Entry, Lexicon
from kg.text import Remembered, fold, proclitic_splits

_TAKE_PRONOUNS = frozenset({"marker", "that"})
_LEADING = ("frame", "light", "attach")
"""Kinds of readings that come before others."""


class Form(NamedTuple):
    """A form that may begin with a word: its further words, its entries, and the clitics around it."""

    tail: tuple[str, ...]
    entries: tuple[Entry, ...]
    """Those that fit the spelling, event words first."""
    owned: tuple[Entry, ...]
    """Those that there are where its last word ends in a pronoun."""
    proclitic: str
    enclitic: str


class Word(NamedTuple):
    """What a spelling tells."""

    forms: tuple[Form, ...]
    """Those of the word alone, in the order in which they are tried; the first of the longest that are there is meant.
    """
    longer: Mapping[str, tuple[Form, ...]]
    """Folded word after it → the same with those of more words that this may be the second of."""
    is_mark: bool
    """Nothing in it is a letter or a figure."""
    open: bool
    """A noun phrase right after it may be its complement."""
    definite: bool
    """It has an article."""


class Found(NamedTuple):
    """Entries found at a token: index after the last token, the entries, and the clitics around them."""

    last: int
    entries: tuple[Entry, ...]
    proclitic: str
    enclitic: str


@cache
def words_of(lexicon: Lexicon) -> Remembered[Word]:
    """A token's text → what it tells by itself."""
    article = lexicon.closed[0]

    def read(surface: str) -> Word:
        folded = fold(surface)
        is_mark = not any(map(str.isalnum, folded))
        shape = is_mark, _is_open(folded, surface, lexicon), bool(article) and folded.startswith(article)
        bare = surface.endswith(lexicon.no_pronoun)
        readings = _readings(folded, bare, lexicon)
        if not readings:
            return formless[shape]
        return Word(*_by_second(tuple(_forms(readings, surface, bare, lexicon)), lexicon), *shape)

    formless = {shape: Word((), {}, *shape) for shape in product((False, True), repeat=3)}
    return Remembered(read)


def _by_second(forms: tuple[Form, ...], lexicon: Lexicon) -> tuple[tuple[Form, ...], Mapping[str, tuple[Form, ...]]]:
    """The forms of a word alone, and those that may be there before each second word; both in the order given."""
    seconds = [frozenset(_seconds(form, lexicon)) for form in forms]
    longer = {
        second: tuple(form for form, own in zip(forms, seconds, strict=True) if not form.tail or second in own)
        for second in frozenset().union(*seconds)
    }
    return tuple(form for form in forms if not form.tail), longer


def _seconds(form: Form, lexicon: Lexicon) -> Iterator[str]:
    """The words that may be the second of a form."""
    yield from form.tail[:1]
    if form.owned and len(form.tail) == 1:
        yield from (form.tail[0] + enclitic for enclitic in lexicon.enclitics)


@cache
def read_proclitic(letters: str, lexicon: Lexicon) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """What the clitics before a word say, as kinds with their entries: a conjunction, a marker, or both."""
    found = []
    for conjunction in lexicon.conjunctions:
        if letters.startswith(conjunction):
            found.append(("conjunction", lexicon.entries(conjunction)))
            letters = letters[len(conjunction) :]
            break
    markers = tuple(e for e in lexicon.entries(letters) if e.kind == "marker")
    if markers:
        found.append(("marker", markers))
    return tuple(found)


def find(word: Word, folds: tuple[str, ...], i: int, last: int, lexicon: Lexicon) -> Found | None:
    """The longest form at token `i`, before `last`; the reading with the fewest clitics wins among equals.

    Args:
        word: what the token's spelling tells.
        folds: the folded tokens of the document.
        i: index of the token.
        last: index after the last token that may be taken.
        lexicon: of the language.
    """
    best: Found | None = None
    forms = word.longer.get(folds[i + 1], word.forms) if i + 1 < last else word.forms
    for tail, entries, owned, proclitic, enclitic in forms:
        end = i + 1 + len(tail)
        if end > last or (best is not None and end <= best.last):
            continue
        following = folds[i + 1 : end]
        if following == tail:
            if entries:
                best = Found(end, entries, proclitic, enclitic)
        elif owned and (pronoun := _pronoun_after(following, tail, lexicon)):
            best = Found(end, owned, proclitic, pronoun)
    return best


def _pronoun_after(words: tuple[str, ...], tail: tuple[str, ...], lexicon: Lexicon) -> str:
    """The pronoun on the last of the words, if they are the tail of a form but for that; else ''."""
    rest = words[-1].removeprefix(tail[-1])
    return rest if rest in lexicon.enclitics and rest != words[-1] and words[:-1] == tail[:-1] else ""


def _is_open(folded: str, surface: str, lexicon: Lexicon) -> bool:
    """Whether a noun phrase right after a word may be its complement."""
    if not lexicon.complement_words or folded.startswith(lexicon.closed[0]) or folded in lexicon.adjectives:
        return False
    return surface.endswith(lexicon.no_pronoun) or not folded.endswith(lexicon.closed[1])


class _Reading(NamedTuple):
    """One way to take a token apart."""

    proclitic: str
    stem: str
    enclitic: str


def _forms(readings: list[_Reading], surface: str, bare: bool, lexicon: Lexicon) -> Iterator[Form]:
    for reading in readings:
        for tail, entries in lexicon.forms[reading.stem]:
            if tail and reading.enclitic:
                continue
            fitting = _fitting(entries, reading, surface, bare and not tail, lexicon)
            leading = sorted(fitting, key=lambda e: _LEADING.index(e.kind) if e.kind in _LEADING else len(_LEADING))
            owned = [e for e in entries if tail and e.kind == "frame" and e.features.pos == "noun"]
            if leading or owned:
                yield Form(tail, tuple(leading), tuple(owned), reading.proclitic, reading.enclitic)


def _readings(folded: str, bare: bool, lexicon: Lexicon) -> list[_Reading]:
    """Ways to take a token apart whose stem is the first word of some form; a bare one ends in no pronoun."""
    forms, splits = lexicon.forms, (("", folded), *proclitic_splits(folded, lexicon.pack))
    found = [_Reading(proclitic, stem, "") for proclitic, stem in splits if stem in forms]
    enclitics = [] if bare else [e for e in lexicon.enclitics if folded.endswith(e)]
    for proclitic, stem in splits if enclitics else ():
        for enclitic in enclitics:
            rest = stem[: -len(enclitic)]
            if rest in forms and stem.endswith(enclitic) and rest.endswith(lexicon.spoken.get(enclitic, "")):
                found.append(_Reading(proclitic, rest, enclitic))
    return found


def _fitting(entries: tuple[Entry, ...], reading: _Reading, surface: str, bare: bool, lexicon: Lexicon) -> list[Entry]:
    """The entries of a form that may have these clitics and this spelling.

    Args:
        entries: of the form.
        reading: how the token is taken apart.
        surface: the token's text, which tells some pronouns from endings that fold alike.
        bare: whether it ends in no pronoun though it folds to one.
        lexicon: of the language.
    """
    noun = surface.endswith(lexicon.nominal_marks)
    fitting = [
        e
        for e in entries
        if _takes_proclitic(e, reading.proclitic, lexicon)
        and _takes_enclitic(e, reading.enclitic, lexicon)
        and not (bare and e.features.case == "pronoun")
        and not (noun and e.features.pos == "verb" and e.features.tense != "participle")
    ]
    plain = [e for e in fitting if e.kind == "plain" and surface.endswith(e.values)]
    return plain or [e for e in fitting if e.kind != "plain"]


def _takes_proclitic(entry: Entry, proclitic: str, lexicon: Lexicon) -> bool:
    """Whether clitics may stand before it; one of the future only stands before a verb in the present."""
    ahead = proclitic[-1:] in lexicon.future
    if not proclitic or entry.features.pos != "verb":
        return not ahead
    return proclitic in lexicon.verb_proclitics and (not ahead or entry.features.tense == "present")


def _takes_enclitic(entry: Entry, enclitic: str, lexicon: Lexicon) -> bool:
    """Whether a pronoun may stand after it, or none; nouns only take those of who speaks, where they are bound."""
    if entry.features.bound or not enclitic:
        return entry.features.bound == bool(enclitic)
    return enclitic not in lexicon.spoken and (entry.features.pos == "verb" or entry.kind in _TAKE_PRONOUNS)
