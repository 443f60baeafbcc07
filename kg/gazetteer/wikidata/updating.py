"""`kg gazetteer update`: who holds the known offices now, from an endpoint, into a new index or an older one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import msgspec

from kg.errors import RemoteError
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.index import Index
from kg.gazetteer.records import Fact, Office, Tenure
from kg.gazetteer.wikidata.assembling import FRAME, assemble
from kg.gazetteer.wikidata.endpoint import ENTITY, Endpoint, Row, Term
from kg.gazetteer.wikidata.items import Held, Kept, in_order
from kg.gazetteer.wikidata.rules import Rules, read_rules
from kg.gazetteer.wikidata.work import put_in_place, working_folder
from kg.lang import codes
from kg.net import Patience

Progress = Callable[[str, int, int], None]
ASKED = (
    "citizenship",
    "gender",
    "born",
    "died",
    "party",
    "member",
    "conflict",
    "occupation",
    "jurisdiction",
    "country",
)
_QID = re.compile(r"Q[1-9][0-9]{0,9}")
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"
_NOTE = "http://schema.org/description"
_MODIFIED = "http://schema.org/dateModified"
_SITELINKS = "http://wikiba.se/ontology#sitelinks"
_DIRECT = "http://www.wikidata.org/prop/direct/"
_PRECISION = {"9": 4, "10": 7, "11": 10}
_encode = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True)
class Updated:
    """What an update brought."""

    path: Path
    items: int
    """Items in the index now."""
    people: int
    """Holders of the offices."""
    new: int
    """Holders that the index did not have."""
    changed: int
    """Tenures that the index did not have, or had otherwise."""


def update_index(
    endpoint: str,
    out: Path,
    *,
    facts: Gazetteer,
    languages: tuple[str, ...] = (),
    patience: Patience | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Updated:
    """Bring an index up to date, or begin one; it changes when all answers are there, or not at all.

    Asked are the holders of all offices of the facts and of the index, and what is said of those persons that are new
    or were changed since. Whole pages of an update that failed are kept for one that follows soon.

    Args:
        endpoint: a SPARQL endpoint with Wikidata's vocabulary.
        out: the index file; what is in it stays where the answers say nothing else.
        facts: the package's facts, whose offices are asked about.
        languages: codes of languages whose names are kept; by default those of all packs.
        patience: time-outs and repeats.
        progress: is told of each step: name, done, total.

    Raises:
        RemoteError: the server cannot be reached or does not answer as it should.
        DataError: `out` is there and is no index.
        OutputError: the index cannot be written.
    """
    languages = languages or codes()
    rules = read_rules()
    with working_folder(out) as folder:
        old = Index(out, remedy="take it away, or give another") if out.exists() else None
        former = Gazetteer(old) if old else None
        asked = Endpoint(endpoint, folder, patience)
        known = {office.key for office in former.offices()} if former else set()
        offices = sorted(known | {office.qid for office in facts.offices() if office.qid}, key=_number)
        progress("offices", 0, len(offices))
        held = _holders(asked, offices)
        if not held:
            raise RemoteError(f"{endpoint}: knows no holder of any office; does it hold Wikidata?")
        items, latest = _asked_about(asked, rules, languages, offices, held, former, progress)
        since = str(old.about.get("modified", "")) if old else ""
        about = {"endpoint": endpoint, "languages": list(languages), "modified": max(latest, since)}
        with (folder / "items").open("wb") as file:
            for item in _joined(former, items, offices):
                data = _encode(item)
                file.write(FRAME.pack(len(data)) + data)
        count = assemble(folder / "items", folder / "index", folder, rules, about, progress)
        put_in_place(folder / "index", out)
    new = sum(former is None or former.fact(f"Q{qid}") is None for qid in held)
    changed = _tenures(Gazetteer(Index(out)), held) - (_tenures(former, held) if former else set())
    return Updated(out, count, len(held), new, len(changed))


def _tenures(gazetteer: Gazetteer, people: Iterable[int]) -> set[Tenure]:
    return {tenure for person in people for tenure in gazetteer.tenures(f"Q{person}")}


def _holders(asked: Endpoint, offices: Sequence[str]) -> dict[int, list[Held]]:
    """Persons with their tenures of the offices."""
    found: dict[int, list[Held]] = defaultdict(list)
    for row in asked.ask("holders", offices):
        person, office = _qid(row.get("person")), _qid(row.get("office"))
        if person and office:
            before, after = (_number(_qid(row.get(name))) for name in ("before", "after"))
            found[_number(person)].append(Held(_number(office), _date(row, "start"), _date(row, "end"), before, after))
    return {person: in_order(tenures) for person, tenures in sorted(found.items())}


def _joined(former: Gazetteer | None, items: dict[int, Kept], offices: Sequence[str]) -> Iterator[Kept]:
    """The items of an index, one at a time, for there may be millions, and what is said of some in place of them."""
    mine = set(map(_number, offices))
    for item in kept_of(former) if former else ():
        if item.qid not in items:
            # Who is no longer told to have held an office has not held it.
            tenures = [t for t in item.tenures if t.office not in mine]
            yield msgspec.structs.replace(item, tenures=tenures) if item.tenures else item
    yield from items.values()


def _asked_about(
    asked: Endpoint, rules: Rules, languages: Sequence[str], offices: Sequence[str], held: dict[int, list[Held]],
    former: Gazetteer | None, progress: Progress,
) -> tuple[dict[int, Kept], str]:  # fmt: skip
    """What the answers say of offices and their holders, and the latest day that one of them was changed on."""
    people = [f"Q{qid}" for qid in held]
    values = {
        "properties": " ".join(f"wdt:{rules.properties[name]}" for name in ASKED),
        "languages": ", ".join(f'"{code}"' for code in languages),
    }
    known = [f"Q{office}" for office in sorted({office for tenures in held.values() for office, *_ in tenures})]
    wanted = [*known, *people]
    latest = ""
    items: dict[int, Kept] = {}
    rows: dict[str, list[Row]] = defaultdict(list)
    for number, row in enumerate(asked.ask("about", wanted, values)):
        rows[_qid(row.get("item"))].append(row)
        if number % 1000 == 0:
            progress("persons", len(rows), len(wanted))
    mine = {_number(office) for office in offices}
    for qid in wanted:
        said = _Said(rows.get(qid, []), rules)
        number = _number(qid)
        latest = max(latest, said.modified)
        before = _kept_by(qid, former) if former else None
        item = said.item(number, languages, office=number not in held) or before
        if item is None:
            continue
        if number in held:
            kept = [t for t in (before.tenures if before else ()) if t.office not in mine]
            item = msgspec.structs.replace(item, tenures=in_order((*kept, *held[number])))
        items[number] = item
    return items, latest


class _Said:
    """What the rows about one item say."""

    def __init__(self, rows: Sequence[Row], rules: Rules) -> None:
        self._rules = rules
        self._values: dict[str, list[Term]] = defaultdict(list)
        for row in rows:
            if "property" in row and "value" in row:
                self._values[row["property"].value].append(row["value"])
        self.modified = max((t.value for t in self._values[_MODIFIED]), default="")

    def item(self, number: int, languages: Sequence[str], *, office: bool) -> Kept | None:
        """The item; None where it has no name."""
        labels = [(t.lang, t.value) for t in self._values[_LABEL] if t.lang in languages]
        aliases = [(t.lang, t.value) for t in self._values[_ALIAS] if t.lang in languages]
        if not labels and not aliases:
            return None
        notes = {t.lang: t.value for t in self._values[_NOTE]}
        sitelinks = next((t.value for t in self._values[_SITELINKS] if t.value.isdecimal()), "0")
        countries = self._ids("jurisdiction") or self._ids("country") if office else self._ids("citizenship")
        return Kept(
            qid=number, type="office" if office else "person", kind="office" if office else "person",
            labels=sorted(dict(labels).items()), aliases=sorted(set(aliases) - set(labels)),
            country=_number(countries[0]) if countries else 0,
            gender=next((g for q in self._ids("gender") if (g := self._rules.genders.get(q))), ""),
            note=next((notes[c] for c in languages if c in notes), ""), born=self._day("born"), died=self._day("died"),
            occupations=self._ids("occupation")[:8],
            ties=[q for name in ("party", "member", "conflict") for q in self._ids(name)][:16],
            sitelinks=int(sitelinks),
        )  # fmt: skip

    def _ids(self, name: str) -> list[str]:
        terms = self._values[_DIRECT + self._rules.properties[name]]
        return [qid for term in terms if (qid := _qid(term))]

    def _day(self, name: str) -> str:
        for term in self._values[_DIRECT + self._rules.properties[name]]:
            if re.match(r"\d{4}-\d\d-\d\dT", term.value):
                # A year alone is told as its first day.
                return term.value[:4] if term.value[4:10] == "-01-01" else term.value[:10]
        return ""


def kept_of(gazetteer: Gazetteer) -> Iterator[Kept]:
    """The items of an index, as they were kept."""
    for thing in chain[Fact | Office](gazetteer.facts(), gazetteer.offices()):
        yield _kept(thing, gazetteer)


def _kept_by(key: str, gazetteer: Gazetteer) -> Kept | None:
    thing = gazetteer.fact(key) or gazetteer.office(key)
    return _kept(thing, gazetteer) if thing else None


def _kept(thing: Fact | Office, gazetteer: Gazetteer) -> Kept:
    names = gazetteer.names_of(thing.key)
    labels = list(thing.labels)
    aliases = [(c, n) for c, sort, n in names if sort != "demonym" and (c, n) not in labels]
    if isinstance(thing, Office):
        return Kept(_number(thing.key), "office", "office", labels, aliases, country=_number(thing.jurisdiction))
    return Kept(
        qid=_number(thing.key), type=thing.type, kind=thing.kind, labels=labels, aliases=aliases,
        demonyms=[(c, n) for c, sort, n in names if sort == "demonym"], country=_number(thing.country),
        gender=thing.gender, capital=_number(thing.capital), capital_of=_number(thing.capital_of),
        iso2=thing.iso2, latitude=thing.latitude, longitude=thing.longitude, population=thing.population,
        note=thing.note, born=thing.born, died=thing.died, occupations=list(thing.occupations),
        ties=list(thing.ties), sitelinks=thing.sitelinks,
        tenures=[Held(_number(t.office), t.start, t.end) for t in gazetteer.tenures(thing.key)],
    )  # fmt: skip


def _qid(term: Term | None) -> str:
    if term is None or not term.value.startswith(ENTITY):
        return ""
    qid = term.value[len(ENTITY) :]
    return qid if _QID.fullmatch(qid) else ""


def _number(qid: str) -> int:
    return int(qid[1:]) if qid else 0


def _date(row: Row, name: str) -> str:
    term, precision = row.get(name), row.get(f"{name}Precision")
    size = _PRECISION.get(precision.value if precision else "11", 0)
    if term is None or not size or not re.match(r"\d{4}-\d\d-\d\dT", term.value):
        return ""
    return term.value[:size]
