"""From facts to the index: names folded and spelt in all ways, priors, records; and the cache that it is kept in."""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import log10
from pathlib import Path
from typing import Any

import msgspec

from kg.errors import DataError
from kg.gazetteer.folding import fold_digest, fold_name, join
from kg.gazetteer.index import VERSION, Entry, Index, write_index
from kg.gazetteer.records import Fact, NameSort
from kg.gazetteer.sounds import sounds
from kg.gazetteer.source import FOLDER, TABLES, Name, Source, read_source
from kg.gazetteer.spelling import Spellings
from kg.lang import codes, load

SORTS: tuple[NameSort, ...] = ("full", "alias", "short", "demonym", "office")
_SHORT = SORTS.index("short")
_DEMONYM = SORTS.index("demonym")
HEARD = ("person", "place")
"""Types of facts that are found by their sound."""
KEY_MARK, KIND_MARK = "\x1f", "\x1e"
"""What sets keys, and office kinds with their jurisdiction, apart from names in the trie."""
_PRIORS = Path(__file__).parent / "priors.toml"


def compile_index(source: Source, digest: bytes) -> bytes:
    """The content of the index file for a source; the same bytes for the same source."""
    spellings = {code: Spellings.of(load(code)) for code in codes()}
    by_person, by_office = defaultdict(list), defaultdict(list)
    for tenure, _ in source.tenures:
        by_person[tenure.person].append(tuple(tenure))
        by_office[tenure.office].append(tuple(tenure))
    priors = read_priors()
    given = _given_names(source)
    meanings: dict[str, dict[tuple[int, int], bool]] = defaultdict(dict)
    derived: dict[str, dict[tuple[int, int], bool]] = defaultdict(dict)
    heard: dict[str, list[tuple[float, int]]] = defaultdict(list)
    weight: list[float] = []
    records: list[bytes] = []
    encode = msgspec.msgpack.Encoder().encode

    def add(number: int, names: tuple[Name, ...], type_: Any) -> None:
        for lang, sort, name in names:
            rules = spellings.get(lang, Spellings())
            tokens = fold_name(name)
            for i, spelling in enumerate(rules.of_name(tokens, sort, type_) if sort != "office" else (tokens,)):
                made = i > 0 and (sort != "demonym" or rules.yields(spelling))
                weak = rules.is_ordinary(spelling) or (sort == "short" and spelling[0] in given and len(spelling) == 1)
                place, entry = (derived if made else meanings)[join(spelling)], (number, SORTS.index(sort))
                place[entry] = place.get(entry, False) or weak

    for item in source.facts:
        fact = msgspec.structs.replace(item.fact, prior=priors.of(item.fact, by_person[item.fact.key]))
        add(len(records), item.names, fact.type)
        if fact.type in HEARD:
            for key in sorted({key for _, label in fact.labels for key in sounds().keys(label)}):
                heard[key].append((-fact.prior, len(records)))
        meanings[KEY_MARK + fact.key][len(records), 0] = False
        weight.append(fact.prior)
        records.append(encode(("f", fact, item.names, sorted(by_person[fact.key], key=lambda t: t[2]))))
    for office in source.offices:
        o = office.office
        add(len(records), office.names, "topic")
        meanings[KEY_MARK + o.key][len(records), SORTS.index("office")] = False
        meanings[f"{KIND_MARK}{o.kind}|{o.jurisdiction}"][len(records), SORTS.index("office")] = False
        weight.append(1.0)
        records.append(encode(("o", o, office.names, by_office[o.key])))
    # What a rule made never stands beside what the facts say of the same string.
    for name, entries in derived.items():
        if name not in meanings:
            meanings[name] = entries
    meanings.pop("", None)

    def ranked(entries: dict[tuple[int, int], bool]) -> list[Entry]:
        # Of a full name that is an alias and a short name, too, the strongest is enough.
        found: dict[tuple[int, bool], Entry] = {}
        for (record, sort), weak in sorted(entries.items()):
            found.setdefault((record, sort >= _DEMONYM), Entry(record, sort, weak))
        return sorted(found.values(), key=lambda e: (e.sort == _SHORT, -weight[e.record], e.record, e.sort))

    by_sound = {key: [Entry(record, 0, False) for _, record in sorted(found)] for key, found in heard.items()}
    return write_index({name: ranked(e) for name, e in meanings.items()}, records, digest, by_sound)


