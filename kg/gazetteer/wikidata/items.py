"""One item of Wikidata, as a line of its JSON dump, to what an index keeps of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from kg.gazetteer.wikidata.rules import Rules, Sort

_QID = re.compile(r"Q[1-9][0-9]{0,9}")
_TIME = re.compile(r"([+-]?)0*(\d+)-(\d\d)-(\d\d)T")
_PRECISION = {9: 4, 10: 7, 11: 10}
"""Wikidata's precision → characters of an ISO date."""


class Held(NamedTuple):
    """A tenure of a person; dates as ISO of any precision, '' where none is told."""

    office: int
    start: str = ""
    end: str = ""
    before: int = 0
    """Whom the person replaced in the office, and by whom it was replaced; 0 where it is not told."""
    after: int = 0


class Kept(msgspec.Struct, array_like=True, frozen=True):
    """What is kept of an item; ids are numbers, 0 where there is none."""

    qid: int
    type: str
    """A fact's type, 'office', or '' where the classes above decide."""
    kind: str
    labels: list[tuple[str, str]]
    aliases: list[tuple[str, str]]
    demonyms: list[tuple[str, str]] = []
    country: int = 0
    gender: str = ""
    capital: int = 0
    capital_of: int = 0
    iso2: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    note: str = ""
    born: str = ""
    died: str = ""
    occupations: list[str] = []
    ties: list[str] = []
    sitelinks: int = 0
    tenures: list[Held] = []
    classes: list[int] = []
    """Of an item that is of no class of the rules: its own."""
    above: list[int] = []
    """Of a class: those right above it."""


class _Text(msgspec.Struct):
    value: str


class _Value(msgspec.Struct):
    value: msgspec.Raw = msgspec.Raw(b"null")


class _Snak(msgspec.Struct):
    datavalue: _Value | None = None


class _Statement(msgspec.Struct):
    mainsnak: _Snak
    rank: str = "normal"
    qualifiers: dict[str, list[_Snak]] = {}


class _Id(msgspec.Struct):
    id: str = ""


class _Time(msgspec.Struct):
    time: str
    precision: int = 11


class _Monolingual(msgspec.Struct):
    text: str
    language: str


class _Point(msgspec.Struct):
    latitude: float
    longitude: float


class _Quantity(msgspec.Struct):
    amount: str


