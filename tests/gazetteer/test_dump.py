"""From a dump to an index: packed in every way, in pieces, broken off, with lines that are no items."""

from __future__ import annotations

import bz2
import gzip
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from slices import KEPT, SLICE, SUCCEEDED, SUCCESSION, dump, item, statement

from kg.errors import DataError, InputError, OutputError
from kg.gazetteer import Gazetteer
from kg.gazetteer.folding import fold_name, join
from kg.gazetteer.index import Index
from kg.gazetteer.wikidata import building
from kg.gazetteer.wikidata import dump as dumps
from kg.gazetteer.wikidata.building import Built, build_index
from kg.gazetteer.wikidata.items import Held
from kg.gazetteer.wikidata.rules import read_rules
from kg.gazetteer.wikidata.successions import Told, bounded, told
from kg.gazetteer.wikidata.work import working_folder
from kg.model import DateSpan


def build(folder: Path, data: bytes, name: str = "wikidata.json", **options: int) -> Built:
    path = folder / name
    path.write_bytes(data)
    return build_index(path, folder / "wikidata.index", **options)


def keys(gazetteer: Gazetteer, name: str) -> list[str]:
    joined = join(fold_name(name))
    return [e.key for match, entries in gazetteer.matches(joined) if match == joined for e in entries]


@pytest.fixture
def wikidata(tmp_path: Path) -> Gazetteer:
    return Gazetteer.open(build(tmp_path, dump()).path)


def test_what_is_wanted_is_kept_and_nothing_else(tmp_path: Path) -> None:
    built = build(tmp_path, dump())
    gazetteer = Gazetteer.open(built.path)
    assert [t.key for t in (*gazetteer.facts(), *gazetteer.offices())] == [k for k in KEPT if k != "Q910"] + ["Q910"]
    assert (built.items, built.lines, built.malformed) == (len(KEPT), len(SLICE), 0)


def test_a_fact_has_what_its_item_says(wikidata: Gazetteer) -> None:
    city, person = wikidata.fact("Q902"), wikidata.fact("Q922")
    assert city is not None
    assert (city.type, city.kind, city.country, city.capital_of) == ("place", "city", "Q901", "Q901")
    assert (city.latitude, city.longitude, city.population, city.sitelinks) == (10.5, 20.25, 900000, 50)
    assert person is not None
    assert (person.born, person.died, person.occupations, person.country) == ("1950", "2015-06", ("Q193391",), "Q901")
    assert wikidata.fact("Q923") is None


def test_tenures_are_found_from_both_ends_without_deprecated_ones(wikidata: Gazetteer) -> None:
    assert [t.person for t in wikidata.tenures("Q910")] == ["Q921", "Q922"]
    assert [(t.office, t.start, t.end) for t in wikidata.tenures("Q921")] == [("Q910", "2019-05-01", "2021-03-10")]
    assert [t.person for t in wikidata.holders("Q910", DateSpan.of("2020"))] == ["Q921"]


@pytest.mark.parametrize("items", [SUCCESSION, SUCCEEDED], ids=["by itself", "by the others"])
def test_who_came_before_and_after_tells_dates_that_are_missing(tmp_path: Path, items: list[dict[str, Any]]) -> None:
    gazetteer = Gazetteer.open(build(tmp_path, dump(items)).path)
    assert [(t.person, t.start, t.end) for t in gazetteer.tenures("Q910")] == [
        ("Q921", "2019-05-01", "2021-03-10"),
        ("Q925", "2021-03-10", "2024"),
        ("Q926", "2024", ""),
    ]
    assert [(t.start, t.end) for t in gazetteer.tenures("Q925")] == [("2021-03-10", "2024")]
    assert [t.person for t in gazetteer.holders("Q910", DateSpan.of("2022"))] == ["Q925"]


TERMS = {7: [Held(1, "2001", "2004"), Held(1, "2008", "2012"), Held(2, "2005", "2006")]}


