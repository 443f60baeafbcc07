"""What a phrase by itself may mean."""

from __future__ import annotations

from kg.gazetteer import Gazetteer
from kg.lang import load
from kg.link.explain import candidates
from kg.model import DateSpan

PACKS = (load("ar"), load("en"))


def test_a_role_phrase_gives_its_holder_at_the_date(gazetteer: Gazetteer) -> None:
    best = candidates("وزير الخارجية الأمريكي", DateSpan.of("2024-10-20"), gazetteer, PACKS)[0]
    assert best.key == "Q7821917"
    assert best.score == 1.0
    assert "us-secretary-of-state" in best.reason


def test_a_year_gives_all_holders_with_their_shares(gazetteer: Gazetteer) -> None:
    found = candidates("prime minister of the United Kingdom", DateSpan.of("2016"), gazetteer, PACKS)
    assert len(found) == 2
    assert abs(sum(c.score for c in found) - 1) < 0.01


def test_without_a_date_the_office_names_itself(gazetteer: Gazetteer) -> None:
    assert candidates("وزير الخارجية المصري", None, gazetteer, PACKS)[0].key == "egypt-foreign-minister"


def test_homonyms_are_all_there(gazetteer: Gazetteer) -> None:
    assert {"Q842", "Q3805"} <= {c.key for c in candidates("عمان", None, gazetteer, PACKS)}


def test_an_unknown_name_is_told_to_be_unknown(gazetteer: Gazetteer) -> None:
    only = candidates("الدكتور ياسر الرميثي", None, gazetteer, PACKS)
    assert [c.key for c in only] == ["n:person/ياسر الرميثي"]


def test_nothing_is_found_in_nothing(gazetteer: Gazetteer) -> None:
    assert candidates("كذا وكذا", None, gazetteer, PACKS) == ()
