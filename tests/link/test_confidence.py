"""How sure links are: as sure as they say, withheld where they are not, and told to be doubtful in between."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import DataError
from kg.evaluate.reliability import judged, reliability
from kg.gazetteer import Gazetteer
from kg.gazetteer.several import together
from kg.gazetteer.wikidata.items import Kept
from kg.lang import load
from kg.link import link
from kg.link.confidence import read_confidence
from kg.model import Article, DateSpan, Entity, Extraction, Knowledge, LinkedDocument
from kg.read import read
from kg.report import report
from kg.text import analyse

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS / "benchmarks"))
import homonyms  # noqa: E402

NAME = "رامز الدفراوي"
EGYPT, JORDAN = 79, 810
AT = "2023-05-10"
FEW = 25
"""Links of a bin that say something by themselves."""


def documents() -> Iterable[tuple[dict[str, object], Article]]:
    articles = {a.id: a for a in read([TESTS / "gold", TESTS.parent / "seeds"]).articles}
    for path in sorted((TESTS / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        yield gold, articles[gold["id"]]


def linked_by(gazetteer: Gazetteer, article: Article) -> LinkedDocument:
    pack = load(article.lang)
    return link(analyse(article, pack), gazetteer, pack)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Half of the facts among namesakes; with a seed that nothing was fitted to."""
    return homonyms.world(tmp_path_factory.mktemp("world"), 77)


@pytest.mark.parametrize("among_namesakes", [False, True])
def test_links_are_as_often_right_as_they_say(gazetteer: Gazetteer, world: Gazetteer, among_namesakes: bool) -> None:
    using = world if among_namesakes else gazetteer
    links = [
        judgement
        for gold, article in documents()
        for judgement in judged(gold, Extraction(article, linked_by(using, article).entities))
    ]
    bins = reliability(links)
    for b in bins:
        print(f"{b.low:.2f} to {b.high:.2f}: {b.count} links, stated {b.stated:.3f}, right {b.right:.3f}")
    assert len(links) > 400
    assert sum(b.count * abs(b.stated - b.right) for b in bins) / len(links) < 0.04
    assert all(abs(b.stated - b.right) < 0.12 for b in bins if b.count >= FEW)


@pytest.fixture
def among(tmp_path: Path, gazetteer: Gazetteer) -> Callable[..., Entity]:
    """The only person of a text, linked with an index of some people of one name beside the facts."""

    def run(text: str, *people: Kept) -> Entity:
        own = together([gazetteer, homonyms.index_of(tmp_path, 1, list(people))])
        document = linked_by(own, Article("a", "a.txt", text, 0, published=DateSpan.of(AT), lang="ar"))
        (found,) = (e for e in document.entities if e.type == "person")
        return found

    return run


def person(qid: int, country: int = 0, **more: Any) -> Kept:
    values: dict[str, Any] = {"sitelinks": 12, "born": "1960", **more}
    return Kept(qid, "person", "person", [("ar", NAME)], [], country=country, **values)


def test_of_several_the_one_of_a_state_in_the_text_is_linked(among: Callable[..., Entity]) -> None:
    found = among(f"التقى الوزير الأردني {NAME} في عمان.", person(700_001, EGYPT), person(700_002, JORDAN))
    assert found.key == "Q700002"


def test_a_link_that_may_be_anybody_is_withheld_and_its_candidates_are_told(among: Callable[..., Entity]) -> None:
    people = [person(700_000 + n, EGYPT) for n in range(4)]
    found = among(f"التقى السفير المصري {NAME} في عمان.", *people)
    assert found.key == f"n:person/{NAME}"
    assert {c.key for c in found.candidates} == {f"Q{p.qid}" for p in people}
    assert max(c.score for c in found.candidates) < read_confidence().withheld


def test_who_was_dead_at_the_date_is_not_meant(among: Callable[..., Entity]) -> None:
    dead, living = person(700_001, EGYPT, died="1999", sitelinks=60), person(700_002, EGYPT)
    assert among(f"التقى السفير المصري {NAME} في عمان.", dead, living).key == "Q700002"
    assert among(f"التقى السفير المصري {NAME} في عمان.", dead).qid is None


def test_who_shares_a_body_with_others_in_the_text_is_linked(
    among: Callable[..., Entity], gazetteer: Gazetteer
) -> None:
    body = next(e.key for _, es in gazetteer.matches("حماس ") for e in es)
    text = f"قالت حركة حماس إن الدكتور {NAME} وصل."
    two = [person(700_001, EGYPT, ties=[body]), person(700_002, EGYPT)]
    assert among(text, *two).key == "Q700001"


def test_the_report_counts_what_is_doubtful_and_what_is_withheld(among: Callable[..., Entity]) -> None:
    text = f"التقى السفير المصري {NAME} في عمان."
    article = Article("a", "a.txt", text, 0, published=DateSpan.of(AT), lang="ar")
    bars = read_confidence()
    known = (among(text, person(700_001, EGYPT, sitelinks=wikis)) for wikis in range(60))
    doubtful = next(e for e in known if bars.withheld <= e.confidence < bars.doubtful)
    withheld = among(text, *(person(700_000 + n, EGYPT) for n in range(4)))
    assert doubtful.qid == "Q700001"
    for entity, row in (
        (doubtful, "names with a doubtful link"),
        (withheld, "names that may mean too many to be linked"),
    ):
        told = "".join(report(Knowledge((article,), (Extraction(article, (entity,)),), (), ()), ()))
        assert f"| {row} | 1 (100%) |" in told
        assert "## Doubtful links (1)" in told


def test_a_sure_link_to_a_fact_without_an_id_is_not_doubtful(gazetteer: Gazetteer) -> None:
    fact = next(
        f for f in gazetteer.unidentified() if f.type == "person" and gazetteer.tenures(f.key) and f.label("ar")
    )
    article = Article("a", "a.txt", f"قال {fact.label('ar')} ذلك.", 0, published=DateSpan.of(AT), lang="ar")
    entity = next(e for e in linked_by(gazetteer, article).entities if e.key == fact.key)
    assert entity.confidence >= read_confidence().doubtful
    assert entity.candidates == ()


def test_chances_leave_room_for_none_of_them() -> None:
    one = read_confidence().chances("person", [{"any": 1.0, "state in text": 1.0}])
    two = read_confidence().chances("person", [{"any": 1.0, "state in text": 1.0}] * 2)
    assert 0 < sum(one) < sum(two) < 1
    assert one[0] > two[0] == two[1]


@pytest.mark.parametrize(
    "text", ["[person]\nany = 1.0", "no toml", "[bars]\nwithheld = 0.4\n[person]\n[thing]\n[rule]\n"]
)
def test_a_broken_file_of_weights_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "confidence.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"confidence\.toml"):
        read_confidence(path)
