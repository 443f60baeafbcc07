"""`kg gazetteer …`: build, update, ask and check the index of who may be in the news."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.progress import Steps

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer
    from kg.model import Problem

SOME_DOUBTS = 1
_SHOWN = 20

group = typer.Typer(
    name="gazetteer",
    help="The index of names: build it from a dump of Wikidata, update it, ask it, check it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
Out = Annotated[Path, typer.Option("--out", "-o", help="The index file to write.", show_default=False)]
Files = Annotated[
    list[Path] | None,
    typer.Option("--gazetteer", "-G", help="An index, besides the package's facts; may be given several times."),
]
Only = Annotated[bool, typer.Option("--only-gazetteer", help="Leave the package's own facts out.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]


@group.command()
def build(
    dump: Annotated[Path, typer.Option("--dump", help="latest-all.json.bz2, or .gz, .zst, .json.", show_default=False)],
    out: Out,
    workers: Annotated[int, typer.Option("--workers", "-w", min=0, help="Processes; 0: as many as processors.")] = 0,
    quiet: Quiet = False,
) -> None:
    """Build an index from a dump of Wikidata, in one pass; a build that was broken off is gone on with.

    The exit status is 1 if the dump has malformed lines.

    Example: kg gazetteer build --dump latest-all.json.bz2 -o wikidata.index
    """
    from kg.gazetteer.wikidata.building import build_index

    with Steps(quiet) as steps:
        built = build_index(dump, out, workers=workers or len(os.sched_getaffinity(0)), progress=steps.tell)
    if not quiet:
        again = " (gone on with)" if built.resumed else ""
        typer.echo(f"{out}: {built.items} of {built.lines} items{again}; {built.malformed} malformed lines")
    for line in built.shown[:_SHOWN]:
        typer.echo(f"kg: malformed: {line}", err=True)
    if built.malformed:
        raise typer.Exit(SOME_DOUBTS)


@group.command()
def update(
    endpoint: Annotated[
        str, typer.Option("--endpoint", "-e", help="A SPARQL endpoint of Wikidata.")
    ] = "https://query.wikidata.org/sparql",
    out: Annotated[Path, typer.Option("--out", "-o", help="The index to bring up to date, or to begin.")] = Path(
        "wikidata.index"
    ),
    quiet: Quiet = False,
) -> None:
    """Bring an index up to date from an endpoint: who holds the known offices, and what is new about them.

    An update that fails leaves the index as it was; what has been answered is not asked again.

    Example: kg gazetteer update -o wikidata.index
    """
    from kg.gazetteer import Gazetteer
    from kg.gazetteer.compiling import package_index
    from kg.gazetteer.wikidata.updating import update_index

    with Steps(quiet) as steps:
        done = update_index(endpoint, out, facts=Gazetteer(package_index()), progress=steps.tell)
    if not quiet:
        told = f"{done.people} holders of offices, {done.new} of them new; {done.changed} tenures new or changed"
        typer.echo(f"{out}: {done.items} items; {told}")


@group.command()
def lookup(
    name: Annotated[str, typer.Argument(help="A name in any language, a Wikidata id, or an office's key.")],
    date: Annotated[str, typer.Option("--date", "-d", help="Of an office: who held it then.")] = "",
    gazetteer: Files = None,
    only_gazetteer: Only = False,
) -> None:
    """Show what a name may mean: key, prior, type, label, note; what it sounds like where nothing has this name.

    The exit status is 1 where nothing is found.

    Example: kg gazetteer lookup "سيرغي لافروف"
    """
    from kg.errors import InputError
    from kg.gazetteer.asking import find
    from kg.read.dating import parse_date

    when = parse_date(date) if date else None
    if date and when is None:
        raise InputError(f"'{date}' is no date: give YYYY, YYYY-MM or YYYY-MM-DD")
    lines = list(find(name, _open(gazetteer, only_gazetteer), when))
    for line in lines:
        typer.echo(line)
    if not lines:
        typer.echo(f"kg: nothing known by '{name}'", err=True)
        raise typer.Exit(SOME_DOUBTS)


@group.command()
def info(
    gazetteer: Annotated[list[Path] | None, typer.Argument(help="Index files; none: the package's facts.")] = None,
) -> None:
    """Show what an index holds: things by type, offices, tenures, names, size, what it was made of.

    Example: kg gazetteer info wikidata.index
    """
    from kg.gazetteer.asking import describe
    from kg.gazetteer.compiling import package_index
    from kg.gazetteer.index import Index

    for index in [Index(path, remedy=_REMEDY) for path in gazetteer] if gazetteer else [package_index()]:
        for line in describe(index):
            typer.echo(line)


@group.command()
def check(
    gazetteer: Annotated[list[Path] | None, typer.Argument(help="Index files; none: the package's facts.")] = None,
    endpoint: Annotated[
        str, typer.Option("--endpoint", "-e", help="Ask this endpoint of Wikidata, too, whether the ids still hold.")
    ] = "",
    most: Annotated[
        int, typer.Option("--most", min=0, help="Ids to ask the endpoint about this time; 0: all that are left.")
    ] = 100_000,
    all_: Annotated[bool, typer.Option("--all", help="Show every doubt, not the first twenty of each kind.")] = False,
) -> None:
    """Check facts or an index: damage, two ids for one name, tenures that overlap, holders that are not there.

    Of an index it tells, too, which of the package's facts without a Wikidata id have one in it. An endpoint is asked
    about many ids in one question; a check that was broken off, or had more ids than --most, goes on where it stopped.

    The exit status is 1 where there are doubts.

    Example: kg gazetteer check
    """
    from kg.gazetteer import Gazetteer
    from kg.gazetteer.check import check_facts, check_found, check_index
    from kg.gazetteer.compiling import package_index
    from kg.gazetteer.index import Index

    indexes = [Index(path, remedy=_REMEDY) for path in gazetteer or ()]
    problems = [] if indexes else list(check_facts())
    with Steps() as steps:
        for index in indexes:
            problems += [*check_index(index, steps.tell), *check_found(Gazetteer(package_index()), index)]
    _show(problems, all_)
    for index in (indexes or [package_index()]) if endpoint else ():
        from kg.gazetteer.compiling import cache_folder
        from kg.gazetteer.wikidata.checking import check_ids

        with Steps() as steps:
            done = check_ids(Gazetteer(index), endpoint, cache_folder(), most=most, progress=steps.tell)
        _show(done.problems, all_)
        problems += done.problems
        if done.asked < done.total:
            told = f"{done.asked} of {done.total} ids asked about; the same command goes on from there"
            typer.echo(f"kg: {index.path.name}: {told}", err=True)
    if problems:
        raise typer.Exit(SOME_DOUBTS)


def _show(problems: Sequence[Problem], all_: bool) -> None:
    """The doubts, a line each, the first of each kind or all, and how many there are of each."""
    counts: Counter[str] = Counter()
    for problem in problems:
        counts[problem.code] += 1
        if all_ or counts[problem.code] <= _SHOWN:
            typer.echo(f"{problem.code}\t{problem.where}\t{problem.reason}")
    for code, count in sorted(counts.items()):
        typer.echo(f"kg: {code}: {count}", err=True)


_REMEDY = "make it again with `kg gazetteer build`"


def _open(files: list[Path] | None, only: bool) -> Gazetteer:
    from kg.gazetteer import Gazetteer
    from kg.gazetteer.choice import choose

    choose(files or (), only=only)
    return Gazetteer.open()


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(group)
