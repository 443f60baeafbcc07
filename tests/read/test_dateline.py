"""Datelines: when an article was written, where nothing but its first lines says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import DateSpan
from kg.read import read
from kg.read.dateline import date_in_dateline


@pytest.mark.parametrize(
    ("code", "text", "year", "expected"),
    [
        ("ar", "الرياض 22 جمادى الأولى 1445 هـ الموافق 6 ديسمبر 2023 م\nاستقبل الأمير اليوم الرئيس.", "", "2023-12-06"),
        ("ar", "جدة، الثلاثاء 11 مارس 2025 - احتضنت المدينة اليوم محادثات.", "2025", "2025-03-11"),
        ("ar", "عنوان الخبر\n23 أكتوبر 2024\nوصل الوزير.", "", "2024-10-23"),
        ("en", "DUBAI, March 3, 2024 (Reuters) - The minister said on Sunday he would go.", "", "2024-03-03"),
        ("en", "Kerry meets Lavrov\nGENEVA — 14 January 2016 — The two met today.", "", "2016-01-14"),
        ("ar", "وصل الوزير إلى القاهرة يوم 11 مارس 2025 والتقى الرئيس.", "", ""),
        ("en", "They met on 5 May 2019.", "", ""),
        ("en", "GENEVA, 14 January 2016 - The two met.", "2024", ""),
        ("ar", "وصل الوزير. ثم غادر. ثم عاد. ثم نام. ثم قام.\n5 مايو 2024", "", ""),
    ],
)
def test_the_day_of_writing(code: str, text: str, year: str, expected: str) -> None:
    known = DateSpan.of(year) if year else None
    assert date_in_dateline(text, code, known) == (DateSpan.of(expected) if expected else None)


def test_it_dates_an_article_that_says_nothing_else_of_its_day(tmp_path: Path) -> None:
    told = "التقى الرئيس المصري اليوم نظيره التركي في القاهرة وبحثا الأوضاع في غزة."
    (tmp_path / "one.txt").write_text(f"القاهرة، 11 مارس 2025 - {told}\n© 2025 الجريدة", encoding="utf-8")
    (tmp_path / "2025-03-12.txt").write_text(f"القاهرة، 11 مارس 2025 - {told}", encoding="utf-8")
    days = {a.path.rsplit("/")[-1]: str(a.published) for a in read([tmp_path]).articles}
    assert days == {"one.txt": "2025-03-11", "2025-03-12.txt": "2025-03-12"}
