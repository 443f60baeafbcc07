"""Facts that cannot be right are refused, with the file and the line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.gazetteer.source import read_source

Write = Callable[..., Path]


def refusal(folder: Path) -> str:
    with pytest.raises(DataError) as error:
        read_source(folder)
    return str(error.value)


def test_facts_are_read_with_every_column(facts: Path) -> None:
    source = read_source(facts)
    by_key = {item.fact.key: item.fact for item in source.facts}
    assert by_key["Q21"].latitude == 10.5
    assert by_key["Q21"].population == 900000
    assert by_key["Q21"].capital_of == "Q1"
    assert by_key["Q11"].label("ar") == "آن ساند"
    assert by_key["x:lee-hill"].labels == (("en", "Lee Hill"),)
    assert [t.person for t, _ in source.tenures] == ["x:lee-hill", "Q11"]


@pytest.mark.parametrize("key", ["Q0", "Q012", "Q12345678901", "12", "x:Lee Hill", "x:"])
def test_what_is_no_id_is_refused(write_facts: Write, key: str) -> None:
    assert "topics.tsv, line 2: no id" in refusal(write_facts(topics=f"Q41>>{key}"))


def test_an_id_on_two_lines_is_refused(write_facts: Write) -> None:
    message = refusal(write_facts(topics="Q41|event|Another War|||\n"))
    assert "topics.tsv, line 3: Q41 stands already on line 2 of topics.tsv" in message


def test_an_id_in_two_tables_is_refused(write_facts: Write) -> None:
    message = refusal(write_facts(topics="Q41>>Q31"))
    assert "topics.tsv, line 2: Q31 stands already on line 2 of organizations.tsv" in message


def test_a_row_with_too_few_columns_is_refused(write_facts: Write) -> None:
    message = refusal(write_facts(topics="Q42|event|Peace\n"))
    assert "topics.tsv, line 3: 3 columns where the header has 6" in message


def test_a_tenure_needs_its_person(write_facts: Write) -> None:
    assert "tenures.tsv, line 4: person Q99" in refusal(write_facts(tenures="avalon-fm|2018||Q99|high\n"))


def test_a_tenure_needs_its_office(write_facts: Write) -> None:
    assert "tenures.tsv, line 4: office bor-fm" in refusal(write_facts(tenures="bor-fm|2018||Q11|high\n"))


@pytest.mark.parametrize("date", ["2021-13-01", "2021-02-32", "21", "yesterday", "2021-2-1"])
def test_a_tenure_needs_real_dates(write_facts: Write, date: str) -> None:
    message = refusal(write_facts(tenures=f"avalon-fm|{date}||Q11|high\n"))
    assert f"tenures.tsv, line 4: no date: '{date}'" in message


def test_a_tenure_may_not_end_before_it_starts(write_facts: Write) -> None:
    message = refusal(write_facts(tenures="avalon-fm|2018-05-02|2018-05-01|Q11|high\n"))
    assert "tenures.tsv, line 4: ends on 2018-05-01, before it starts on 2018-05-02" in message


def test_a_tenure_may_end_in_the_year_that_it_starts_in(write_facts: Write) -> None:
    assert len(read_source(write_facts(tenures="avalon-fm|2018-05-02|2018|Q11|high\n")).tenures) == 3


def test_a_capital_must_be_told(write_facts: Write) -> None:
    assert "states.tsv, line 3: capital Q77 is in no table" in refusal(write_facts(states="Q22>>Q77"))


def test_a_missing_table_is_named(facts: Path) -> None:
    (facts / "offices.tsv").unlink()
    assert "offices.tsv" in refusal(facts)


def test_bytes_that_are_no_utf8_are_named(facts: Path) -> None:
    (facts / "topics.tsv").write_bytes(b"key\tkind\n\xff\xfe")
    assert "topics.tsv: not UTF-8 at byte 9" in refusal(facts)
