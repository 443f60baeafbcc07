"""How a cut file is noticed: Turtle and TriG end with a line that counts, and a manifest may lie beside."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

FIRST_LINE = "# A graph of diplomacy: https://w3id.org/diplomacy-kg/ontology\n"
MANIFEST = "manifest.json"
_LAST_LINE = "# End: {n} statements.\n"
_LONGEST_LAST_LINE = 80


def last_line(statements: int) -> str:
    """The line that ends a whole file."""
    return _LAST_LINE.format(n=statements)


def check_file(path: Path, statements: int) -> Iterator[str]:
    """What is wrong with a file as a whole.

    Args:
        path: a file that could be parsed.
        statements: how many statements it holds, not counting one twice.
    """
    with path.open("rb") as file:
        ours = file.readline(200) == FIRST_LINE.encode()
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _LONGEST_LAST_LINE))
        tail = file.read()
    if ours and path.suffix == ".ttl" and not tail.endswith(last_line(statements).encode()):
        yield f"the file is cut short or was changed: it does not end with the count of its {statements} statements"
    if ours and path.suffix == ".trig" and b"# End: " not in tail:
        yield "the file is cut short: it does not end with a count"
    yield from _against_manifest(path, statements)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _against_manifest(path: Path, statements: int) -> Iterator[str]:
    """`manifest.json` is {"files": {NAME: {"sha256", "bytes", "triples"}}}; what it does not tell is not checked."""
    try:
        told = json.loads((path.parent / MANIFEST).read_text("utf-8"))["files"][path.name]
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError):
        yield f"{MANIFEST} beside the file does not tell of it"
        return
    if told.get("bytes", path.stat().st_size) != path.stat().st_size:
        yield f"the file has {path.stat().st_size} bytes where {MANIFEST} says {told['bytes']}"
    elif "sha256" in told and told["sha256"] != digest_of(path):
        yield f"the file was changed: its hash is not the one in {MANIFEST}"
    if told.get("triples", statements) != statements:
        yield f"the graph has {statements} triples where {MANIFEST} says {told['triples']}"