@pytest.mark.parametrize(
    ("held", "dates"),
    [
        (Held(1, "", "2008", before=7), ("2004", "2008")),
        (Held(1, "2004", "", after=7), ("2004", "2008")),
        (Held(1, "2013", "", after=7), ("2013", "")),
        (Held(1, "", "", before=7), ("", "")),
        (Held(2, "", "", before=7), ("2006", "")),
        (Held(1, "2003", "2009", before=7, after=7), ("2003", "2009")),
        (Held(1, "", "2008", before=8), ("", "2008")),
    ],
)
def test_of_several_terms_the_nearest_that_fits_tells_a_date(held: Held, dates: tuple[str, str]) -> None:
    (found,) = bounded([held], lambda qid: TERMS.get(qid, []))
    assert (found.start, found.end) == dates


@pytest.mark.parametrize(
    ("terms", "others", "dates"),
    [
        ([Held(1)], [Told(9, 1, start="2001"), Told(9, 1, end="2004")], [("2001", "2004")]),
        ([Held(1, "2003")], [Told(9, 2, end="2004")], [("2003", "")]),
        ([Held(1, "2005")], [Told(9, 1, end="2004")], [("2005", "")]),
        ([Held(1)], [Told(9, 1, end="2004"), Told(9, 1, end="2008")], [("", "")]),
        ([Held(1, "2003")], [Told(9, 1, end="2008"), Told(9, 1, end="2004")], [("2003", "2004")]),
        ([Held(1, "2003"), Held(1, "2006")], [Told(9, 1, end="2008")], [("2003", ""), ("2006", "2008")]),
        ([Held(1), Held(1, "2001", "2004-05-01")], [Told(9, 1, end="2004")], [("", ""), ("2001", "2004-05-01")]),
        ([Held(1), Held(1, "2006")], [Told(9, 1, end="2008")], [("", ""), ("2006", "2008")]),
        ([Held(1, "", "2012"), Held(1, "", "2004")], [Told(9, 1, start="2001")], [("", "2012"), ("2001", "2004")]),
    ],
)
def test_of_several_terms_a_date_told_by_another_is_that_of_the_one_it_fits(
    terms: list[Held], others: list[Told], dates: list[tuple[str, str]]
) -> None:
    assert [(t.start, t.end) for t in bounded(terms, lambda qid: [], others)] == dates


def test_a_tenure_tells_when_those_before_and_after_it_ended_and_began() -> None:
    tenures = [Held(1, "2001", "2004", before=7, after=8), Held(1, "", "2009", before=7), Held(2, "2001", after=8)]
    assert list(told(tenures)) == [Told(7, 1, end="2001"), Told(8, 1, start="2004")]


def test_an_office_is_found_by_the_kind_that_its_label_tells(wikidata: Gazetteer) -> None:
    assert [o.key for o in wikidata.find_office("foreign_minister", "Q901")] == ["Q910"]


def test_an_office_whose_label_tells_no_kind_is_one_all_the_same(tmp_path: Path) -> None:
    keeper = item("Q911", {"en": "Keeper of the Bees of Avalon"}, 5, P31=["Q294414"], P1001=["Q901"])
    gazetteer = Gazetteer.open(build(tmp_path, dump([*SLICE, keeper])).path)
    assert [o.key for o in gazetteer.offices()] == ["Q910", "Q911"]
    assert [o.key for o in gazetteer.offices_of("foreign_minister")] == ["Q910"]


def test_demonyms_are_names_in_all_their_forms(wikidata: Gazetteer) -> None:
    for form in ("Avalonian", "أفالوني", "الأفالونية", "الأفالونيين"):
        assert keys(wikidata, form) == ["Q901"]


@pytest.mark.parametrize("spelling", ["عبدالناصر ساند", "عبد الناصر الساند", "Abdul Nasser Sand", "Abdel-Nasser Sand"])
def test_other_spellings_are_found_by_their_key(wikidata: Gazetteer, spelling: str) -> None:
    assert "Q921" in keys(wikidata, spelling)
    assert wikidata.starts(fold_name(spelling)[0])


def test_a_spelling_in_a_sentence_covers_its_own_tokens(wikidata: Gazetteer) -> None:
    (name, entries), *_ = wikidata.matches(join(fold_name("عبدالناصر ساند وزير الخارجية")))
    assert (name, entries[0].key) == ("عبدالناصر ساند ", "Q921")


