"""Sixty articles in two languages tell some thirty happenings, among them look-alikes: a gate for merging."""

from __future__ import annotations

from b_cubed import b_cubed, false_pairs
from merge_corpus import country_of, extractions, gold, read_corpus

from kg.merge import merge
from kg.model import Happening, Knowledge


def merged() -> Knowledge:
    return merge(extractions(), country_of=country_of)


def clusters(knowledge: Knowledge) -> dict[tuple[str, str], str]:
    return {(r.article, r.event.id): h.id for h in knowledge.happenings for r in h.reports}


def happening(knowledge: Knowledge, name: str) -> Happening:
    """The one that tells most of a right happening."""
    right = {item for item, value in gold().items() if value == name}
    return max(knowledge.happenings, key=lambda h: len({(r.article, r.event.id) for r in h.reports} & right))


def test_set_is_large_and_bilingual() -> None:
    corpus = read_corpus()
    assert len(corpus) >= 60
    assert len(set(gold().values())) >= 20
    languages = [told.extraction.article.lang for told in corpus]
    assert min(languages.count("ar"), languages.count("en")) >= 20


def test_happenings_are_put_together() -> None:
    precision, recall, f1 = b_cubed(clusters(merged()), gold())
    assert f1 >= 0.95, (precision, recall, f1)


def test_look_alikes_stay_apart() -> None:
    assert false_pairs(clusters(merged()), gold()) == []


def test_no_report_is_lost() -> None:
    assert clusters(merged()).keys() == gold().keys()


def test_a_plan_that_came_true_occurred_and_keeps_its_reports() -> None:
    meeting = happening(merged(), "meet-riyadh")
    assert meeting.status == "occurred"
    assert not meeting.disputed
    assert {r.event.status for r in meeting.reports} == {"planned", "occurred"}


def test_a_plan_that_was_called_off_is_denied() -> None:
    meeting = happening(merged(), "meet-paris")
    assert meeting.status == "denied"
    assert {r.event.status for r in meeting.reports} == {"planned", "denied"}


def test_a_visit_that_one_side_denies_is_disputed() -> None:
    visit = happening(merged(), "visit-beirut")
    assert visit.disputed
    assert {r.event.status for r in visit.reports} == {"occurred", "denied"}


def test_ministers_stand_where_another_report_names_their_states() -> None:
    accord = happening(merged(), "accord-water")
    assert {(p.actor, p.on_behalf_of) for p in accord.participations} == {
        ("Q56704276", "Q796"),
        ("x:hakan-fidan", "Q43"),
    }


def test_a_person_without_item_is_one_in_both_languages() -> None:
    knowledge = merged()
    (envoy,) = (a for a in knowledge.actors if "سالم الراوي" in dict(a.labels).values())
    assert dict(envoy.labels) == {"ar": "سالم الراوي", "en": "Salem al-Rawi"}
    assert len(envoy.also) == 1
    assert {r.article for r in happening(knowledge, "meet-rawi").reports} == {"h03", "h04"}
