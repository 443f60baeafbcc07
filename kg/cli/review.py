"""`kg review` and `kg diff`: what is doubtful in a build, and what is new in it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Shape(StrEnum):
    """How a difference is printed."""

    TEXT = "text"
    JSON = "json"


def review(
    build: Annotated[Path, typer.Argument(help="A folder made by `kg build`.")] = Path("out"),
    corrections: Annotated[
        Path | None,
        typer.Option("--corrections", "-c", help="The file to add to; by default the one that the build reads."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most questions.")] = 50,
    kind: Annotated[str, typer.Option(help="Only questions on 'link' or 'merge'.")] = "",
) -> None:
    """Settle doubtful links and merges, those that tell most first; answers are kept in the file of corrections.

    Example: kg review out/ --corrections seeds/corrections.tsv
    """
    from kg.corrections import FILE_NAME, append_correction
    from kg.errors import InputError
    from kg.files import remembered
    from kg.review import ask, read_questions

    place = str(corrections or remembered(build, FILE_NAME))
    if not place:
        raise InputError(f"{build}: does not tell which corrections it reads; give the file by --corrections")
    questions = [q for q in read_questions(build) if kind in ("", q.kind)][:limit]
    if not questions:
        typer.echo("Nothing is doubtful.")
        return
    settled = ask(
        questions,
        lambda text: typer.echo(text, nl=False),
        _answer,
        lambda correction: append_correction(Path(place), correction),
    )
    if settled:
        typer.echo(f"\n{settled} settled, kept in {place}; they hold from the next `kg build` on.")


def diff(
    old: Annotated[Path, typer.Argument(help="A graph's file, or a folder made by `kg build`.")],
    new: Annotated[Path, typer.Argument(help="The one to compare it with.")],
    shape: Annotated[Shape, typer.Option("--format", "-f", help="How the difference is printed.")] = Shape.TEXT,
    lang: Annotated[str, typer.Option("--lang", "-l", help="The language of labels: ar or en.")] = "en",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Leave with status 1 where anything differs.")] = False,
) -> None:
    """Tell what is new between two graphs: new events, plans that came true, changed links.

    Example: kg diff yesterday/graph.ttl out/graph.ttl
    """
    from kg.diff import as_json, as_text, compare, read_snapshot

    found = compare(*(read_snapshot(path / "graph.ttl" if path.is_dir() else path) for path in (old, new)))
    typer.echo(as_json(found) if shape is Shape.JSON else as_text(found, lang), nl=False)
    if exit_code and not found.empty:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (review, diff):
        app.command()(command)


def _answer() -> str:
    typer.echo("> ", nl=False)
    return input()
