"""The command line: arguments and printing only. Each module here holds a group of commands and imports them late."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from kg import __version__
from kg.errors import KgError

GROUPS = ("making", "graph", "view", "serve", "review", "gazetteer")
"""The modules with commands, in the order of `kg --help`; each has a function `register`."""
NOTHING_DONE = 2
_EPILOG = "Example: kg build seeds/ -o out/"

app = typer.Typer(
    name="kg",
    help="Build knowledge graphs of diplomacy from Arabic and English news: who met whom about what, and who says so.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _options(version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True)) -> None:
    """Options before the command."""


for _group in GROUPS:
    import_module(f"kg.cli.{_group}").register(app)


def main() -> None:
    """Run the command line; an error of the user's is one line and status 2, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(standalone_mode=True)
    except KgError as error:
        sys.stderr.write(f"kg: [{error.code}] {error}\n")
        sys.exit(NOTHING_DONE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
