# ruff: noqa: E501
"""A small, whole Knowledge: five articles in two languages, of which two tell one meeting and two dispute a visit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from kg.gazetteer.records import Office, Tenure
from kg.model import (
    Actor,
    Article,
    Candidate,
    DateSpan,
    Entity,
    Event,
    Extraction,
    Happening,
    Knowledge,
    Participation,
    Report,
    Span,
)
from kg.rdf.facts import Facts

ACTORS = (
    *(
        Actor(key, kind, en, (("ar", ar), ("en", en)))
        for key, kind, en, ar in sorted(
            [
                ("Q7821917", "person", "Antony Blinken", "أنتوني بلينكن"),
                ("Q93447756", "person", "Badr Abdelatty", "بدر عبد العاطي"),
                ("Q28336737", "person", "Ayman Safadi", "أيمن الصفدي"),
                ("Q7459020", "person", "Abbas Araghchi", "عباس عراقجي"),
                ("Q30", "state", "United States", "الولايات المتحدة"),
                ("Q79", "state", "Egypt", "مصر"),
                ("Q801", "state", "Israel", "إسرائيل"),
                ("Q810", "state", "Jordan", "الأردن"),
                ("Q846", "state", "Qatar", "قطر"),
                ("Q38799", "organization", "Hamas", "حماس"),
                ("Q85", "place", "Cairo", "القاهرة"),
                ("Q3861", "place", "Doha", "الدوحة"),
                ("Q3805", "place", "Amman", "عمان"),
            ]
        )
    ),
    Actor("n:person/سالم الراوي", "person", "سالم الراوي", (("ar", "سالم الراوي"),)),
)

FACTS = Facts(
    offices=(
        Office(
            "egypt-foreign-minister",
            "Q79784648",
            "foreign_minister",
            "Q79",
            (("ar", "وزير خارجية مصر"), ("en", "Foreign Minister of Egypt")),
        ),
        Office(
            "us-secretary-of-state",
            "Q14213",
            "foreign_minister",
            "Q30",
            (("ar", "وزير خارجية الولايات المتحدة"), ("en", "United States Secretary of State")),
        ),
        Office("x:envoy", "", "envoy", "Q30", (("en", "Envoy"),)),
    ),
    tenures=(
        Tenure("Q7821917", "us-secretary-of-state", "2021-01-26", "2025-01-20", "high"),
        Tenure("Q93447756", "egypt-foreign-minister", "2024-07-03", "", "high"),
        Tenure("Q324546", "us-secretary-of-state", "2025-01-21", "", "high"),
    ),
)


@dataclass(frozen=True)
class Told:
    """An event as a test writes it: by names and surfaces."""

    type: str
    agents: tuple[str, ...]
    others: tuple[str, ...]
    trigger: str
    evidence: str
    place: str | None = None
    date: str = ""
    status: str = "occurred"
    topics: tuple[str, ...] = ()
    confidence: float = 0.8


AR_MEETING = "التقى وزير الخارجية الأمريكي أنتوني بلينكن نظيره المصري بدر عبد العاطي في القاهرة يوم الثلاثاء وبحثا وقف إطلاق النار في غزة."
AR_CALL = "وأجرى بلينكن اتصالا هاتفيا بنظيره الأردني أيمن الصفدي حول المساعدات الإنسانية."
EN_MEETING = 'Blinken met Egyptian Foreign Minister Badr Abdelatty in Cairo on Tuesday to discuss a "lasting" truce.'
EN_MEDIATION = "Qatar and Egypt are mediating between Israel and Hamas."
AR_VISIT = "وصل وزير الخارجية الإيراني عباس عراقجي إلى عمان أمس."
AR_DENIED = "نفى مصدر أن يكون عراقجي قد زار عمان."
EN_PLANNED = "Safadi will host Blinken in Amman on 5 November, the spokesman Salem al-Rawi said."
EN_CRITICISM = "Jordan condemned the strike by Israel in October 2024."

TEXTS: dict[str, tuple[str, str, DateSpan | None, str, str, list[str], list[Told]]] = {
    # id: title, language, published, source, address, sentences, events
    "cairo-ar": ("بلينكن في القاهرة", "ar", DateSpan.of("2024-10-22"), "وكالة المثال", "https://news.example.org/ar/1", [AR_MEETING, AR_CALL], [
        Told("meeting", ("Q7821917", "Q93447756"), (), "التقى", AR_MEETING, "Q85", "2024-10-22", topics=("ceasefire", "gaza-war"), confidence=0.9),
        Told("call", ("Q7821917", "Q28336737"), (), "اتصالا هاتفيا", AR_CALL, topics=("humanitarian-aid",), confidence=0.75),
    ]),
    "cairo-en": ("Blinken in Cairo", "en", DateSpan.of("2024-10-23"), "Example Times", "https://times.example.org/2", [EN_MEETING, EN_MEDIATION], [
        Told("meeting", ("Q7821917", "Q93447756"), (), "met", EN_MEETING, "Q85", "2024-10-22", topics=("ceasefire",), confidence=0.85),
        Told("mediation", ("Q79", "Q846"), ("Q38799", "Q801"), "mediating", EN_MEDIATION, status="ongoing", confidence=0.7),
    ]),
    "visit-ar": ("عراقجي في عمان", "ar", DateSpan.of("2024-10-16"), "", "", [AR_VISIT], [
        Told("visit", ("Q7459020",), (), "وصل", AR_VISIT, "Q3805", "2024-10-15"),
    ]),
    "denial-ar": ("", "ar", DateSpan.of("2024"), "وكالة المثال", "", [AR_DENIED], [
        Told("visit", ("Q7459020",), (), "زار", AR_DENIED, "Q3805", "2024-10-15", "denied"),
    ]),
    "plans-en": ("Plans", "en", DateSpan.of("2024-10-30"), "Example Times", "", [EN_PLANNED, EN_CRITICISM], [
        Told("meeting", ("Q28336737", "Q7821917"), (), "host", EN_PLANNED, "Q3805", "2024-11-05", "planned"),
        Told("criticism", ("Q810",), ("Q801",), "condemned", EN_CRITICISM, None, "2024-10"),
    ]),
}  # fmt: skip

HAPPENINGS = {
    # id: the reports (article, number of its event), status, date, confidence, disputed
    "a1": ((("cairo-ar", 0), ("cairo-en", 0)), "occurred", 0.97, False),
    "b2": ((("cairo-ar", 1),), "occurred", 0.75, False),
    "c3": ((("cairo-en", 1),), "ongoing", 0.7, False),
    "d4": ((("denial-ar", 0), ("visit-ar", 0)), "occurred", 0.6, True),
    "e5": ((("plans-en", 0),), "planned", 0.8, False),
    "f6": ((("plans-en", 1),), "occurred", 0.8, False),
}
BEHALF = {"Q7821917": ("us-secretary-of-state", "Q30"), "Q93447756": ("egypt-foreign-minister", "Q79")}


def knowledge() -> Knowledge:
    """The sample."""
    extractions = tuple(_extraction(name) for name in sorted(TEXTS))
    by_id = {extraction.article.id: extraction for extraction in extractions}
    happenings = tuple(_happening(name, by_id) for name in sorted(HAPPENINGS))
    articles = tuple(extraction.article for extraction in extractions)
    return Knowledge(articles, extractions, ACTORS, happenings)


def shuffled(known: Knowledge) -> Knowledge:
    """The same knowledge in another order of everything, from files of other names."""
    names = {article.id: f"z-{article.id[::-1]}" for article in known.articles}
    extractions = [
        replace(e, article=replace(e.article, id=names[e.article.id], path="elsewhere"), entities=e.entities[::-1])
        for e in known.extractions
    ]
    happenings = [
        replace(
            h,
            participations=h.participations[::-1],
            topics=h.topics[::-1],
            reports=tuple(Report(names[r.article], r.event) for r in h.reports[::-1]),
        )
        for h in known.happenings
    ]
    articles = tuple(extraction.article for extraction in extractions)
    return Knowledge(articles[::-1], tuple(extractions[::-1]), known.actors[::-1], tuple(happenings[::-1]))


def _extraction(name: str) -> Extraction:
    title, lang, published, source, url, sentences, told = TEXTS[name]
    body = "\n".join(sentences)
    text = f"{title}\n\n{body}" if title else body
    identity = sha256("\x1f".join([text, title, str(published), source, url]).encode()).hexdigest()
    start = len(text) - len(body)
    article = Article(name, f"{name}.md", text, start, title, published, source, lang, url, identity)
    keys = sorted({key for t in told for key in (*t.agents, *t.others, *([t.place] if t.place else []))})
    kinds = {actor.key: actor for actor in ACTORS}
    entities = [
        Entity(f"e{n}", key, kinds[key].type, kinds[key].name, kinds[key].labels) for n, key in enumerate(keys, 1)
    ]
    if name == "plans-en":
        candidates = (
            Candidate("Q28336737", "Ayman Safadi", 0.3, "surname"),
            Candidate("Q7459020", "Abbas Araghchi", 0.1, "role"),
        )
        entities.append(
            Entity("e9", "n:person/سالم الراوي", "person", "سالم الراوي", candidates=candidates, confidence=0.4)
        )
    ids = {entity.key: entity.id for entity in entities}
    events = tuple(_event(f"v{n}", t, text, ids) for n, t in enumerate(told, 1))
    return Extraction(article, tuple(entities), events)


def _event(name: str, told: Told, text: str, ids: dict[str, str]) -> Event:
    start = text.index(told.evidence)
    trigger = text.index(told.trigger, start)
    return Event(
        id=name,
        type=told.type,  # type: ignore[arg-type]
        agents=tuple(ids[key] for key in told.agents),
        others=tuple(ids[key] for key in told.others),
        place=ids[told.place] if told.place else None,
        date=DateSpan.of(told.date) if told.date else None,
        status=told.status,  # type: ignore[arg-type]
        topics=told.topics,
        trigger=Span(trigger, trigger + len(told.trigger)),
        evidence=(Span(start, start + len(told.evidence)),),
        confidence=told.confidence,
        rule=f"{told.type}.{told.trigger}",
    )


def _happening(name: str, extractions: dict[str, Extraction]) -> Happening:
    tellings, status, confidence, disputed = HAPPENINGS[name]
    told = [TEXTS[article][6][number] for article, number in tellings]
    reports = tuple(Report(article, extractions[article].events[number]) for article, number in tellings)
    parts = {("agent", key) for t in told for key in t.agents} | {
        ("counterpart", key) for t in told for key in t.others
    }
    return Happening(
        id=name,
        type=told[0].type,  # type: ignore[arg-type]
        participations=tuple(
            Participation(key, role, *BEHALF.get(key, ("", "")))  # type: ignore[arg-type]
            for role, key in sorted(parts, key=lambda part: part[1])
        ),
        place=told[0].place,
        date=DateSpan.of(told[0].date) if told[0].date else None,
        status=status,  # type: ignore[arg-type]
        topics=tuple(sorted({topic for t in told for topic in t.topics})),
        confidence=confidence,
        reports=reports,
        disputed=disputed,
    )
