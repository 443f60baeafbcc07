"""The frame of every page: head, navigation, search, foot; and the small pieces that pages share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from kg.rdf.vocabulary import load_vocabulary
from kg.serve.finding import LONGEST_SEARCH
from kg.serve.markup import Child, Markup, document, tag
from kg.serve.words import Words, all_words

SECTIONS = ("events", "actors", "topics", "articles", "query")
Value = Mapping[str, Any]
_DATES = re.compile(r"([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)")


def page(
    words: Words, title: str, content: Child, *, path: str, section: str = "", asked: str = "", more: Child = None
) -> str:
    """A whole page.

    Args:
        words: the language.
        title: of the page, as text.
        content: what stands in it.
        path: its address with its parameters but the language, to switch the language.
        section: which part of the navigation it is in.
        asked: what stands in the field of the search.
        more: what else the head holds.
    """
    head = [
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{title} · {words.say('site')}" if title else words.say("site")),
        tag("link", rel="stylesheet", href="/static/site.css"),
        tag("link", rel="icon", href="/static/site.svg", type="image/svg+xml"),
        tag("script", src="/static/site.js"),
        more,
    ]
    body = [
        tag("a", words.say("skip"), class_="skip", href="#content"),
        _header(words, path, section, asked),
        tag("main", content, id="content"),
        _footer(words),
    ]
    return document(words.lang, words.dir, head, body)


def link(words: Words, path: str, **parameters: object) -> str:
    """An address of this server in the language of the page."""
    given = {key: str(value) for key, value in parameters.items() if value not in ("", None)}
    return f"{path}?{urlencode({**given, 'lang': words.lang})}"


def thing(kind: str, key: str) -> str:
    """The address of the page of a thing."""
    return f"/{kind}/{quote(key, safe='~-._')}"


def label(words: Words, labels: Value) -> Markup:
    """A label apart from the direction of what is around it."""
    shown, lang = words.label(labels)
    return tag("bdi", said(shown), lang=lang if lang not in ("", words.lang) else None)


def said(text: str) -> list[Child]:
    """A text whose dates read from left to right even where the text does not."""
    parts = _DATES.split(text)
    return [tag("bdi", part, dir="ltr") if number % 2 else part for number, part in enumerate(parts)]


def actor(words: Words, ref: Value) -> Markup:
    """A link to an actor, with the mark of its kind."""
    address = link(words, thing("actor", ref["key"]))
    return tag("a", mark(ref["type"]), label(words, ref["labels"]), href=address)


def topic(words: Words, ref: Value) -> Markup:
    """A link to a topic."""
    return tag("a", label(words, ref["labels"]), class_="tag", href=link(words, thing("topic", ref["key"])))


def mark(kind: str) -> Markup:
    """The mark of a kind of thing; said in words elsewhere."""
    return tag("span", class_=f"mark {kind}", aria_hidden="true")


def term(words: Words, key: str) -> str:
    """What a type, status or kind is called."""
    vocabulary = load_vocabulary()
    if key not in vocabulary.terms:
        return key
    return words.label(dict(vocabulary.labels.get(vocabulary.terms[key], {})))[0] or key


def date(words: Words, iso: str) -> Markup:
    """A date, from left to right in every language."""
    if not iso:
        return tag("span", words.say("no_date"), class_="date")
    return tag("span", tag("bdi", iso.replace("/", " – "), dir="ltr"), class_="date")


def heading(words: Words, key: str, **values: object) -> Markup:
    """A heading within a page."""
    return tag("h2", words.say(key, **values))


def events(words: Words, rows: list[Value]) -> Markup:
    """Events as a list: when, what, about what."""
    if not rows:
        return tag("p", words.say("nothing"), class_="meta")
    return tag("ol", [_event(words, row) for row in rows], class_="events")


def counted(words: Words, refs: list[Value], *, grid: bool = False) -> Markup:
    """Actors as a list, with the number of their events."""
    items = (tag("li", actor(words, ref), _number(ref.get("events"))) for ref in refs)
    return tag("ul", items, class_="rows grid" if grid else "rows")


def pager(words: Words, path: str, given: Mapping[str, Any], total: int, limit: int, offset: int) -> Child:
    """Where one is in a long list, and the ways on and back."""
    if total <= limit and not offset:
        return None
    last = min(offset + limit, total)
    back = link(words, path, **given, offset=max(0, offset - limit) or "")
    on = link(words, path, **given, offset=offset + limit)
    return tag(
        "nav",
        tag("a", words.say("previous"), href=back, class_="button", rel="prev") if offset else None,
        tag("span", words.say("page_of", a=min(offset + 1, total), b=last, n=total)),
        tag("a", words.say("next"), href=on, class_="button", rel="next") if last < total else None,
        class_="pager",
        aria_label=words.say("total", n=total),
    )


def _number(number: int | None) -> Child:
    return None if number is None else tag("span", str(number), class_="n")


def _event(words: Words, row: Value) -> Markup:
    told = [tag("span", term(words, row["type"]), class_="tag")]
    if row["status"] != "occurred":
        told.append(tag("span", term(words, row["status"]), class_="tag"))
    if row["disputed"]:
        told.append(tag("span", words.say("disputed"), class_="warn"))
    what = tag("a", label(words, row["labels"]), href=link(words, thing("event", row["key"])))
    tags = tag("span", told, [topic(words, ref) for ref in row["topics"]], class_="tags")
    return tag("li", date(words, row["date"]), tag("div", what, tags, class_=f"what {row['family']}"))


def _header(words: Words, path: str, section: str, asked: str) -> Markup:
    sections = (
        tag("a", words.say(name), href=link(words, f"/{name}"), aria_current="page" if name == section else None)
        for name in SECTIONS
    )
    find = tag(
        "form",
        tag("input", type="hidden", name="lang", value=words.lang),
        tag("input", type="search", name="q", value=asked, maxlength=LONGEST_SEARCH, dir="auto",
            placeholder=words.say("search_hint"), aria_label=words.say("search")),
        tag("button", words.say("search"), type="submit"),
        class_="find", action="/search", role="search",
    )  # fmt: skip
    joint = "&" if "?" in path else "?"
    others = (
        tag("a", other.name, href=f"{path}{joint}lang={other.lang}", lang=other.lang, hreflang=other.lang)
        for other in all_words().values()
        if other.lang != words.lang
    )
    theme = tag("button", type="button", id="theme", hidden=True, aria_label=words.say("theme"))
    return tag(
        "header",
        tag("a", words.say("site"), class_="brand", href=f"/#lang={words.lang}"),
        tag("nav", tag("a", words.say("network"), href=f"/#lang={words.lang}"), sections, class_="pages",
            aria_label=words.say("menu")),
        find,
        tag("div", others, theme, class_="tools"),
        id="top",
    )  # fmt: skip


def _footer(words: Words) -> Markup:
    return tag(
        "footer",
        tag("p", words.say("footer")),
        tag("a", "SPARQL", href=link(words, "/query")),
        tag("a", words.say("api"), href="/openapi.json"),
    )
