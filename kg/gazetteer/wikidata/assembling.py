"""From kept items to an index: numbered by id, names and keys sorted outside memory, tables written one by one."""

from __future__ import annotations

import mmap
import struct
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from kg.gazetteer.compiling import KIND_MARK, SORTS, read_priors
from kg.gazetteer.folding import fold_digest, fold_name, join
from kg.gazetteer.index import Entry, write_parts
from kg.gazetteer.lookup import SHORTEST, lookup
from kg.gazetteer.offices import OfficePhrases
from kg.gazetteer.records import ANY_OFFICE, Fact, NameSort, Office
from kg.gazetteer.runs import Runs
from kg.gazetteer.sounds import sounds
from kg.gazetteer.spelling import Spellings
from kg.gazetteer.wikidata.classes import classes_below
from kg.gazetteer.wikidata.dump import decode_kept
from kg.gazetteer.wikidata.items import Held, Kept
from kg.gazetteer.wikidata.rules import Rules, Sort
from kg.gazetteer.wikidata.successions import Told, bounded, told
from kg.lang import codes, load

FRAME = struct.Struct("<I")
"""Before each kept item: its length."""
Progress = Callable[[str, int, int], None]
_TOLD = 4096
_encode = msgspec.msgpack.Encoder().encode


def assemble(items: Path, out: Path, folder: Path, rules: Rules, about: dict[str, Any], progress: Progress) -> int:
    """Write an index of kept items; returns how many it holds.

    Args:
        items: framed kept items; of several with one id, the last holds.
        out: the file to write.
        folder: where runs may be kept.
        rules: how names are taken.
        about: what the index tells of itself.
        progress: is told of each step: name, done, total.
    """
    with items.open("rb") as file:
        empty = not items.stat().st_size
        mapped = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        sorts = classes_below((item for item, _ in _all(mapped) if item.above), rules)
        successions = Runs(folder, "successions")
        ids, places = _order(mapped, sorts, Runs(folder, "order"), successions)
        items_by_id = _Items(mapped, ids, places, sorts, successions)
        work = _Work(folder, rules, len(ids))
        digest = sha256(fold_digest() + _encode(about))
        for number, item in enumerate(items_by_id):
            if number % _TOLD == 0:
                progress("sorting names", number, len(ids))
            digest.update(_encode(item))
            work.take(number, item)

        def records() -> Iterator[bytes]:
            for number, record in enumerate(work.records(items_by_id)):
                if number % _TOLD == 0:
                    progress("writing", number, len(ids))
                yield record

        with out.open("wb") as target:
            tables = {"names": work.names.groups, "keys": work.keys.groups, "sounds": work.sounds.groups}
            write_parts(target, digest.digest(), tables, records(), ids, about)
    return len(ids)


def _all(mapped: mmap.mmap | bytes) -> Iterator[tuple[Kept, int]]:
    """All kept items, with the place of each."""
    at = 0
    while at < len(mapped):
        (size,) = FRAME.unpack_from(mapped, at)
        yield decode_kept(mapped[at + FRAME.size : at + FRAME.size + size]), at
        at += FRAME.size + size


def _order(
    mapped: mmap.mmap | bytes, sorts: Mapping[int, Sort], lines: Runs, successions: Runs
) -> tuple[array[int], array[int]]:
    """Ids, ascending, with the place of the last item of each, of those that are of some class of the rules.

    What their tenures say of others' goes to `successions`.
    """
    for item, at in _all(mapped):
        lines.add(b"%010d\t%014d\t%d" % (item.qid, at, _sorted(item, sorts) is not None))
        for person, office, start, end in told(item.tenures):
            successions.add(f"{person:010d}\t{office}\t{start}\t{end}".encode())
    ids, places = array("I"), array("Q")
    last = b""
    for line in lines:
        qid, place, kept = line.split(b"\t")
        if qid == last and ids and ids[-1] == int(qid):
            ids.pop()
            places.pop()
        last = qid
        if kept == b"1":
            ids.append(int(qid))
            places.append(int(place))
    return ids, places


