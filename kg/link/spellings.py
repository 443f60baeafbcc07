"""Whether two names are one person's, and names that are spelled in several ways."""

from __future__ import annotations

from collections.abc import Sequence

from kg.link.lexicon import Lexicon


def same_person(a: Sequence[str], b: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether two full names may be one person's: the same first name, and all of the shorter within the longer."""
    small, large = sorted((tuple(a), tuple(b)), key=len)
    if not small or not large or len(small) < 2:
        return False
    if skeleton(small[0], lexicon) != skeleton(large[0], lexicon):
        return False
    if skeleton(small[-1], lexicon) not in {skeleton(t, lexicon) for t in large[1:]}:
        return False
    return within(small, large, lexicon)


def within(small: Sequence[str], large: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether all the names of one are in the other, in their order."""
    place = 0
    for part in small:
        wanted = skeleton(part, lexicon)
        rest = [skeleton(t, lexicon) for t in large[place:]]
        if wanted in rest:
            place += rest.index(wanted) + 1
        elif part not in lexicon.particles:
            return False
    return True


def skeleton(word: str, lexicon: Lexicon) -> str:
    """The consonants of a folded name, alike for spellings that differ by vowels and by sounds that are often mixed."""
    known = lexicon.skeletons.get(word)
    if known is None:
        bare = word.removeprefix(lexicon.article) if len(word) > len(lexicon.article) + 2 else word
        alike = bare.translate(lexicon.sounds)
        kept = alike[:1] + "".join(c for c in alike[1:] if c not in lexicon.vowels)
        known = lexicon.skeletons[word] = "".join(c for j, c in enumerate(kept) if j == 0 or kept[j - 1] != c) or word
    return known
