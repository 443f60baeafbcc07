"""The library of questions as operations: each with its own parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.serve.edition import Refused
from kg.serve.operations import Param, choice, day, language, text
from kg.serve.results import FORMATS, GRAPHS, RESULTS
from kg.store.library import Question, questions


def askable() -> dict[str, Question]:
    """The questions that can be asked here: those that need no other endpoint."""
    return {question.name: question for question in questions() if not question.federated}


def find(name: str) -> Question:
    """A question by its name.

    Raises:
        Refused: there is none.
    """
    known = askable()
    if name not in known:
        raise Refused(f"no question is called {name[:100]}", 404)
    return known[name]


def params_of(question: Question) -> tuple[Param, ...]:
    """What a question takes."""
    made = []
    for parameter in question.parameters:
        about = parameter.about.get("en") or next(iter(parameter.about.values()), parameter.name)
        make = day if parameter.type == "date" else text
        made.append(make(parameter.name, about, required=not parameter.optional))
    graph = question.form in ("CONSTRUCT", "DESCRIBE")
    names = [name for name, media in FORMATS.items() if media in (GRAPHS if graph else RESULTS)]
    return (*made, language(), choice("format", "The form of the answer; else as the Accept header says.", names))


def job_of(question: Question, values: Mapping[str, Any], media: str, lang: str) -> dict[str, Any]:
    """The job that answers a question."""
    given = {name: value for name, value in values.items() if name != "lang"}
    return {"do": "question", "name": question.name, "given": given, "lang": values.get("lang", lang), "media": media}


def record(question: Question) -> dict[str, Any]:
    """A question as the API tells of it."""
    return {
        "name": question.name,
        "title": dict(question.title),
        "question": dict(question.question),
        "form": question.form,
        "columns": list(question.columns),
        "parameters": [
            {"name": p.name, "type": p.type, "required": not p.optional, "about": dict(p.about)}
            for p in question.parameters
        ],
        "example": dict(question.example.set),
        "query": question.text,
    }
