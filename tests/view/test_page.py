"""The page as a file: one piece, no request, the same bytes, words in every language."""

import json
import re
import tomllib
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from string import Formatter

import pytest
from pyoxigraph import RdfFormat, parse
from small import SMALL

from kg.errors import DataError, GraphError, InputError
from kg.text import fold
from kg.view import Cut, Statements, languages, render
from kg.view.folding import fold_table
from kg.view.page import FOLDER

STRINGS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted((FOLDER / "strings").glob("*.toml"))}


@pytest.fixture(scope="module")
def page() -> str:
    return render(Statements(parse(SMALL, format=RdfFormat.TURTLE)))


def test_it_is_the_same_every_time(page: str) -> None:
    lines = sorted(map(str, parse(SMALL, format=RdfFormat.TURTLE)), reverse=True)
    again = render(Statements(parse(" .\n".join(lines) + " .", format=RdfFormat.TURTLE)))
    assert again == page


def test_nothing_is_loaded_from_elsewhere(page: str) -> None:
    assert not re.findall(r"""<(?:script|link|img|iframe|object|embed)[^>]*\s(?:src|href|data)=""", page)
    assert "sourceMappingURL" not in page
    assert "@import" not in page
    assert "url(" not in re.search("<style>(.*?)</style>", page, re.DOTALL)[1]


def test_the_policy_allows_what_is_in_the_page_and_nothing_else(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#x27;", "'")
    parts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL) + re.findall(
        r"<style>(.*?)</style>", page, re.DOTALL
    )
    hashes = {f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" for part in parts}
    assert hashes == set(re.findall(r"'sha256-[^']*'", policy))
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert not re.findall(r"<[^>]*\s(?:on\w+|style)=", page.split("<script type")[0])


def test_data_are_json_that_cannot_end_its_element(page: str) -> None:
    for name in ("core", "texts"):
        block = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)[1]
        assert json.loads(block)
        assert not set(block) & set("<>&\u2028\u2029")


def test_cut_before_drawing() -> None:
    page = render(Statements(parse(SMALL, format=RdfFormat.TURTLE)), Cut(types=("criticism",)))
    core = json.loads(re.search(r'id="core">(.*?)</script>', page, re.DOTALL)[1])
    assert [actor[0] for actor in core["actors"]] == ["north", "south"]


def test_files_that_cannot_be_drawn(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b> .")
    with pytest.raises(GraphError, match=r"broken\.ttl"):
        render(broken)
    with pytest.raises(InputError, match=r"none\.ttl"):
        render(tmp_path / "none.ttl")
    with pytest.raises(InputError, match="not a graph file"):
        render(tmp_path / "graph.docx")
    with pytest.raises(DataError, match="no language"):
        render(Statements(()), lang="xx")


def test_the_languages_say_the_same_things() -> None:
    assert tuple(STRINGS) == languages()
    one, *others = STRINGS.values()
    for other in others:
        assert other.keys() == one.keys()
        assert other["text"].keys() == one["text"].keys()
        assert other["count"].keys() == one["count"].keys()
        for key, text in one["text"].items():
            assert slots(other["text"][key]) == slots(text), key


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_word_that_the_page_asks_for_is_there() -> None:
    code = "".join(path.read_text("utf-8") for path in sorted((FOLDER / "template").rglob("*.*")))
    asked = set(re.findall(r'say\("(\w+)"', code)) | set(re.findall(r'data-(?:say|label|hint)="(\w+)"', code))
    made = {f"{kind}_{name}" for kind, names in MADE.items() for name in names}
    quoted = set(re.findall(r'"(\w+)"', code))
    known = STRINGS["en"]["text"].keys()
    assert asked | made <= known
    assert known <= quoted | made


MADE = {"step": ("1", "2"), "table": ("events", "contacts", "actors")}


def test_the_fold_table_folds_as_the_engine_does() -> None:
    table = fold_table(fold)
    for name in ("أحمد", "إسراء", "مؤتمر", "القاهرة", "مُحَمَّد", "café", "Erdoğan"):
        assert "".join(table.get(char, char) for char in name.lower()) == fold(name)
