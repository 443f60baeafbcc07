"""Questions as a file beside the graph, so that reviewing needs no second build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from kg.errors import InputError
from kg.review.questions import Question

FILE_NAME = "doubts.jsonl"
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Question).decode


def write_questions(questions: Iterable[Question]) -> Iterator[str]:
    """The file's text, a line each."""
    return (_encode(question).decode() + "\n" for question in questions)


def read_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a build's folder, or of the file itself.

    Raises:
        InputError: there is no such file, or it is damaged; tells the line.
    """
    path = path / FILE_NAME if path.is_dir() else path
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or error}; `kg build` writes it") from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(_decode(line))
        except msgspec.DecodeError as error:
            raise InputError(f"{path}, line {number}: {error}") from error
    return tuple(found)
