from __future__ import annotations

import pytest

from kg.read.dating import date_in_address, date_in_name, parse_date

CASES = [
    ("2024-10-23", "2024-10-23"),
    ("2024-10-23T23:30:00-05:00", "2024-10-23"),
    ("2024-10-23 18:39:22", "2024-10-23"),
    ("2024/10/23", "2024-10-23"),
    ("20241023", "2024-10-23"),
    ("2024-10", "2024-10"),
    ("2024", "2024"),
    ("٢٠٢٤-١٠-٢٣", "2024-10-23"),
    ("23/10/2024", "2024-10-23"),
    ("10/23/2024", "2024-10-23"),
    ("05/05/2024", "2024-05-05"),
    ("03/04/2024", "2024"),  # the third of April or the fourth of March: only the year is sure
    ("1729641600", "2024-10-23"),
    ("1729641600000", "2024-10-23"),
    ("Wed, 23 Oct 2024 10:00:00 GMT", "2024-10-23"),
    ("23 October 2024", "2024-10-23"),
    ("October 23, 2024", "2024-10-23"),
    ("الأربعاء 23 أكتوبر 2024", "2024-10-23"),
    ("٢٣ تشرين الأول ٢٠٢٤", "2024-10-23"),
    ("2024-02-30", None),
    ("2024-13-01", None),
    ("31/31/2024", None),
    ("0000-01-01", None),
    ("99999", None),
    ("yesterday", None),
    ("no", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "date"), CASES)
def test_date_of_a_field(text: str, date: str | None) -> None:
    found = parse_date(text)
    assert (str(found) if found else None) == date


def test_date_of_an_address_or_a_name() -> None:
    assert str(date_in_address("https://example.org/world/2024/10/23/talks")) == "2024-10-23"
    assert date_in_address("https://example.org/2024/99/23/talks") is None
    assert str(date_in_name("2024-10-23-talks")) == "2024-10-23"
    assert str(date_in_name("wire_20241023_7")) == "2024-10-23"
    assert date_in_name("000_fe51b7582397db4a") is None
    assert date_in_name("120241023999") is None