class Reader:
    """Reads lines of the dump by some rules."""

    def __init__(self, rules: Rules, languages: tuple[str, ...]) -> None:
        """A reader.

        Args:
            rules: which items are kept.
            languages: codes of the languages whose names are kept.
        """
        self._rules = rules
        self._languages = languages
        self._fields = tuple((code, _field(code)) for code in languages)
        self._p = rules.properties
        self._aside = Sort("", "", rules.aside_from)
        first = [rules.properties[n] for n in ("instance", "subclass", "occupation", "position", "holder")]
        wanted = (*rules.aside, *(name for names, _ in rules.having for name in names))
        has = sorted({rules.properties[n] for n in wanted} - set(first))
        brief = msgspec.defstruct(
            "BriefClaims", [*((p, list[_Statement], []) for p in first), *((p, list[msgspec.Raw], []) for p in has)]
        )
        self._brief = msgspec.json.Decoder(msgspec.defstruct("Brief", [("id", str), ("claims", brief)])).decode
        sites = dict[str, msgspec.Raw]
        claims = msgspec.defstruct("Claims", [(p, list[_Statement], []) for p in sorted(set(self._p.values()))])
        texts = msgspec.defstruct("Texts", [(_field(c), _Text | None, None) for c in languages], rename=_code)
        lists = msgspec.defstruct("Lists", [(_field(c), list[_Text], []) for c in languages], rename=_code)
        full = msgspec.defstruct(
            "Full",
            [("id", str), ("claims", claims), ("labels", texts), ("aliases", lists), ("descriptions", texts),
             ("sitelinks", sites, {})],
        )  # fmt: skip
        self._full = msgspec.json.Decoder(full).decode
        self._wanted = tuple(f'"{p}"'.encode() for p in (self._p["instance"], self._p["subclass"], self._p["holder"]))

    def read(self, line: bytes) -> Kept | None:
        """What is kept of the item on a line; None where it is not wanted.

        Raises:
            msgspec.DecodeError: the line is no item.
        """
        if not any(p in line for p in self._wanted):
            msgspec.json.decode(line, type=_Id)
            return None
        try:
            return self._read(line)
        except msgspec.ValidationError:
            # The dump writes an empty map as an empty list.
            return self._read(_mend(line))

    def _read(self, line: bytes) -> Kept | None:
        brief: Any = self._brief(line)
        if not _QID.fullmatch(brief.id):
            return None
        sort = self._sort(brief)
        kept = self._keep(self._full(line), sort) if sort is not None else None
        above = [int(qid[1:]) for qid in _ids(getattr(brief.claims, self._p["subclass"]))]
        if not above:
            return kept
        if kept is None:
            return Kept(int(brief.id[1:]), "", "", [], [], above=above)
        return msgspec.structs.replace(kept, above=above)

    def _sort(self, item: Any) -> Sort | None:
        rules, p = self._rules, self._p
        claims = item.claims
        classes = _ids(getattr(claims, p["instance"]))
        if rules.human in classes:
            occupations = _ids(getattr(claims, p["occupation"]))
            known = getattr(claims, p["position"]) or not rules.occupations.keys().isdisjoint(occupations)
            return _PERSON if known else None
        above = _ids(getattr(claims, p["subclass"]))
        if getattr(claims, p["holder"]) or not rules.offices.keys().isdisjoint((*classes, *above)):
            return _OFFICE
        of_rules = not rules.classes.keys().isdisjoint(classes)
        found = next((sort for qid, sort in rules.classes.items() if qid in classes), None) if of_rules else None
        if found is None:
            found = next((s for names, s in rules.having if all(getattr(claims, p[n]) for n in names)), None)
        if found is None and classes and any(getattr(claims, p[n]) for n in rules.aside):
            return self._aside
        return found

    def _keep(self, item: Any, sort: Sort) -> Kept | None:
        claims, p = item.claims, self._p
        sitelinks = len(item.sitelinks)
        if sitelinks < sort.least:
            return None

        def ids(name: str) -> list[str]:
            return _ids(_best(getattr(claims, p[name])))

        def values(name: str, type_: Any) -> list[Any]:
            statements = _best(getattr(claims, p[name]))
            # Most items have few of the properties.
            found = [_value(s.mainsnak, type_) for s in statements] if statements else ()
            return [value for value in found if value is not None]

        labels = [(c, t.value) for c, field in self._fields if (t := getattr(item.labels, field)) is not None]
        aliases = [(c, t.value) for c, field in self._fields for t in getattr(item.aliases, field)]
        texts = [*values("official_name", _Monolingual), *values("native_label", _Monolingual)]
        aliases += [(t.language, t.text) for t in texts if t.language in self._languages]
        if not labels and not aliases:
            return None
        notes = [t.value for _, field in self._fields if (t := getattr(item.descriptions, field)) is not None]
        places = values("coordinates", _Point)
        countries = ids("citizenship") if sort is _PERSON else ids("jurisdiction") or ids("country")
        return Kept(
            qid=int(item.id[1:]),
            type=sort.type,
            kind=sort.kind,
            labels=labels,
            aliases=list(dict.fromkeys(a for a in aliases if a not in labels)),
            demonyms=[(t.language, t.text) for t in values("demonym", _Monolingual) if t.language in self._languages],
            country=_number(countries),
            gender=next((g for q in ids("gender") if (g := self._rules.genders.get(q))), ""),
            capital=_number(ids("capital")),
            capital_of=_number(ids("capital_of")),
            iso2=next(iter(values("iso2", str)), ""),
            latitude=places[0].latitude if places else None,
            longitude=places[0].longitude if places else None,
            population=int(float(next((q.amount for q in values("population", _Quantity)), "0"))),
            note=notes[0] if notes else "",
            born=_date(values("born", _Time)),
            died=_date(values("died", _Time)),
            occupations=ids("occupation")[:8],
            ties=[q for name in ("party", "member", "conflict") for q in ids(name)][:16],
            sitelinks=sitelinks,
            tenures=self._tenures(getattr(claims, p["position"])) if sort is _PERSON else [],
            classes=[int(qid[1:]) for qid in ids("instance")] if sort is self._aside else [],
        )

    def _tenures(self, statements: list[_Statement]) -> list[Held]:
        found: list[Held] = []
        for statement in statements:
            office = _value(statement.mainsnak, _Id)
            if statement.rank == "deprecated" or office is None or not _QID.fullmatch(office.id):
                continue

            def told(name: str, type_: Any, statement: _Statement = statement) -> list[Any]:
                snaks = statement.qualifiers.get(self._p[name], [])
                return [v for s in snaks if (v := _value(s, type_)) is not None]

            start, end = (_date(told(name, _Time)) for name in ("start", "end"))
            before, after = (_number([v.id for v in told(n, _Id)]) for n in ("replaces", "replaced_by"))
            found.append(Held(int(office.id[1:]), start, end, before, after))
        return in_order(found)


