"""The pages of queries: the library, a question with its fields and its answer, a query of one's own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from kg.rdf.names import BASE
from kg.rdf.terms import WIKIDATA
from kg.rdf.vocabulary import TOPICS, load_vocabulary
from kg.serve import yasgui
from kg.serve.catalogue import short
from kg.serve.markup import Child, Markup, is_safe, tag
from kg.serve.pages import frame
from kg.serve.words import Words
from kg.store.library import Parameter, Question

ROWS_SHOWN = 500
_FIRST = """PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?event ?what ?date
WHERE {{
  ?event a dip:Meeting ; rdfs:label ?what ; dip:date ?date .
  FILTER (LANG(?what) = "{lang}")
}}
ORDER BY DESC(?date)
LIMIT 50
"""


_EDITOR = [
    tag("link", rel="stylesheet", href="/static/yasgui.min.css"),
    tag("script", src="/static/yasgui.min.js", defer=True),
    tag("script", src="/static/query.js", defer=True),
]


def library_page(words: Words, questions: Sequence[Question], query: str, outcome: Child) -> str:
    """The library of questions, and a field for a query of one's own with its answer."""
    cards = (
        tag("li", tag("a", _said(words, question.title), tag("small", _said(words, question.question)),
                      href=frame.link(words, frame.thing("query", question.name))))
        for question in questions
    )  # fmt: skip
    own = [
        tag("h2", words.say("own_query"), id="own"),
        tag("p", words.say("own_hint"), class_="hint"),
        tag(
            "form",
            tag("input", type="hidden", name="lang", value=words.lang),
            tag("textarea", query or _FIRST.format(lang=words.lang), name="query", id="query-text", dir="ltr",
                lang="en", spellcheck="false", maxlength="100000", aria_label=words.say("own_query")),
            tag("button", words.say("run"), type="submit", class_="main"),
            action="/query#own", id="plain",
        ),
        tag("div", id="editor", dir="ltr", lang="en", hidden=True, data_terms=json.dumps(yasgui.terms())),
        outcome,
    ]  # fmt: skip
    library = [
        frame.heading(words, "library"),
        tag("p", words.say("library_hint"), class_="hint"),
        tag("ul", cards, class_="questions"),
    ]
    title = tag("div", tag("h1", words.say("query")), class_="lead")
    content: list[Child] = [title, own, library] if outcome else [title, library, own]
    path = f"/query?{urlencode({'query': query})}" if query else "/query"
    return frame.page(
        words, words.say("query"), content, path=path, section="query", more=_EDITOR if yasgui.program() else None
    )


def question_page(words: Words, question: Question, given: Mapping[str, str], outcome: Child) -> str:
    """A question with a field for each of its parameters, and its answer."""
    fields = [_field(words, parameter, given) for parameter in question.parameters]
    form = tag(
        "form",
        tag("input", type="hidden", name="lang", value=words.lang),
        tag("input", type="hidden", name="ask", value="1"),
        fields,
        tag("button", words.say("ask"), type="submit", class_="main"),
        class_="fields", action=frame.thing("query", question.name),
    )  # fmt: skip
    edit = frame.link(words, "/query", query=question.text)
    text = tag(
        "details",
        tag("summary", words.say("show_query")),
        tag("pre", question.text, lang="en", dir="ltr"),
        tag("a", words.say("edit_query"), href=edit, class_="button"),
    )
    title = _said(words, question.title)
    lead = tag("div", tag("h1", title), tag("p", _said(words, question.question), class_="meta"), class_="lead")
    kept = {name: value for name, value in given.items() if value}
    path = frame.thing("query", question.name) + (f"?{urlencode(kept)}" if kept else "")
    return frame.page(words, title, [lead, form, outcome, text], path=path, section="query")


