"""The pages of an actor, an event, a topic, an article, and of anything else that the graph describes."""

from __future__ import annotations

from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.serve.catalogue import short
from kg.serve.marking import Piece, pieces
from kg.serve.markup import Child, Markup, is_safe, tag
from kg.serve.pages import frame
from kg.serve.pages.asking import local
from kg.serve.pages.frame import Value
from kg.serve.words import Words


def actor_page(words: Words, told: Value) -> str:
    """An actor: its events, whom it is with, its offices, its topics, where it is named."""
    name, _ = words.label(told["labels"])
    others = [tag("bdi", text, lang=lang or None) for lang, text in told["labels"].items() if text != name]
    item = short(told["iri"])
    wikidata = f"https://www.wikidata.org/wiki/{item}" if told["iri"].startswith("http://www.wikidata.org/") else ""
    lead = tag(
        "div",
        tag("h1", tag("bdi", name)),
        tag("span", frame.mark(told["type"]), frame.term(words, told["type"]), class_="meta"),
        [tag("span", other, class_="meta") for other in others],
        tag("a", words.say("in_network"), href=f"/#focus={told['key']}&lang={words.lang}") if told["events"] else None,
        tag("a", words.say("wikidata"), href=wikidata, rel="noopener noreferrer") if wikidata else None,
        _data_links(words, "actor", told["key"]),
        class_="lead",
    )
    side = [
        _section(words, "contacts", frame.counted(words, told["partners"])) if told["partners"] else None,
        _section(words, "offices", _offices(words, told["offices"])) if told["offices"] else None,
        _section(words, "topics", _topics(words, told["topics"])) if told["topics"] else None,
    ]
    main = [
        _section(words, "events", frame.events(words, told["latest"])),
        _more(words, "actor", told),
        _section(words, "mentions", _articles(words, told["articles"])) if told["articles"] else None,
    ]
    return frame.page(words, name, [lead, _columns(main, side)], path=frame.thing("actor", told["key"]),
                      section="actors")  # fmt: skip


def event_page(words: Words, told: Value) -> str:
    """An event: who, where, when, about what; each article's telling with its passages."""
    name, lang = words.label(told["labels"])
    status = frame.term(words, told["status"])
    lead = tag(
        "div",
        tag("h1", tag("bdi", frame.said(name), lang=lang or None)),
        tag("span", frame.term(words, told["type"]), class_="tag"),
        tag("span", status, class_="tag") if told["status"] else None,
        tag("span", words.say("disputed"), class_="warn") if told["disputed"] else None,
        _data_links(words, "event", told["key"]),
        class_="lead",
    )
    refs = {ref["key"]: ref for ref in (*told["agents"], *told["counterparts"])}
    roles = (("agents", "agent"), ("counterparts", "counterpart"))
    parts = {role: [part for part in told["parts"] if part["role"] == role] for _, role in roles}
    facts: list[Child] = [
        tag("dt", words.say("date")), tag("dd", frame.date(words, told["date"])),
        *_fact(words, "place", frame.actor(words, told["place"]) if told["place"] else None),
        tag("dt", words.say("confidence")), tag("dd", f"{round(told['confidence'] * 100)} %"),
    ]  # fmt: skip
    side = [
        tag("dl", facts, class_="facts"),
        [
            _section(words, key, tag("ul", [_part(words, part, refs) for part in parts[role]], class_="parts"))
            for key, role in roles
            if parts[role]
        ],
        _section(words, "topics", _topics(words, told["topics"])) if told["topics"] else None,
    ]
    main = [frame.heading(words, "tellings"), [_telling(words, telling) for telling in told["tellings"]]]
    return frame.page(words, name, [lead, _columns(main, side)], path=frame.thing("event", told["key"]),
                      section="events")  # fmt: skip


def topic_page(words: Words, told: Value) -> str:
    """A topic: its events and who is in them."""
    name, lang = words.label(told["labels"])
    title = tag("h1", tag("bdi", name, lang=lang or None))
    lead = tag("div", title, _data_links(words, "topic", told["key"]), class_="lead")
    side = _section(words, "actors", frame.counted(words, told["actors"])) if told["actors"] else None
    main = [_section(words, "events", frame.events(words, told["latest"])), _more(words, "topic", told)]
    return frame.page(words, name, [lead, _columns(main, side)], path=frame.thing("topic", told["key"]),
                      section="topics")  # fmt: skip


