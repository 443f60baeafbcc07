"""Cutting a picture before it is drawn."""

import pytest
from sample import sample

from kg.errors import InputError
from kg.view.cut import Cut, cut_picture
from kg.view.project import project
from kg.view.records import Picture
from kg.view.statements import Statements


@pytest.fixture(scope="module")
def picture() -> Picture:
    return project(Statements(sample(60)))


def test_dates_keep_what_overlaps_them(picture: Picture) -> None:
    kept = cut_picture(picture, Cut(start="2024-03", end="2024-05-10"))
    wanted = [e.iri for e in picture.events if e.earliest and e.latest >= "2024-03-01" and e.earliest <= "2024-05-10"]
    assert [e.iri for e in kept.events] == wanted != []


def test_types_and_topics_by_key_or_label(picture: Picture) -> None:
    by_key = cut_picture(picture, Cut(types=("meeting",), topics=("ceasefire",)))
    by_label = cut_picture(picture, Cut(types=("لقاء",), topics=("Ceasefire or Truce",)))
    assert by_key == by_label
    assert {e.type for e in by_key.events} == {"meeting"}
    assert all("ceasefire" in e.topics for e in by_key.events)


def test_an_actor_by_part_of_its_name_keeps_its_events_and_partners(picture: Picture) -> None:
    kept = cut_picture(picture, Cut(actors=("northland",)))
    assert 0 < len(kept.events) < len(picture.events)
    whole = {n for n, a in enumerate(kept.actors) if any("Northland" in text for _, text in a.labels)}
    assert all(any(part.actor in whole for part in e.parts) for e in kept.events)


def test_what_is_left_refers_to_what_is_left(picture: Picture) -> None:
    kept = cut_picture(picture, Cut(types=("call",)))
    old = {e.iri: e for e in picture.events}
    for event in kept.events:
        before = old[event.iri]
        moved = {(kept.actors[part.actor].iri, part.role) for part in event.parts}
        assert moved == {(picture.actors[part.actor].iri, part.role) for part in before.parts}
        assert [kept.articles[q.article] for q in event.quotes] == [picture.articles[q.article] for q in before.quotes]
    for contact in kept.contacts:
        for n in contact.events:
            assert {contact.first, contact.second} <= {p.actor for p in kept.events[n].parts}


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        (Cut(start="yesterday"), "not a date"),
        (Cut(start="2025", end="2024"), "is after"),
        (Cut(types=("banquet",)), "there are: "),
        (Cut(topics=("cheese",)), "no topic"),
        (Cut(actors=("Nobody At All",)), "no actor"),
    ],
)
def test_what_cannot_be_meant_is_said(picture: Picture, cut: Cut, said: str) -> None:
    with pytest.raises(InputError, match=said):
        cut_picture(picture, cut)
