"""The language of a text: by its script, by letters and words of the packs' data, by a model where in doubt."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf
from pathlib import Path
from typing import NamedTuple

from kg import lang
from kg.errors import DataError

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 8_000
_KIN = 0.02
"""The share of words from which on a text is in the language that alone has them."""
_OPEN = 2.5
"""By how much a word the model may hold another language for more likely (in natural logarithms) and leave it open."""
_SCRIPTS = Path(__file__).with_name("scripts.toml")


class Detected(NamedTuple):
    """What a text is in: the code of a pack, or '' with the name of what it seems to be."""

    code: str
    name: str


@dataclass(frozen=True)
class Traits:
    """`detection.toml` of one pack, compiled."""

    code: str
    name: str
    script: str
    clear: float
    common: frozenset[str]
    own: frozenset[str]
    enough: float
    model_codes: frozenset[str]
    few: float
    foreign: tuple[tuple[str, frozenset[str]], ...]
    """Other languages by letters."""
    kin: tuple[tuple[str, frozenset[str]], ...]
    """Other languages by words of their own, where letters do not tell them apart."""


def detect(text: str, said: str = "") -> Detected:
    """The language of a text, told from the text; ('', '') where it has no letters.

    Args:
        text: of an article.
        said: the code that the article gives, believed only where the text leaves it open.
    """
    sample = text[:_SAMPLE]
    letters = Counter({char: n for char, n in Counter(sample).items() if _script_of(char)})
    script = _main_script(letters)
    if not script:
        return Detected("", "")
    choices = [traits for traits in all_traits() if traits.script == script]
    if not choices:
        return Detected("", f"{scripts()[script][0]} script")
    words = Counter(_WORD.findall(sample.lower()))
    size = sum(n for char, n in letters.items() if _script_of(char) == script)
    for traits in choices:
        own = sum(letters[char] for char in traits.own)
        if name := _foreign(traits, letters, max(2.0, traits.few * size, own)):
            return _of_other_pack(name)
        if name := _kin(traits, words):
            return _of_other_pack(name)
        common = sum(words[word] for word in traits.common) >= traits.clear * words.total()
        if common or own >= traits.enough * size:
            return Detected(traits.code, traits.name)
    return _by_model(sample, choices, words.total(), said)


def _main_script(letters: Mapping[str, int]) -> str:
    """The script that most letters of a text are in, or ''."""
    counts: Counter[str] = Counter()
    for char, times in letters.items():
        counts[_script_of(char)] += times
    return max(counts, key=lambda code: (counts[code], code), default="")


@lru_cache(1 << 14)
def _script_of(char: str) -> str:
    """The script of a letter; '' for what is no letter of a script that is known."""
    return next((code for code, (_, pattern) in scripts().items() if pattern.fullmatch(char)), "")


@cache
def scripts() -> dict[str, tuple[str, re.Pattern[str]]]:
    """Every script's name and a pattern of its letters, by code."""
    with _SCRIPTS.open("rb") as file:
        table = tomllib.load(file)
    return {code: (entry["name"], re.compile(f"[{''.join(entry['ranges'])}]")) for code, entry in table.items()}


@cache
def all_traits(folder: Path = lang.FOLDER) -> tuple[Traits, ...]:
    """What tells each language that has a pack, by code.

    Raises:
        DataError: a pack's `detection.toml` lacks something.
    """
    return tuple(_traits(lang.load(code, folder)) for code in lang.codes(folder))


def _traits(pack: lang.Pack) -> Traits:
    data = pack.toml("detection")
    try:
        return Traits(
            code=pack.code,
            name=pack.facts["english_name"],
            script=pack.facts["script"],
            clear=float(data["clear"]),
            common=frozenset(data["common"]),
            own=frozenset(data.get("own", "")),
            enough=float(data.get("enough", 1)),
            model_codes=frozenset({pack.code, *data.get("model_codes", [])}),
            few=float(data["few"]),
            foreign=tuple((e["language"], frozenset(e["letters"])) for e in data.get("foreign", []) if "letters" in e),
            kin=tuple((e["language"], frozenset(e["words"])) for e in data.get("foreign", []) if "words" in e),
        )
    except KeyError as error:
        raise DataError(f"{pack.folder / 'detection.toml'}: no {error}") from error


def _foreign(traits: Traits, letters: Mapping[str, int], least: float) -> str:
    """The other language that more than so many letters of a text speak for, or ''."""
    shares = [(sum(letters.get(char, 0) for char in marks), name) for name, marks in traits.foreign]
    count, name = max(shares, key=lambda pair: pair[0], default=(0, ""))
    return name if count > least else ""


def _kin(traits: Traits, words: Counter[str]) -> str:
    """The language of kin that some words of a text are of, or ''."""
    shares = [(sum(words[word] for word in own), name) for name, own in traits.kin]
    count, name = max(shares, default=(0, ""))
    return name if count >= max(2.0, _KIN * words.total()) else ""


def _of_other_pack(name: str) -> Detected:
    code = next((traits.code for traits in all_traits() if traits.name == name), "")
    return Detected(code, name)


def _by_model(text: str, choices: list[Traits], words: int, said: str) -> Detected:
    """Ask py3langid; its import takes a second, so that only doubtful texts pay for it."""
    if words < 4:
        return Detected(choices[0].code, choices[0].name)
    import py3langid

    chances: dict[str, float] = dict(py3langid.rank(text))
    code = max(chances, key=lambda name: (chances[name], name))
    for pack in choices:
        likely = max(chances.get(name, -inf) for name in pack.model_codes)
        if code in pack.model_codes or (said == pack.code and chances[code] - likely <= _OPEN * words):
            return Detected(pack.code, pack.name)
    return Detected("", f"language '{code}'")