def article_page(words: Words, told: Value) -> str:
    """An article: its text with what is named and what tells of events marked, and these events."""
    title, lang = told["title"], told["lang"] or None
    body = told["text"]
    start = len(title) + 2 if body and title and body.startswith(f"{title}\n\n") else 0
    address = told["url"]
    lead = tag(
        "div",
        tag("h1", title or words.say("no_title"), lang=lang if title else None, dir="auto"),
        tag("span", tag("bdi", told["source"]) if told["source"] else words.say("no_outlet"), class_="meta"),
        tag("span", frame.date(words, told["published"]), class_="meta"),
        tag("a", words.say("original"), href=address, rel="noopener noreferrer") if address and is_safe(address)
        else None,
        _data_links(words, "article", told["key"]),
        class_="lead",
    )  # fmt: skip
    main: list[Child] = [tag("p", words.say("text_hint" if body else "text_missing"), class_="hint")]
    if body:
        shown = [_piece(words, piece) for piece in pieces(body, start, told["passages"], told["mentions"])]
        main.append(tag("div", shown, class_="text", lang=lang, dir="auto"))
    side = [
        _section(words, "named", frame.counted(words, told["actors"])) if told["actors"] else None,
    ]
    main.append(_section(words, "told_here", frame.events(words, told["latest"])))
    return frame.page(words, title or words.say("article"), [lead, _columns(main, side)],
                      path=frame.thing("article", told["key"]), section="articles")  # fmt: skip


def statements(triples: bytes) -> list[dict[str, Any]]:
    """The rows of `thing_page` from N-Triples."""
    rows = []
    for quad in parse(triples, format=RdfFormat.N_TRIPLES):
        value = quad.object
        literal = isinstance(value, Literal)
        text = value.value if isinstance(value, NamedNode | Literal) else str(value)
        lang = value.language or "" if isinstance(value, Literal) else ""
        path = "" if literal else local(text)
        rows.append({"property": short(quad.predicate.value), "value": text, "iri": not literal, "lang": lang,
                     "path": path, "subject": quad.subject})  # fmt: skip
    return rows


def thing_page(words: Words, told: Value) -> str:
    """Anything that the graph describes: its properties and values."""
    rows = [
        tag("tr", tag("td", tag("bdi", row["property"])), tag("td", _value(words, row)))
        for row in told["statements"]
    ]  # fmt: skip
    header = tag("tr", tag("th", words.say("property"), scope="col"), tag("th", words.say("value"), scope="col"))
    table = tag("div", tag("table", tag("thead", header), tag("tbody", rows)), class_="scroll")
    lead = tag("div", tag("h1", tag("bdi", short(told["iri"]))), tag("span", told["iri"], class_="meta"),
               _data_links(words, told["kind"], told["key"]), class_="lead")  # fmt: skip
    return frame.page(words, short(told["iri"]), [lead, table], path=f"/thing{frame.thing(told['kind'], told['key'])}")


def _columns(main: Child, side: Child) -> Markup:
    return tag("div", tag("section", main), tag("aside", side), class_="columns")


def _section(words: Words, key: str, content: Child) -> list[Child]:
    return [frame.heading(words, key), content]


def _fact(words: Words, key: str, value: Child) -> list[Child]:
    return [tag("dt", words.say(key)), tag("dd", value)] if value else []


def _topics(words: Words, topics: list[Value]) -> Markup:
    return tag("div", [frame.topic(words, ref) for ref in topics], class_="tags")


def _data_links(words: Words, kind: str, key: str) -> Markup:
    base = f"/data{frame.thing(kind, key)}"
    names = (("Turtle", ".ttl"), ("JSON-LD", ".jsonld"))
    return tag("span", f"{words.say('data')}: ", [[tag("a", name, href=base + suffix), " "] for name, suffix in names],
               class_="meta")  # fmt: skip


