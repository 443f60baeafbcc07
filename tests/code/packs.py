"""Language packs with another table, for tests of what a table does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.lang import Pack


def with_table(pack: Pack, folder: Path, name: str, table: str) -> Pack:
    """The pack with other rows in `name`, or without that file where there are none."""
    for path in pack.folder.iterdir():
        if path.name != name:
            (folder / path.name).symlink_to(path)
    if table:
        (folder / name).write_text(table, "utf-8")
    return replace(pack, folder=folder)
