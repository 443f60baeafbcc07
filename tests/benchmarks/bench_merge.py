"""How merging and the cache grow: `python tests/benchmarks/bench_merge.py [ARTICLES]`.

Prints times and, what counts, how they compare within one run: milliseconds an article at each size (flat where
merging is linear), and what the cache takes to keep and to give.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

from kg.incremental import ExtractionCache, cached_extract
from kg.merge import merge
from kg.model import Article, DateSpan, Entity, Event, EventType, Extraction, Problem, Span

ACTORS = 400
DAYS = 60
ARTICLES_A_DAY = 250
TYPES: tuple[EventType, ...] = get_args(EventType)


def main(most: int = 15_000) -> None:
    """Measure at a fifteenth, two thirds and all of `most` articles."""
    everything = [make(number) for number in range(most)]
    sizes = [most // 15, most * 2 // 3, most]
    print(f"{'articles':>9} {'events':>7} {'happenings':>10} {'merge s':>8} {'ms/article':>10}")
    for size in sizes:
        knowledge, seconds = timed(lambda size=size: merge(everything[:size]))  # type: ignore[misc]
        events = sum(len(e.events) for e in everything[:size])
        print(f"{size:9} {events:7} {len(knowledge.happenings):10} {seconds:8.2f} {1000 * seconds / size:10.3f}")
    with tempfile.TemporaryDirectory() as folder:
        _, cold = timed(lambda: extract_all(Path(folder), everything[: sizes[1]]))
        _, warm = timed(lambda: extract_all(Path(folder), everything[: sizes[1] + 100]))
    print(f"cache: {sizes[1]} articles kept in {cold:.2f} s; taken from it, with 100 more, in {warm:.2f} s")


def make(number: int) -> Extraction:
    """An article with some five events; many tell what others tell, too."""
    dice = random.Random(number)
    day = number // ARTICLES_A_DAY % DAYS
    published = date(2024, 1, 1) + timedelta(days=day)
    text = f"article {number} " + "word " * 300
    article = Article(
        f"a{number:06}",
        "",
        text,
        0,
        "",
        DateSpan.of(published.isoformat()),
        f"s{number % 30}",
        "en",
        sha256=f"{number}",
    )
    entities: dict[int, Entity] = {}
    events = []
    for position in range(1 + dice.randrange(10)):
        story = random.Random(f"{day - dice.randrange(2)},{int(dice.paretovariate(0.6)) % 2000}")
        kind, who = story.choice(TYPES), [int(story.random() ** 2 * ACTORS) for _ in range(2)]
        place, told = ACTORS + story.randrange(60), published - timedelta(days=story.randrange(2))
        for key in (*who, place):
            state = key % 7 == 0
            entities.setdefault(
                key,
                Entity(
                    f"e{len(entities) + 1}",
                    f"Q{key + 1}",
                    "place" if key >= ACTORS else "state" if state else "person",
                    f"name {key}",
                    (("en", f"name {key}"),),
                    (Span(0, 7),),
                    on_behalf_of="" if state or key >= ACTORS else f"Q{key // 7 * 7 + 1}",
                ),
            )
        dated = dice.random() < 0.6
        events.append(
            Event(
                f"v{position + 1}",
                kind,
                (entities[who[0]].id,),
                (entities[who[1]].id,) if who[0] != who[1] else (),
                entities[place].id if dice.random() < 0.4 else None,
                DateSpan.of(told.isoformat()) if dated else None,
                dice.choice(("occurred", "occurred", "occurred", "planned", "ongoing")),
                (f"t{story.randrange(40)}",),
                Span(position, position + 7),
                (Span(0, 20),),
                0.8,
                "r",
            )
        )
    return Extraction(article, tuple(entities.values()), tuple(events))


def extract_all(folder: Path, extractions: list[Extraction]) -> list[Extraction | Problem]:
    """What is in some articles, by way of a cache; extracting itself takes no time here."""
    known = {e.article.id: e for e in extractions}

    def extract(articles: Iterable[Article]) -> Iterator[Extraction]:
        return (known[article.id] for article in articles)

    cache = ExtractionCache(folder, "bench")
    found = list(cached_extract((e.article for e in extractions), extract, cache))
    cache.publish()
    return found


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    """What a function gives, and the processor seconds that it takes, without garbage collection as in a build."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    result = run()
    seconds = time.process_time() - start
    gc.enable()
    return result, seconds


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
