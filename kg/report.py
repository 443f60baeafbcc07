"""The report of a build: what was found, what could not be linked, what is doubtful, what was skipped and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg import limits
from kg.model import Article, Candidate, Entity, Extraction, Happening, Knowledge, Problem, Span

_PASSAGE = 60
"""Characters shown on each side of a name."""


def report(knowledge: Knowledge, problems: Sequence[Problem]) -> Iterator[str]:
    """The report as Markdown, in pieces; it tells no time and no place of the build, so that it is always the same."""
    yield "# What the articles say\n\n"
    yield from _counts(knowledge, problems)
    yield from _unlinked(knowledge.extractions)
    yield from _doubtful(knowledge.extractions)
    yield from _disputed(knowledge)
    yield from _problems("Skipped", [p for p in problems if p.skipped], "Nothing was skipped.")
    yield from _problems("Taken with reservations", [p for p in problems if not p.skipped], "None.")


def _counts(knowledge: Knowledge, problems: Sequence[Problem]) -> Iterator[str]:
    entities = [entity for extraction in knowledge.extractions for entity in extraction.entities]
    linked = sum(1 for e in entities if e.qid and not e.candidates)
    doubtful = sum(1 for e in entities if e.candidates and not e.key.startswith("n:"))
    withheld = sum(1 for e in entities if e.candidates and e.key.startswith("n:"))
    several = sum(len({r.article for r in h.reports}) > 1 for h in knowledge.happenings)
    dates = sorted(str(a.published) for a in knowledge.articles if a.published)
    rows: list[tuple[str, object]] = [
        ("articles read", len(knowledge.articles)),
        *((f"articles in '{code}'", n) for code, n in sorted(Counter(a.lang for a in knowledge.articles).items())),
        ("published", f"{dates[0]} to {dates[-1]}" if dates else "not told"),
        ("inputs skipped", sum(p.skipped for p in problems)),
        ("actors and places", len(knowledge.actors)),
        *((f"actors and places: {kind}", n) for kind, n in sorted(Counter(a.type for a in knowledge.actors).items())),
        ("names in articles", len(entities)),
        ("names linked to Wikidata", f"{linked} ({_share(linked, len(entities))})"),
        ("names with a doubtful link", f"{doubtful} ({_share(doubtful, len(entities))})"),
        ("names that may mean too many to be linked", f"{withheld} ({_share(withheld, len(entities))})"),
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


def _unlinked(extractions: Iterable[Extraction]) -> Iterator[str]:
    """Names that the gazetteer does not know, the most frequent first, each with a passage."""
    found: dict[tuple[str, str], list[tuple[Article, Entity]]] = defaultdict(list)
    for extraction in extractions:
        for entity in extraction.entities:
            if not entity.qid and not entity.candidates:
                found[entity.key, entity.type].append((extraction.article, entity))
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    rows = [(told[0][1].name, kind, len(told), told[0][0].id, _passage(*told[0])) for (_, kind), told in ranked]
    yield f"## Names that could not be linked ({len(rows)})\n\n"
    yield from _table(("name", "type", "articles", "first in", "passage"), rows) if rows else ("None.\n\n",)


def _doubtful(extractions: Iterable[Extraction]) -> Iterator[str]:
    found: dict[tuple[str, tuple[str, ...]], list[tuple[Article, Entity]]] = defaultdict(list)
    for extraction in extractions:
        for entity in extraction.entities:
            if entity.candidates:
                keys = tuple(candidate.key for candidate in entity.candidates)
                found[_surface(extraction.article, entity), keys].append((extraction.article, entity))
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    rows = [
        (surface, "; ".join(map(_choice, told[0][1].candidates)), len(told), told[0][0].id, _passage(*told[0]))
        for (surface, _), told in ranked
    ]
    yield f"## Doubtful links ({len(rows)})\n\n"
    if rows:
        yield "`kg review` walks through them.\n\n"
    yield from _table(("name", "may be", "articles", "first in", "passage"), rows) if rows else ("None.\n\n",)


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
    yield from _table(("where", "code", "why"), rows) if rows else (f"{none}\n\n",)


def _table(head: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |\n" + "|---" * len(head) + "|\n"
    for row in rows[: limits.REPORT_ROWS]:
        yield "| " + " | ".join(_cell(str(value)) for value in row) + " |\n"
    if len(rows) > limits.REPORT_ROWS:
        yield f"\nand {len(rows) - limits.REPORT_ROWS} more\n"
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
