"""Language packs: what the machine knows of a language, as data.

A language is a folder here with a `language.toml`; each stage reads the files that it needs from it, by name, and
compiles them into its own form. Nothing in Python knows which languages exist.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import DataError

FOLDER = Path(__file__).parent


@dataclass(frozen=True, eq=False)
class Pack:
    """One language's folder of data. `load` gives one object a folder, so that packs are equal by identity."""

    code: str
    folder: Path
    facts: dict[str, Any] = field(repr=False)
    """The content of `language.toml`: name, script, direction, clitics, and so on."""

    def toml(self, name: str) -> dict[str, Any]:
        """The data file `NAME.toml` of this language.

        Raises:
            DataError: it is missing or is not TOML.
        """
        return _read_toml(self.folder / f"{name}.toml")

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of `NAME.tsv`: tab-separated with a header line; lines that start with '#' are comments.

        Raises:
            DataError: it is missing, or a row has another number of columns than the header.
        """
        path = self.folder / f"{name}.tsv"
        try:
            lines = path.read_text("utf-8").splitlines()
        except OSError as error:
            raise DataError(f"{path}: {error.strerror}") from error
        numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
        table = [(n, next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))) for n, line in numbered]
        header = table[0][1] if table else []
        for n, row in table[1:]:
            if len(row) != len(header):
                raise DataError(f"{path}, line {n}: {len(row)} columns where the header has {len(header)}")
        return [dict(zip(header, row, strict=True)) for _, row in table[1:]]


def codes(folder: Path = FOLDER) -> tuple[str, ...]:
    """The codes of the languages that have a pack, sorted."""
    return tuple(sorted(p.parent.name for p in folder.glob("*/language.toml")))


@cache
def load(code: str, folder: Path = FOLDER) -> Pack:
    """The pack of one language.

    Raises:
        DataError: there is none, or its `language.toml` cannot be read.
    """
    path = folder / code / "language.toml"
    if not path.is_file():
        raise DataError(f"no language pack '{code}' in {folder}; there are: {', '.join(codes(folder))}")
    return Pack(code, path.parent, _read_toml(path))


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: {error}") from error
