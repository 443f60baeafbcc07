"""Names by their sounds, so that one person's name in two scripts can be compared."""

from __future__ import annotations

import re
from functools import cache

from kg.gazetteer.folding import fold_name
from kg.lang import codes, load

_SHORTEST_CUT = 4


@cache
def sounds_of(name: str) -> tuple[str, ...]:
    """The sounds of each word of a name, without its particles; a letter said twice counts once.

    Scripts are told apart by their letters, so that one table of all languages serves.
    """
    letters, words, prefixes = _tables()
    found: list[str] = []
    for token in fold_name(name):
        if token in words or not token[0].isalpha():
            continue
        for prefix in prefixes:
            if token.startswith(prefix) and len(token) >= _SHORTEST_CUT:
                token = token.removeprefix(prefix)
                break
        heard = "".join(letters.get(part, "") for part in _pattern().findall(token))
        found.append(re.sub(r"(.)\1+", r"\1", heard))
    return tuple(sound for sound in found if sound)


@cache
def _tables() -> tuple[dict[str, str], frozenset[str], tuple[str, ...]]:
    letters: dict[str, str] = {}
    words: set[str] = set()
    prefixes: set[str] = set()
    for code in codes():
        pack = load(code)
        if not (pack.folder / "sounds.toml").is_file():
            continue
        data = pack.toml("sounds")
        letters |= data["letters"]
        words |= set(data["particles"]["words"])
        prefixes |= set(data["particles"]["prefixes"])
    return letters, frozenset(words), tuple(sorted(prefixes, key=lambda p: (-len(p), p)))


@cache
def _pattern() -> re.Pattern[str]:
    letters = sorted(_tables()[0], key=lambda part: (-len(part), part))
    return re.compile("|".join(map(re.escape, letters)) or r"(?!)")