def in_order(tenures: Iterable[Held]) -> list[Held]:
    """Tenures by start, each office and pair of dates once."""
    return list({t[:3]: t for t in sorted(tenures, key=lambda t: (t.start, t.office, *t[2:]))}.values())


_PERSON = Sort("person", "person")
_OFFICE = Sort("office", "office")


def _field(code: str) -> str:
    return "l_" + code.replace("-", "_")


def _code(field: str) -> str:
    return field[2:].replace("_", "-")


def _best(statements: list[_Statement]) -> list[_Statement]:
    if not statements or (len(statements) == 1 and statements[0].rank == "normal"):
        return statements
    preferred = [s for s in statements if s.rank == "preferred"]
    return preferred or [s for s in statements if s.rank != "deprecated"]


_DECODE = {type_: msgspec.json.Decoder(type_).decode for type_ in (str, _Id, _Time, _Monolingual, _Point, _Quantity)}


def _value(snak: _Snak, type_: Any) -> Any:
    if snak.datavalue is None:
        return None
    try:
        return _DECODE[type_](snak.datavalue.value)
    except msgspec.ValidationError:
        return None


def _ids(statements: list[_Statement]) -> list[str]:
    if not statements:
        return []
    found = (_value(s.mainsnak, _Id) for s in statements if s.rank != "deprecated")
    return [v.id for v in found if v is not None and _QID.fullmatch(v.id)]


def _number(ids: list[str]) -> int:
    return int(ids[0][1:]) if ids else 0


def _date(times: list[_Time]) -> str:
    for time in times:
        match = _TIME.match(time.time)
        size = _PRECISION.get(time.precision, 0)
        if match and size and match[1] != "-" and len(match[2]) <= 4:
            return f"{int(match[2]):04d}-{match[3]}-{match[4]}"[:size]
    return ""


def _mend(line: bytes) -> bytes:
    item = msgspec.json.decode(line)
    if not isinstance(item, dict):
        raise msgspec.ValidationError("no item")
    for name in ("labels", "descriptions", "aliases", "claims", "sitelinks"):
        if item.get(name) == []:
            item[name] = {}
    for statements in (item.get("claims") or {}).values():
        for statement in statements:
            if isinstance(statement, dict) and statement.get("qualifiers") == []:
                statement["qualifiers"] = {}
    return msgspec.json.encode(item)
