"""`kg query`, `kg validate`, `kg explain`, `kg load`: commands on a graph that is there."""

from __future__ import annotations

import signal
import threading
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.progress import Steps
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.store.answers import Answer, Source
    from kg.store.explain import Explanation
    from kg.store.library import Question


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


Graph = Annotated[
    Path, typer.Option("--graph", "-g", help="The graph: a folder made by `kg build`, or a graph's file.")
]
Endpoint = Annotated[str, typer.Option("--endpoint", "-e", help="Ask this SPARQL endpoint instead of a file.")]
Language = Annotated[str, typer.Option("--lang", "-l", help="The language of labels: ar or en.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only what was asked for.")]
OUT = Path("out")


def query(
    question: Annotated[str, typer.Argument(help="A question of the library, or a .rq file.")] = "",
    settings: Annotated[list[str] | None, typer.Option("--set", "-s", help="NAME=VALUE, for each parameter.")] = None,
    graph: Graph = OUT,
    endpoint: Endpoint = "",
    lang: Language = "en",
    form: Annotated[Form, typer.Option("--format", "-f", help="How the answer is printed.")] = Form.TABLE,
    limit: Annotated[int, typer.Option(min=1, help="The most rows.")] = 1000,
    listing: Annotated[bool, typer.Option("--list", help="Show the questions of the library.")] = False,
    about: Annotated[bool, typer.Option("--about", help="Show what a question takes and answers.")] = False,
    quiet: Quiet = False,
) -> None:
    """Ask a graph a question. An actor is given by name in any language, by Wikidata id or by IRI; a day as YYYY-MM-DD.

    Example: kg query who-met-whom --set actor="Antony Blinken" --set from=2024-10-01
    """
    from kg.store.ask import ask
    from kg.store.library import find_question, questions

    if listing or not question:
        typer.echo("".join(_line(known, lang) for known in questions()), nl=False)
        return
    asked = find_question(question)
    if about:
        typer.echo(_describe(asked, lang))
        return
    given = dict(_pair(setting) for setting in settings or ())
    source = _source(graph, endpoint)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine looks at no signal until it is done
    answer = ask(source, asked, given, lang, limit)
    _print(answer, form)
    if answer.cut and not quiet:
        typer.echo(f"There are more rows; the first {limit} are shown.", err=True)


def validate(
    graph: Annotated[Path, typer.Argument(help="A graph's file, or a folder with one.")] = OUT,
    quiet: Quiet = False,
) -> None:
    """Check that a graph is whole, not empty, and follows the ontology (SHACL). The exit status tells: 0 well, 1 not.

    Example: kg validate out/graph.ttl
    """
    from kg.rdf.check import validate as check

    found = check(graph)
    if not quiet:
        counts = ", ".join(f"{number} {name}" for name, number in found.counts)
        typer.echo(f"{found.path}: {found.triples} triples: {counts}")
        if found.sampled:
            typer.echo("The shapes were checked on a sample of the events, everything else on all of them.")
    for fault in found.faults:
        typer.echo(f"{found.path}: {fault}", err=True)
    if not found.conforms:
        raise typer.Exit(1)
    if not quiet:
        typer.echo("The graph conforms.")


def explain(
    event: Annotated[str, typer.Argument(help="An event: its IRI, its hash, or the beginning of the hash.")],
    graph: Graph = OUT,
    endpoint: Endpoint = "",
    lang: Language = "en",
) -> None:
    """Show what is behind an event: who by which link, and each article's telling with its rule and passages.

    Example: kg explain 3f9a --graph out/
    """
    from kg.store.explain import explain as tell
    from kg.store.explain import texts_beside

    folder = graph if graph.is_dir() else graph.parent
    typer.echo(_tell(tell(_source(graph, endpoint), event, lang, texts_beside(folder))))


def load(
    graph: Annotated[Path, typer.Argument(help="A folder made by `kg build`, or a graph's file.")] = OUT,
    endpoint: Annotated[str, typer.Option("--endpoint", "-e", help="Where the store takes graphs.")] = "",
    update: Annotated[bool, typer.Option("--update", help="The endpoint takes SPARQL Update, not graphs.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Send all, also what the store has already.")] = False,
    withdraw: Annotated[str, typer.Option(help="Take away this article (its IRI) instead; needs SPARQL Update.")] = "",
    quiet: Quiet = False,
) -> None:
    """Bring a graph to a SPARQL store, one named graph an article; a load that was cut off goes on where it was.

    Credentials come from KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, from KG_ENDPOINT_TOKEN, or from ~/.netrc.

    Example: kg load out/ --endpoint http://localhost:7878/store
    """
    from kg.store import loading

    if not endpoint:
        raise QueryError("load where? --endpoint takes the address of a store")
    if withdraw:
        loading.withdraw(withdraw, endpoint)
        if not quiet:
            typer.echo(f"{withdraw} is withdrawn from {endpoint}")
        return
    protocol = loading.Protocol.UPDATE if update else loading.Protocol.GSP
    with Steps(quiet) as steps:
        done = loading.load(
            graph, endpoint, protocol, again=again, progress=lambda number: steps.tell("loading graphs", number, 0)
        )
    if not quiet:
        kept = f", {done.kept} were there already" * bool(done.kept)
        gone = f", {done.withdrawn} withdrawn" * bool(done.withdrawn)
        typer.echo(f"{endpoint}: {done.sent} graphs sent with {done.statements} statements{kept}{gone}")


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (query, validate, explain, load):
        app.command()(command)


