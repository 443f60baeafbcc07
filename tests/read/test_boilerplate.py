from __future__ import annotations

import pytest

from kg.read.boilerplate import find_boilerplate, match_rule, rules

EXAMPLES = [(rule.name, text) for rule in rules() for text in rule.examples]
COUNTER_EXAMPLES = [(rule.name, text) for rule in rules() for text in rule.counter_examples]


@pytest.mark.parametrize(("name", "line"), EXAMPLES)
def test_example_of_a_rule_is_boilerplate_by_that_rule(name: str, line: str) -> None:
    rule = match_rule(line)
    assert rule is not None
    assert rule.name.partition("/")[2] == name.partition("/")[2]  # signs such as © are in several languages


@pytest.mark.parametrize(("name", "line"), COUNTER_EXAMPLES)
def test_counter_example_is_text(name: str, line: str) -> None:
    assert match_rule(line) is None


def test_lines_are_told_as_spans_with_the_latest_copyright_year() -> None:
    text = "وصل الوزير إلى العاصمة.\n\nشاركها.\n© ٢٠١٩-٢٠٢١ أخبار المدينة\nعام 2030"
    found = find_boilerplate(text)
    assert [text[a:b] for a, b in found.spans] == ["شاركها.", "© ٢٠١٩-٢٠٢١ أخبار المدينة"]
    assert found.year == "2021"


def test_list_under_a_heading_of_links_goes_with_it_and_later_lists_stay() -> None:
    text = "Related articles\n- Minister lands\n- Talks resume\nThe minister said:\n- first point"
    found = find_boilerplate(text)
    assert [text[a:b] for a, b in found.spans] == ["Related articles", "- Minister lands", "- Talks resume"]


def test_year_of_a_line_without_copyright_does_not_count() -> None:
    assert find_boilerplate("Share this\nTags: 2020").year == ""