def test_another_name_with_like_letters_is_none_of_its_spellings(wikidata: Gazetteer) -> None:
    assert keys(wikidata, "Abdul Naser Zand") == []
    assert wikidata.matches(join(fold_name("Port of Avalon"))) == []


def test_a_name_that_has_never_been_written_in_a_script_is_found_by_its_sound(wikidata: Gazetteer) -> None:
    assert wikidata.sounding("غريغور فالكنراث")[0][0] == "Q922"
    assert wikidata.sounding("زلاتان إبراهيموفيتش") == []


def test_who_is_named_together_may_have_something_in_common(wikidata: Gazetteer) -> None:
    assert wikidata.ties("Q921") & wikidata.ties("Q922") == {"Q901", "Q910"}
    assert wikidata.ties("Q921") & wikidata.ties("Q930") == {"Q901", "Q930"}
    assert wikidata.is_alive("Q922", DateSpan.of("2015"))
    assert not wikidata.is_alive("Q922", DateSpan.of("2016"))


CLASSES = [
    item("Q980", {"en": "party of Avalon"}, P279=["Q981"]),
    item("Q981", {"en": "party of some kind"}, P279=["Q7278"]),
    item("Q982", {"en": "club"}, P279=["Q983"]),
    item("Q983", {"en": "something"}, P31=["Q984"]),
]


def below(qid: str, class_: str, sites: int = 5) -> dict[str, Any]:
    return item(qid, {"en": f"Union {qid}"}, sites, P31=[class_], P17=["Q901"])


@pytest.mark.parametrize("classes_first", [True, False])
def test_what_is_of_a_class_below_one_that_is_named_is_kept(tmp_path: Path, classes_first: bool) -> None:
    items = [below("Q990", "Q980"), below("Q991", "Q982"), below("Q992", "Q981"), below("Q993", "Q980", sites=1)]
    entries = [*CLASSES, *items] if classes_first else [*items, *CLASSES]
    gazetteer = Gazetteer.open(build(tmp_path, dump(entries)).path)
    assert [(f.key, f.type, f.kind) for f in gazetteer.facts()] == [
        ("Q990", "organization", "party"),
        ("Q992", "organization", "party"),
    ]


def test_no_way_up_is_longer_than_its_class_allows(tmp_path: Path) -> None:
    chain = [item(f"Q{n}", {"en": "c"}, P279=[f"Q{n + 1}"]) for n in range(980, 984)]
    chain.append(item("Q984", {"en": "c"}, P279=["Q7278"]))
    deepest = read_rules().classes["Q7278"].deepest
    entries = [*chain, *(below(f"Q{n + 100}", f"Q{n}") for n in range(980, 985))]
    gazetteer = Gazetteer.open(build(tmp_path, dump(entries)).path)
    assert [f.key for f in gazetteer.facts()] == [f"Q{n}" for n in range(1085 - deepest, 1085)]


def test_the_nearest_class_decides_and_then_the_first_in_the_file(tmp_path: Path) -> None:
    classes = [item("Q980", {"en": "c"}, P279=["Q981", "Q35749"]), item("Q981", {"en": "c"}, P279=["Q7278"]),
               item("Q982", {"en": "c"}, P279=["Q35749", "Q7278"])]  # fmt: skip
    gazetteer = Gazetteer.open(build(tmp_path, dump([*classes, below("Q990", "Q980"), below("Q991", "Q982")])).path)
    assert [f.kind for f in gazetteer.facts()] == ["institution", "party"]


