"""How builds grow with their articles: `python tests/benchmarks/bench_build.py FOLDER [ARTICLES ...]`.

Takes articles from FOLDER (of any kind that `kg build` reads), and prints processor seconds, so that other work on the
machine counts less, and what counts, how they compare within one run: of builds from nothing, merging's share of them,
and of a hundred articles more on what was built before, against reading those hundred alone.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from kg.model import Article
from kg.read import iterate

MORE = 100
FILE = 1000
RUN = """
import json, sys, time
from kg.building import build
steps = []
def tell(step, done, total):
    if not steps or steps[-1][0] != step:
        steps.append((step, time.process_time()))
made = build([sys.argv[1]], sys.argv[2], workers=int(sys.argv[3]), progress=tell)
steps.append(("end", time.process_time()))
spent = {step: after - at for (step, at), (_, after) in zip(steps, steps[1:])}
print(json.dumps([made.counts.happenings, spent.get("merging", 0.0)]))
"""


def main(folder: Path, sizes: Sequence[int] = (1_000, 10_000, 15_000)) -> None:
    """Measure at each size, then with some articles more."""
    articles = list(islice(_articles(folder), max(sizes) + MORE))
    more, articles = articles[:MORE], articles[MORE:]
    if len(articles) < min(sizes):
        sys.exit(f"{folder}: holds {len(articles) + len(more)} articles, and {min(sizes) + MORE} are needed")
    print(f"{'articles':>9} {'happenings':>10} {'seconds':>8} {'ms/article':>10} {'merging':>8} {'+' + str(MORE):>8} "
          f"{'alone':>8} {'ratio':>6} {'again':>6}")  # fmt: skip
    for size in dict.fromkeys(min(size, len(articles)) for size in sizes):
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            for folder_name, first in (("in", articles[:size]), ("alone", more)):
                _write(place / folder_name, first)
            happenings, merging, cold = run(place / "in", place / "out", workers=2)
            alone = run(place / "alone", place / "alone-out")[2]
            _write(place / "in", more, "more")
            added = run(place / "in", place / "out")[2]
            again = run(place / "in", place / "out")[2]
        print(
            f"{size:9} {happenings:10} {cold:8.1f} {1000 * cold / size:10.1f} {merging / cold:8.1%} {added:8.2f} "
            f"{alone:8.2f} {added / alone:6.1f} {again:6.2f}",
            flush=True,
        )


def run(source: Path, out: Path, workers: int = 1) -> tuple[int, float, float]:
    """A build in a process of its own: happenings, processor seconds of merging, and of all."""
    before = _spent()
    done = subprocess.run(
        [sys.executable, "-c", RUN, source, out, str(workers)], check=True, capture_output=True, text=True
    )
    happenings, merging = json.loads(done.stdout)
    return happenings, merging, _spent() - before


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _articles(folder: Path) -> Iterable[Article]:
    return (item for item in iterate([folder]) if isinstance(item, Article))


def _write(folder: Path, articles: Sequence[Article], name: str = "part") -> None:
    folder.mkdir(exist_ok=True)
    for first in range(0, len(articles), FILE):
        lines = (
            json.dumps(
                {
                    "id": article.id,
                    "title": article.title,
                    "text": article.text[article.body_start :],
                    "date": str(article.published or ""),
                    "source": article.source,
                    "url": article.url,
                },
                ensure_ascii=False,
            )
            for article in articles[first : first + FILE]
        )
        (folder / f"{name}-{first:06}.jsonl").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *([[int(size) for size in sys.argv[2:]]] if sys.argv[2:] else []))
