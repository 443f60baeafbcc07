"""Articles of the tests' own, enough of them to be worth several processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

LEADS = (
    "استقبل وزير الخارجية المصري سامح شكري في القاهرة نظيره الأردني أيمن الصفدي، وبحث الجانبان وقف إطلاق النار في غزة.",
    "التقى الرئيس الفرنسي إيمانويل ماكرون المستشار الألماني أولاف شولتس في باريس لبحث دعم أوكرانيا.",
    "أجرى وزير الخارجية القطري اتصالا هاتفيا مع وزير الخارجية التركي هاكان فيدان تناول العلاقات الثنائية.",
    "من المقرر أن يزور رئيس الوزراء العراقي محمد شياع السوداني واشنطن الأسبوع المقبل.",
    "أدانت المملكة العربية السعودية الهجوم على السفارة، ودعت إيران إلى ضبط النفس.",
)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ninety short articles in two files, with dates and outlets, and one that cannot be read."""
    folder = tmp_path_factory.mktemp("corpus")
    records = [
        {
            "id": f"story-{n:03}",
            "title": f"خبر رقم {n}",
            "text": f"{LEADS[n % len(LEADS)]} وهذا هو الخبر رقم {n} من اليوم.",
            "date": f"2023-{1 + n % 12:02}-{1 + n % 28:02}",
            "source": f"وكالة {n % 7}",
        }
        for n in range(90)
    ]
    for name, part in (("a.jsonl", records[:50]), ("b.jsonl", records[50:])):
        lines = [json.dumps(record, ensure_ascii=False) for record in part]
        (folder / name).write_text("\n".join(lines), "utf-8")
    (folder / "c.txt").write_bytes(b"")
    return folder