def test_a_dump_of_nothing_but_classes_holds_no_item(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no item that is kept"):
        build(tmp_path, dump(CLASSES))


def zst(data: bytes) -> bytes:
    return subprocess.run(["zstd", "-qc"], input=data, capture_output=True, check=True).stdout


def streams(data: bytes) -> bytes:
    """As parallel packers do: many streams, cut anywhere."""
    return b"".join(bz2.compress(data[at : at + 700]) for at in range(0, len(data), 700))


@pytest.mark.parametrize(
    ("name", "pack"),
    [("d.json.bz2", bz2.compress), ("d.json.bz2", streams), ("d.json.gz", gzip.compress), ("d.json.zst", zst)],
)
@pytest.mark.parametrize("piece", [100, 1000, 1 << 20])
def test_every_packing_and_any_cut_gives_the_same_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, pack: object, piece: int
) -> None:
    if name.endswith("zst") and not shutil.which("zstd"):
        pytest.skip("needs zstd to pack")
    plain = build(tmp_path, dump()).path.read_bytes()
    monkeypatch.setattr(dumps, "PIECE", piece)
    monkeypatch.setattr(dumps, "PACKED_PIECE", piece)
    packed = Index(build(tmp_path, pack(dump()), name).path)  # type: ignore[operator]
    assert [bytes(packed.record(n)) for n in range(len(packed))] == records(plain, tmp_path)


def records(content: bytes, folder: Path) -> list[bytes]:
    path = folder / "other.index"
    path.write_bytes(content)
    index = Index(path)
    return [bytes(index.record(n)) for n in range(len(index))]


def test_several_processes_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "PIECE", 1500)
    one = build(tmp_path, dump()).path.read_bytes()
    assert build(tmp_path, dump(), workers=2).path.read_bytes() == one


def test_lines_that_are_no_items_are_counted_and_told(tmp_path: Path) -> None:
    lines = dump().split(b"\n")
    lines[2] = lines[2][:50]
    lines.insert(5, b'{"id": 7},')
    built = build(tmp_path, b"\n".join(lines))
    assert built.malformed == 2
    assert built.items == len(KEPT) - 1
    assert any('{"id": 7}' in line for line in built.shown)


def test_empty_maps_are_lists_in_the_dump(tmp_path: Path) -> None:
    entry = item("Q950", {"en": "Bor Party"}, P31=["Q7278"])
    for name in ("aliases", "descriptions", "sitelinks"):
        entry[name] = []
    entry["claims"]["P31"][0]["qualifiers"] = []
    built = build(tmp_path, dump([entry]))
    assert (built.items, built.malformed) == (1, 0)


def test_values_that_nobody_knows_are_left_out(tmp_path: Path) -> None:
    unknown = statement("P39", "Q910")
    unknown["mainsnak"] = {"snaktype": "somevalue", "property": "P39"}
    entry = item("Q951", {"en": "Ann Sand"}, P31=["Q5"], P39=[unknown], P569=["-0100-01-01"])
    gazetteer = Gazetteer.open(build(tmp_path, dump([entry])).path)
    fact = gazetteer.fact("Q951")
    assert fact is not None
    assert (fact.born, gazetteer.tenures("Q951")) == ("", ())


def test_the_last_of_two_lines_with_one_id_holds(tmp_path: Path) -> None:
    twice = [item("Q952", {"en": name}, P31=["Q7278"]) for name in ("Old Party", "New Party")]
    gazetteer = Gazetteer.open(build(tmp_path, dump(twice)).path)
    assert keys(gazetteer, "New Party") == ["Q952"]
    assert keys(gazetteer, "Old Party") == []


def test_a_build_that_was_broken_off_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = build(tmp_path, dump()).path.read_bytes()
    monkeypatch.setattr(dumps, "PIECE", 1500)
    monkeypatch.setattr(building, "SAVED_EVERY", 1)
    path, out = tmp_path / "wikidata.json", tmp_path / "second.index"
    seen: list[int] = []

    def stop(step: str, done: int, total: int) -> None:
        if step == "reading" and done > 5000:
            raise KeyboardInterrupt
        seen.append(done)

    with pytest.raises(KeyboardInterrupt):
        build_index(path, out, progress=stop)
    assert seen
    assert not out.exists()
    again: list[int] = []
    built = build_index(path, out, progress=lambda step, done, total: again.append(done) if step == "reading" else None)
    assert built.resumed
    assert min(again) > max(seen)
    assert (built.lines, out.read_bytes()) == (len(SLICE), whole)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_of_another_dump_nothing_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "PIECE", 1500)
    monkeypatch.setattr(building, "SAVED_EVERY", 1)

    def stop(step: str, done: int, total: int) -> None:
        if done > 3000:
            raise KeyboardInterrupt

    path = tmp_path / "wikidata.json"
    path.write_bytes(dump())
    with pytest.raises(KeyboardInterrupt):
        build_index(path, tmp_path / "wikidata.index", progress=stop)
    assert not build(tmp_path, dump(SLICE[:3])).resumed