def _source(graph: Path, endpoint: str) -> Source:
    if endpoint:
        from kg.store.remote import Remote

        return Remote(endpoint)
    from kg.store.embedded import open_graph

    return open_graph(graph)


def _pair(setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not equals:
        raise QueryError(f"--set takes NAME=VALUE, not '{setting}'")
    return name.strip(), value.strip()


def _line(question: Question, lang: str) -> str:
    return f"{question.name:26}{question.title.get(lang) or question.title['en']}\n"


def _describe(question: Question, lang: str) -> str:
    """What a question asks, takes and answers, with its example."""
    asks = question.question.get(lang) or question.question.get("en", "")
    lines = [f"{question.name}: {asks}"]
    for parameter in question.parameters:
        need = "may be given" if parameter.optional else "must be given"
        text = parameter.about.get(lang) or parameter.about.get("en", "")
        lines.append(f"  {parameter.name} ({parameter.type}, {need}): {text}")
    lines.append(f"  answers: {', '.join(question.columns) or 'a graph'}")
    example = "".join(f' --set {name}="{value}"' for name, value in question.example.set.items())
    return "\n".join([*lines, f"  example: kg query {question.name}{example}"])


def _print(answer: Answer, form: Form) -> None:
    from kg.store.answers import to_csv, to_json, to_turtle

    if form is Form.TABLE and answer.form in ("CONSTRUCT", "DESCRIBE"):
        form = Form.TURTLE
    if form is Form.TABLE:
        _print_table(answer)
    else:
        typer.echo({Form.CSV: to_csv, Form.JSON: to_json, Form.TURTLE: to_turtle}[form](answer), nl=False)


def _print_table(answer: Answer) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kg.store.answers import text_of

    console = Console()
    if not console.is_terminal:
        console = Console(width=10_000)
    table = Table(box=None, pad_edge=False)
    for name in answer.columns:
        table.add_column(Text(name), overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text(_short(text_of(cell))) for cell in row))
    console.print(table)
    console.print(Text(f"{len(answer)} rows"))


def _short(value: str) -> str:
    """A text for one cell of a table: names of the graph by prefix, control characters as spaces."""
    from kg.rdf.names import Namer
    from kg.rdf.write import PREFIXES

    for prefix, base in (PREFIXES | Namer().prefixes()).items():
        if value.startswith(base):
            return f"{prefix}:{value[len(base) :]}"
    return "".join(char if char.isprintable() else " " for char in value)


def _tell(found: Explanation) -> str:
    disputed = "; some articles deny it" if found.disputed else ""
    lines = [
        found.label,
        f"  {found.event}",
        f"  {found.type}, {found.status}{disputed}; confidence {found.confidence:g}",
        f"  date: {found.date or 'not told'}; place: {found.place or 'not told'}",
        f"  topics: {', '.join(found.topics) or 'none told'}",
    ]
    for part in found.parts:
        extra = "".join(
            [f", {part.office}" * bool(part.office), f", for {part.on_behalf_of}" * bool(part.on_behalf_of)]
        )
        lines.append(f"  {part.role}: {part.name} <{part.iri}>{extra}")
        lines += [f"    or {c.name} <{c.iri}>, weight {c.weight:g}: {c.reason}" for c in part.candidates]
    for telling in found.tellings:
        about = ", ".join(filter(None, [telling.title, telling.source, telling.published, telling.url]))
        lines.append(f"\n  {about or telling.article}")
        lines.append(f"    {telling.article}")
        lines.append(f"    says: {telling.status}{f', {telling.date}' * bool(telling.date)}")
        lines.append(f"    rule {telling.rule} on '{telling.trigger}'; confidence {telling.confidence:g}")
        for passage in telling.passages:
            lines.append(
                f"    [{passage.start}:{passage.end}] {passage.before}«{passage.quote}»{passage.after}".rstrip()
            )
    return "\n".join(lines)
