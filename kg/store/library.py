"""The library of questions: `.rq` files that say in their header what they ask, take and answer.

The lines of the header begin with '#: ' and are TOML: [title] and [question] by language, [parameters.NAME] with
`type`, `optional` and a text a language, [answer] with `columns` and `federated`, [example] with `set`, `least` (rows)
and `has` (cells that one row holds).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.data import data_folder
from kg.errors import DataError, QueryError
from kg.store.scan import check_query, variables

HEADER = "#:"
LANGUAGE = "lang"
"""The parameter that every question takes: the language of its labels."""
TYPES = frozenset({"actor", "place", "date", "topic", "text"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question takes: a variable of its query, of a type."""

    name: str
    type: str
    optional: bool = False
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """How a question may be asked of the seeds' graph, and the least that it then answers."""

    set: Mapping[str, str] = field(default_factory=dict)
    least: int = 0
    has: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, ready to be asked."""

    name: str
    text: str
    """The SPARQL text, header and all."""
    form: str
    """'SELECT', 'CONSTRUCT', 'ASK' or 'DESCRIBE'."""
    title: Mapping[str, str] = field(default_factory=dict)
    question: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[str, ...] = ()
    federated: bool = False
    """It asks another endpoint too, so that it needs the network."""
    example: Example = Example()

    def parameter(self, name: str) -> Parameter:
        """The parameter of a name.

        Raises:
            QueryError: the question takes none of that name.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = ", ".join(p.name for p in self.parameters) or "none"
        raise QueryError(f"'{self.name}' takes no '{name}'; it takes: {names}")


@cache
def questions(folder: Path | None = None) -> tuple[Question, ...]:
    """All questions of the library, sorted by name.

    Raises:
        DataError: a file's header is wrong.
    """
    return tuple(read_question(path, whole=True) for path in sorted((folder or data_folder("queries")).glob("*.rq")))


def find_question(name: str, folder: Path | None = None) -> Question:
    """A question by its name in the library, or by the path of a `.rq` file.

    Raises:
        QueryError: there is none, or the file's query is refused.
    """
    known = {question.name: question for question in questions(folder)}
    if name in known:
        return known[name]
    if name.endswith(".rq") and Path(name).is_file():
        try:
            return read_question(Path(name), whole=False)
        except DataError as error:
            raise QueryError(str(error)) from error
    near = [other for other in known if any(part in other for part in name.split("-") if len(part) > 3)]
    hint = f"did you mean {', '.join(near)}?" if near else "`kg query --list` shows them all"
    raise QueryError(f"no question '{name}' in the library and no such .rq file; {hint}")


def read_question(path: Path, whole: bool) -> Question:
    """The question of a file.

    Args:
        path: a `.rq` file.
        whole: whether it must have a header and columns, as those of the library do; without one, every variable of
            the query can be set, as text.

    Raises:
        DataError: it cannot be read, or its header is wrong.
        QueryError: its query is refused.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: {error}") from error
    header = [line[len(HEADER) :].strip() for line in text.splitlines() if line.startswith(HEADER)]
    try:
        told = tomllib.loads("\n".join(header))
        return _question(path, text, told, whole)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: its header is wrong: {error!r}") from error


def _question(path: Path, text: str, told: dict[str, Any], whole: bool) -> Question:
    answer, example = told.get("answer", {}), told.get("example", {})
    federated = bool(answer.get("federated")) and whole
    parameters = tuple(_parameter(path, name, rest) for name, rest in told.get("parameters", {}).items())
    question = Question(
        name=path.stem,
        text=text,
        form=check_query(text, federated),
        title=told["title"] if whole else told.get("title", {}),
        question=told["question"] if whole else told.get("question", {}),
        parameters=parameters,
        columns=tuple(answer["columns"] if whole else answer.get("columns", ())),
        federated=federated,
        example=Example(example.get("set", {}), example.get("least", 0), example.get("has", {})),
    )
    missing = {parameter.name for parameter in parameters} - variables(text)
    if missing:
        raise DataError(f"{path}: its query has no variable ?{', ?'.join(sorted(missing))}")
    return question


def _parameter(path: Path, name: str, told: dict[str, Any]) -> Parameter:
    if told["type"] not in TYPES:
        raise DataError(f"{path}: '{told['type']}' is no type of parameter; there are: {', '.join(sorted(TYPES))}")
    about = {key: value for key, value in told.items() if key not in ("type", "optional")}
    return Parameter(name, told["type"], bool(told.get("optional")), about)
