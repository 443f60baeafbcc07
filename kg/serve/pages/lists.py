"""The pages of many things: events, actors, topics, articles, what a search found; and of what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from kg.rdf.vocabulary import load_vocabulary
from kg.serve.catalogue import KINDS
from kg.serve.markup import Child, Markup, tag
from kg.serve.operations import STATUSES, TYPES
from kg.serve.pages import frame
from kg.serve.pages.frame import Value
from kg.serve.pages.things import article_item
from kg.serve.words import Words

Given = Mapping[str, Any]


def events_page(words: Words, told: Value, given: Given, actor: Value | None) -> str:
    """Events, with a form to narrow them."""
    topics = {key: words.label(load_vocabulary().labels[term])[0] for key, term in load_vocabulary().topics.items()}
    fields = [
        _choice(words, "type", given, {key: frame.term(words, key) for key in TYPES}),
        _choice(words, "topic", given, topics),
        _choice(words, "status", given, {key: frame.term(words, key) for key in STATUSES}),
        _date(words, "from", given),
        _date(words, "to", given),
        tag("input", type="hidden", name="actor", value=given["actor"]) if given.get("actor") else None,
    ]
    of = tag("span", frame.actor(words, actor)) if actor else None
    content = [
        _lead(words, "events", told["total"], of),
        _form(words, "/events", fields),
        frame.events(words, told["items"]),
        _pager(words, "/events", given, told),
    ]
    return frame.page(words, words.say("events"), content, path=_path("/events", given), section="events")


def actors_page(words: Words, told: Value, given: Given) -> str:
    """Actors, with a form to narrow them."""
    fields = [_text(words, "q", given), _choice(words, "type", given, {k: frame.term(words, k) for k in KINDS}, "kind")]
    content = [
        _lead(words, "actors", told["total"]),
        _form(words, "/actors", fields),
        frame.counted(words, told["items"], grid=True),
        _pager(words, "/actors", given, told),
    ]
    return frame.page(words, words.say("actors"), content, path=_path("/actors", given), section="actors")


def articles_page(words: Words, told: Value, given: Given) -> str:
    """Articles, with a form to narrow them."""
    content = [
        _lead(words, "articles", told["total"]),
        _form(words, "/articles", [_text(words, "q", given)]),
        tag("ul", [article_item(words, item) for item in told["items"]], class_="rows"),
        _pager(words, "/articles", given, told),
    ]
    return frame.page(words, words.say("articles"), content, path=_path("/articles", given), section="articles")


def topics_page(words: Words, told: Value) -> str:
    """All topics."""
    items = (
        tag("li", tag("a", frame.mark("topic"), frame.label(words, item["labels"]),
                      href=frame.link(words, frame.thing("topic", item["key"]))),
            tag("span", str(item["events"]), class_="n"))
        for item in told["items"]
    )  # fmt: skip
    content = [_lead(words, "topics", told["total"]), tag("ul", items, class_="rows grid")]
    return frame.page(words, words.say("topics"), content, path="/topics", section="topics")


def search_page(words: Words, told: Value, asked: str) -> str:
    """What a search found."""
    items = (
        tag("li", tag("a", frame.mark(item["type"] if item["kind"] == "actor" else item["kind"]),
                      frame.label(words, item["labels"]),
                      href=frame.link(words, frame.thing(item["kind"], item["key"]))),
            tag("span", _kind(words, item), class_="n"))
        for item in told["items"]
    )  # fmt: skip
    title = words.say("results_for", q=asked) if asked.strip() else words.say("search")
    found: Child = tag("ul", items, class_="rows")
    if not told["items"] and asked.strip():
        found = tag("p", words.say("search_none", q=asked))
    return frame.page(words, title, [tag("div", tag("h1", title, dir="auto"), class_="lead"), found],
                      path=_path("/search", {"q": asked}), asked=asked)  # fmt: skip


def error_page(words: Words, status: int, detail: str) -> str:
    """What went wrong."""
    title = words.say(f"error_{status}" if status in (404, 503) else "error")
    content = [
        tag("div", tag("h1", title), class_="lead"),
        tag("p", tag("bdi", detail, dir="auto")),
        tag("p", tag("a", words.say("home"), href="/", class_="button"), class_="pager"),
    ]
    return frame.page(words, title, content, path="/search")


def _kind(words: Words, item: Value) -> str:
    if item["kind"] in ("topic", "article"):
        return words.say(item["kind"])
    return frame.term(words, item["type"])


def _lead(words: Words, key: str, total: int, more: Child = None) -> Markup:
    number = tag("span", words.say("total", n=total), class_="meta", role="status")
    return tag("div", tag("h1", words.say(key)), more, number, class_="lead")


def _form(words: Words, path: str, fields: Iterable[Child]) -> Markup:
    hidden = tag("input", type="hidden", name="lang", value=words.lang)
    show = tag("button", words.say("show"), type="submit", class_="main")
    reset = tag("a", words.say("reset"), href=frame.link(words, path), class_="button")
    return tag("form", hidden, fields, show, reset, class_="filters", action=path)


def _choice(words: Words, name: str, given: Given, choices: Mapping[str, str], said: str = "") -> Markup:
    chosen = given.get(name, "")
    options = [tag("option", words.say("all"), value="")]
    options += [
        tag("option", text, value=key, selected=key == chosen)
        for key, text in sorted(choices.items(), key=lambda choice: choice[1])
    ]
    return tag("label", words.say(said or name), tag("select", options, name=name))


def _date(words: Words, name: str, given: Given) -> Markup:
    return tag("label", words.say(name), tag("input", type="date", name=name, value=given.get(name) or None))


def _text(words: Words, name: str, given: Given) -> Markup:
    field = tag("input", type="search", name=name, value=given.get(name) or None, maxlength=200, dir="auto")
    return tag("label", words.say("search"), field)


def _pager(words: Words, path: str, given: Given, told: Value) -> Child:
    kept = {key: value for key, value in given.items() if key not in ("lang", "offset", "limit")}
    return frame.pager(words, path, kept, told["total"], given["limit"], given["offset"])


def _path(path: str, given: Given) -> str:
    kept = {key: value for key, value in given.items() if key not in ("lang", "limit") and value not in ("", 0)}
    return f"{path}?{urlencode(kept)}" if kept else path
