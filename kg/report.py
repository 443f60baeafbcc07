"""The report of a build: what was found, what could not be linked, what is doubtful, what was skipped and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TypeVar

from kg import limits
from kg.model import Article, Candidate, Entity, Extraction, Happening, Knowledge, Problem, Span

_PASSAGE = 60
"""Characters shown on each side of a name."""


def report(knowledge: Knowledge, problems: Sequence[Problem]) -> Iterator[str]:
    """The report as Markdown, in pieces; it tells no time and no place of the build, so that it is always the same."""
    names = _Names(knowledge.extractions)
    yield "# What the articles say\n\n"
    yield from _counts(knowledge, names, problems)
    yield from _unlinked(names)
    yield from _doubtful(names)
    yield from _disputed(knowledge)
    yield from _problems("Skipped", [p for p in problems if p.skipped], "Nothing was skipped.")
    yield from _problems("Taken with reservations", [p for p in problems if not p.skipped], "None.")


class _Names:
    """The names in all articles: how many are linked, and those that are not or may not be, where they stand first."""

    def __init__(self, extractions: Iterable[Extraction]) -> None:
        self.count = self.linked = self.doubtful = self.withheld = 0
        self.unlinked: dict[tuple[str, str], _Told] = {}
        self.doubts: dict[tuple[str, tuple[str, ...]], _Told] = {}
        for extraction in extractions:
            article = extraction.article
            self.count += len(extraction.entities)
            for entity in extraction.entities:
                if entity.candidates:
                    known = not entity.key.startswith("n:")
                    self.doubtful += known
                    self.withheld += not known
                    keys = tuple([candidate.key for candidate in entity.candidates])
                    self.doubts.setdefault((_surface(article, entity), keys), _Told(article, entity)).times += 1
                elif entity.qid:
                    self.linked += 1
                else:
                    self.unlinked.setdefault((entity.key, entity.type), _Told(article, entity)).times += 1


@dataclass(slots=True)
class _Told:
    """In how many articles a name stands, and the first of them."""

    article: Article
    entity: Entity
    times: int = 0


Key = TypeVar("Key", bound=tuple[object, ...])


def _most(told: Mapping[Key, _Told]) -> list[tuple[Key, _Told]]:
    """As many as the report shows, the most frequent first."""
    return nsmallest(limits.REPORT_ROWS, told.items(), key=lambda item: (-item[1].times, item[0]))


def _counts(knowledge: Knowledge, names: _Names, problems: Sequence[Problem]) -> Iterator[str]:
    several = sum(len({r.article for r in h.reports}) > 1 for h in knowledge.happenings)
    dates = sorted(str(a.published) for a in knowledge.articles if a.published)
    rows: list[tuple[str, object]] = [
        ("articles read", len(knowledge.articles)),
        *((f"articles in '{code}'", n) for code, n in sorted(Counter(a.lang for a in knowledge.articles).items())),
        ("published", f"{dates[0]} to {dates[-1]}" if dates else "not told"),
        ("inputs skipped", sum(p.skipped for p in problems)),
        ("actors and places", len(knowledge.actors)),
        *((f"actors and places: {kind}", n) for kind, n in sorted(Counter(a.type for a in knowledge.actors).items())),
        ("names in articles", names.count),
        ("names linked to Wikidata", f"{names.linked} ({_share(names.linked, names.count)})"),
        ("names with a doubtful link", f"{names.doubtful} ({_share(names.doubtful, names.count)})"),
        ("names that may mean too many to be linked", f"{names.withheld} ({_share(names.withheld, names.count)})"),
        ("events told", sum(len(x.events) for x in knowledge.extractions)),
        ("happenings", len(knowledge.happenings)),
        ("happenings told by several articles", several),
        ("happenings in dispute", sum(h.disputed for h in knowledge.happenings)),
    ]
    yield "## Counts\n\n"
    yield from _table(("what", "how many"), rows)
    yield from _table(("happenings by type", "how many"), _ranked(h.type for h in knowledge.happenings))
    yield from _table(("happenings by status", "how many"), _ranked(h.status for h in knowledge.happenings))
    topics = _ranked(topic for h in knowledge.happenings for topic in h.topics)
    if topics:
        yield from _table(("happenings by topic", "how many"), topics)


def _unlinked(names: _Names) -> Iterator[str]:
    """Names that the gazetteer does not know, the most frequent first, each with a passage."""
    rows = [
        (told.entity.name, kind, told.times, told.article.id, _passage(told.article, told.entity))
        for (_, kind), told in _most(names.unlinked)
    ]
    yield f"## Names that could not be linked ({len(names.unlinked)})\n\n"
    yield from _table(("name", "type", "articles", "first in", "passage"), rows, len(names.unlinked), "None.")


def _doubtful(names: _Names) -> Iterator[str]:
    rows = [
        (
            surface,
            "; ".join(map(_choice, told.entity.candidates)),
            told.times,
            told.article.id,
            _passage(told.article, told.entity),
        )
        for (surface, _), told in _most(names.doubts)
    ]
    yield f"## Doubtful links ({len(names.doubts)})\n\n"
    if rows:
        yield "`kg review` walks through them.\n\n"
    yield from _table(("name", "may be", "articles", "first in", "passage"), rows, len(names.doubts), "None.")


def _disputed(knowledge: Knowledge) -> Iterator[str]:
    disputed = [happening for happening in knowledge.happenings if happening.disputed]
    if not disputed:
        return
    names = {actor.key: actor.name for actor in knowledge.actors}
    yield f"## In dispute ({len(disputed)})\n\n"
    rows = [(h.type, _who(h, names), str(h.date or ""), ", ".join(_sides(h)), h.id) for h in disputed]
    yield from _table(("type", "who", "date", "told as", "event"), rows)


def _who(happening: Happening, names: dict[str, str]) -> str:
    return ", ".join(names.get(part.actor, part.actor) for part in happening.participations)


def _sides(happening: Happening) -> list[str]:
    told = Counter(report.event.status for report in happening.reports)
    return [f"{status} by {n}" for status, n in sorted(told.items())]


def _problems(title: str, problems: Sequence[Problem], none: str) -> Iterator[str]:
    yield f"## {title} ({len(problems)})\n\n"
    rows = [(problem.where, problem.code, problem.reason) for problem in problems]
    yield from _table(("where", "code", "why"), rows, none=none)


def _table(head: tuple[str, ...], rows: Sequence[tuple[object, ...]], total: int = 0, none: str = "") -> Iterator[str]:
    """A table of the first rows and how many more there are, of `total` where not all are given; `none` for no row."""
    if none and not rows:
        yield f"{none}\n\n"
        return
    yield "| " + " | ".join(head) + " |\n" + "|---" * len(head) + "|\n"
    for row in rows[: limits.REPORT_ROWS]:
        yield "| " + " | ".join(_cell(str(value)) for value in row) + " |\n"
    more = max(total, len(rows)) - limits.REPORT_ROWS
    if more > 0:
        yield f"\nand {more} more\n"
    yield "\n"


def _cell(text: str) -> str:
    """A text that is only text in a cell of Markdown: no markup, no cell's end, no line's end."""
    plain = " ".join("".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text).split())
    for char, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        plain = plain.replace(char, safe)
    for char in "\\|`*_[]":
        plain = plain.replace(char, "\\" + char)
    return plain


def _ranked(values: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "none"


def _choice(candidate: Candidate) -> str:
    return f"{candidate.name} ({candidate.key}, {candidate.score:.2f}: {candidate.reason})"


def _surface(article: Article, entity: Entity) -> str:
    span = entity.mentions[0] if entity.mentions else Span(0, 0)
    return article.text[span.start : span.end] or entity.name


def _passage(article: Article, entity: Entity) -> str:
    if not entity.mentions:
        return ""
    start, end = entity.mentions[0]
    left, right = max(0, start - _PASSAGE), min(len(article.text), end + _PASSAGE)
    before = article.text[left:start].rpartition("\n")[2]
    after = article.text[end:right].partition("\n")[0]
    return f"…{before}{article.text[start:end]}{after}…"
