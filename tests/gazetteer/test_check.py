"""Doubts about the facts are told, with the line to look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.gazetteer.check import check_facts

Write = Callable[..., Path]


def told(folder: Path, code: str) -> list[tuple[str, str]]:
    return [(p.where, p.reason) for p in check_facts(folder) if p.code == code]


def test_a_handover_on_one_day_is_no_overlap(facts: Path) -> None:
    assert told(facts, "tenures-overlap") == []


def test_two_holders_at_once_are_told(write_facts: Write) -> None:
    folder = write_facts(tenures="avalon-fm|2020-01-01|2020-02-01|Q12|high\n")
    assert told(folder, "tenures-overlap") == [
        ("tenures.tsv, line 4", "avalon-fm: x:lee-hill and Q12 both from 2020-01-01 to 2020-02-01 (line 2)")
    ]


def test_a_date_known_by_its_year_only_is_no_overlap(write_facts: Write) -> None:
    assert told(write_facts(tenures="avalon-fm|2018|2019|Q12|medium\n"), "tenures-overlap") == []


def test_two_persons_with_one_name_are_told(write_facts: Write) -> None:
    folder = write_facts(people="Q13|Ann Sand||||||Q2|||\n")
    assert told(folder, "same-person") == [("people.tsv, line 5", "Q13 is called 'ann sand' like Q11")]


def test_a_capital_abroad_is_told(write_facts: Write) -> None:
    folder = write_facts(states="Q1|country|Avalon|أفالون|||Avalonian|أفالوني||AV|Q21>>Q1|country|Avalon|||||||AV|Q22")
    assert told(folder, "capital") == [("states.tsv, line 2", "Q1: its capital Q22 lies in Q2")]


def test_missing_ids_and_holders_are_told(write_facts: Write) -> None:
    folder = write_facts(offices="bor-king||head_of_state|Q2|King of Bor|||\n")
    assert told(folder, "unknown-id") == [("people.tsv, line 4", "x:lee-hill: its Wikidata id is not known")]
    assert told(folder, "no-holder") == [("offices.tsv, line 3", "bor-king: no one is known to have held it")]


def test_the_packages_own_facts_have_no_new_doubts() -> None:
    overlaps = [p for p in check_facts() if p.code == "tenures-overlap"]
    offices = {p.reason.split(":")[0] for p in overlaps}
    # Rival governments, and handovers that the sources date a day apart.
    assert len(overlaps) <= 21
    assert {o for o in offices if o.startswith("libya-")} == {
        "libya-defence-minister",
        "libya-foreign-minister",
        "libya-prime-minister",
    }