def _more(words: Words, kind: str, told: Value) -> Child:
    if told["events"] <= len(told["latest"]):
        return None
    address = frame.link(words, "/events", **{kind: told["key"]}, offset=len(told["latest"]))
    return tag("p", tag("a", words.say("earlier"), href=address, class_="button"), class_="pager")


def _offices(words: Words, offices: list[Value]) -> Markup:
    def when(office: Value) -> str:
        ends = (("since", office["from"]), ("until", office["until"]))
        return " ".join(words.say(key, date=end) for key, end in ends if end)

    items = (tag("li", frame.label(words, office["labels"]), tag("div", frame.said(when(office)), class_="meta"))
             for office in offices)  # fmt: skip
    return tag("ul", items, class_="parts")


def _articles(words: Words, articles: list[Value]) -> Markup:
    return tag("ul", [article_item(words, article) for article in articles], class_="rows")


def article_item(words: Words, article: Value) -> Markup:
    """An article in a list."""
    shown = tag("bdi", article["title"] or words.say("no_title"), lang=article["lang"] or None)
    about = " · ".join(filter(None, [article["source"], article["published"]]))
    address = frame.link(words, frame.thing("article", article["key"]))
    return tag("li", tag("a", shown, href=address), tag("span", frame.said(about), class_="n"))


def _part(words: Words, part: Value, refs: dict[str, Any]) -> Markup:
    ref = refs.get(part["key"], {"key": part["key"], "type": "actor", "labels": {"": part["name"]}})
    about = [part["office"], words.say("acts_for", name=part["on_behalf_of"]) if part["on_behalf_of"] else ""]
    other = [candidate["name"] for candidate in part["candidates"] if candidate["iri"] != part["iri"]]
    return tag(
        "li",
        frame.actor(words, ref),
        [tag("div", tag("bdi", line), class_="meta") for line in about if line],
        tag("div", words.say("may_be"), ": ", tag("bdi", "; ".join(other)), class_="meta") if other else None,
    )


def _telling(words: Words, telling: Value) -> Markup:
    address = frame.link(words, frame.thing("article", telling["article"]))
    title = tag("bdi", telling["title"] or words.say("no_title"))
    about = filter(None, [telling["source"], telling["published"], telling["status"], telling["date"]])
    quotes = [
        tag(
            "blockquote",
            tag("span", passage["before"], class_="around") if passage["before"] else None,
            tag("mark", passage["quote"]),
            tag("span", passage["after"], class_="around") if passage["after"] else None,
            dir="auto",
        )
        for passage in telling["passages"]
    ]
    first = telling["passages"][0]["start"] if telling["passages"] else None
    anchor = "" if first is None else f"#c{first}"
    found = (
        f"{words.say('rule')}: {telling['rule']} · {words.say('confidence')}: {round(telling['confidence'] * 100)} %"
    )
    return tag(
        "article",
        tag("h3", tag("a", title, href=address)),
        tag("p", [[tag("bdi", part), " · "] for part in about], tag("span", found), class_="meta"),
        quotes,
        tag("a", words.say("read_article"), href=address + anchor),
        class_="telling",
    )


def _piece(words: Words, piece: Piece) -> Child:
    runs: list[Child] = [
        tag("a", text, class_=kind, href=frame.link(words, frame.thing("actor", key))) if key else text
        for text, key, kind in piece.runs
    ]
    if not piece.events:
        return runs
    notes = [
        tag("a", str(number), href=frame.link(words, frame.thing("event", key)),
            aria_label=f"{words.say('event')} {number}")
        for number, key in piece.events
    ]  # fmt: skip
    return [tag("mark", runs, id=f"c{piece.start}"), tag("sup", notes) if piece.last else None]


def _value(words: Words, row: Value) -> Markup:
    if row["path"]:
        return tag("a", tag("bdi", row["value"]), href=frame.link(words, row["path"]))
    if row["iri"] and is_safe(row["value"]):
        return tag("a", tag("bdi", row["value"]), href=row["value"], rel="noopener noreferrer")
    return tag("bdi", row["value"], lang=row["lang"] or None)