def table(words: Words, answer: bytes, downloads: Sequence[tuple[str, str]]) -> Markup:
    """An answer in SPARQL's JSON as a table, and where it can be had in other forms."""
    told = json.loads(answer)
    links = [[tag("a", name, href=address), " "] for name, address in downloads]
    have = tag("p", f"{words.say('as')}: ", links, class_="meta")
    if "boolean" in told:
        return tag("section", tag("p", words.say("yes" if told["boolean"] else "no")), have)
    columns, rows = told["head"]["vars"], told["results"]["bindings"]
    shown = rows[:ROWS_SHOWN]
    counted = words.say("rows", n=len(rows))
    if len(shown) < len(rows):
        counted = words.say("rows_shown", n=len(rows), m=len(shown))
    head = tag("tr", [tag("th", tag("bdi", name), scope="col") for name in columns])
    body = [tag("tr", [tag("td", _cell(words, row.get(name))) for name in columns]) for row in shown]
    scroll = tag("div", tag("table", tag("thead", head), tag("tbody", body)), class_="scroll", tabindex="0",
                 role="region", aria_label=counted)  # fmt: skip
    return tag("section", tag("p", counted, class_="meta", role="status"), scroll, have)


def turtle(words: Words, answer: bytes, downloads: Sequence[tuple[str, str]]) -> Markup:
    """An answer in Turtle."""
    links = [[tag("a", name, href=address), " "] for name, address in downloads]
    text = answer.decode("utf-8", "replace")
    return tag("section", tag("pre", text, tabindex="0"), tag("p", f"{words.say('as')}: ", links, class_="meta"))


def complaint(words: Words, detail: str) -> Markup:
    """Why there is no answer."""
    return tag("p", f"{words.say('error')}: ", tag("bdi", detail, dir="auto"), class_="warn", role="alert")


def local(iri: str) -> str:
    """The address of the page of what an IRI names, '' where there is none here."""
    if iri.startswith(BASE) and "#" not in iri:
        kind, _, key = iri[len(BASE) :].partition("/")
        return (frame.thing(kind, key) if kind in ("actor", "event", "article") else f"/thing{frame.thing(kind, key)}"
                if key else "")  # fmt: skip
    if iri.startswith(BASE):
        return local(iri.partition("#")[0])
    if iri.startswith(TOPICS):
        return frame.thing("topic", short(iri))
    if iri.startswith(WIKIDATA):
        return frame.thing("actor", short(iri))
    return ""


def _field(words: Words, parameter: Parameter, given: Mapping[str, str]) -> Markup:
    about = _said(words, parameter.about) or parameter.name
    optional = f" ({words.say('optional')})" if parameter.optional else ""
    value = given.get(parameter.name) or None
    must = not parameter.optional
    field: Child
    if parameter.type == "topic":
        vocabulary = load_vocabulary()
        choices = {key: words.label(vocabulary.labels[term])[0] for key, term in vocabulary.topics.items()}
        options = [tag("option", "", value="")]
        options += [tag("option", said, value=key, selected=key == value)
                    for key, said in sorted(choices.items(), key=lambda choice: choice[1])]  # fmt: skip
        field = tag("select", options, name=parameter.name, required=must)
    else:
        kind = "date" if parameter.type == "date" else "text"
        field = tag("input", type=kind, name=parameter.name, value=value, required=must, maxlength=300, dir="auto",
                    placeholder=words.say(f"parameter_{parameter.type}"))  # fmt: skip
    return tag("label", tag("span", about + optional, class_="meta"), field)


def _said(words: Words, texts: Mapping[str, str]) -> str:
    return words.label(texts)[0]


def _cell(words: Words, value: Mapping[str, Any] | None) -> Child:
    if value is None:
        return None
    text = value["value"] if isinstance(value["value"], str) else json.dumps(value["value"])
    if value["type"] != "uri":
        return tag("bdi", text, lang=value.get("xml:lang"))
    address = local(text)
    if address:
        return tag("a", tag("bdi", short(text)), href=frame.link(words, address), title=text)
    if is_safe(text) and urlsplit(text).scheme in ("http", "https"):
        return tag("a", tag("bdi", short(text) or text), href=text, title=text, rel="noopener noreferrer")
    return tag("bdi", text)
