"""Names of people that no gazetteer knows: where they end, and which parts of them stand alone."""

from __future__ import annotations

from collections.abc import Sequence

from kg.link.lexicon import Lexicon
from kg.model import Token
from kg.text import enclitic_splits

LONGEST = 12
"""Tokens of an unknown name, at most."""
_FREE = 3
"""Tokens that need not look like parts of names, at most."""


def _word(token: Token) -> bool:
    return token.fold[:1].isalpha()


def _open(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word may be a part of a name at all."""
    if not _word(token) or (lexicon.is_stop(token.fold) and not lexicon.is_given(token.fold, token.text)):
        return False
    if lexicon.never and token.text.endswith(lexicon.never):
        return False
    if not lexicon.has_case or token.text[:1].isupper() or token.fold in lexicon.particles:
        return True
    particle, dash, rest = token.text.partition("-")
    return bool(dash) and particle in lexicon.particles and rest[:1].isupper()


def _blocked(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a word that begins a title, a role or a body stands here (given names excepted)."""
    fold = tokens[i].fold
    if fold in lexicon.given or fold in lexicon.particles:
        return False
    for rest, form in lexicon.forms.get(fold, ()):
        length = 1 + len(rest)
        matches = not rest or tuple(t.fold for t in tokens[i + 1 : i + length]) == rest
        if matches and form.sort not in ("plain", "short"):
            return True
    return False


def _joined(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word begins with a conjunction that is no part of it, for the rest is known."""
    fold = token.fold
    for conjunction in lexicon.conjunctions:
        rest = fold.removeprefix(conjunction)
        if rest != fold and fold not in lexicon.given and _owned(rest, lexicon):
            return True
        if rest != fold and len(rest) > 3 and rest[0] in lexicon.words["clitic_letters"] and rest[1:] in lexicon.forms:
            return fold not in lexicon.given
        if rest != fold and (
            rest in lexicon.forms or rest in lexicon.given or lexicon.is_stop(rest) or _definite(rest, lexicon)
        ):
            return True
    return False


def _owned(fold: str, lexicon: Lexicon) -> bool:
    """Whether a word ends with a pronoun for somebody ('أبنائه')."""
    owners = lexicon.words["owners"]
    return any(len(stem) > 2 and pronoun in owners for stem, pronoun in enclitic_splits(fold, lexicon.pack))


def _owned_several(fold: str, lexicon: Lexicon) -> bool:
    """Whether a word is a plural with a pronoun for somebody ('لقاءاته')."""
    owners, endings = lexicon.words["owners"], tuple(lexicon.words.get("noun_endings", ())) or ("\0",)
    return any(s.endswith(endings) and pronoun in owners for s, pronoun in enclitic_splits(fold, lexicon.pack))


def name_end(tokens: Sequence[Token], i: int, end: int, lexicon: Lexicon, *, introduced: bool, stem: str = "") -> int:
    """Where the unknown name that begins at token `i` ends; `i` if none begins there.

    Args:
        tokens: of the document.
        i: index of the first token.
        end: end of the sentence.
        lexicon: of the language.
        introduced: a title or role stands before it, so that any word may be a name.
        stem: the first token without its clitics.
    """
    if i >= end or (not stem and (not _open(tokens[i], lexicon) or _blocked(tokens, i, lexicon))):
        return i
    first = stem or tokens[i].fold
    if first in lexicon.words["role_words"]:
        return i
    given = lexicon.is_name_part(first)
    if not introduced and not given:
        return i
    if not introduced and first in lexicon.doubtful and not lexicon.has_case:
        second = tokens[i + 1].fold if i + 1 < end else ""
        if (second not in lexicon.words["compound_ends"] and second not in lexicon.given) or second in lexicon.doubtful:
            return i
    if not given and not lexicon.has_case:
        definite = _definite(first, lexicon) and (stem or tokens[i].text.startswith(lexicon.article))
        if definite or len(first) < 3 or (looks_verbal(first, lexicon) and not _is_of_speaker(first, lexicon)):
            return i
        after = tokens[i + 1] if i + 1 < end else None
        compound = after is not None and after.fold in lexicon.words["compound_ends"]
        if after and not compound and _definite_after_clitic(after, lexicon) and not _ranked(tokens, i, lexicon):
            return i
        if len(first) > 5 and first[0] in lexicon.words["clitic_letters"]:
            return i
    k, free = i + 1, 0 if given else 1
    pending = first in lexicon.particles
    while k < min(end, i + LONGEST):
        token = tokens[k]
        tight = k + 1 < end and tokens[k - 1].end == token.start and token.end == tokens[k + 1].start
        if token.text in "-–" and lexicon.has_case and tight and tokens[k + 1].text[:1].isupper():
            k += 2
            continue
        if token.text == "." and lexicon.has_case and len(tokens[k - 1].text) == 1:
            k += 1
            continue
        if k == i + 1 and given and introduced and _last_word(tokens, k, end, lexicon):
            return k + 1
        if k == i + 1 and given and introduced and _titular(tokens, k, end, lexicon):
            return k + 1
        if not _open(token, lexicon) or (_blocked(tokens, k, lexicon) and not pending):
            break
        fold = token.fold
        if pending or lexicon.has_case:
            pending = fold in lexicon.particles
        elif fold in lexicon.particles:
            if k + 1 >= end or not _word(tokens[k + 1]):
                break
            pending = True
        elif fold in lexicon.given:
            if k > i + 1 and _office_noun(tokens, k, end, lexicon):
                break
        elif fold in lexicon.words["compound_ends"] and (k == i + 1 or tokens[k - 1].fold in lexicon.given):
            pass
        elif k == i + 1 and given and _present(fold, lexicon) and _goes_on(tokens, k + 1, end, lexicon):
            break
        elif _definite(fold, lexicon) and token.text.startswith(lexicon.article):
            if len(fold) < 5 or (k > i + 1 and not _family_name(tokens, k, lexicon)):
                break
            k += 1
            break
        else:
            if free >= _FREE or (_joined(token, lexicon) and k > i) or (looks_verbal(fold, lexicon) and k > i + 1):
                break
            if len(fold) < 2 or _definite_after_clitic(token, lexicon):
                break
            if k > i + 1 and (not _closes(tokens, k + 1, end, lexicon) or _owned_several(token.fold, lexicon)):
                break
            free += 1
        k += 1
    if pending:
        k -= 1
    while (
        not introduced
        and k > i + 2
        and tokens[k - 1].fold not in lexicon.given
        and not (_sure(tokens, i, k, lexicon) or _set_off(tokens, i, k, end, lexicon))
    ):
        k -= 1
    if not introduced and (k < i + 2 or not (_sure(tokens, i, k, lexicon) or _set_off(tokens, i, k, end, lexicon))):
        return i
    if introduced and k == i + 1 and not given and not lexicon.has_case:
        return i
    return k


def _sure(tokens: Sequence[Token], i: int, k: int, lexicon: Lexicon) -> bool:
    """Whether a name without a title is one: after the given name come further names or a family name."""
    if lexicon.has_case:
        return True
    rest = tokens[i + 1 : k]
    last = rest[-1].fold
    if len(rest) == 1 and not lexicon.is_name_part(last):
        if not _definite(last, lexicon) or any(last.endswith(e) for e in lexicon.words["noun_endings"]):
            return False
        return tokens[i].fold not in lexicon.doubtful or any(last.endswith(e) for e in lexicon.words["family_endings"])
    return all(
        lexicon.is_name_part(t.fold) or _definite(t.fold, lexicon) or tokens[j].fold in lexicon.particles
        for j, t in enumerate(rest, i)
    )


def _set_off(tokens: Sequence[Token], i: int, k: int, end: int, lexicon: Lexicon) -> bool:
    """Whether what comes after a given name and another word, or several, shows that they are a name."""
    compounds = lexicon.words["compound_ends"]
    if k >= end or (tokens[i].fold in lexicon.doubtful and tokens[i + 1].fold not in compounds):
        return False
    for j in range(i + 1, k - 1):
        part = lexicon.is_name_part(tokens[j].fold) or tokens[j].fold in compounds
        if not part and tokens[j - 1].fold not in lexicon.particles:
            return False
    role = any(form.sort == "role" for _, form in lexicon.forms.get(tokens[k].fold, ()))
    if not role and tokens[k].fold not in lexicon.words["commas"] and not _is_pair(tokens, i, k, end, lexicon):
        return False
    last = tokens[k - 1].fold
    return len(last) > 3 and not looks_verbal(last, lexicon) and not _definite(last, lexicon)


def _is_pair(tokens: Sequence[Token], i: int, k: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a given name and one word that looks like no noun end where a name may ('توم أندروز إلى')."""
    last = tokens[k - 1]
    if k != i + 2 or tokens[i].fold not in lexicon.given or not _closes(tokens, k, end, lexicon):
        return False
    noun = any(last.fold.endswith(e) for e in lexicon.words["noun_endings"]) or _owned(last.fold, lexicon)
    return not noun and not last.fold.startswith(tuple(lexicon.words["joined_beginnings"]))


def _titular(tokens: Sequence[Token], k: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a title is a family name here ('علي السلطان'), for no name comes after it."""
    if not any(form.sort == "title" and not rest for rest, form in lexicon.forms.get(tokens[k].fold, ())):
        return False
    return k + 1 >= end or not lexicon.is_name_part(tokens[k + 1].fold)


def _last_word(tokens: Sequence[Token], k: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a word that is ordinary elsewhere is a family name here: definite, and a mark after it."""
    return _definite(tokens[k].fold, lexicon) and (k + 1 >= end or not _word(tokens[k + 1]))


def _closes(tokens: Sequence[Token], k: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a name could end before token `k`: a mark, a conjunction, or a word that no name goes over."""
    if k >= end or not _word(tokens[k]):
        return True
    if _names_role(tokens[k].fold, lexicon):
        return True
    return tokens[k].fold in lexicon.stops or _joined(tokens[k], lexicon) or _definite(tokens[k].fold, lexicon)


def _family_name(tokens: Sequence[Token], k: int, lexicon: Lexicon) -> bool:
    """Whether a definite word after two names or more is a family name: after given names, or with its ending."""
    before, fold = tokens[k - 1].fold, tokens[k].fold
    if before in lexicon.given or before in lexicon.particles or tokens[k - 2].fold in lexicon.particles:
        return True
    return any(fold.endswith(e) for e in lexicon.words.get("family_endings", ()))


def _definite_after_clitic(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word has the article, alone or after a clitic, as no foreign name does.

    Names may begin with its letters, but are spelled otherwise ('ألفانو').
    """
    if not lexicon.article or token.fold in lexicon.given:
        return False
    beginnings = (p for p in lexicon.words.get("article_clitics", ()) if len(token.fold) > len(p) + 2)
    return any(token.fold.startswith(p) and token.text.startswith(p) for p in beginnings)


def _definite(fold: str, lexicon: Lexicon) -> bool:
    return bool(lexicon.article) and fold.startswith(lexicon.article) and len(fold) > len(lexicon.article) + 2


def looks_verbal(fold: str, lexicon: Lexicon) -> bool:
    """Whether a word looks like a verb in the present: known beginnings, few letters, no name."""
    beginnings = lexicon.words.get("verb_beginnings", frozenset())
    return 3 < len(fold) < 7 and (fold[:1] in beginnings or fold[:2] in beginnings) and fold not in lexicon.given


def _is_of_speaker(fold: str, lexicon: Lexicon) -> bool:
    """Whether a word would, as a verb, be of those who speak, as none is after a role or a title."""
    return fold[:1] in lexicon.words.get("speaker_beginnings", frozenset())


def _ranked(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a title stands before a word and a family name after it ('اللواء جمعان الغامدي')."""
    titled = i > 0 and any(form.sort == "title" for _, form in lexicon.forms.get(tokens[i - 1].fold, ()))
    family = tokens[i + 1].fold
    return titled and _definite(family, lexicon) and any(family.endswith(e) for e in lexicon.words["family_endings"])


def _office_noun(tokens: Sequence[Token], k: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a given name that is also an office's noun is that, for no name goes on after it."""
    role = any(form.sort == "role" and form.bound for _, form in lexicon.forms.get(tokens[k].fold, ()))
    return role and k + 1 < end and _word(tokens[k + 1]) and not lexicon.is_name_part(tokens[k + 1].fold)


def _goes_on(tokens: Sequence[Token], k: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a clause goes on at token `k`: neither a mark nor a title or role is there."""
    return k < end and _word(tokens[k]) and not _names_role(tokens[k].fold, lexicon)


def _names_role(fold: str, lexicon: Lexicon) -> bool:
    return any(form.sort in ("role", "title", "honorific") for _, form in lexicon.forms.get(fold, ()))


def _present(fold: str, lexicon: Lexicon) -> bool:
    """Whether a word of four letters begins like a verb in the present ('يدرك')."""
    return len(fold) == 4 and fold[:1] in lexicon.words.get("present_letters", frozenset())


def short_forms(name: Sequence[str], lexicon: Lexicon) -> tuple[tuple[str, ...], ...]:
    """The parts of a full name that news uses alone: the family name, with its particle and without.

    In a language with capitals these also are the last two of several names, and last the first name.

    Args:
        name: folded tokens of the full name.
        lexicon: of the language.
    """
    while len(name) > 2 and name[-1] in lexicon.words.get("generations", frozenset()):
        name = name[:-1]
    if len(name) < 2:
        return ()
    last = name[-1]
    if last in lexicon.words["compound_ends"]:
        return ((name[-2], last),) if len(name) > 2 else ()
    forms: list[tuple[str, ...]] = []
    if name[-2] in lexicon.particles:
        forms.append((name[-2], last))
        lineage = name[-2] in lexicon.words["lineage"]
        if lineage and len(last) > 3 and len(name) > 2 and last not in lexicon.given:
            forms.append((last,))
    elif last in lexicon.given and len(name) > 2 and not lexicon.has_case:
        return ()
    elif last not in lexicon.doubtful or lexicon.has_case or len(name) == 2:
        forms.append((last,))
    if lexicon.has_case:
        forms += [(name[-2], last)] if len(name) > 2 and name[-2] not in lexicon.particles else []
        forms += [(name[0],)] if name[0] not in lexicon.particles else []
    return tuple(f for f in forms if len("".join(f)) > 2)
