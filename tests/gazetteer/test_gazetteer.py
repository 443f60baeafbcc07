"""Look-ups, over a small gazetteer and over the package's own."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.gazetteer import Gazetteer, NameEntry
from kg.gazetteer.folding import fold_name, join
from kg.gazetteer.index import Index
from kg.model import DateSpan


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, list[str]]]:
    return [(name, [e.key for e in entries]) for name, entries in gazetteer.matches(join(fold_name(text)))]


def keys(gazetteer: Gazetteer, name: str) -> list[str]:
    joined = join(fold_name(name))
    return [e.key for match, entries in gazetteer.matches(joined) if match == joined for e in entries]


def test_longer_names_come_first_and_end_where_a_token_does(small: Gazetteer) -> None:
    assert found(small, "Bor City council") == [("bor city ", ["Q22"]), ("bor ", ["Q2", "Q22"])]
    assert found(small, "Border") == []


def test_all_forms_of_a_demonym_are_names(small: Gazetteer) -> None:
    for form in ("أفالوني", "الأفالوني", "أفالونية", "الأفالونية", "الأفالونيين", "أفالونيون"):
        assert small.matches(join(fold_name(form)))[0][1] == (NameEntry("Q1", "demonym"),)


def test_a_token_may_be_known_to_begin_names(small: Gazetteer) -> None:
    assert small.starts("port")
    assert not small.starts("po")
    assert not small.starts("avalonia")


def test_facts_and_offices_are_found_by_key(small: Gazetteer) -> None:
    fact = small.fact("Q21")
    assert fact is not None
    assert (fact.label("en"), fact.kind, fact.country, fact.capital_of) == ("Port Avalon", "city", "Q1", "Q1")
    office = small.office("avalon-fm")
    assert office is not None
    assert office.jurisdiction == "Q1"
    assert small.fact("avalon-fm") is None
    assert small.office("Q21") is None
    assert small.fact("Q999") is None


def test_offices_are_found_by_kind_and_state(small: Gazetteer) -> None:
    assert [o.key for o in small.find_office("foreign_minister", "Q1")] == ["avalon-fm"]
    assert small.find_office("foreign_minister", "Q2") == ()
    assert small.find_office("defence_minister", "Q1") == ()


def test_offices_are_told_without_reading_anything_else(small: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    record = Index.record

    def count(index: Index, number: int) -> bytes:
        read.append(number)
        return record(index, number)

    monkeypatch.setattr(Index, "record", count)
    assert [o.key for o in small.offices_of("foreign_minister")] == ["avalon-fm"]
    assert small.offices_of("foreign") == ()
    assert [o.key for o in small.offices()] == ["avalon-fm"]
    # Of millions of records, reading all takes minutes.
    assert len(set(read)) == 1


@pytest.mark.parametrize(
    ("when", "who"),
    [
        ("2018", []),
        ("2019", ["x:lee-hill"]),
        ("2021-03-09", ["x:lee-hill"]),
        ("2021-03-10", ["x:lee-hill", "Q11"]),
        ("2021-03-11", ["Q11"]),
        ("2021-03", ["x:lee-hill", "Q11"]),
        ("2030-01-01", ["Q11"]),
    ],
)
def test_holders_are_those_within_the_span(small: Gazetteer, when: str, who: list[str]) -> None:
    assert [t.person for t in small.holders("avalon-fm", DateSpan.of(when))] == who


def test_a_range_takes_in_all_who_held_the_office_in_it(small: Gazetteer) -> None:
    assert len(small.holders("avalon-fm", DateSpan.of("2020-01", "2022-02"))) == 2


def test_tenures_of_a_person(small: Gazetteer) -> None:
    assert [t.office for t in small.tenures("Q11")] == ["avalon-fm"]
    assert small.tenures("Q12") == ()


def test_names_are_kept_as_written(small: Gazetteer) -> None:
    assert small.names_of("Q11") == (
        ("ar", "full", "آن ساند"),
        ("en", "full", "Ann Sand"),
        ("ar", "alias", "آنا ساند"),
        ("ar", "short", "ساند"),
        ("en", "short", "Sand"),
    )


def test_listing_gives_everything_in_order(small: Gazetteer) -> None:
    listed = [f.key for f in small.facts()]
    assert listed == sorted(listed)
    assert set(listed) >= {"Q1", "Q11", "Q41", "x:lee-hill"}
    assert [o.key for o in small.offices()] == ["avalon-fm"]


def test_every_name_of_the_facts_finds_its_key(gazetteer: Gazetteer) -> None:
    lost = [
        (item.key, name)
        for item in [*gazetteer.facts(), *gazetteer.offices()]
        for _, _, name in gazetteer.names_of(item.key)
        if item.key not in keys(gazetteer, name)
    ]
    assert lost == []


def test_every_tenure_is_found_by_its_office_and_its_start(gazetteer: Gazetteer) -> None:
    for office in gazetteer.offices():
        for tenure in gazetteer.tenures(office.key):
            assert tenure in gazetteer.holders(office.key, DateSpan.of(tenure.start))
            assert tenure in gazetteer.tenures(tenure.person)


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("عمان", {"Oman", "Amman"}),
        ("تونس", {"Tunisia", "Tunis"}),
        ("الجزائر", {"Algeria", "Algiers"}),
        ("الكويت", {"Kuwait", "Kuwait City"}),
        ("جيبوتي", {"Djibouti"}),
        ("غزة", {"Gaza Strip", "Gaza City"}),
        ("طرابلس", {"Tripoli"}),
    ],
)
def test_homonyms_are_all_candidates(gazetteer: Gazetteer, name: str, labels: set[str]) -> None:
    candidates = [fact for key in keys(gazetteer, name) if (fact := gazetteer.fact(key))]
    assert {fact.label("en") for fact in candidates} >= labels
    assert len({fact.key for fact in candidates}) > 1
    assert all(a.prior >= b.prior for a, b in pairwise(candidates))


@pytest.mark.parametrize(
    ("spelling", "label"),
    [
        ("أنطونيو جوتيريش", "António Guterres"),
        ("انطونيو غوتيريس", "António Guterres"),
        ("عبدالفتاح السيسي", "Abdel Fattah el-Sisi"),
        ("Abdul Fattah al-Sisi", "Abdel Fattah el-Sisi"),
        ("Muhammad bin Salman", "Mohammed bin Salman"),
        ("سيرجي لافروف", "Sergey Lavrov"),
    ],
)
def test_other_spellings_find_the_person(gazetteer: Gazetteer, spelling: str, label: str) -> None:
    assert any((fact := gazetteer.fact(key)) and fact.label("en") == label for key in keys(gazetteer, spelling))


def test_names_that_are_ordinary_words_are_marked(gazetteer: Gazetteer) -> None:
    ((_, entries),) = gazetteer.matches(join(fold_name("مالي")))
    assert entries
    assert all(e.weak for e in entries)
    assert not any(e.weak for _, es in gazetteer.matches(join(fold_name("مصر"))) for e in es)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Red Sea", "Red Sea"),
        ("البحر الأحمر", "Red Sea"),
        ("التحالف الداعم للشرعية", "Saudi-led coalition in Yemen"),
        ("الدول الكبرى", "P5+1"),
        ("مضيق هرمز", "Strait of Hormuz"),
        ("بيونغ يانغ", "Pyongyang"),
        ("سعود الفيصل", "Saud bin Faisal bin Abdulaziz Al Saud"),
    ],
)
def test_what_news_calls_so_means_one_thing(gazetteer: Gazetteer, name: str, label: str) -> None:
    assert [fact.label("en") for key in keys(gazetteer, name) if (fact := gazetteer.fact(key))] == [label]


def test_a_part_of_a_name_that_many_bear_is_no_short_name(gazetteer: Gazetteer) -> None:
    assert "Q19689754" not in keys(gazetteer, "عبد الله")
