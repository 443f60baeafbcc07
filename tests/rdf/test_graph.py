from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from kg.errors import DataError
from kg.model import Actor, DateSpan, Knowledge
from kg.rdf.graph import Graph, unusable_addresses
from kg.rdf.labels import fill, join
from kg.rdf.names import Namer, slug
from kg.rdf.terms import SAME_AS
from kg.rdf.vocabulary import Listing, load_vocabulary
from kg.rdf.write import turtle


def facts(graph: Graph, subject: str) -> dict[str, list[str]]:
    """The properties of a thing whose IRI ends so, by local name."""
    found: dict[str, list[str]] = {}
    for piece in graph.descriptions():
        for s, p, o, _ in piece:
            if s.value.endswith(subject):
                found.setdefault(p.value.rpartition("#")[2], []).append(o.value)
    return found


def test_an_event_says_who_where_when_and_whence(graph: Graph) -> None:
    event = facts(graph, "event/a1")
    assert event["agent"] == ["http://www.wikidata.org/entity/Q7821917", "http://www.wikidata.org/entity/Q93447756"]
    assert event["place"] == ["http://www.wikidata.org/entity/Q85"]
    assert event["date"] == event["earliest"] == event["latest"] == ["2024-10-22"]
    assert len(event["evidence"]) == 2
    assert event["label"] == [
        "لقاء أنتوني بلينكن وبدر عبد العاطي في القاهرة، 2024-10-22",
        "Meeting of Antony Blinken and Badr Abdelatty in Cairo, 2024-10-22",
    ]


def test_a_month_has_a_first_and_a_last_day(graph: Graph) -> None:
    event = facts(graph, "event/f6")
    assert (event["date"], event["earliest"], event["latest"]) == (["2024-10"], ["2024-10-01"], ["2024-10-31"])


def test_a_range_has_no_single_date(sample: ModuleType, knowledge: Knowledge) -> None:
    spans = tuple(replace(h, date=DateSpan.of("2024-10-20", "2024-10-22")) for h in knowledge.happenings)
    event = facts(Graph(replace(knowledge, happenings=spans)), "event/a1")
    assert "date" not in event
    assert (event["earliest"], event["latest"]) == (["2024-10-20"], ["2024-10-22"])


def test_a_dispute_is_told_and_each_report_keeps_its_word(graph: Graph) -> None:
    assert facts(graph, "event/d4")["disputed"] == ["true"]
    said = {
        o.value.rpartition("#")[2]
        for piece in graph.descriptions()
        for s, p, o, _ in piece
        if "/report/" in s.value and p.value.endswith("#status")
    }
    assert {"Occurred", "Denied"} <= said


def test_a_passage_is_exactly_its_words(graph: Graph, knowledge: Knowledge) -> None:
    texts = {graph.graph_of(article).value: article.text for article in knowledge.articles}
    checked = 0
    for piece in graph.descriptions():
        for s, p, o, _ in piece:
            if p.value.endswith("#quote"):
                article, _, position = s.value.partition("#char=")
                start, end = map(int, position.split(","))
                assert texts[article][start:end] == o.value
                checked += 1
    assert checked == 8


def test_offices_and_tenures_of_the_graphs_persons_are_told_and_no_others(graph: Graph) -> None:
    holders = [
        o.value.rpartition("/")[2]
        for piece in graph.descriptions()
        for _, p, o, _ in piece
        if p.value.endswith("#holder")
    ]
    assert sorted(holders) == ["Q7821917", "Q93447756"]
    assert facts(graph, "entity/Q14213")["jurisdiction"] == ["http://www.wikidata.org/entity/Q30"]


def test_a_doubtful_link_gives_weighted_candidates_and_no_identity(graph: Graph) -> None:
    doubtful = facts(graph, Namer().actor("n:person/سالم الراوي").value)
    assert len(doubtful["candidate"]) == 2
    assert "sameAs" not in doubtful
    weights = {o.value for piece in graph.descriptions() for _, p, o, _ in piece if p.value.endswith("#weight")}
    assert weights == {"0.3", "0.1"}


