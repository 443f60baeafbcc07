# ruff: noqa: E501
"""A small folder of facts that a test can change, and the package's own gazetteer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.gazetteer import Gazetteer
from kg.gazetteer.compiling import compile_index
from kg.gazetteer.index import Index
from kg.gazetteer.source import read_source

sys.path.insert(0, str(Path(__file__).parent))
"""For what several of these tests share: `slices`."""

TABLES = {
    "people": """key|name:en|name:ar|alias:en|alias:ar|short:en|short:ar|country|gender|born|note
Q11|Ann Sand|آن ساند||آنا ساند|Sand|ساند|Q1|female|1960|Foreign minister of Avalon
Q12|Omar bin Nur Al Karim|عمر بن نور آل كريم|||||Q2|male||King of Bor
x:lee-hill|Lee Hill||||Hill||Q1|||
""",
    "states": """key|kind|name:en|name:ar|alias:en|alias:ar|demonym:en|demonym:ar|country|iso2|capital|population
Q1|country|Avalon|أفالون|||Avalonian|أفالوني||AV|Q21|5000000
Q2|country|Bor|بور|Kingdom of Bor|مملكة بور|Borish|بوري||BO|Q22|
""",
    "places": """key|kind|name:en|name:ar|alias:en|alias:ar|demonym:en|demonym:ar|country|population|latitude|longitude|seat_of
Q21|city|Port Avalon|ميناء أفالون|||||Q1|900000|10.5|20.25|
Q22|city|Bor|بور|Bor City||||Q2||||
""",
    "organizations": """key|kind|name:en|name:ar|alias:en|alias:ar|demonym:en|demonym:ar|country
Q31|organization|League of Isles|رابطة الجزر|||||
""",
    "topics": """key|kind|name:en|name:ar|alias:en|alias:ar
Q41|event|War of the Isles|حرب الجزر||
""",
    "offices": """key|qid|kind|jurisdiction|name:en|name:ar|phrase:en|phrase:ar
avalon-fm|Q51|foreign_minister|Q1|Minister of Foreign Affairs of Avalon|وزير خارجية أفالون|Avalonian foreign minister|وزير الخارجية الأفالوني
""",
    "tenures": """office|start|end|person|confidence
avalon-fm|2019-05-01|2021-03-10|x:lee-hill|high
avalon-fm|2021-03-10||Q11|high
""",
}


@pytest.fixture
def write_facts(tmp_path: Path) -> Callable[..., Path]:
    """Writes the small facts; an argument adds lines to a table, or replaces text in it ('old>>new')."""

    def write(**changed: str) -> Path:
        folder = tmp_path / "facts"
        folder.mkdir(exist_ok=True)
        for name, text in TABLES.items():
            change = changed.get(name, "")
            old, _, new = change.partition(">>")
            table = text.replace(old, new) if new else text + change
            (folder / f"{name}.tsv").write_text(table.replace("|", "\t"), "utf-8")
        return folder

    return write


@pytest.fixture
def facts(write_facts: Callable[..., Path]) -> Path:
    return write_facts()


@pytest.fixture
def small(facts: Path, tmp_path: Path) -> Gazetteer:
    path = tmp_path / "small.index"
    path.write_bytes(compile_index(read_source(facts), bytes(32)))
    return Gazetteer(Index(path))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()
