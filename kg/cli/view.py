"""`kg view`: a graph as an interactive page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def view(
    graph: Annotated[Path, typer.Argument(help="A Turtle, TriG, N-Triples or N-Quads file that follows the ontology.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path("graph.html"),
    start: Annotated[str, typer.Option("--from", help="Only events from then on: YYYY, YYYY-MM or YYYY-MM-DD.")] = "",
    end: Annotated[str, typer.Option("--to", help="Only events up to then.")] = "",
    topic: Annotated[list[str] | None, typer.Option(help="Only events on this topic; may be repeated.")] = None,
    actor: Annotated[list[str] | None, typer.Option(help="Only events of this actor: a name or Wikidata id.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--type", help="Only events of this type, 'meeting' say.")] = None,
    lang: Annotated[str, typer.Option(help="The language that the page opens in: ar or en.")] = "ar",
    title: Annotated[str, typer.Option(help="A headline of your own.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=5000, help="As many actors are drawn at once.")] = 1000,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing.")] = False,
) -> None:
    """Draw a graph as one HTML page that needs no network: who met whom about what, when, and who says so.

    Example: kg view out/graph.ttl -o graph.html --from 2024-10 --topic ceasefire
    """
    from kg import view as picture
    from kg.files import write_file

    cut = picture.Cut(start, end, tuple(kind or ()), tuple(topic or ()), tuple(actor or ()))
    drawn = picture.read_picture(graph, cut)
    write_file(output, (picture.render(drawn, lang=lang, title=title, limit=limit),))
    if not quiet:
        actors = {part.actor for event in drawn.events for part in event.parts}
        typer.echo(f"{output}: {len(actors)} actors, {len(drawn.events)} events, {len(drawn.contacts)} contacts")


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(view)
