# ruff: noqa: E501
"""A slice of a Wikidata that never was, in the dump's JSON and as the endpoint's RDF."""

from __future__ import annotations

import json
from typing import Any

ENTITY = "http://www.wikidata.org/entity/"
PREFIXES = """@prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix pqv: <http://www.wikidata.org/prop/qualifier/value/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def snak(pid: str, value: Any) -> dict[str, Any]:
    """A snak of an id ('Q5'), a day ('+2019-05-01'), a text or a structure."""
    if isinstance(value, str) and value[:1] == "Q" and value[1:].isdecimal():
        value = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}
    elif isinstance(value, str) and value[:1] == "+":
        precision = 11 if not value.endswith("-00") else 9 if value.endswith("-00-00") else 10
        value = {"time": f"{value}T00:00:00Z", "timezone": 0, "precision": precision}
    return {"snaktype": "value", "property": pid, "datavalue": {"value": value, "type": "x"}}


def statement(pid: str, value: Any, rank: str = "normal", **qualifiers: str) -> dict[str, Any]:
    """A statement with qualifiers P…='+2019-05-01' or 'Q5'."""
    found: dict[str, Any] = {"mainsnak": snak(pid, value), "type": "statement", "rank": rank}
    if qualifiers:
        found["qualifiers"] = {name: [snak(name, text)] for name, text in qualifiers.items()}
    return found


def item(qid: str, labels: dict[str, str], sites: int = 3, **claims: list[Any]) -> dict[str, Any]:
    """An item; claims are values, or statements made with `statement`."""
    made = {
        pid: [v if isinstance(v, dict) and "mainsnak" in v else statement(pid, v) for v in values]
        for pid, values in claims.items()
    }
    return {
        "type": "item",
        "id": qid,
        "labels": {c: {"language": c, "value": text} for c, text in labels.items()},
        "descriptions": {"en": {"language": "en", "value": f"{labels.get('en', qid)} of the slice"}},
        "aliases": {},
        "claims": made,
        "sitelinks": {f"w{n}": {"site": f"w{n}", "title": "x", "badges": []} for n in range(sites)},
    }


POINT = {"latitude": 10.5, "longitude": 20.25, "altitude": None, "precision": 0.1, "globe": f"{ENTITY}Q2"}
SLICE = [
    item("Q901", {"en": "Avalon", "ar": "أفالون"}, 100, P31=["Q6256"], P36=["Q902"], P297=["AV"],
         P1549=[{"text": "Avalonian", "language": "en"}, {"text": "أفالوني", "language": "ar"}]),
    item("Q902", {"en": "Port Avalon", "ar": "ميناء أفالون"}, 50, P31=["Q515"], P17=["Q901"], P1376=["Q901"],
         P625=[POINT], P1082=[{"amount": "+900000", "unit": "1"}]),
    item("Q910", {"en": "Minister of Foreign Affairs of Avalon", "ar": "وزير خارجية أفالون"}, 5,
         P31=["Q294414"], P1001=["Q901"]),
    item("Q921", {"en": "Abdel Nasser Sand", "ar": "عبد الناصر ساند"}, 30, P31=["Q5"], P27=["Q901"], P21=["Q6581097"],
         P569=["+1960-02-03"], P102=["Q930"],
         P39=[statement("P39", "Q910", P580="+2019-05-01", P582="+2021-03-10"),
              statement("P39", "Q910", rank="deprecated", P580="+1901-01-01")]),
    item("Q922", {"en": "Gregor Falkenrath"}, 12, P31=["Q5"], P27=["Q901"], P106=["Q193391"], P569=["+1950-00-00"],
         P570=["+2015-06-00"], P39=[statement("P39", "Q910", P580="+2021-03-10")]),
    item("Q923", {"en": "Nobody Special"}, 1, P31=["Q5"], P106=["Q33999"]),
    item("Q930", {"en": "Avalon People's Party", "ar": "حزب الشعب الأفالوني"}, 8, P31=["Q7278"], P17=["Q901"]),
    item("Q940", {"en": "A study of Avalon"}, 0, P31=["Q13442814"]),
]  # fmt: skip
SUCCESSION = [
    *(entry for entry in SLICE if entry["id"] in ("Q901", "Q910", "Q921")),
    item("Q925", {"en": "Rowan Hale"}, 5, P31=["Q5"], P39=[statement("P39", "Q910", P1365="Q921", P1366="Q926")]),
    item(
        "Q926", {"en": "Iris Thorne"}, 5, P31=["Q5"], P39=[statement("P39", "Q910", P580="+2024-00-00", P1365="Q925")]
    ),
]
"""Of the middle one of three ministers no date is told."""
SUCCEEDED = [
    *(entry for entry in SLICE if entry["id"] in ("Q901", "Q910")),
    item("Q921", {"en": "Abdel Nasser Sand"}, 30, P31=["Q5"],
         P39=[statement("P39", "Q910", P580="+2019-05-01", P582="+2021-03-10", P1366="Q925")]),
    item("Q925", {"en": "Rowan Hale"}, 5, P31=["Q5"], P39=["Q910"]),
    item(
        "Q926", {"en": "Iris Thorne"}, 5, P31=["Q5"], P39=[statement("P39", "Q910", P580="+2024-00-00", P1365="Q925")]
    ),
]  # fmt: skip
"""The same, and only the others say whom he followed and who followed him."""
KEPT = ["Q901", "Q902", "Q910", "Q921", "Q922", "Q930"]


def dump(items: list[dict[str, Any]] | None = None) -> bytes:
    """The items as a dump: an array with an item a line."""
    lines = [json.dumps(i, ensure_ascii=False, separators=(",", ":")) for i in items or SLICE]
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def turtle(items: list[dict[str, Any]] | None = None, modified: str = "2024-05-01T00:00:00Z") -> str:
    """The items as the endpoint has them: direct values, statements with qualifiers, and what is said of the item."""
    lines = [PREFIXES]
    for entry in items or SLICE:
        about = f"wd:{entry['id']}"
        lines.append(
            f'{about} wikibase:sitelinks {len(entry["sitelinks"])} ; schema:dateModified "{modified}"^^xsd:dateTime .'
        )
        for property_, texts in (("rdfs:label", entry["labels"]), ("schema:description", entry["descriptions"])):
            lines += [f'{about} {property_} "{t["value"]}"@{t["language"]} .' for t in texts.values()]
        for pid, statements in entry["claims"].items():
            for number, made in enumerate(statements):
                value = made["mainsnak"]["datavalue"]["value"]
                term = _term(value)
                if not term:
                    continue
                node = f"<http://www.wikidata.org/entity/statement/{entry['id']}-{pid}-{number}>"
                lines.append(
                    f"{about} p:{pid} {node} . {node} ps:{pid} {term} ; wikibase:rank wikibase:{made['rank'].title()}Rank ."
                )
                if made["rank"] != "deprecated":
                    lines.append(f"{about} wdt:{pid} {term} .")
                for name, snaks in made.get("qualifiers", {}).items():
                    told = snaks[0]["datavalue"]["value"]
                    lines.append(
                        f"{node} pqv:{name} [ wikibase:timeValue {_term(told)} ; wikibase:timePrecision {told['precision']} ] ."
                        if "time" in told
                        else f"{node} pq:{name} {_term(told)} ."
                    )
    return "\n".join(lines)


def _term(value: Any) -> str:
    if isinstance(value, dict) and "id" in value:
        return f"wd:{value['id']}"
    if isinstance(value, dict) and "time" in value:
        day = value["time"].lstrip("+").replace("-00", "-01")
        return f'"{day}"^^xsd:dateTime'
    return ""
