"""Reading the facts' tables: tab-separated, a header line, '#' comments; '|' between the values of one cell."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kg.errors import DataError


class Row(NamedTuple):
    """One line of a table."""

    path: Path
    line: int
    cells: dict[str, str]

    def list(self, column: str) -> tuple[str, ...]:
        """The values of a cell that may hold several."""
        return tuple(v for v in self.cells.get(column, "").split("|") if v)

    def by_language(self, prefix: str) -> dict[str, tuple[str, ...]]:
        """The values of all columns 'prefix:LANG', by language."""
        start = f"{prefix}:"
        return {c[len(start) :]: self.list(c) for c in self.cells if c.startswith(start)}

    def error(self, reason: str) -> DataError:
        """An error that names this line."""
        return DataError(f"{self.path}, line {self.line}: {reason}")


def read_table(path: Path) -> tuple[Row, ...]:
    """All rows of one table, in the file's order.

    Raises:
        DataError: the file cannot be read, is not UTF-8, or a row has another number of columns than the header.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 at byte {error.start}") from error
    rows: list[Row] = []
    header: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if not header:
            header = cells
            continue
        if len(cells) != len(header):
            raise DataError(f"{path}, line {number}: {len(cells)} columns where the header has {len(header)}")
        rows.append(Row(path, number, dict(zip(header, cells, strict=True))))
    if not header:
        raise DataError(f"{path}: empty")
    return tuple(rows)