def test_an_address_that_is_no_iri_is_left_out_and_reported(knowledge: Knowledge) -> None:
    articles = tuple(replace(article, url="javascript:alert(1)") for article in knowledge.articles[:1])
    known = Knowledge(articles, (), (), ())
    assert "url" not in {p.value.rpartition("#")[2] for piece in Graph(known).descriptions() for _, p, _, _ in piece}
    (problem,) = unusable_addresses(known)
    assert problem.where == knowledge.articles[0].path
    assert not problem.skipped


def test_an_unknown_topic_stops_the_graph(knowledge: Knowledge) -> None:
    happenings = tuple(replace(h, topics=("no-such-topic",)) for h in knowledge.happenings[:1])
    with pytest.raises(DataError, match="no-such-topic"):
        list(Graph(replace(knowledge, happenings=happenings)).descriptions())


def test_the_base_of_minted_names_is_a_setting(knowledge: Knowledge) -> None:
    base = "https://data.example.org/"
    names = {s.value for piece in Graph(knowledge, namer=Namer(base)).descriptions() for s, _, _, _ in piece}
    assert f"{base}event/a1" in names
    assert not any(name.startswith("https://w3id.org/diplomacy-kg/id/") for name in names)


@pytest.mark.parametrize(
    ("key", "readable"),
    [
        ("x:kaja-kallas", "kaja-kallas"),
        ("n:person/سالم الراوي", "سالم-الراوي"),
        ("n:place/!!", "unnamed"),
        ("x:" + "a" * 99, "a" * 60),
    ],
)
def test_minted_names_are_readable(key: str, readable: str) -> None:
    assert slug(key) == readable
    assert Namer().actor(key).value.startswith(f"https://w3id.org/diplomacy-kg/id/actor/{readable}-")


def test_things_of_one_slug_have_two_names() -> None:
    assert Namer().actor("n:person/salem") != Namer().actor("n:place/salem")


@pytest.mark.parametrize("language", load_vocabulary().languages)
def test_every_event_class_has_a_label_template(language: str) -> None:
    vocabulary = load_vocabulary()
    slots = {"agents": "A", "counterparts": "B", "place": "C", "date": "D"}
    assert len(vocabulary.templates) == 18
    for templates in vocabulary.templates.values():
        bare, full = fill(templates[language], {}), fill(templates[language], slots)
        assert bare
        assert not set("[]{}") & set(bare + full)
        assert all(slots[name] in full for name in ("agents", "counterparts", "date"))


def test_a_long_list_is_cut() -> None:
    listing = Listing(", ", " and ", " and {n} more")
    assert join(list("abcdef"), listing) == "a, b, c, d and 2 more"
    assert join(["a"], listing) == "a"
    assert join([], listing) == ""


def test_an_actor_that_only_a_fact_names_is_described(sample: ModuleType, knowledge: Knowledge) -> None:
    state = Actor("Q159", "state", "Russia", (("en", "Russia"),))
    graph = Graph(knowledge, replace(sample.FACTS, actors=(state,)))
    assert facts(graph, "entity/Q159")["label"] == ["Russia"]


def test_a_thing_whose_id_became_known_is_the_same_as_under_its_old_name(
    sample: ModuleType, knowledge: Knowledge
) -> None:
    old = Namer().actor("x:badr-abdelatty")
    graph = Graph(knowledge, replace(sample.FACTS, former={"Q93447756": ("x:badr-abdelatty",)}))
    (same,) = [s for piece in graph.descriptions() for s in piece if s.predicate == SAME_AS]
    assert same[:3] == (old, SAME_AS, Namer().actor("Q93447756"))
    assert same.told
    keys = [{key() for key, _ in g.things()} for g in (graph, Graph(knowledge, sample.FACTS))]
    assert len(keys[0] - keys[1]) > 1, "what was written before is not taken over"
    name = old.value.rpartition("/")[2]
    assert f"\nactor:{name} owl:sameAs wd:Q93447756 .\n" in "".join(turtle(graph))


def test_the_names_that_other_articles_gave_an_actor_are_the_same(sample: ModuleType, knowledge: Knowledge) -> None:
    actor = knowledge.actors[0]
    joined = replace(actor, also=("n:person/another name",))
    graph = Graph(replace(knowledge, actors=(joined, *knowledge.actors[1:])), sample.FACTS)
    (same,) = [s for piece in graph.descriptions() for s in piece if s.predicate == SAME_AS]
    assert same[:3] == (Namer().actor("n:person/another name"), SAME_AS, Namer().actor(actor.key))
