"""How `kg serve` answers 1, 4, 16 and 64 clients, without and with queries that are built to do harm.

Run: python tests/benchmarks/bench_serve.py OUT [--requests N] [--seconds S] [--killers SHARE] [--clients N ...]
Clients ask questions of the library, one after the other, for so many requests or seconds, whichever ends first; one
query may work for 5 seconds. Good questions are to be answered, all of them; the memory is that of the server and its
children (proportional set size).
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1] / "serve"))

from killers import HUNGRY
from live import Live, children, serving

from kg.serve.asking import askable

SEED = 7
KILLERS = [f"/sparql?{urlencode({'query': query})}" for query in HUNGRY.values()]


@dataclass
class Seen:
    """What clients saw; shared by their threads."""

    good: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)
    killers: Counter[int] = field(default_factory=Counter)
    left: int = 0
    until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> bool:
        with self.lock:
            self.left -= 1
            return self.left >= 0 and time.monotonic() < self.until


def good_paths(live: Live) -> list[str]:
    """Questions of the library with their examples, where the graph has an answer; and pages."""
    paths = [f"/api/queries/{name}?{urlencode(dict(q.example.set))}" for name, q in askable().items()]
    return [path for path in paths if live.get(path).status == 200]


def client(live: Live, paths: list[str], share: float, number: int, seen: Seen) -> None:
    choose = random.Random(SEED + number)
    host = urlsplit(live.url).netloc
    wire = HTTPConnection(host, timeout=120)
    while seen.take():
        bad = choose.random() < share
        path = choose.choice(KILLERS if bad else paths)
        started = time.monotonic()
        try:
            wire.request("GET", path)
            reply = wire.getresponse()
            reply.read()
            status, took = reply.status, time.monotonic() - started
        except OSError as error:
            wire.close()
            status, took = 0, 0.0
            path = f"{error!r} {path}"
        with seen.lock:
            if bad:
                seen.killers[status] += 1
            elif status == 200:
                seen.good.append(took)
            else:
                seen.failed[f"{status} {path}"] += 1


def memory(pid: int) -> int:
    """Bytes that a server and its children hold, what they share counted once."""
    family, found = [pid], 0
    while family:
        one = family.pop()
        try:
            family += children(one)
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        found += sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
    return found


def run(
    live: Live, paths: list[str], clients: int, share: float, requests: int, seconds: float
) -> tuple[Seen, float, int]:
    seen = Seen(left=requests, until=time.monotonic() + seconds)
    threads = [threading.Thread(target=client, args=(live, paths, share, n, seen)) for n in range(clients)]
    started, most = time.monotonic(), 0
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        most = max(most, memory(live.pid))
        time.sleep(0.25)
    return seen, time.monotonic() - started, most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--requests", type=int, default=1500, help="of all clients together")
    parser.add_argument("--seconds", type=float, default=25)
    parser.add_argument("--killers", type=float, default=0.05)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4, 16, 64])
    given = parser.parse_args()
    columns = (
        "clients",
        "killers",
        "good",
        "failed",
        "per second",
        "median ms",
        "p99 ms",
        "peak MB",
        "rest MB",
        "ended",
    )
    table = Table(*columns, box=None)
    failed: Counter[str] = Counter()
    with serving(given.out, "--seconds", "5") as live:
        paths = good_paths(live)
        print(f"{live.get('/health').json()}; {len(paths)} questions; at rest {memory(live.pid) // 1_000_000} MB")
        for clients in given.clients:
            for share in (0.0, given.killers):
                seen, took, most = run(live, paths, clients, share, given.requests, given.seconds)
                times = sorted(seen.good)
                p99 = times[max(0, int(len(times) * 0.99) - 1)] if times else 0.0
                failed += seen.failed
                time.sleep(1)
                table.add_row(
                    str(clients), f"{share:.0%}", str(len(times)), str(sum(seen.failed.values())),
                    f"{len(times) / took:.0f}", f"{statistics.median(times) * 1000:.0f}", f"{p99 * 1000:.0f}",
                    str(most // 1_000_000), str(memory(live.pid) // 1_000_000),
                    ", ".join(f"{status}: {n}" for status, n in sorted(seen.killers.items())),
                )  # fmt: skip
    Console(width=140).print(table)
    for what, number in failed.most_common(5):
        print(f"failed {number} times: {what[:200]}")


if __name__ == "__main__":
    main()
