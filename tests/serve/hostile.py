"""A published graph in which every text is an attack; its terms are made by the engine, so it can be read."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.rdf.names import BASE
from kg.rdf.terms import LABEL, RDF_TYPE
from kg.rdf.vocabulary import DIP, TOPICS

ATTACKS = (
    "<script>window.hit=1</script>",
    '"><img src=x onerror="window.hit=1">',
    "</title></textarea></script><svg onload=window.hit=1>",
    "{{7*7}} ${7*7} `x` <!-- see href now",
    "＜script＞ &lt;script&gt;alert(2)&lt;/script&gt;",
    "\u202egnp.exe\u2066 \u200b",
    "' autofocus onfocus=window.hit=1 x='",
    "javascript:window.hit=1",
)
ALL = " ".join(ATTACKS)
ACTOR, OTHER = f"{BASE}actor/a-00000001", f"{BASE}actor/b-00000002"
EVENT = f"{BASE}event/00000000000000000001"
TEXT = f"{ALL}\n\n{ALL} one. {ALL} two."
SHA = sha256(TEXT.encode()).hexdigest()
ARTICLE = f"{BASE}article/{SHA[:32]}"
XSD = "http://www.w3.org/2001/XMLSchema#"


def publish_hostile(folder: Path) -> Path:
    """Write the graph, the text and the mentions as a build does, with a manifest."""
    out = folder / "hostile"
    (out / "articles").mkdir(parents=True)
    (out / "graph.ttl").write_bytes(serialize(sorted(_quads(), key=str), format=RdfFormat.TURTLE))
    (out / "articles" / f"{SHA}.txt").write_text(TEXT, "utf-8", newline="")
    entity = {"key": "x", "type": '"><script>', "mentions": [{"start": 0, "end": 10}]}
    (out / "extractions.jsonl").write_text(json.dumps({"sha256": SHA, "entities": [entity]}) + "\n", "utf-8")
    (out / "manifest.json").write_text("{}", "utf-8")
    return out


def _quads() -> list[object]:
    def lit(value: str, lang: str = "", kind: str = "") -> Literal:
        if lang:
            return Literal(value, language=lang)
        return Literal(value, datatype=NamedNode(XSD + kind)) if kind else Literal(value)

    facts: list[tuple[str, str, NamedNode | Literal]] = []
    for actor, kind in ((ACTOR, "Person"), (OTHER, "State")):
        facts += [
            (actor, RDF_TYPE.value, NamedNode(DIP + kind)),
            *((actor, LABEL.value, lit(ALL, lang)) for lang in ("en", "ar", "fr")),
            (actor, DIP + "name", lit(ALL)),
        ]
    passage = f"{ARTICLE}#char=0,30"
    part = f"{BASE}participation/0000000000000001"
    report = f"{BASE}report/0000000000000001"
    office = f"{BASE}office/o-00000003"
    tenure = f"{BASE}tenure/0000000000000001"
    candidate = f"{BASE}candidate/0000000000000001"
    topic = TOPICS + "ceasefire"
    facts += [
        (EVENT, RDF_TYPE.value, NamedNode(DIP + "Event")), (EVENT, RDF_TYPE.value, NamedNode(DIP + "Meeting")),
        (EVENT, LABEL.value, lit(ALL, "en")), (EVENT, LABEL.value, lit(ALL, "ar")),
        (EVENT, DIP + "agent", NamedNode(ACTOR)), (EVENT, DIP + "counterpart", NamedNode(OTHER)),
        (EVENT, DIP + "place", NamedNode(OTHER)), (EVENT, DIP + "status", NamedNode(DIP + "Occurred")),
        (EVENT, DIP + "confidence", lit("0.9", kind="decimal")), (EVENT, DIP + "evidence", NamedNode(passage)),
        (EVENT, DIP + "date", lit("2024-01-01", kind="date")), (EVENT, DIP + "topic", NamedNode(topic)),
        (EVENT, DIP + "participation", NamedNode(part)),
        (part, DIP + "actor", NamedNode(ACTOR)), (part, DIP + "role", NamedNode(DIP + "Agent")),
        (part, DIP + "office", NamedNode(office)), (office, DIP + "name", lit(ALL)),
        (office, LABEL.value, lit(ALL, "en")),
        (office, RDF_TYPE.value, NamedNode(DIP + "Office")),
        (part, DIP + "onBehalfOf", NamedNode(OTHER)),
        (tenure, DIP + "holder", NamedNode(ACTOR)), (tenure, DIP + "office", NamedNode(office)),
        (tenure, DIP + "from", lit(ATTACKS[1])),
        (ACTOR, DIP + "candidate", NamedNode(candidate)), (candidate, DIP + "possibly", NamedNode(OTHER)),
        (candidate, DIP + "weight", lit("0.5", kind="decimal")), (candidate, LABEL.value, lit(ALL)),
        (candidate, DIP + "reason", lit(ALL)),
        (report, DIP + "reports", NamedNode(EVENT)), (report, DIP + "article", NamedNode(ARTICLE)),
        (report, DIP + "status", NamedNode(DIP + "Occurred")), (report, DIP + "confidence", lit("0.9", kind="decimal")),
        (report, DIP + "rule", lit(ALL)), (report, DIP + "trigger", lit(ALL, "en")),
        (report, DIP + "evidence", NamedNode(passage)), (report, RDF_TYPE.value, NamedNode(DIP + "Report")),
        (passage, DIP + "article", NamedNode(ARTICLE)), (passage, DIP + "start", lit("0", kind="integer")),
        (passage, DIP + "end", lit("30", kind="integer")), (passage, DIP + "quote", lit(TEXT[:30], "en")),
        (ARTICLE, RDF_TYPE.value, NamedNode(DIP + "Article")), (ARTICLE, DIP + "title", lit(ALL, "en")),
        (ARTICLE, DIP + "sha256", lit(SHA)), (ARTICLE, DIP + "source", lit(ALL)),
        (ARTICLE, DIP + "language", lit("en")),
        (ARTICLE, DIP + "published", lit(ATTACKS[0])), (ARTICLE, DIP + "url", NamedNode("javascript:window.hit=1")),
        (ARTICLE, DIP + "mentions", NamedNode(ACTOR)),
        (DIP + "Meeting", LABEL.value, lit(ALL, "en")), (DIP + "Occurred", LABEL.value, lit(ALL, "en")),
        (DIP + "Meeting", LABEL.value, lit(ALL, "ar")), (DIP + "Occurred", LABEL.value, lit(ALL, "ar")),
        (topic, LABEL.value, lit(ALL, "en")), (topic, LABEL.value, lit(ALL, "ar")),
    ]  # fmt: skip
    return [Quad(NamedNode(s), NamedNode(p), o) for s, p, o in facts]
