# ruff: noqa: E501
"""The gazetteer of many names: `python tests/benchmarks/bench_gazetteer.py [--items N] [--names N ...]`.

1. A dump of so many generated items (2,000,000 make 10 GB) is read and made an index; beside it, in the same run, what
   reading costs at least: its lines, each decoded by msgspec to nothing but an id.
2. Indexes of so many names: size, opening, memory that the process owns, look-ups a second; and annotated articles, read
   with them and with the package's facts alone: seconds till the first is read, seconds for all when they are read
   first and later (all seconds are the processor's), F1 of linking.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from dump_generator import COUNTRIES, Names, write_dump

from kg.evaluate import evaluate
from kg.extracting import extract
from kg.gazetteer import Gazetteer
from kg.gazetteer.folding import fold_name, join
from kg.gazetteer.wikidata.assembling import FRAME, assemble
from kg.gazetteer.wikidata.building import build_index
from kg.gazetteer.wikidata.items import Kept
from kg.gazetteer.wikidata.rules import read_rules
from kg.model import Extraction
from kg.read import read

GOLD = Path(__file__).parents[1] / "gold"
SEEDS = Path(__file__).parents[2] / "seeds"
ASKED = 20_000


class Id(msgspec.Struct):
    id: str


def main() -> None:
    """Measure as asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--items", type=int, default=20_000, help="items of the dump")
    asked.add_argument("--names", type=int, nargs="*", default=[10_000, 100_000], help="names of the indexes")
    asked.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    asked.add_argument("--folder", type=Path, help="where files are kept; by default nowhere")
    asked.add_argument("--look", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.look:
        look(given.look)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        if given.items:
            build(folder, given.items, given.workers)
        for names in given.names:
            path = folder / f"{names}.index"
            if not path.exists():
                make(path, names, folder)
            subprocess.run([sys.executable, __file__, "--look", str(path)], check=True)


def build(folder: Path, items: int, workers: int) -> None:
    """A dump to an index, against bare decoding."""
    dump = folder / "dump.json"
    if not dump.exists():
        with dump.open("wb") as file:
            write_dump(file, items)
    size = dump.stat().st_size / 1e6
    began, spent = time.perf_counter(), processor()
    decode = msgspec.json.Decoder(Id).decode
    with dump.open("rb") as file:
        count = sum(decode(line.rstrip(b",\n")) is not None for line in file if len(line) > 2)
    bare, bare_spent = time.perf_counter() - began, processor() - spent
    steps: dict[str, tuple[float, float]] = {}

    def note(step: str, done: int, total: int) -> None:
        steps.setdefault(step, (time.perf_counter(), processor()))

    began, spent = time.perf_counter(), processor()
    built = build_index(dump, folder / "built.index", workers=workers, progress=note)
    whole = time.perf_counter() - began
    reading, reading_spent = (b - a for a, b in zip((began, spent), steps["sorting names"], strict=True))
    spent = processor() - spent
    print(f"dump: {size:,.0f} MB, {count:,} items; bare decoding, one process: {size / bare:,.0f} MB/s")
    print(
        f"  read by {workers}: {size / reading:,.0f} MB/s ({bare / reading:.2f} of bare); all {size / whole:,.0f} MB/s"
    )
    print(
        f"  of the processor: bare {size / bare_spent:,.0f} MB a second, reading {size / reading_spent:,.0f} MB, with the index {size / spent:,.0f} MB"
    )
    peak, workers_peak = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        f"  kept {built.items:,}; peak {peak:,.0f} MB, a worker {workers_peak:,.0f} MB; index {built.path.stat().st_size / 1e6:,.1f} MB"
    )


def processor() -> float:
    """Seconds of the processor that this process and those that it waited for have taken: a busy machine takes none."""
    return sum(os.times()[:4])


def make(path: Path, names: int, folder: Path) -> None:
    """An index of so many names, from kept items straight away."""
    dice = random.Random(names)
    pool = Names(dice)
    encode = msgspec.msgpack.Encoder().encode
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=folder) as work:
        items = Path(work) / "items"
        with items.open("wb") as file:
            for i in range(int(names / 1.4)):
                person = dice.random() < 0.6
                english, arabic = pool.person() if person else pool.place()
                labels = [("en", english)] + [("ar", arabic)] * (dice.random() < 0.5)
                item = Kept(
                    10_000 + i, "person" if person else "place", "person" if person else "city", labels, [],
                    country=500 + dice.randrange(COUNTRIES), sitelinks=int(dice.paretovariate(0.8)),
                )  # fmt: skip
                data = encode(item)
                file.write(FRAME.pack(len(data)) + data)
        assemble(items, path, Path(work), read_rules(), {}, lambda step, done, total: None)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{names:,} names: made in {time.perf_counter() - began:,.0f} s, peak so far {peak:,.0f} MB")


def look(path: Path) -> None:
    """How fast one index answers, in a process of its own."""
    began = time.process_time()
    gazetteer = Gazetteer.open(path)
    opened = time.process_time() - began
    dice = random.Random(1)
    pool = Names(random.Random(int(path.stem)))
    texts = [
        join((*fold_name(" ".join(pool.person()[dice.random() < 0.5 :][:1])), "said", "that", "he"))
        for _ in range(ASKED)
    ]
    seconds = {}
    for name, ask in (("matches", gazetteer.matches), ("starts", lambda t: gazetteer.starts(t.split()[0])),
                      ("fact", lambda t: gazetteer.fact(f"Q{10_000 + hash(t) % 7_000}"))):  # fmt: skip
        began = time.process_time()
        for text in texts:
            ask(text)
        seconds[name] = time.process_time() - began
    rates = ", ".join(f"{name} {ASKED / taken:,.0f}/s" for name, taken in seconds.items())
    private = next(
        int(line.split()[1])
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("RssAnon")
    )
    print(
        f"{path.stem:>9} names: {path.stat().st_size / 1e6:,.1f} MB, opens in {opened * 1000:.1f} ms; {rates}; own memory {private / 1024:,.0f} MB"
    )
    for name, value in (("facts", ""), ("with all", str(path))):
        program = "import sys; sys.path.insert(0, sys.argv[1]); import bench_gazetteer as b; b.run()"
        command = [sys.executable, "-c", program, str(Path(__file__).parent)]
        done = subprocess.run(
            command, env={**os.environ, "KG_GAZETTEER": value}, capture_output=True, text=True, check=True
        )
        told = json.loads(done.stdout)
        print(
            f"          {name:>8}: first article after {told['first']:.2f} s; all {told['articles']} in {told['cold']:.2f} s, again in {told['warm']:.2f} s; link F1 {told['link']:.4f}",
            flush=True,
        )


def run() -> None:
    """Print what reading the annotated articles takes of the processor, as JSON."""
    articles = read([GOLD, SEEDS]).articles
    began = time.process_time()
    list(extract(articles[:1]))
    first = time.process_time() - began
    found, passes = [], []
    for _ in range(4):
        began = time.process_time()
        found = [e for e in extract(articles) if isinstance(e, Extraction)]
        passes.append(time.process_time() - began)
    link = evaluate(GOLD, found).link.f1
    times = {"first": first, "cold": passes[0], "warm": min(passes[1:])}
    print(json.dumps({"articles": len(articles), "link": link, **times}))


if __name__ == "__main__":
    main()
