# ruff: noqa: E501
"""Doubts about an index: two ids for one thing, tenures that overlap, what is not there, ids that the facts lack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from slices import SLICE, dump, item, statement

from kg.gazetteer import Gazetteer
from kg.gazetteer.check import check_found, check_index
from kg.gazetteer.index import Index
from kg.gazetteer.wikidata.building import build_index


def told(folder: Path, *more: dict[str, Any]) -> list[tuple[str, str]]:
    return [(p.code, p.reason) for p in check_index(index_of(folder, *more))]


def index_of(folder: Path, *more: dict[str, Any]) -> Index:
    (folder / "d.json").write_bytes(dump([*SLICE, *more]))
    return Index(build_index(folder / "d.json", folder / "d.index").path)


def person(qid: str, name: str, *held: dict[str, Any], **claims: list[str]) -> dict[str, Any]:
    return item(qid, {"en": name}, P31=["Q5"], P106=["Q82955"], P39=list(held), **claims)


def test_a_handover_and_bodies_of_one_name_in_two_states_are_no_doubts(tmp_path: Path) -> None:
    abroad = item("Q963", {"en": "Avalon People's Party"}, P31=["Q7278"], P17=["Q902"])
    assert told(tmp_path, abroad) == []


def test_who_held_an_office_while_another_did_is_told_once(tmp_path: Path) -> None:
    during = person("Q960", "Rival Thorne", statement("P39", "Q910", P580="+2020-01-01", P582="+2020-03-01"))
    office = "Q910 (Minister of Foreign Affairs of Avalon)"
    assert told(tmp_path, during) == [
        (
            "tenures-overlap",
            f"{office}: Q921 (Abdel Nasser Sand) until 2021-03-10 and Q960 (Rival Thorne) from 2020-01-01",
        )
    ]


def test_an_overlap_with_an_earlier_one_than_the_last_is_told(tmp_path: Path) -> None:
    short = person("Q960", "Brief Thorne", statement("P39", "Q910", P580="+2019-06-01", P582="+2019-07-01"))
    later = person("Q961", "Late Thorne", statement("P39", "Q910", P580="+2020-01-01", P582="+2020-03-01"))
    assert [reason.split(" and ")[1] for _, reason in told(tmp_path, short, later)] == [
        "Q960 (Brief Thorne) from 2019-06-01",
        "Q961 (Late Thorne) from 2020-01-01",
    ]


def test_members_and_deputies_may_be_many(tmp_path: Path) -> None:
    offices = [item("Q911", {"en": "member of the Parliament of Avalon"}, P31=["Q294414"], P1001=["Q901"]),
               item("Q912", {"en": "Deputy Minister of Foreign Affairs of Avalon"}, P31=["Q294414"], P1001=["Q901"])]  # fmt: skip
    members = [person(f"Q96{n}", f"Thorne {n}", *(statement("P39", o, P580="+2020-01-01") for o in ("Q911", "Q912")))
               for n in range(3)]  # fmt: skip
    assert told(tmp_path, *offices, *members) == []


def test_two_ids_for_one_person_or_body_are_told_once(tmp_path: Path) -> None:
    again = person("Q960", "Abdel Nasser Sand", statement("P39", "Q910", P580="+1990-05-01", P582="+1991-03-10"),
                   P569=["+1960-02-03"])  # fmt: skip
    namesake = person("Q961", "Abdel Nasser Sand", P569=["+1970-02-03"])
    twice = item("Q962", {"en": "Avalon People's Party", "ar": "حزب الشعب الأفالوني"}, P31=["Q7278"], P17=["Q901"])
    one, other = "Q921 (Abdel Nasser Sand)", "Q960 (Abdel Nasser Sand)"
    assert told(tmp_path, again, namesake, twice) == [
        ("same-office", f"Q910 (Minister of Foreign Affairs of Avalon): {other} and {one} have one name"),
        ("same-person", f"{one} and {other} have one name"),
        ("same-thing", "Q930 (Avalon People's Party) and Q962 (Avalon People's Party) have one name"),
    ]


def test_an_office_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    holders = [person(f"Q96{n}", f"Thorne {n}", statement("P39", "Q999", P580="+2020-01-01")) for n in range(3)]
    assert told(tmp_path, *holders) == [
        ("unknown-office", "Q999 is not in the index; held by Q960 (Thorne 0) and 2 more")
    ]


def test_ids_that_the_facts_lack_are_told(small: Gazetteer, tmp_path: Path) -> None:
    found = check_found(small, index_of(tmp_path, person("Q970", "Lee Hill", P27=["Q1"])))
    assert [(p.code, p.reason) for p in found] == [("id-found", "x:lee-hill (Lee Hill) is Q970 (Lee Hill)")]
