"""A graph in Turtle → the records of a picture."""

from pyoxigraph import RdfFormat, parse

from kg.view.project import MOST_PARTICIPANTS, project
from kg.view.records import Picture
from kg.view.statements import Statements

PREFIXES = """
@prefix dip: <https://w3id.org/diplomacy-kg/ontology#> .
@prefix topic: <https://w3id.org/diplomacy-kg/topics#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix ex: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def draw(turtle: str, form: RdfFormat = RdfFormat.TURTLE) -> Picture:
    return project(Statements(parse(PREFIXES + turtle, format=form)))


def name(picture: Picture, n: int) -> str:
    return dict(picture.actors[n].labels).get("en", picture.actors[n].key)


def contacts(picture: Picture) -> list[tuple[str, str, int]]:
    return [(name(picture, c.first), name(picture, c.second), len(c.events)) for c in picture.contacts]


MEETING = """
ex:m a dip:Meeting, dip:Event ; dip:agent ex:a, ex:b ; dip:place ex:p ; dip:date "2024-10-20"^^xsd:date ;
  dip:status dip:Occurred ; dip:topic topic:ceasefire ; dip:confidence 0.9 ;
  dip:evidence <https://example.org/art#char=3,9> .
<https://example.org/art#char=3,9> a dip:Passage ; dip:article ex:art ; dip:start 3 ; dip:end 9 ;
  dip:quote "A met B"@en .
ex:art a dip:Article ; dip:title "A and B"@en ; dip:source "Example Wire" ;
  dip:published "2024-10-21"^^xsd:date ; dip:url <https://example.org/news/1> .
ex:a a dip:Person ; rdfs:label "Ann"@en , "آن"@ar .
ex:b a dip:State ; rdfs:label "Bland"@en .
ex:p a dip:Place ; rdfs:label "Port"@en .
"""


def test_an_event_with_all_that_is_told_of_it() -> None:
    picture = draw(MEETING)
    (event,) = picture.events
    assert (event.type, event.date, event.status, event.topics) == ("meeting", "2024-10-20", "occurred", ("ceasefire",))
    assert event.confidence == 0.9
    assert name(picture, event.place) == "Port"
    assert [(quote.text, quote.start) for quote in event.quotes] == [("A met B", 3)]
    article = picture.articles[event.quotes[0].article]
    assert (article.title, article.outlet, article.date) == ("A and B", "Example Wire", "2024-10-21")
    assert article.url == "https://example.org/news/1"
    assert contacts(picture) == [("Ann", "Bland", 1)]
    assert {term.key: dict(term.labels)["ar"] for term in picture.types} == {"meeting": "لقاء"}


def test_one_contact_a_pair_holds_all_its_events() -> None:
    picture = draw(MEETING + "ex:n a dip:Criticism ; dip:agent ex:b ; dip:counterpart ex:a .")
    assert contacts(picture) == [("Ann", "Bland", 2)]


def test_those_who_stand_together_against_a_third_are_not_in_contact() -> None:
    picture = draw("ex:n a dip:Criticism ; dip:agent ex:a, ex:b ; dip:counterpart ex:c .")
    assert contacts(picture) == [("a", "c", 1), ("b", "c", 1)]


def test_mediators_are_in_contact_with_the_parties() -> None:
    picture = draw("ex:n a dip:Talks ; dip:agent ex:a, ex:b ; dip:counterpart ex:c .")
    assert contacts(picture) == [("a", "b", 1), ("a", "c", 1), ("b", "c", 1)]


def test_participations_tell_for_whom() -> None:
    picture = draw(
        "ex:n a dip:Call ; dip:agent ex:a, ex:b ; dip:participation ex:pa ."
        "ex:pa dip:actor ex:a ; dip:role dip:Agent ; dip:onBehalfOf ex:s . ex:s a dip:State ."
    )
    behalf = {name(picture, part.actor): part.behalf for part in picture.events[0].parts}
    assert name(picture, behalf["a"]) == "s"
    assert behalf["b"] == -1


def test_a_graph_that_names_only_participants_and_no_class() -> None:
    picture = draw('[] dip:participant ex:a, ex:b ; dip:date "2024"^^xsd:gYear .')
    (event,) = picture.events
    assert (event.type, event.date, event.earliest, event.latest) == ("event", "2024", "2024-01-01", "2024-12-31")
    assert contacts(picture) == [("a", "b", 1)]


def test_a_class_of_the_graphs_own_below_the_ontologys() -> None:
    picture = draw(
        'ex:Summit rdfs:subClassOf dip:Meeting ; rdfs:label "summit"@en . ex:n a ex:Summit ; dip:agent ex:a, ex:b .'
    )
    assert [(term.key, term.family, dict(term.labels)["en"]) for term in picture.types] == [
        ("summit", "contact", "summit")
    ]


def test_ranges_and_broken_dates() -> None:
    picture = draw(
        'ex:r a dip:Visit ; dip:agent ex:a ; dip:earliest "2024-03-04"^^xsd:date ; dip:latest "2024-03-06"^^xsd:date .'
        'ex:x a dip:Visit ; dip:agent ex:a ; dip:date "2024-13-45"^^xsd:date .'
        'ex:z a dip:Visit ; dip:agent ex:a ; dip:date "2024-03-01Z"^^xsd:date .'
    )
    assert [(e.date, e.earliest, e.latest) for e in picture.events] == [
        ("2024-03-01", "2024-03-01", "2024-03-01"),
        ("", "2024-03-04", "2024-03-06"),
        ("", "", ""),
    ]


def test_linked_actors_have_their_item() -> None:
    picture = draw("ex:n a dip:Call ; dip:agent wd:Q42, <http://www.wikidata.org/entity/Q42x> .")
    assert {actor.key: actor.link for actor in picture.actors} == {
        "Q42": "https://www.wikidata.org/wiki/Q42",
        "Q42x": "",
    }


def test_named_graphs_are_read_as_one_and_twice_told_counts_once() -> None:
    picture = draw(
        "ex:g1 { ex:n a dip:Call ; dip:agent ex:a, ex:b . } ex:g2 { ex:n dip:agent ex:b, ex:a . }", RdfFormat.TRIG
    )
    assert contacts(picture) == [("a", "b", 1)]
    assert len(picture.events[0].parts) == 2


def test_steering_marks_are_taken_out_of_texts_and_only_web_addresses_stay() -> None:
    picture = draw(
        MEETING.replace("<https://example.org/news/1>", "<javascript:alert(1)>").replace(
            '"Ann"', '"A\\u202En\\u200Bn\\u0007"'
        )
    )
    assert name(picture, 0) == "Ann"
    assert picture.articles[0].url == ""


def test_a_summit_of_everyone_makes_no_contacts_but_is_counted() -> None:
    crowd = ", ".join(f"ex:a{n}" for n in range(MOST_PARTICIPANTS + 1))
    picture = draw(f"ex:n a dip:Meeting ; dip:agent {crowd} .")
    assert picture.contacts == ()
    assert picture.crowded == 1


def test_nothing_depends_on_the_order_of_the_file() -> None:
    lines = sorted(str(triple) + " ." for triple in parse(PREFIXES + MEETING, format=RdfFormat.TURTLE))
    there, back = "\n".join(lines), "\n".join(reversed(lines))
    assert draw(there) == draw(back)