def _sorted(item: Kept, sorts: Mapping[int, Sort]) -> Kept | None:
    """An item with what its classes make it; None where they make it nothing, or it is too little known."""
    if item.type:
        return item
    sort = next((found for qid in item.classes if (found := sorts.get(qid)) is not None), None)
    if sort is None or item.sitelinks < sort.least:
        return None
    return msgspec.structs.replace(item, type=sort.type, kind=sort.kind)


class _Items:
    """The items of an index by their ids, tenures with the dates that others tell."""

    def __init__(
        self, mapped: mmap.mmap | bytes, ids: array[int], places: array[int], sorts: Mapping[int, Sort],
        successions: Iterable[bytes],
    ) -> None:  # fmt: skip
        self._mapped, self._ids, self._places, self._sorts = mapped, ids, places, sorts
        self._successions = successions

    def __iter__(self) -> Iterator[Kept]:
        successions = _ById(self._successions)
        for at in self._places:
            item = _sorted(self._at(at), self._sorts)
            assert item is not None
            if item.tenures:
                others = [Told(item.qid, int(office), *dates) for office, *dates in successions.of(item.qid)]
                item = msgspec.structs.replace(item, tenures=bounded(item.tenures, self._tenures_of, others))
            yield item

    def _at(self, at: int) -> Kept:
        (size,) = FRAME.unpack_from(self._mapped, at)
        return decode_kept(self._mapped[at + FRAME.size : at + FRAME.size + size])

    def _tenures_of(self, qid: int) -> list[Held]:
        number = bisect_left(self._ids, qid)
        known = number < len(self._ids) and self._ids[number] == qid
        return self._at(self._places[number]).tenures if known else []


class _Strings:
    """Strings with entries, sorted by string and then best first."""

    def __init__(self, folder: Path, name: str) -> None:
        self._runs = Runs(folder, name)

    def add(self, string: str, prior: float, record: int, sort: int, weak: bool) -> None:
        worst = 999 - int(999 * min(1.0, prior))
        short = sort == SORTS.index("short")
        self._runs.add(f"{string}\t{short:d}{worst:03d}{record:08x}{sort:d}{weak:d}".encode())

    def groups(self) -> Iterator[tuple[str, Sequence[int]]]:
        string = b""
        entries: list[int] = []
        seen: set[int] = set()
        for line in self._runs:
            name, _, rest = line.partition(b"\t")
            if name != string:
                if entries:
                    yield string.decode(), entries
                string, entries, seen = name, [], set()
            record = int(rest[4:12], 16)
            if record not in seen:
                seen.add(record)
                entries.append(Entry(record, int(rest[12:13]), rest[13:14] == b"1").packed)
        if entries:
            yield string.decode(), entries