def test_two_cannot_make_one_index_at_once(tmp_path: Path) -> None:
    with working_folder(tmp_path / "wikidata.index"), pytest.raises(OutputError, match="another process is making it"):
        build(tmp_path, dump())


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "d.json").write_bytes(dump())
    with pytest.raises(OutputError, match="cannot be written"):
        build_index(tmp_path / "d.json", tmp_path / "file" / "wikidata.index")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("d.json", b"[]", "holds no item that is kept"),
        ("d.json.bz2", bz2.compress(dump())[:-20], "cannot be read as a dump"),
        ("d.json.gz", gzip.compress(dump())[:-20], "cannot be read as a dump"),
        ("d.json.gz", b"no gzip at all", "cannot be read as a dump"),
        ("d.txt", b"[]", "a dump ends in"),
    ],
)
def test_what_is_no_dump_or_is_cut_off_is_refused(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    old = tmp_path / "wikidata.index"
    old.write_bytes(b"the old one")
    with pytest.raises(InputError, match=why):
        build(tmp_path, data, name)
    assert old.read_bytes() == b"the old one"


def test_an_index_of_another_version_names_the_command_that_makes_it_again(tmp_path: Path) -> None:
    path = build(tmp_path, dump()).path
    content = bytearray(path.read_bytes())
    content[8] = 99
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"version 99 .* `kg gazetteer build`"):
        Gazetteer.open(path)


def test_a_large_index_is_verified_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = build(tmp_path, dump()).path
    content = bytearray(path.read_bytes())
    content[-40] ^= 1
    path.write_bytes(content)
    monkeypatch.setattr("kg.gazetteer.index.CHECKED_WHOLE", 0)
    with pytest.raises(DataError, match="do not match their checksum"):
        Index(path).verify()


@pytest.mark.parametrize(
    ("name", "pack"),
    [("d.json", bytes), ("d.json.bz2", bz2.compress), ("d.json.gz", gzip.compress), ("d.json.zst", zst)],
)
def test_progress_is_told_in_bytes_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(dumps, "PIECE", 1000)
    monkeypatch.setattr(dumps, "LONGEST_STREAM", 100)
    monkeypatch.setitem(sys.modules, "zstandard", None)
    if name.endswith("zst") and not shutil.which("zstd"):
        pytest.skip("needs zstd to pack")
    path = tmp_path / name
    path.write_bytes(pack(dump()))
    seen: list[tuple[int, int]] = []
    build_index(
        path,
        tmp_path / "d.index",
        progress=lambda step, done, total: seen.append((done, total)) if step == "reading" else None,
    )
    size = path.stat().st_size
    assert {total for _, total in seen} == {size}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == size
    assert len(seen) > 3


@pytest.mark.parametrize(("step", "share"), [("reading", 0.5), ("sorting names", 0.0), ("writing", 0.0)])
def test_a_build_that_was_killed_is_gone_on_with(tmp_path: Path, step: str, share: float) -> None:
    whole = build(tmp_path, dump()).path.read_bytes()
    (tmp_path / "wikidata.index").unlink()
    run = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), step, str(share)])
    assert run.returncode == -signal.SIGKILL
    assert not (tmp_path / "wikidata.index").exists()
    built = build_index(tmp_path / "wikidata.json", tmp_path / "wikidata.index")
    assert built.resumed
    assert (built.lines, built.path.read_bytes()) == (len(SLICE), whole)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


KILLED = """
import os, signal, sys
from collections.abc import Callable
from pathlib import Path
from kg.gazetteer.wikidata import building, dump
dump.PIECE, building.SAVED_EVERY = 1500, 1
folder, step, share = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])

def die(name, done, total):
    if name == step and done >= share * total:
        os.kill(os.getpid(), signal.SIGKILL)

building.build_index(folder / "wikidata.json", folder / "wikidata.index", progress=die)
"""
