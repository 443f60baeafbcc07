"""What the pages say, by language; and labels of the graph in the language that is wanted or the nearest."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import DataError

FOLDER = Path(__file__).parent / "strings"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    lang: str
    name: str
    dir: str
    _text: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """A text with its places filled in.

        Raises:
            DataError: there is none of that key.
        """
        try:
            said = self._text[key]
        except KeyError:
            raise DataError(f"{FOLDER / self.lang}.toml: no text '{key}'") from None
        for name, value in values.items():
            said = said.replace(f"{{{name}}}", str(value))
        return said

    def label(self, labels: Mapping[str, Any]) -> tuple[str, str]:
        """The label to show and the language that it is in: this one, else one without language, else any."""
        for lang in (self.lang, "", *labels):
            if labels.get(lang):
                return str(labels[lang]), lang
        return "", ""


@cache
def all_words() -> dict[str, Words]:
    """The words of each language, sorted by its code.

    Raises:
        DataError: a file is wrong.
    """
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        try:
            told = tomllib.loads(path.read_text("utf-8"))
            found[path.stem] = Words(path.stem, told["name"], told["dir"], told["text"])
        except (tomllib.TOMLDecodeError, KeyError) as error:
            raise DataError(f"{path}: {error}") from error
    return found
