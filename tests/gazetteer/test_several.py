"""Several gazetteers as one, ids for facts that had none, and the choice of gazetteers for a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from slices import SLICE, dump, item, statement

from kg.errors import DataError
from kg.gazetteer import Gazetteer
from kg.gazetteer.choice import choose, chosen, chosen_digests
from kg.gazetteer.compiling import compile_index
from kg.gazetteer.filling import known_as
from kg.gazetteer.folding import fold_name, join
from kg.gazetteer.index import Index
from kg.gazetteer.several import together
from kg.gazetteer.source import read_source
from kg.gazetteer.wikidata.building import build_index
from kg.model import DateSpan

EXTRA = [
    item("Q1", {"en": "Avalon", "ar": "أفالون"}, 100, P31=["Q6256"], P36=["Q21"], P463=["Q31"]),
    item("Q51", {"en": "Minister of Foreign Affairs of Avalon"}, 5, P31=["Q294414"], P1001=["Q1"]),
    item("Q99", {"en": "Lee Hill"}, 20, P31=["Q5"], P27=["Q1"], P21=["Q6581097"], P569=["+1955-04-05"],
         P39=[statement("P39", "Q51", P580="+2019-05-01", P582="+2021-03-10")]),
    item("Q98", {"en": "Early Holder"}, 9, P31=["Q5"], P27=["Q1"],
         P39=[statement("P39", "Q51", P580="+2010-01-01", P582="+2019-05-01")]),
    item("Q97", {"en": "Rival Claimant"}, 9, P31=["Q5"], P27=["Q1"],
         P39=[statement("P39", "Q51", P580="+2020-01-01", P582="+2020-06-01")]),
    item("Q96", {"en": "Ann Sand"}, 2, P31=["Q5"], P27=["Q2"], P106=["Q82955"]),
]  # fmt: skip
Write = Callable[..., Path]


def index_of(folder: Path, items: list[dict[str, object]]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "d.json").write_bytes(dump(items))
    return build_index(folder / "d.json", folder / "d.index").path


@pytest.fixture
def extra(tmp_path: Path) -> Path:
    return index_of(tmp_path / "extra", EXTRA)


@pytest.fixture
def both(small: Gazetteer, extra: Path) -> Gazetteer:
    return together((small, Gazetteer.open(extra)))


def keys(gazetteer: Gazetteer, name: str) -> list[str]:
    joined = join(fold_name(name))
    return [e.key for match, entries in gazetteer.matches(joined) if match == joined for e in entries]


def test_what_the_first_knows_comes_first(both: Gazetteer) -> None:
    assert keys(both, "Ann Sand") == ["Q11", "Q96"]
    assert keys(both, "Avalon") == ["Q1"]
    assert keys(both, "Early Holder") == ["Q98"]
    assert both.starts("early")
    assert both.starts("port")


def test_what_the_first_does_not_tell_is_taken_from_the_others(both: Gazetteer, small: Gazetteer) -> None:
    own, fact = small.fact("Q1"), both.fact("Q1")
    assert own is not None
    assert fact is not None
    assert (fact.population, fact.iso2, fact.prior) == (own.population, own.iso2, own.prior)
    assert (fact.sitelinks, fact.ties) == (100, ("Q31",))


def test_a_fact_without_an_id_is_the_thing_that_has_it(both: Gazetteer) -> None:
    assert keys(both, "Lee Hill") == ["Q99"]
    fact = both.fact("Q99")
    assert fact is not None
    assert (fact.key, fact.country, fact.born) == ("Q99", "Q1", "1955-04-05")
    assert both.formerly("Q99") == ("x:lee-hill",)
    assert both.fact("x:lee-hill") == fact
    assert both.formerly("Q11") == ()
    assert list(both.unidentified()) == []


def test_an_office_is_one_by_its_key_and_its_id(both: Gazetteer) -> None:
    assert both.office("Q51") == both.office("avalon-fm")
    assert [o.key for o in both.offices()] == ["avalon-fm"]
    assert [o.key for o in both.find_office("foreign_minister", "Q1")] == ["avalon-fm"]
    assert [e.key for _, es in both.matches(join(fold_name("Minister of Foreign Affairs of Avalon"))) for e in es] == [
        "avalon-fm"
    ]


def test_tenures_are_added_where_nobody_is_known(both: Gazetteer) -> None:
    assert [t.person for t in both.tenures("avalon-fm")] == ["Q98", "Q99", "Q11"]
    assert both.tenures("Q51") == both.tenures("avalon-fm")
    assert [t.person for t in both.holders("avalon-fm", DateSpan.of("2015"))] == ["Q98"]
    assert [t.office for t in both.tenures("Q98")] == ["avalon-fm"]
    assert both.tenures("Q97") == ()


def test_every_thing_is_listed_once(both: Gazetteer) -> None:
    listed = [fact.key for fact in both.facts()]
    assert len(set(listed)) == len(listed)
    assert set(listed) >= {"Q1", "Q11", "Q99", "Q98", "Q41"}
    assert "x:lee-hill" not in listed


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ([item("Q99", {"en": "Lee Hill"}, P31=["Q5"], P27=["Q1"], P106=["Q82955"])], {"x:lee-hill": "Q99"}),
        ([item("Q99", {"en": "Lee Hill"}, P31=["Q5"], P106=["Q82955"])], {}),
        ([item("Q99", {"en": "Lee Hill"}, P31=["Q5"], P27=["Q2"], P106=["Q82955"])], {}),
        ([item("Q99", {"en": "Lee Hill"}, 3, P31=["Q7278"], P17=["Q1"])], {}),
        ([item(q, {"en": "Lee Hill"}, P31=["Q5"], P27=["Q1"], P106=["Q82955"]) for q in ("Q98", "Q99")], {}),
        ([item("Q11", {"en": "Lee Hill"}, P31=["Q5"], P27=["Q1"], P106=["Q82955"])], {}),
    ],
    ids=["name and state", "name only", "another state", "another type", "two of them", "an id that is another's"],
)
def test_an_id_is_filled_in_only_where_it_is_sure(
    small: Gazetteer, tmp_path: Path, items: list[dict[str, object]], found: dict[str, str]
) -> None:
    assert known_as(small, Gazetteer.open(index_of(tmp_path / "one", items))) == found


@pytest.mark.parametrize(
    ("fact", "labels", "class_", "found"),
    [
        ("x:moor|city|Moorland|مورلاند", {"en": "Moorland", "ar": "مورلاند"}, "Q515", {}),
        (
            "x:gate|city|Red Gate|البوابة الحمراء",
            {"en": "Red Gate", "ar": "البوابة الحمراء"},
            "Q515",
            {"x:gate": "Q99"},
        ),
        ("x:gate|city|Red Gate|البوابة الحمراء", {"en": "Red Gate", "ar": "البوابة الحمراء"}, "Q1248784", {}),
        ("x:gate|city|Red Gate|البوابة الحمراء", {"en": "Red Gate"}, "Q515", {}),
    ],
    ids=["one word in two scripts", "other words", "other words, another kind", "one language"],
)
def test_a_name_in_two_languages_tells_the_thing_where_it_is_in_other_words(
    write_facts: Write, tmp_path: Path, fact: str, labels: dict[str, str], class_: str, found: dict[str, str]
) -> None:
    source = read_source(write_facts(places=f"{fact}|||||||||\n"))
    (tmp_path / "own.index").write_bytes(compile_index(source, bytes(32)))
    known = Gazetteer.open(index_of(tmp_path / "one", [item("Q99", labels, 20, P31=[class_])]))
    assert known_as(Gazetteer.open(tmp_path / "own.index"), known) == found


def test_an_office_tells_which_of_two_it_is(small: Gazetteer, tmp_path: Path) -> None:
    other = item("Q95", {"en": "Lee Hill"}, P31=["Q5"], P27=["Q1"], P106=["Q82955"])
    assert known_as(small, Gazetteer.open(index_of(tmp_path / "one", [*EXTRA, other]))) == {"x:lee-hill": "Q99"}


def test_a_run_uses_what_was_chosen(extra: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_GAZETTEER", raising=False)
    assert chosen() == ((), False)
    assert chosen_digests() == ()
    environ = {"KG_GAZETTEER": "", "KG_ONLY_GAZETTEER": ""}
    choose([extra], environ=environ)
    monkeypatch.setenv("KG_GAZETTEER", environ["KG_GAZETTEER"])
    with_facts = Gazetteer.open()
    assert with_facts.fact("Q98") is not None
    assert with_facts.office("us-president") is not None
    monkeypatch.setenv("KG_ONLY_GAZETTEER", "1")
    assert Gazetteer.open().office("us-president") is None
    assert chosen_digests() == (Index(extra).digest.hex(), "only")


def test_a_file_that_is_no_index_cannot_be_chosen(tmp_path: Path) -> None:
    (tmp_path / "no.index").write_bytes(b"nothing")
    with pytest.raises(DataError, match="kg gazetteer build"):
        choose([tmp_path / "no.index"], environ={})


def test_identity_follows_content(small: Gazetteer, both: Gazetteer, write_facts: Write, tmp_path: Path) -> None:
    assert both.identity.startswith(small.identity)
    one, two = (index_of(tmp_path / n, items) for n, items in (("a", SLICE), ("b", SLICE[:-2])))
    assert Gazetteer.open(one).identity != Gazetteer.open(two).identity
    path = tmp_path / "same.index"
    path.write_bytes(compile_index(read_source(write_facts()), bytes(32)))
    assert Gazetteer(Index(path)).identity == small.identity
