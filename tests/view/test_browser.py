"""The page in a browser: what a reader sees and does."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sample import sample
from small import SMALL

from kg.view import Statements, render

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]
ALL = {"Ahmad Kilani", "Dana Orwan", "Layth Zahran", "Northland", "Southmere", "Council of Ports"}


def drawing(page: Page, what: str) -> list[dict[str, Any]]:
    return page.evaluate(f"document.getElementById('canvas').drawing.{what}()")


def drawn(page: Page) -> set[str]:
    return {node["text"] for node in drawing(page, "nodes")}


def ends(page: Page) -> dict[frozenset[str], dict[str, Any]]:
    names = {node["id"]: node["text"] for node in drawing(page, "nodes")}
    return {frozenset({names[e["from"]], names[e["to"]]}): e for e in drawing(page, "edges")}


def click_node(page: Page, text: str, *, twice: bool = False) -> None:
    (node,) = (n for n in drawing(page, "nodes") if n["text"] == text)
    at = page.evaluate("id => document.getElementById('canvas').drawing.at(id)", node["id"])
    (page.mouse.dblclick if twice else page.mouse.click)(at["x"], at["y"])
    page.wait_for_timeout(350)


def click_edge(page: Page, one: str, other: str) -> None:
    edge = ends(page)[frozenset({one, other})]
    a, b = (page.evaluate("id => document.getElementById('canvas').drawing.at(id)", edge[k]) for k in ("from", "to"))
    page.mouse.click((a["x"] + b["x"]) / 2, (a["y"] + b["y"]) / 2)
    page.wait_for_timeout(350)


def panel(page: Page) -> str:
    return page.locator("#panel-body").inner_text()


def chip(page: Page, kind: str, key: str) -> None:
    page.locator(f"#chips-{kind} [data-key='{key}']").click()


def fragment(page: Page) -> str:
    page.wait_for_timeout(120)
    return page.evaluate("decodeURIComponent(location.hash)")


# The network


def test_actors_are_told_apart_by_shape_and_colour(open_page: Opener) -> None:
    page = open_page(SMALL)
    assert drawn(page) == ALL
    looks = {node["text"]: (node["shape"], node["tone"]) for node in drawing(page, "nodes")}
    assert looks["Ahmad Kilani"] == ("dot", "person")
    assert looks["Northland"] == ("square", "state")
    assert looks["Council of Ports"] == ("hexagon", "organization")
    assert len(drawing(page, "names")) >= len(ALL)


def test_one_line_a_pair_wide_by_events_dashed_when_planned_red_for_conflict(open_page: Opener) -> None:
    lines = ends(open_page(SMALL))
    assert len(lines) == 4
    both = lines[frozenset({"Ahmad Kilani", "Dana Orwan"})]
    assert len(both["events"]) == 2
    assert not both["dashed"]
    assert "ceasefire" in both["text"]
    talks = lines[frozenset({"Dana Orwan", "Council of Ports"})]
    assert talks["dashed"]
    assert both["width"] > talks["width"]
    assert lines[frozenset({"Northland", "Southmere"})]["tone"] == "conflict"


def test_those_in_more_events_are_larger(open_page: Opener) -> None:
    sizes = {node["text"]: node["size"] for node in drawing(open_page(SMALL), "nodes")}
    assert sizes["Dana Orwan"] > sizes["Ahmad Kilani"] > sizes["Layth Zahran"]


def test_states_stand_for_those_who_act_for_them(open_page: Opener) -> None:
    page = open_page(SMALL)
    page.locator("[data-view=states]").click()
    assert "Ahmad Kilani" not in drawn(page)
    assert len(ends(page)[frozenset({"Northland", "Southmere"})]["events"]) == 3
    click_node(page, "Northland")
    assert "4 events" in panel(page)
    page.locator("#panel-body .partners button", has_text="Southmere").click()
    assert "3 events" in panel(page)


def test_events_and_topics_as_nodes(open_page: Opener) -> None:
    page = open_page(SMALL)
    page.locator("[data-view=topics]").click()
    kinds = [node["shape"] for node in drawing(page, "nodes")]
    assert kinds.count("diamond") == 6
    assert kinds.count("star") == 3
    click_node(page, "ceasefire or truce")
    assert "2 events" in panel(page)


def test_a_community_opens(open_page: Opener) -> None:
    page = open_page(SMALL, "#view=groups")
    groups = [node for node in drawing(page, "nodes") if node["tone"] == "group"]
    assert groups
    click_node(page, groups[0]["text"], twice=True)
    assert len([node for node in drawing(page, "nodes") if node["tone"] == "group"]) == len(groups) - 1


# Reading


def test_a_click_on_a_line_reads_its_events_in_time_order(open_page: Opener) -> None:
    page = open_page(SMALL)
    click_edge(page, "Ahmad Kilani", "Dana Orwan")
    text = panel(page)
    assert text.index("10 January 2024") < text.index("5 March 2024")
    for told in ("Meeting", "Harbour City", "ceasefire or truce", "Kilani met Orwan in Harbour City.", "Example Wire"):
        assert told.lower() in text.lower()
    assert "planned" in text
    address = page.locator("cite a", has_text="Kilani and Orwan at the harbour").first
    expect(address).to_have_attribute("href", "https://news.example.org/one")
    expect(address).to_have_attribute("rel", "noopener noreferrer")


def test_a_click_on_an_actor_and_on_from_there(open_page: Opener) -> None:
    page = open_page(SMALL)
    click_node(page, "Council of Ports")
    expect(page.locator("#panel-body h2")).to_have_text("Council of Ports")
    expect(page.get_by_role("link", name="Wikidata")).to_have_attribute("href", "https://www.wikidata.org/wiki/Q42")
    page.locator("#panel-body .event button.who", has_text="Dana Orwan").click()
    expect(page.locator("#panel-body h2")).to_have_text("Dana Orwan")
    page.locator("#panel-body .where button").click()
    expect(page.locator("#panel-body h2")).to_have_text("Harbour City")


# Finding


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("احمد", "Ahmad Kilani"),
        ("أَحْمَد", "Ahmad Kilani"),
        ("kilani AHMAD", "Ahmad Kilani"),
        ("الموانى", "Council of Ports"),
    ],
)
def test_search_folds_as_the_engine_does(open_page: Opener, typed: str, found: str) -> None:
    page = open_page(SMALL)
    page.locator("#search").fill(typed)
    expect(page.locator("#found li")).to_contain_text([found])
    page.locator("#search").press("Enter")
    expect(page.locator("#panel-body h2")).to_have_text(found)


def test_search_says_that_there_is_none(open_page: Opener) -> None:
    page = open_page(SMALL)
    page.locator("#search").fill("zzz")
    expect(page.locator("#found")).to_have_text("Nothing is called that")


@pytest.mark.parametrize(
    ("kind", "key", "left"),
    [
        ("type", "criticism", {"Northland", "Southmere"}),
        ("topic", "ceasefire", {"Ahmad Kilani", "Dana Orwan", "Council of Ports"}),
        ("status", "planned", {"Ahmad Kilani", "Dana Orwan"}),
        ("kind", "person", {"Ahmad Kilani", "Dana Orwan", "Layth Zahran"}),
        ("outlet", "Example Wire", {"Ahmad Kilani", "Dana Orwan", "Northland", "Southmere"}),
    ],
)
def test_filters(open_page: Opener, kind: str, key: str, left: set[str]) -> None:
    page = open_page(SMALL)
    chip(page, kind, key)
    assert drawn(page) == left
    chip(page, kind, key)
    assert drawn(page) == ALL


def test_filters_of_one_kind_widen_and_of_several_narrow(open_page: Opener) -> None:
    page = open_page(SMALL)
    chip(page, "type", "criticism")
    chip(page, "type", "talks")
    assert drawn(page) == {"Northland", "Southmere", "Dana Orwan", "Council of Ports"}
    chip(page, "topic", "ceasefire")
    assert drawn(page) == {"Dana Orwan", "Council of Ports"}
    page.locator("#reset").click()
    assert drawn(page) == ALL


def test_least_number_of_events(open_page: Opener) -> None:
    page = open_page(SMALL)
    page.locator("#minimum").fill("3")
    assert drawn(page) == {"Dana Orwan"}


def test_time_handles_and_play(open_page: Opener) -> None:
    page = open_page(SMALL)
    assert page.locator("#bars rect").count() == 8
    page.locator("#time-low").fill("4")
    assert drawn(page) == {"Ahmad Kilani", "Dana Orwan", "Council of Ports"}
    assert "from=2024-03-01" in fragment(page)
    page.locator("#time-all").click()
    page.locator("#play").click()
    assert drawn(page) == {"Layth Zahran", "Northland"}
    expect(page.locator("#time-low")).to_have_value("2")
    page.locator("#play").click()
    assert "Layth Zahran" not in drawn(page)


def test_a_date_far_from_all_others_does_not_squeeze_them(open_page: Opener) -> None:
    old = 'ex:old a dip:Visit ; dip:agent ex:layth ; dip:counterpart ex:north ; dip:date "1712"^^xsd:gYear .'
    many = "".join(
        f'ex:m{n} a dip:Call ; dip:agent ex:dana, ex:north ; dip:date "2024-0{n % 5 + 1}-1{n % 9}"^^xsd:date .'
        for n in range(40)
    )
    page = open_page(SMALL + many + old)
    assert page.locator("#time-first").inner_text() == "… Nov 2023"
    assert "Layth Zahran" in drawn(page)
    page.locator("#time-high").fill("0")
    assert len(ends(page)[frozenset({"Layth Zahran", "Northland"})]["events"]) == 2


def test_focus_at_one_and_two_steps(open_page: Opener) -> None:
    page = open_page(SMALL)
    click_node(page, "Ahmad Kilani", twice=True)
    assert drawn(page) == {"Ahmad Kilani", "Dana Orwan"}
    page.get_by_role("button", name="Two steps").click()
    assert drawn(page) == {"Ahmad Kilani", "Dana Orwan", "Council of Ports"}
    page.locator("#focus button.icon").click()
    assert drawn(page) == ALL


def test_the_shortest_way_between_two(open_page: Opener) -> None:
    page = open_page(SMALL)
    click_node(page, "Ahmad Kilani")
    page.get_by_role("button", name="Find the way").click()
    click_node(page, "Council of Ports")
    assert drawn(page) == {"Ahmad Kilani", "Dana Orwan", "Council of Ports"}
    assert len(ends(page)) == 2
    assert page.locator("#panel-body .partners li").all_inner_texts() == [
        "Ahmad Kilani – Dana Orwan\n2",
        "Dana Orwan – Council of Ports\n1",
    ]


def test_no_way_is_said(open_page: Opener) -> None:
    page = open_page(SMALL, "#path=ahmad>layth")
    assert "No way leads" in page.locator("#focus").inner_text()


def test_the_address_keeps_the_view(open_page: Opener) -> None:
    page = open_page(SMALL)
    chip(page, "topic", "ceasefire")
    page.locator("[data-lang=ar]").click()
    click_node(page, "مجلس الموانئ")
    address = fragment(page)
    assert "pick=@Q42" in address
    other = open_page(SMALL, address)
    assert drawn(other) == drawn(page) == {"أحمد الكيلاني", "دانا الأروان", "مجلس الموانئ"}
    expect(other.locator("#panel-body h2")).to_have_text("مجلس الموانئ")


def test_an_address_from_elsewhere_does_no_harm(open_page: Opener) -> None:
    page = open_page(
        SMALL, "#view=cake&topic=pie&from=now&min=-5&focus=nobody&path=a>b&lang=xx&kind=<b>&limit=x&pick=c99"
    )
    assert drawn(page) == ALL


# Size


def test_the_strongest_first_and_the_rest_on_demand(open_page: Opener) -> None:
    page = open_page(render(Statements(sample(300)), lang="en", limit=100), html=True)
    assert len(drawn(page)) <= len(drawing(page, "nodes")) == 100
    assert "weaker actors are not shown" in page.locator("#notes").inner_text()
    weakest = min(node["size"] for node in drawing(page, "nodes"))
    page.locator("#notes button").first.click()
    assert len(drawing(page, "nodes")) > 290
    assert min(node["size"] for node in drawing(page, "nodes")) < weakest
    page.locator("#limit").select_option("25")
    assert len(drawing(page, "nodes")) == 25


def test_actors_without_contacts_stay_away_until_they_are_asked_for(open_page: Opener) -> None:
    alone = "".join(
        f'ex:s{n} a dip:Statement ; dip:agent ex:x{n} . ex:x{n} rdfs:label "Alone {n}" .' for n in range(20)
    )
    page = open_page(SMALL + alone)
    assert drawn(page) == ALL
    page.locator("#search").fill("alone 7")
    page.locator("#search").press("Enter")
    assert "Alone 7" in drawn(page)
    assert len(drawn(page)) == 26


# Language


def test_arabic_mirrors_the_page(open_page: Opener) -> None:
    page = open_page(SMALL)
    left = page.locator("#filters").bounding_box()
    page.locator("[data-lang=ar]").click()
    right = page.locator("#filters").bounding_box()
    assert left
    assert right
    assert left["x"] == 0
    assert right["x"] > 900
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    click_node(page, "مجلس الموانئ")
    assert "1 يونيو 2024" in panel(page)
    assert "حدثان" in panel(page)
    page.locator("[data-lang=en]").click()
    assert "1 June 2024" in panel(page)


def test_dates_run_from_right_to_left_in_arabic(open_page: Opener) -> None:
    page = open_page(SMALL, lang="ar")
    first, last = (page.locator(f"#time-{end}").bounding_box() for end in ("first", "last"))
    assert first
    assert last
    assert first["x"] > last["x"]
    assert page.locator("#time-first").inner_text() == "نوفمبر 2023"


# Manners


def test_the_keyboard_alone(open_page: Opener) -> None:
    page = open_page(SMALL)
    page.keyboard.press("/")
    page.keyboard.type("dana")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-body h2")).to_have_text("Dana Orwan")
    page.locator("#canvas").focus()
    before = page.locator("#panel-body h2").inner_text()
    for arrow in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(arrow)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.locator("#live").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator("#panel-body h2")).to_have_text("At a glance")
    page.keyboard.press("t")
    expect(page.locator("#table-body table")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    assert before


def test_the_table_has_the_same_data(open_page: Opener) -> None:
    page = open_page(SMALL, "#view=table")
    expect(page.locator("tbody tr")).to_have_count(6)
    page.get_by_role("button", name="Contacts", exact=False).click()
    expect(page.locator("tbody tr")).to_have_count(4)
    page.locator("#table-body .tabs button").nth(2).click()
    page.get_by_role("button", name="Name").click()
    assert page.locator("tbody tr td:first-child").all_inner_texts() == sorted(ALL)
    chip(page, "type", "criticism")
    expect(page.locator("tbody tr")).to_have_count(2)


def test_dark_and_light(open_page: Opener) -> None:
    page = open_page(SMALL, color_scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    assert "theme=light" in fragment(page)


def test_the_picture_can_be_saved(open_page: Opener, tmp_path: Path) -> None:
    page = open_page(SMALL)
    page.locator("#menu-button").click()
    with page.expect_download() as download:
        page.locator("#do-png").click()
    path = tmp_path / "saved.png"
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size > 5000


def saved_table(page: Page, tmp_path: Path) -> list[list[str]]:
    page.locator("#menu-button").click()
    with page.expect_download() as download:
        page.locator("#do-csv").click()
    path = tmp_path / "saved.csv"
    download.value.save_as(path)
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_the_events_shown_can_be_saved_as_a_table(open_page: Opener, tmp_path: Path) -> None:
    page = open_page(SMALL)
    chip(page, "topic", "ceasefire")
    head, *rows = saved_table(page, tmp_path)
    assert head[0] == "Date"
    assert [row[0] for row in rows] == ["2024-01-10", "2024-06-01"]
    assert rows[0][2] == "Dana Orwan; Ahmad Kilani"
    assert "https://news.example.org/one" in rows[0][9]


def test_no_cell_of_the_table_is_a_formula(open_page: Opener, tmp_path: Path) -> None:
    evil = SMALL.replace('"Layth Zahran"', '"=HYPERLINK(1)"').replace('"Example Wire"', '"  @cmd"')
    rows = saved_table(open_page(evil), tmp_path)
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@]", cell)]
    assert any("'=HYPERLINK(1)" in cell for row in rows for cell in row)


def test_paper_gets_the_drawing_and_its_events(open_page: Opener) -> None:
    page = open_page(SMALL)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#on-paper img")).to_be_visible()
    expect(page.locator("#on-paper tr")).to_have_count(6)
    assert page.locator("#filters").is_hidden()


def test_an_empty_graph_says_what_to_do(open_page: Opener) -> None:
    page = open_page("")
    expect(page.locator("#nothing")).to_contain_text("Build it from articles")


def test_filters_that_leave_nothing_say_so_and_how_to_go_back(open_page: Opener) -> None:
    page = open_page(SMALL, "#type=criticism&topic=ceasefire")
    expect(page.locator("#nothing")).to_contain_text("No event fits")
    page.locator("#start-over").click()
    assert drawn(page) == ALL


def test_a_phone(open_page: Opener) -> None:
    page = open_page(SMALL, wide=375, tall=720)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    expect(page.locator("#panel")).to_be_hidden()
    click_node(page, "Dana Orwan")
    expect(page.locator("#panel")).to_be_visible()
    page.locator("#panel-close").click()
    expect(page.locator("#panel")).to_be_hidden()
    page.locator("#open-filters").click()
    chip(page, "type", "talks")
    assert drawn(page) == {"Dana Orwan", "Council of Ports"}