def _given_names(source: Source) -> frozenset[str]:
    """First tokens of the names of three persons or more: as a short name, none of them says who is meant."""
    firsts = Counter(
        first
        for item in source.facts
        if item.fact.type == "person"
        for first in sorted({fold_name(label)[0] for _, label in item.fact.labels})
    )
    return frozenset(name for name, count in firsts.items() if count > 2)


@dataclass(frozen=True)
class Priors:
    """How likely news means a thing, as `priors.toml` has it."""

    kinds: dict[str, float]
    raises: dict[str, float]
    known: dict[str, Any]

    def of(self, fact: Fact, tenures: Sequence[tuple[str, ...]]) -> float:
        """The prior of a fact of the tables."""
        value = self.kinds.get(fact.kind, 0.2)
        if fact.capital_of:
            value += self.raises["capital"]
        if fact.population > 10_000 and fact.type == "place":
            value += self.raises["population_decade"] * (log10(fact.population) - 4)
        if tenures:
            value += self.raises["office"]
            value += self.raises["in_office"] * any(not end for _, _, _, end, _ in tenures)
        if fact.key.startswith("Q"):
            value += self.raises["early_id"] * (10 - len(fact.key)) / 9
        return round(min(value, 1.0), 4)

    def of_known(self, kind: str, sitelinks: int, died: str, *, held: bool, in_office: bool) -> float:
        """The prior of an item of Wikidata, by how many wikis have a page on it."""
        value = self.kinds.get(kind, 0.2) + held * self.raises["office"] + in_office * self.raises["in_office"]
        value = value * self.known["base"] + self.known["sitelinks"] * min(1.0, log10(1 + sitelinks) / log10(301))
        if died and died < self.known["dead_before"]:
            value *= self.known["dead"]
        return round(float(min(value, 1.0)), 4)


@cache
def read_priors() -> Priors:
    """The priors of `priors.toml`."""
    data = tomllib.loads(_PRIORS.read_text("utf-8"))
    return Priors(data["kind"], data["raise"], data["known"])


def source_digest(folder: Path = FOLDER) -> bytes:
    """What the index of a folder of facts depends on: facts, rules and how they are applied, folding, format."""
    digest = sha256(f"kg index {VERSION}".encode() + fold_digest())
    files = [folder / f"{name}.tsv" for name in (*(t for t, _ in TABLES), "offices", "tenures")]
    files += [load(code).folder / f"{name}.toml" for code in codes() for name in ("spellings", "sounds")]
    own = ("compiling.py", "spelling.py", "priors.toml", "records.py", "sounds.py", "sounds.toml")
    files += [Path(__file__).with_name(name) for name in own]
    for path in files:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DataError(f"{path}: {error.strerror}") from error
        digest.update(len(content).to_bytes(8, "little") + content)
    return digest.digest()


def cache_folder() -> Path:
    """Where compiled indexes are kept: `kg` in the user's cache folder."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg"


def cached_index(folder: Path = FOLDER) -> Index:
    """The index of a folder of facts, made now if it is not in the cache or cannot be used as it is there.

    Several processes may do this at once: each writes a file of its own and renames it into place.
    """
    digest = source_digest(folder)
    path = cache_folder() / f"names-{digest.hex()[:16]}.index"
    try:
        return Index(path, digest)
    except DataError:
        content = compile_index(read_source(folder), digest)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return Index(_publish(content, path), digest)
    except OSError:
        return _temporary(content, digest)


def _publish(content: bytes, path: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _temporary(content: bytes, digest: bytes) -> Index:
    handle, name = tempfile.mkstemp(prefix="kg-names-", suffix=".index")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    try:
        return Index(Path(name), digest)
    finally:
        # The mapping keeps the content alive; the name need not outlive the process.
        Path(name).unlink(missing_ok=True)


@cache
def package_index() -> Index:
    """The index of the package's own facts, opened once a process."""
    return cached_index()
