"""From what a user writes to the terms of a question: names in any language, ids, IRIs, dates, topics."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError, TermError
from kg.rdf.terms import date, iri, is_qid, plain, qid, tag
from kg.rdf.vocabulary import Vocabulary, load_vocabulary
from kg.store.answers import Source
from kg.store.library import LANGUAGE, Parameter, Question
from kg.store.names import fold, resolve
from kg.store.scan import variables

Term = NamedNode | Literal
Made = TypeVar("Made")
_KINDS = {"actor": ("Person", "State", "Organization"), "place": ("Place", "State", "Organization", "Person")}


def bind(source: Source, question: Question, given: Mapping[str, str], language: str = "en") -> dict[str, str]:
    """The variables of a question with their terms, written as in N-Triples.

    Args:
        source: where names are looked up.
        question: whose parameters are set.
        given: what the user wrote, by parameter.
        language: of the labels in the answer.

    Raises:
        QueryError: a parameter is unknown, missing or of the wrong type, or its name is of no or of several actors.
    """
    used = variables(question.text)
    terms: dict[str, Term] = {LANGUAGE: plain(tag(language))} if LANGUAGE in used else {}
    parameters = {parameter.name: parameter for parameter in question.parameters}
    for name, value in given.items():
        if name == LANGUAGE:
            terms[name] = plain(_checked(tag, value))
        elif parameters or question.title:
            terms[name] = _term(source, question.parameter(name), value)
        elif name in used:
            terms[name] = _guess(value)
        else:
            raise QueryError(f"the query has no variable ?{name}")
    missing = [p.name for p in question.parameters if not p.optional and p.name not in terms]
    if missing:
        raise QueryError(f"'{question.name}' needs {', '.join(f'{name}=…' for name in missing)}")
    return {name: str(term) for name, term in sorted(terms.items())}


def _term(source: Source, parameter: Parameter, value: str) -> Term:
    if parameter.type == "date":
        return _checked(_day, value)
    if parameter.type == "topic":
        return _topic(value, load_vocabulary())
    if parameter.type == "text":
        return _checked(plain, value)
    if is_qid(value):
        return qid(value)
    if value.startswith(("http://", "https://")):
        return _checked(iri, value)
    return resolve(source, value, _KINDS[parameter.type])


def _guess(value: str) -> Term:
    """For a query that does not tell the types of its variables: an id, an address, a date, else a text."""
    if is_qid(value):
        return qid(value)
    if value.startswith(("http://", "https://")):
        return _checked(iri, value)
    try:
        return date(value)
    except TermError:
        return _checked(plain, value)


def _day(value: str) -> Literal:
    literal = date(value)
    if len(value) != len("YYYY-MM-DD"):
        raise TermError(f"not a whole day (YYYY-MM-DD): {value}")
    return literal


def _topic(value: str, vocabulary: Vocabulary) -> NamedNode:
    if value in vocabulary.topics:
        return vocabulary.topics[value]
    wanted = fold(value)
    topics = {term: (key, vocabulary.labels[term].values()) for key, term in vocabulary.topics.items()}
    whole = [term for term, (_, labels) in topics.items() if wanted in map(fold, labels)]
    part = [term for term, (_, labels) in topics.items() if any(wanted in fold(label) for label in labels)]
    found = whole or part
    if len(found) != 1:
        keys = ", ".join(topics[term][0] for term in found) or ", ".join(sorted(vocabulary.topics))
        raise QueryError(f"'{value}' is {'no' if not found else 'not one'} topic; choose from: {keys}")
    return found[0]


def _checked(make: Callable[[str], Made], value: str) -> Made:
    try:
        return make(value)
    except TermError as error:
        raise QueryError(str(error)) from error