class _Work:
    def __init__(self, folder: Path, rules: Rules, count: int) -> None:
        self._rules = rules
        self.names, self.keys, self.sounds = (_Strings(folder, name) for name in ("names", "keys", "sounds"))
        self._tenures = Runs(folder, "tenures")
        packs = {code: load(code) for code in codes()}
        self._spellings = {code: Spellings.of(pack) for code, pack in packs.items()}
        self._phrases = {code: OfficePhrases(pack) for code, pack in packs.items()}
        self._priors = read_priors()
        self._lookup = lookup()
        self._kinds = array("B", bytes(count))
        self._kind_names: list[str] = [ANY_OFFICE]

    def take(self, number: int, item: Kept) -> None:
        """Sort in all names of an item, and its tenures by office."""
        prior = self.prior(item)
        if item.type == "office":
            kind = self._office_kind(item)
            jurisdiction = f"Q{item.country}" if item.country else ""
            self.names.add(f"{KIND_MARK}{kind}|{jurisdiction}", 1.0, number, SORTS.index("office"), False)
            if kind not in self._kind_names:
                self._kind_names.append(kind)
            self._kinds[number] = self._kind_names.index(kind)
        for held in item.tenures:
            self._tenures.add(f"{held.office:010d}\t{held.start}\tQ{item.qid}\t{held.end}".encode())
        heard: set[str] = set()
        for lang, sort, name in names_of(item):
            tokens = fold_name(name)
            if not 0 < len(tokens) <= self._rules.longest or not any(c.isalpha() for c in name):
                continue
            rules = self._spellings.get(lang) or Spellings()
            index = SORTS.index(sort)
            plain = item.sitelinks >= self._rules.plain_from
            weak = rules.is_ordinary(tokens) or (len(tokens) == 1 and not plain and sort != "demonym")
            forms = rules.of_name(tokens, sort, "state") if sort == "demonym" else (tokens,)
            if len(tokens) > 1 or item.sitelinks >= self._rules.single_from or sort == "demonym":
                for form in forms:
                    self.names.add(join(form), prior, number, index, weak)
            if sort in ("full", "alias") and item.type != "office":
                if len(tokens) >= SHORTEST and (key := self._lookup.key(tokens)):
                    self.keys.add(key, prior, number, index, weak)
                if item.type in ("person", "place") and sort == "full":
                    heard.update(sounds().keys(name))
        for key in sorted(heard):
            self.sounds.add(key, prior, number, 0, False)

    def prior(self, item: Kept) -> float:
        """How likely news means it, before any context."""
        in_office = any(not held.end for held in item.tenures) and not item.died
        return self._priors.of_known(item.kind, item.sitelinks, item.died, held=bool(item.tenures), in_office=in_office)

    def _office_kind(self, item: Kept) -> str:
        for lang, label in item.labels:
            phrases = self._phrases.get(lang)
            tokens = fold_name(label)
            found = phrases.match(tokens, 0) if phrases and tokens else []
            if found:
                return found[0].kind
        return ANY_OFFICE

    def records(self, items: Iterable[Kept]) -> Iterator[bytes]:
        """The records, in the items' order."""
        by_office = _ById(self._tenures)
        for number, item in enumerate(items):
            qid = item.qid
            names = names_of(item)
            labels = tuple(sorted(item.labels)) or (names[0][0:1] + names[0][2:],)
            if item.type == "office":
                jurisdiction = f"Q{item.country}" if item.country else ""
                kind = self._kind_names[self._kinds[number]]
                office = Office(f"Q{qid}", f"Q{qid}", kind, jurisdiction, labels)
                held = [(person, f"Q{qid}", start, end, _sure(start, end)) for start, person, end in by_office.of(qid)]
                yield _encode(("o", office, names, held))
                continue
            fact = Fact(
                key=f"Q{qid}", type=item.type, kind=item.kind, labels=labels,  # type: ignore[arg-type]
                country=f"Q{item.country}" if item.country else "", gender=item.gender, prior=self.prior(item),
                capital=f"Q{item.capital}" if item.capital else "",
                capital_of=f"Q{item.capital_of}" if item.capital_of else "", iso2=item.iso2, latitude=item.latitude,
                longitude=item.longitude, population=item.population, note=item.note, born=item.born, died=item.died,
                occupations=tuple(item.occupations), ties=tuple(item.ties), sitelinks=item.sitelinks,
            )  # fmt: skip
            tenures = [(f"Q{qid}", f"Q{t.office}", t.start, t.end, _sure(t.start, t.end)) for t in item.tenures]
            yield _encode(("f", fact, names, tenures))


class _ById:
    """Sorted lines that begin with an id of ten digits, for ids asked in ascending order."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._next = next(self._lines, None)

    def of(self, id_: int) -> list[list[str]]:
        """What comes after the id in its lines, between tabs."""
        wanted, found = b"%010d" % id_, []
        while self._next is not None and (begins := self._next[: len(wanted)]) <= wanted:
            if begins == wanted:
                found.append(self._next.decode().split("\t")[1:])
            self._next = next(self._lines, None)
        return found


def _sure(start: str, end: str) -> str:
    """How sure the dates of a tenure are: without a start nothing tells when it was."""
    if not start:
        return "low"
    return "high" if len(start) == 10 and len(end) in (0, 10) else "medium"


def names_of(item: Kept) -> list[tuple[str, NameSort, str]]:
    """The names of an item, each with its language and sort."""
    office = item.type == "office"
    found: list[tuple[str, NameSort, str]] = [(c, "office" if office else "full", n) for c, n in item.labels]
    found += [(c, "office" if office else "alias", n) for c, n in item.aliases]
    return found + [(c, "demonym", n) for c, n in item.demonyms]
