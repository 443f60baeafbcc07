"""`kg build`, `kg extract`, `kg link`: from articles to what they say."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.progress import Steps

if TYPE_CHECKING:
    from kg.extracting import Found
    from kg.model import Problem

Paths = Annotated[
    list[Path], typer.Argument(help="Files and folders: .txt, .md, .html, .jsonl, .json, .zip.", show_default=False)
]
Workers = Annotated[
    int, typer.Option("--workers", "-w", min=0, help="Processes that work on the articles; 0: as many as processors.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Gazetteers = Annotated[
    list[Path] | None,
    typer.Option("--gazetteer", "-G", help="An index made by `kg gazetteer build`; may be given several times."),
]
Only = Annotated[bool, typer.Option("--only-gazetteer", help="Leave the package's own facts out.")]


class Further(StrEnum):
    """A form of the graph that is written where asked for."""

    NQUADS = "nq"
    JSONLD = "jsonld"


SOME_SKIPPED = 1
NOTHING_DONE = 2
_SHOWN = 20


def build(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write to.")] = Path("out"),
    workers: Workers = 0,
    corrections: Annotated[
        Path | None, typer.Option("--corrections", "-c", help="Corrections; by default corrections.tsv in PATHS.")
    ] = None,
    also: Annotated[list[Further] | None, typer.Option(help="Write the graph in this form too; repeatable.")] = None,
    gazetteer: Gazetteers = None,
    only_gazetteer: Only = False,
    quiet: Quiet = False,
) -> None:
    """Build the graph of articles: graph.ttl, graph.trig, graph.html, extractions.jsonl, report.md.

    An earlier build in the folder is replaced when the new one is whole. The exit status is 0 if all went well, 1 if
    some inputs were skipped, 2 if nothing was done.

    Example: kg build seeds/ -o out/
    """
    from kg.building import NothingRead
    from kg.building import build as make

    _choose(gazetteer, only_gazetteer)
    with Steps(quiet) as steps:
        try:
            made = make(
                paths,
                out,
                workers=_processes(workers),
                corrections=corrections,
                also=tuple(also or ()),
                progress=steps.tell,
            )
        except NothingRead as error:
            steps.stop()
            _show_problems(error.problems)
            raise
    _show_problems(made.problems, quiet)
    if not quiet:
        known = made.counts
        typer.echo(
            f"{out}: {known.articles} articles, {known.actors} actors and places, {known.happenings} happenings "
            f"told {known.told} times; {made.skipped} inputs skipped. See {out}/report.md"
        )
    if made.skipped:
        raise typer.Exit(SOME_SKIPPED)


def extract(
    paths: Paths,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file to write; else standard output.")] = None,
    workers: Workers = 0,
    gazetteer: Gazetteers = None,
    only_gazetteer: Only = False,
    quiet: Quiet = False,
) -> None:
    """Find what is in articles: one line of JSON an article, in order, with the words and places that say so.

    Example: kg extract seeds/ -o extractions.jsonl
    """
    from kg.extracting import extract as find
    from kg.files import write_file
    from kg.lines import line_of
    from kg.model import Article, Extraction
    from kg.read import iterate

    _choose(gazetteer, only_gazetteer)
    problems: list[Problem] = []
    written = 0

    def articles() -> Iterator[Article]:
        for item in iterate(paths):
            if isinstance(item, Article):
                yield item
            else:
                problems.append(item)

    def lines(found: Iterator[Found]) -> Iterator[str]:
        nonlocal written
        for item in found:
            if isinstance(item, Extraction):
                written += 1
                steps.tell("extracting", written, 0)
                yield line_of(item)
            else:
                problems.append(item)

    with Steps(quiet or out is None) as steps:
        found = lines(find(articles(), _processes(workers)))
        if out is None:
            sys.stdout.writelines(found)
        else:
            write_file(out, found)
    _show_problems(problems, quiet)
    skipped = sum(problem.skipped for problem in problems)
    if out is not None and not quiet:
        typer.echo(f"{out}: {written} articles; {skipped} inputs skipped")
    if not written:
        raise typer.Exit(NOTHING_DONE)
    if skipped:
        raise typer.Exit(SOME_SKIPPED)


def link(
    phrase: Annotated[str, typer.Argument(help="A name, a role, or both, in any language of the packs.")],
    date: Annotated[str, typer.Option("--date", "-d", help="YYYY, YYYY-MM or YYYY-MM-DD: who held the office.")] = "",
    lang: Annotated[str, typer.Option("--lang", "-l", help="Read the phrase in this language only.")] = "",
    gazetteer: Gazetteers = None,
    only_gazetteer: Only = False,
) -> None:
    """Show what a phrase may mean by itself: candidates, scores, reasons. The exit status is 1 where there are none.

    Example: kg link "رئيس المخابرات المصرية" --date 2024-10-20
    """
    from kg import lang as packs
    from kg.errors import InputError
    from kg.gazetteer import Gazetteer
    from kg.link.explain import candidates
    from kg.read.dating import parse_date

    _choose(gazetteer, only_gazetteer)
    when = parse_date(date) if date else None
    if date and when is None:
        raise InputError(f"'{date}' is no date: give YYYY, YYYY-MM or YYYY-MM-DD")
    known = [packs.load(code) for code in ([lang] if lang else packs.codes())]
    found = candidates(phrase, when, Gazetteer.open(), known)
    for candidate in found:
        typer.echo(f"{candidate.score:.2f}  {candidate.key}  {candidate.name}  ({candidate.reason})")
    if not found:
        typer.echo(f"kg: nothing known by '{phrase}'", err=True)
        raise typer.Exit(SOME_SKIPPED)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (build, extract, link):
        app.command()(command)


def _choose(gazetteers: list[Path] | None, only: bool) -> None:
    from kg.gazetteer.choice import choose

    choose(gazetteers or (), only=only)


def _processes(workers: int) -> int:
    import os

    return workers or len(os.sched_getaffinity(0))


def _show_problems(problems: list[Problem] | tuple[Problem, ...], quiet: bool = False) -> None:
    """A line each on standard error; of many, the first, since the report has them all."""
    shown = [problem for problem in problems if problem.skipped or not quiet]
    for problem in shown[:_SHOWN]:
        what = "skipped" if problem.skipped else "note"
        typer.echo(f"kg: [{problem.code}] {what}: {problem.where}: {problem.reason}", err=True)
    if len(shown) > _SHOWN:
        typer.echo(f"kg: and {len(shown) - _SHOWN} more", err=True)
