"""Nothing in Python knows which languages exist: a language is a folder of data, tried with one made here."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import kg
from kg.code import code
from kg.code.frames import compile_lexicon
from kg.code.inflection import inflect
from kg.errors import DataError
from kg.lang import Pack, codes, load
from kg.model import Article, DateSpan, Document, Entity, Event, LinkedDocument, Mention
from kg.text import analyse

ESPERANTO = {
    "language.toml": """
        name = "Esperanto"
        english_name = "Esperanto"
        script = "Latn"
        direction = "ltr"
        has_case = true
    """,
    "inflection.toml": """
        [verb]
        parts = ["stem"]
        [[verb.rule]]
        part = "stem"
        tense = "past"
        forms = [["is", "", ""]]
        [[verb.rule]]
        part = "stem"
        tense = "present"
        forms = [["as", "", ""], ["i", "", ""]]

        [noun]
        parts = ["singular"]
        [[noun.rule]]
        part = "singular"
        forms = [["", "sg", ""], ["n", "sg", ""], ["j", "pl", ""], ["jn", "pl", ""]]

        [syntax]
        analytic = true
    """,
    "markers.toml": """
        [marker]
        with = ["kun"]
        between = ["inter"]
        in = ["en"]
        [conjunction]
        and = ["kaj"]
        [determiner]
        the = ["la"]
        [auxiliary]
        modal = ["planas"]
        [cue]
        planned = ["planas"]
        denied = ["ne"]
    """,
    "topics.toml": """
        [topic.trade]
        cues = ["komerco", "komercon"]
    """,
    "frames/meeting.toml": """
        type = "meeting"
        requires = 2
        [roles]
        subject = "agent"
        object = "agent"
        with = "agent"
        between = "agent"
        in = "place"
        [[group]]
        name = "meet"
        verbs = ["renkont"]
        nouns = ["renkontiĝo"]
    """,
    "frames/light.toml": """
        [[group]]
        kind = "light"
        name = "hold"
        carrier = "subject"
        verbs = ["hav"]
    """,
}
PEOPLE = {"Macron": "person", "Sisi": "person", "Kairo": "place", "Merkel": "person"}


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    for name, text in ESPERANTO.items():
        path = tmp_path / "eo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(line.strip() for line in text.splitlines()), "utf-8")
    return load("eo", tmp_path)


def linked(document: Document) -> LinkedDocument:
    """The document with its names linked; a linker needs a gazetteer in the language, which is another matter."""
    ids = {name: f"e{n}" for n, name in enumerate(PEOPLE, 1)}
    mentions = tuple(
        Mention(k, k + 1, t.start, t.end, (ids[t.text],), PEOPLE[t.text], "name")  # type: ignore[arg-type]
        for k, t in enumerate(document.tokens)
        if t.text in ids
    )
    entities = tuple(Entity(ids[name], f"n:{name}", kind, name, office="o") for name, kind in PEOPLE.items())  # type: ignore[arg-type]
    return LinkedDocument(document, mentions, entities)


def told(text: str, pack: Pack) -> list[str]:
    article = Article("a", "a.txt", text, 0, published=DateSpan.of("2024-05-15"), lang=pack.code)
    names = {f"e{n}": name for n, name in enumerate(PEOPLE, 1)}

    def show(event: Event) -> str:
        place = f" @ {names[event.place]}" if event.place else ""
        return f"{event.type} {event.status}: {', '.join(names[a] for a in event.agents)}{place}"

    return [show(e) for e in code(linked(analyse(article, pack)), pack)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Macron renkontis Sisi en Kairo.", ["meeting occurred: Macron, Sisi @ Kairo"]),
        ("Macron kaj Merkel renkontis Sisi.", ["meeting occurred: Macron, Sisi, Merkel"]),
        ("Macron ne renkontis Sisi.", ["meeting denied: Macron, Sisi"]),
        ("Macron planas renkonti Sisi en Kairo.", ["meeting planned: Macron, Sisi @ Kairo"]),
        ("Macron havis renkontiĝon kun Sisi.", ["meeting occurred: Macron, Sisi"]),
        ("La renkontiĝo inter Macron kaj Merkel.", ["meeting occurred: Macron, Merkel"]),
        ("Macron promenis en Kairo.", []),
    ],
)
def test_a_language_that_is_only_data_tells_events(text: str, events: list[str], pack: Pack) -> None:
    assert told(text, pack) == events


def test_topics_come_from_its_own_words(pack: Pack) -> None:
    article = Article("a", "a.txt", "Macron renkontis Sisi por komerco.", 0, lang="eo")
    (event,) = code(linked(analyse(article, pack)), pack)
    assert event.topics == ("trade",)


def test_a_broken_frame_is_named(pack: Pack) -> None:
    (pack.folder / "frames" / "meeting.toml").write_text(
        'type = "party"\n[[group]]\nname = "x"\nverbs = ["a"]', "utf-8"
    )
    with pytest.raises(DataError, match=r"meeting\.toml.*'party'"):
        compile_lexicon(pack)


def test_parts_that_are_not_given_are_derived() -> None:
    forms = {form for form, _ in inflect("carry out", "verb", load("en").toml("inflection"))}
    assert forms == {"carry out", "carries out", "carried out", "carrying out"}
    calls = {form for form, _ in inflect("phone call", "noun", load("en").toml("inflection"))}
    assert calls == {"phone call", "phone calls"}


def test_an_irregular_verb_gives_its_parts() -> None:
    entry = "speak / speaks / spoke / spoken / speaking"
    found = {(form, features.tense) for form, features in inflect(entry, "verb", load("en").toml("inflection"))}
    assert {("spoke", "past"), ("spoken", "perfect"), ("speaking", "participle")} <= found


@pytest.mark.parametrize("lang", codes())
def test_every_event_type_has_words_in_every_language(lang: str) -> None:
    folder = load(lang).folder / "frames"
    named = {load(lang).toml(f"frames/{p.stem}").get("type") for p in folder.glob("*.toml")} - {None}
    assert len(named) == 18


def test_no_code_names_a_language() -> None:
    """No string of the package's code is the code of a language that has a pack, but for the page's own strings."""
    package = Path(kg.__file__).parent
    for path in sorted((package / "code").glob("*.py")) + sorted((package / "text").rglob("*.py")):
        strings = {n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant)}
        assert not strings & set(codes()), f"{path} names a language"
