"""The examples of the language packs' `events.toml`: what the rules say that each sentence tells.

What annotated articles show of how likely that is comes on top; most examples must come through it unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from kg.code import code, make_event, read_scene
from kg.gazetteer import Gazetteer
from kg.lang import Pack, codes, load
from kg.link import link
from kg.model import Article, DateSpan, Event, LinkedDocument
from kg.text import analyse

UNCHANGED = 0.85
"""Least share of the examples of which the whole engine tells exactly what the rules say."""


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def examples() -> list[tuple[str, dict[str, object]]]:
    packs = [load(lang) for lang in codes() if (load(lang).folder / "events.toml").is_file()]
    return [(pack.code, example) for pack in packs for example in pack.toml("events")["example"]]


def tell(text: str, published: str, lang: str, learned: bool = True) -> tuple[list[str], list[Event], Article]:
    pack = load(lang)
    article = Article("example", "example", text, 0, published=DateSpan.of(published), lang=lang)
    linked = link(analyse(article, pack), gazetteer(), pack)
    names = {e.id: e.name for e in linked.entities}
    events = list(code(linked, pack) if learned else by_rules(linked, pack))
    return [show(e, names) for e in events], events, article


def by_rules(linked: LinkedDocument, pack: Pack) -> Iterator[Event]:
    drafts = read_scene(linked, pack, None).drafts
    return (make_event(n, draft, linked, 1.0) for n, draft in enumerate(drafts, 1))


def show(event: Event, names: dict[str, str]) -> str:
    others = f" > {', '.join(names[e] for e in event.others)}" if event.others else ""
    place = f" @ {names[event.place]}" if event.place else ""
    date = f" {event.date}" if event.date else ""
    return f"{event.type} {event.status}: {', '.join(names[e] for e in event.agents)}{others}{place}{date}"


@pytest.mark.parametrize(("lang", "example"), examples(), ids=lambda v: v if isinstance(v, str) else v["phenomenon"])
def test_example_tells_its_events(lang: str, example: dict[str, object]) -> None:
    told, events, article = tell(str(example["text"]), str(example["published"]), lang, learned=False)
    assert told == example["events"]
    if "topics" in example:
        assert [list(event.topics) for event in events] == example["topics"]
    for event in events:
        assert all(article.text[s.start : s.end].strip() for s in (event.trigger, *event.evidence))
        assert event.evidence[0].start <= event.trigger.start < event.trigger.end <= event.evidence[0].end


@pytest.mark.parametrize("lang", codes())
def test_what_is_learned_leaves_most_examples_as_they_are(lang: str) -> None:
    known = [example for code, example in examples() if code == lang]
    same = [tell(str(e["text"]), str(e["published"]), lang)[0] == e["events"] for e in known]
    assert sum(same) / len(same) > UNCHANGED


def test_events_are_numbered_in_text_order() -> None:
    _, events, _ = tell("وصل أنتوني بلينكن إلى القدس حيث التقى بنيامين نتنياهو.", "2024-10-23", "ar")
    assert [e.id for e in events] == ["v1", "v2"]
    assert events[0].trigger < events[1].trigger


def test_an_understood_participant_makes_no_event_much_surer() -> None:
    _, named, _ = tell("التقى أنتوني بلينكن بنيامين نتنياهو في القدس.", "2024-10-23", "ar")
    _, understood, _ = tell("وصل أنتوني بلينكن إلى القدس والتقى إسحق هرتسوغ.", "2024-10-23", "ar")
    assert understood[-1].confidence <= named[0].confidence + 0.05


def test_a_day_that_owns_an_event_is_nobody() -> None:
    told, _, _ = tell("Emmanuel Macron and Olaf Scholz met over a huddle at last week's EU summit.", "2024-10-21", "en")
    assert "meeting occurred: Emmanuel Macron, Olaf Scholz" in [event[:46] for event in told]


def test_a_text_without_politics_tells_nothing() -> None:
    assert tell("التقى أحمد صديقه محمدا في المقهى أمس.", "2024-10-23", "ar")[0] == []
