"""The examples of the language packs' `events.toml`: what each sentence tells, through the whole engine."""

from __future__ import annotations

from functools import cache

import pytest

from kg.code import code
from kg.gazetteer import Gazetteer
from kg.lang import codes, load
from kg.link import link
from kg.model import Article, DateSpan, Event
from kg.text import analyse


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def examples() -> list[tuple[str, dict[str, object]]]:
    packs = [load(lang) for lang in codes() if (load(lang).folder / "events.toml").is_file()]
    return [(pack.code, example) for pack in packs for example in pack.toml("events")["example"]]


def tell(text: str, published: str, lang: str) -> tuple[list[str], list[Event], Article]:
    pack = load(lang)
    article = Article("example", "example", text, 0, published=DateSpan.of(published), lang=lang)
    linked = link(analyse(article, pack), gazetteer(), pack)
    names = {e.id: e.name for e in linked.entities}
    events = list(code(linked, pack))
    return [show(e, names) for e in events], events, article


def show(event: Event, names: dict[str, str]) -> str:
    others = f" > {', '.join(names[e] for e in event.others)}" if event.others else ""
    place = f" @ {names[event.place]}" if event.place else ""
    date = f" {event.date}" if event.date else ""
    return f"{event.type} {event.status}: {', '.join(names[e] for e in event.agents)}{others}{place}{date}"


@pytest.mark.parametrize(("lang", "example"), examples(), ids=lambda v: v if isinstance(v, str) else v["phenomenon"])
def test_example_tells_its_events(lang: str, example: dict[str, object]) -> None:
    told, events, article = tell(str(example["text"]), str(example["published"]), lang)
    assert told == example["events"]
    if "topics" in example:
        assert [list(event.topics) for event in events] == example["topics"]
    for event in events:
        assert all(article.text[s.start : s.end].strip() for s in (event.trigger, *event.evidence))
        assert event.evidence[0].start <= event.trigger.start < event.trigger.end <= event.evidence[0].end


def test_events_are_numbered_in_text_order() -> None:
    _, events, _ = tell("وصل أنتوني بلينكن إلى القدس حيث التقى بنيامين نتنياهو.", "2024-10-23", "ar")
    assert [e.id for e in events] == ["v1", "v2"]
    assert events[0].trigger < events[1].trigger


def test_an_understood_participant_lowers_confidence() -> None:
    _, named, _ = tell("التقى أنتوني بلينكن بنيامين نتنياهو في القدس.", "2024-10-23", "ar")
    _, understood, _ = tell("وصل أنتوني بلينكن إلى القدس والتقى إسحق هرتسوغ.", "2024-10-23", "ar")
    assert understood[-1].confidence < named[0].confidence


def test_a_text_without_politics_tells_nothing() -> None:
    assert tell("التقى أحمد صديقه محمدا في المقهى أمس.", "2024-10-23", "ar")[0] == []
