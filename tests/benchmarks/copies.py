"""A larger graph of the same shape: `python tests/benchmarks/copies.py GRAPH.ttl OUT.nt [--triples 10000000]`.

The graph is copied with fresh IRIs of events, reports, participations, articles and passages, each copy some years
later, while actors, places, topics and the ontology stay: the same people go on meeting, as in a longer archive.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from kg.rdf.names import BASE

YEARS = 1
"""Between two copies."""
_FRESH = re.compile(rf"<{re.escape(BASE)}(?:article|candidate|event|participation|report)/(?=[0-9a-f])")
_DATE = re.compile(r'"(\d{4})(-\d\d)?(-\d\d)?"(?=\^\^<http://www\.w3\.org/2001/XMLSchema#(?:date|gYearMonth|gYear)>)')


def lines_of(graph: Path) -> list[str]:
    """The triples of a graph's file as N-Triples lines."""
    kind = RdfFormat.from_extension(graph.suffix[1:])
    return [f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in parse(path=graph, format=kind)]


def copies(lines: list[str], triples: int) -> Iterator[str]:
    """The lines, and copies of those that tell of events, until there are so many."""
    yield from lines[:triples]
    left, number = triples - len(lines), 0
    told = [line for line in lines if line.startswith("<") and _FRESH.match(line)]
    while left > 0 and told:
        number += 1
        later = _later(number * YEARS)
        for line in told[:left]:
            yield _DATE.sub(later, _FRESH.sub(rf"\g<0>{number:x}g", line))
        left -= len(told)


def _later(years: int) -> Callable[[re.Match[str]], str]:
    def shift(match: re.Match[str]) -> str:
        year, month, day = match.groups(default="")
        return f'"{int(year) + years:04}{month}{"-28" if month + day == "-02-29" else day}"'

    return shift


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--triples", type=int, default=10_000_000)
    given = parser.parse_args()
    with given.out.open("w", encoding="utf-8") as file:
        file.writelines(copies(lines_of(given.graph), given.triples))


if __name__ == "__main__":
    main()
