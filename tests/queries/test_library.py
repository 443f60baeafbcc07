from __future__ import annotations

from pathlib import Path

import pytest

from kg.building import build
from kg.errors import DataError
from kg.store.ask import ask
from kg.store.embedded import Embedded, open_graph
from kg.store.library import Question, find_question, questions, read_question

SEEDS = Path(__file__).parents[2] / "seeds"
LIBRARY = questions()
LOCAL = [question for question in LIBRARY if not question.federated]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Embedded:
    """The graph of the seeds."""
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_text(build([SEEDS]).turtle(), "utf-8")
    return open_graph(path)


def test_there_are_enough_questions() -> None:
    assert len(LIBRARY) >= 25


@pytest.mark.parametrize("question", LIBRARY, ids=lambda q: q.name)
def test_a_question_is_told_in_both_languages(question: Question) -> None:
    for texts in (question.title, question.question, *(parameter.about for parameter in question.parameters)):
        assert set(texts) >= {"ar", "en"}
        assert all(texts.values())


@pytest.mark.parametrize("question", LOCAL, ids=lambda q: q.name)
def test_its_example_answers_what_it_says(source: Embedded, question: Question) -> None:
    answer = ask(source, question, question.example.set)
    if question.form == "SELECT":
        assert answer.columns == question.columns
    assert len(answer) >= question.example.least
    cells = question.example.has.items()
    assert not cells or any(all(row[name] == value for name, value in cells) for row in answer.records())


@pytest.mark.parametrize("question", LOCAL, ids=lambda q: q.name)
def test_every_optional_parameter_narrows(source: Embedded, question: Question) -> None:
    whole = len(ask(source, question, question.example.set))
    given = {
        "actor": "Q999999999",
        "other": "Q999999999",
        "state": "Q999999999",
        "topic": "piracy",
        "from": "2999-01-01",
        "to": "1000-01-01",
    }
    for parameter in question.parameters:
        if parameter.optional:
            narrowed = ask(source, question, {**question.example.set, parameter.name: given[parameter.name]})
            assert len(narrowed) < whole or whole == 0, parameter.name


def test_the_federated_one_says_so() -> None:
    (question,) = [question for question in LIBRARY if question.federated]
    assert "SERVICE <https://query.wikidata.org/sparql>" in question.text


GOOD = '#: [title]\n#: en = "t"\n#: [question]\n#: en = "q"\n#: [answer]\n#: columns = ["s"]\nSELECT ?s { ?s ?p ?o }'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("#: [title]\n#: en", "#: [name]\n#: en"),
        ("#: columns", "#: colums"),
        ('"t"', '"t'),
        ("[question]", '[parameters.x]\n#: type = "actor"\n#: [question]'),
        ("[question]", '[parameters.s]\n#: type = "planet"\n#: [question]'),
    ],
)
def test_a_wrong_header_names_the_file(tmp_path: Path, old: str, new: str) -> None:
    file = tmp_path / "q.rq"
    file.write_text(GOOD, "utf-8")
    assert read_question(file, whole=True).columns == ("s",)
    assert old in GOOD
    file.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(DataError, match=r"q\.rq"):
        read_question(file, whole=True)


def test_a_question_is_found_by_name() -> None:
    assert find_question("itinerary").title["en"] == "A person's itinerary"
