"""What merging gives depends on the articles alone: not on their order, their number of copies or their strangers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merge_corpus import country_of, extractions

from kg.merge import Ref, Ties, merge
from kg.model import DateSpan, Entity, EntityType, Event, Extraction, Knowledge, Span

ALL = extractions()
_PLACE: EntityType = "place"
_STATE: EntityType = "state"
WHOLE = merge(ALL, country_of=country_of)


@settings(max_examples=30, deadline=None)
@given(st.permutations(ALL))
def test_any_order_gives_the_same(shuffled: list[Extraction]) -> None:
    assert merge(shuffled, country_of=country_of) == WHOLE


def test_doubling_gives_the_same() -> None:
    copies = [replace(e, article=replace(e.article, id=f"{e.article.id}-copy")) for e in ALL]
    assert merge([*copies, *ALL], country_of=country_of) == WHOLE


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from([e.article.id[0] for e in ALL]), min_size=1))
def test_articles_about_other_things_change_nothing(stories: set[str]) -> None:
    part = merge([e for e in ALL if e.article.id[0] in stories], country_of=country_of)
    whole = {h.id: h for h in WHOLE.happenings}
    assert part.happenings == tuple(whole[h.id] for h in part.happenings)


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, len(ALL) - 1)))
def test_every_event_of_any_part_is_told_once(chosen: set[int]) -> None:
    part = [ALL[n] for n in sorted(chosen)]
    reports = [(r.article, r.event.id) for h in merge(part, country_of=country_of).happenings for r in h.reports]
    assert sorted(reports) == sorted((e.article.id, event.id) for e in part for event in e.events)


def test_ids_differ() -> None:
    assert len({h.id for h in WHOLE.happenings}) == len(WHOLE.happenings)


def meeting(
    article: str, day: str | None, *people: str, place: str | None = None, state: str | None = None, published: str = ""
) -> Extraction:
    """An article with one meeting of some people."""
    source = replace(
        ALL[0].article,
        id=article,
        sha256=article,
        source=article,
        published=DateSpan.of(published) if published else None,
    )
    entities = [Entity(name, name, "person", name) for name in people]
    entities += [Entity(name, name, kind, name) for name, kind in ((place, _PLACE), (state, _STATE)) if name]
    event = Event(
        "v1",
        "meeting",
        people,
        (),
        place or state,
        DateSpan.of(day) if day else None,
        "occurred",
        (),
        Span(0, 1),
        (Span(0, 1),),
        0.8,
        "by-hand",
    )
    return Extraction(source, tuple(entities), (event,))


def sizes(knowledge: Knowledge) -> list[int]:
    return sorted(len(h.reports) for h in knowledge.happenings)


def test_a_report_with_no_day_that_fits_two_meetings_stays_alone() -> None:
    known = [meeting("a", "2024-05-01", "Q1", "Q2"), meeting("b", "2024-05-02", "Q1", "Q2")]
    vague = meeting("c", None, "Q1", "Q2", published="2024-05-02")
    assert sizes(merge([*known, vague])) == [1, 1, 1]
    assert sizes(merge([known[0], vague])) == [2]


def test_a_chain_of_likenesses_does_not_join_what_differs() -> None:
    """One report lies between two that contradict each other: the two stay apart."""
    cairo = meeting("a", "2024-05-01", "Q1", "Q2", place="Q85")
    amman = meeting("b", "2024-05-01", "Q1", "Q2", place="Q3805")
    nowhere = meeting("c", "2024-05-01", "Q1", "Q2")
    assert sizes(merge([cairo, amman, nowhere])) == [1, 1, 1]
    assert sizes(merge([cairo, nowhere])) == [2]


def test_a_state_fits_its_cities_and_those_of_which_it_is_not_known_whose_they_are() -> None:
    state = meeting("a", "2024-05-01", "Q1", "Q2", state="Q79")
    for place, count in (("Q85", 1), ("Q4", 1), ("Q90", 2)):
        city = meeting("b", "2024-05-01", "Q1", "Q2", place=place)
        assert len(merge([state, city], country_of=country_of).happenings) == count


def test_a_palace_that_only_its_name_tells_may_lie_in_a_city() -> None:
    city = meeting("a", "2024-05-01", "Q1", "Q2", place="Q85")
    for place, count in (("n:place/palace", 1), ("x:palace", 1), ("Q3805", 2)):
        palace = meeting("b", "2024-05-01", "Q1", "Q2", place=place)
        assert len(merge([city, palace], country_of=country_of).happenings) == count


def test_an_article_of_which_only_the_year_is_known_joins_what_fits_in_that_year() -> None:
    dated = meeting("a", "2024-05-01", "Q1", "Q2", place="Q85")
    for published, count in (("2024", 1), ("2023", 2)):
        vague = meeting("b", None, "Q1", "Q2", place="Q85", published=published)
        assert len(merge([dated, vague]).happenings) == count


def test_a_guessed_day_is_never_written() -> None:
    (happening,) = merge([meeting("a", None, "Q1", "Q2", published="2024-05-02")]).happenings
    assert happening.date is None


def test_what_a_person_tied_outranks_the_rules() -> None:
    far = [meeting("a", "2024-05-01", "Q1", "Q2"), meeting("b", "2024-07-01", "Q1", "Q2")]
    near = [meeting("a", "2024-05-01", "Q1", "Q2"), meeting("b", "2024-05-01", "Q1", "Q2")]
    pair = (Ref("a", "v1"), Ref("b", "v1"))
    assert sizes(merge(far, ties=Ties(same=(pair,)))) == [2]
    assert sizes(merge(near, ties=Ties(different=frozenset({pair, pair[::-1]})))) == [1, 1]


@pytest.mark.parametrize("count", [1, 20])
def test_each_outlet_makes_a_report_surer_but_never_certain(count: int) -> None:
    outlets = [meeting(f"o{n:02}", "2024-05-01", "Q1", "Q2") for n in range(count)]
    (happening,) = merge(outlets).happenings
    assert 0.8 <= happening.confidence < 1.0
    assert len(happening.reports) == count


def as_talks(extraction: Extraction) -> Extraction:
    return replace(extraction, events=tuple(replace(event, type="talks") for event in extraction.events))


def test_what_one_tells_as_a_meeting_and_another_as_talks_is_one() -> None:
    told = [meeting("m1", "2024-03-05", "Q1", "Q2"), as_talks(meeting("m2", "2024-03-05", "Q1", "Q2"))]
    (happening,) = merge([*told, meeting("m3", "2024-03-05", "Q1", "Q2")]).happenings
    assert (happening.type, len(happening.reports)) == ("meeting", 3)


@pytest.mark.parametrize(
    ("day", "people"), [("2024-03-06", ("Q1", "Q2")), ("2024-03-05", ("Q1", "Q2", "Q3")), (None, ("Q1", "Q2"))]
)
def test_talks_on_another_day_or_in_other_company_are_no_meeting(day: str | None, people: tuple[str, ...]) -> None:
    told = [meeting("m1", "2024-03-05", "Q1", "Q2"), as_talks(meeting("m2", day, *people, published="2024-03-05"))]
    assert len(merge(told).happenings) == 2


def test_one_article_that_tells_of_both_keeps_them_apart_for_others() -> None:
    both = meeting("m1", "2024-03-05", "Q1", "Q2")
    talks = replace(both.events[0], id="v2", type="talks")
    both = replace(both, events=(*both.events, talks))
    found = merge([both, meeting("m2", "2024-03-05", "Q1", "Q2"), as_talks(meeting("m3", "2024-03-05", "Q1", "Q2"))])
    assert sorted((h.type, len(h.reports)) for h in found.happenings) == [("meeting", 2), ("talks", 2)]
