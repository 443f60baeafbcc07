"""Sample graphs that follow the ontology: seeded, of any size, with communities, so that pages can be tried on them."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

DIP = "https://w3id.org/diplomacy-kg/ontology#"
ID = "https://w3id.org/diplomacy-kg/id/"
TOPIC = "https://w3id.org/diplomacy-kg/topics#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")

FIRST = ("Amin", "Basma", "Carim", "Dalia", "Emad", "Farid", "Ghada", "Hadi", "Iman", "Jamil", "Karima", "Layth")
FIRST_AR = ("أمين", "بسمة", "كريم", "داليا", "عماد", "فريد", "غادة", "هادي", "إيمان", "جميل", "كريمة", "ليث")
LAST = ("Orwan", "Tabari", "Selmi", "Haddar", "Nuwayri", "Qasimi", "Rahhal", "Sabbagh", "Wardan", "Yaziji", "Zahran")
LAST_AR = (
    "الأروان",
    "الطبري",
    "السلمي",
    "الحدّار",
    "النويري",
    "القاسمي",
    "الرحال",
    "الصباغ",
    "الوردان",
    "اليازجي",
    "الزهران",
)
LAND = (
    "Northland",
    "Eastmark",
    "Westvale",
    "Southmere",
    "Midria",
    "Coralia",
    "Dunara",
    "Halvia",
    "Istria Nova",
    "Jorana",
)
LAND_AR = ("نورثلاند", "المشرق", "الغربية", "الجنوبية", "الوسطى", "المرجان", "الكثبان", "هالفيا", "استريا", "الجورانية")
TYPES = (
    "Meeting",
    "Call",
    "Visit",
    "Talks",
    "Mediation",
    "Statement",
    "Demand",
    "Agreement",
    "Criticism",
    "Attack",
    "Aid",
)
WEIGHTS = (30, 12, 10, 10, 4, 8, 6, 6, 6, 5, 3)
STATUSES = ("Occurred",) * 7 + ("Planned", "Ongoing", "Proposed", "Denied")
TOPICS = ("ceasefire", "hostages", "humanitarian-aid", "reconstruction", "end-of-war", "gaza-war", "displacement")
QUOTES = (
    ("en", "{a} met {b} on {d} and the two discussed {t}, an official statement said."),
    ("ar", "التقى {a} مع {b} يوم {d} وبحث الجانبان ملف {t} بحسب بيان رسمي صدر بعد اللقاء."),
)
OUTLETS = ("The Example Gazette", "صحيفة المثال", "Example Wire")


def dip(name: str) -> NamedNode:
    return NamedNode(DIP + name)


def sample(actors: int, events: int | None = None, seed: int = 7) -> Iterator[Triple]:
    """The statements of a graph of so many actors (and three events for each of them, unless told)."""
    rng = random.Random(seed)
    states = max(2, min(len(LAND) * 8, actors // 8))
    names: list[tuple[NamedNode, str, str, str]] = []
    for n in range(actors):
        if n < states:
            kind, en, ar = "State", LAND[n % len(LAND)], LAND_AR[n % len(LAND)]
        elif n % 6 == 0:
            kind = "Organization"
            en, ar = f"Council of {LAND[n % len(LAND)]}", f"مجلس {LAND_AR[n % len(LAND)]}"
        else:
            first, last = rng.randrange(len(FIRST)), rng.randrange(len(LAST))
            kind, en, ar = "Person", f"{FIRST[first]} {LAST[last]}", f"{FIRST_AR[first]} {LAST_AR[last]}"
        suffix = f" {n // len(LAND) + 1}" if (n >= len(LAND) if kind == "State" else n >= 100) else ""
        iri = NamedNode(f"{ID}actor/sample-{n}")
        names.append((iri, kind, en + suffix, ar + suffix))
        yield Triple(iri, TYPE, dip(kind))
        yield Triple(iri, LABEL, Literal(en + suffix, language="en"))
        yield Triple(iri, LABEL, Literal(ar + suffix, language="ar"))
    city = NamedNode(f"{ID}actor/sample-city")
    yield Triple(city, TYPE, dip("Place"))
    yield Triple(city, LABEL, Literal("Harbour City", language="en"))
    yield Triple(city, LABEL, Literal("مدينة الميناء", language="ar"))
    blocks = max(1, actors // 40)
    for n in range(events if events is not None else actors * 3):
        first = min(int(rng.paretovariate(0.9)) - 1, actors - 1) if rng.random() < 0.4 else rng.randrange(actors)
        if rng.random() < 0.85:
            second = rng.randrange(actors) // blocks * blocks + first % blocks
            second = min(second, actors - 1)
        else:
            second = rng.randrange(actors)
        if first == second:
            second = (first + 1) % actors
        yield from _event(rng, n, [names[first], names[second]], names[:states], city)


def _event(
    rng: random.Random,
    n: int,
    who: list[tuple[NamedNode, str, str, str]],
    states: list[tuple[NamedNode, str, str, str]],
    city: NamedNode,
) -> Iterator[Triple]:
    event, article = NamedNode(f"{ID}event/{n:08x}"), NamedNode(f"{ID}article/{n // 2:08x}")
    kind = rng.choices(TYPES, WEIGHTS)[0]
    day = date(2023, 10, 1) + timedelta(days=int(rng.triangular(0, 700, 500)))
    topic = rng.choice(TOPICS)
    yield Triple(event, TYPE, dip(kind))
    yield Triple(event, TYPE, dip("Event"))
    yield Triple(event, dip("status"), dip(rng.choice(STATUSES)))
    yield Triple(event, dip("confidence"), Literal("0.85", datatype=NamedNode(XSD + "decimal")))
    yield Triple(event, dip("topic"), NamedNode(TOPIC + topic))
    if rng.random() < 0.9:
        for name in ("date", "earliest", "latest"):
            yield Triple(event, dip(name), Literal(day.isoformat(), datatype=NamedNode(XSD + "date")))
    if rng.random() < 0.3:
        yield Triple(event, dip("place"), city)
    together = kind in ("Meeting", "Call", "Talks", "Agreement")
    for position, (iri, actor_kind, _, _) in enumerate(who):
        role = "agent" if position == 0 or together else "counterpart"
        node = NamedNode(f"{ID}participation/{n:08x}-{position}")
        yield Triple(event, dip(role), iri)
        yield Triple(event, dip("participation"), node)
        yield Triple(node, dip("actor"), iri)
        yield Triple(node, dip("role"), dip(role.capitalize()))
        if actor_kind == "Person":
            state = states[int(iri.value.rpartition("-")[2]) % len(states)][0]
            yield Triple(node, dip("onBehalfOf"), state)
    lang, form = QUOTES[n % 2]
    names = [name for _, _, *both in who for name in [both[n % 2]]]
    quote = form.format(a=names[0], b=names[1], d=day.isoformat(), t=topic)
    passage = NamedNode(f"{article.value}#char={n % 2 * 200},{n % 2 * 200 + len(quote)}")
    yield Triple(event, dip("evidence"), passage)
    yield Triple(passage, TYPE, dip("Passage"))
    yield Triple(passage, dip("article"), article)
    yield Triple(passage, dip("quote"), Literal(quote, language=lang))
    yield Triple(passage, dip("start"), Literal(n % 2 * 200))
    yield Triple(article, TYPE, dip("Article"))
    yield Triple(article, dip("title"), Literal(f"{names[0]} – {names[1]}", language=lang))
    published = (day + timedelta(days=1)).isoformat()
    if n % 2 == 0:
        yield Triple(article, dip("published"), Literal(published, datatype=NamedNode(XSD + "date")))
        yield Triple(article, dip("source"), Literal(OUTLETS[n // 2 % 3]))
        yield Triple(article, dip("url"), NamedNode(f"https://news.example.org/{n // 2}"))


def write_sample(path: Path, actors: int, events: int | None = None, seed: int = 7) -> Path:
    """Write a sample graph as Turtle."""
    serialize(sample(actors, events, seed), str(path), format=RdfFormat.TURTLE)
    return path


if __name__ == "__main__":
    write_sample(Path(sys.argv[1]), int(sys.argv[2]))
