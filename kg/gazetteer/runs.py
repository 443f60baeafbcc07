"""Sorting more lines than fit in memory: sorted runs in files, merged when they are read."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from pathlib import Path

RUN_BYTES = 64 << 20


class Runs:
    """Lines (bytes without a line end) that are read back sorted, as often as wanted."""

    def __init__(self, folder: Path, name: str, run_bytes: int = RUN_BYTES) -> None:
        """Collect lines.

        Args:
            folder: where runs are kept; whoever made it takes it away.
            name: the runs' own.
            run_bytes: what is held in memory, roughly.
        """
        self._folder, self._name, self._limit = folder, name, run_bytes
        self._lines: list[bytes] = []
        self._held = 0
        self._runs: list[Path] = []
        self.count = 0

    def add(self, line: bytes) -> None:
        """Take one line."""
        self._lines.append(line)
        self._held += len(line) + 60
        self.count += 1
        if self._held > self._limit:
            self._write()

    def __iter__(self) -> Iterator[bytes]:
        """All lines, sorted, repetitions left out; runs are merged into one at the first reading."""
        if self._lines and not self._runs:
            self._lines.sort()
            yield from _unique(iter(self._lines))
            return
        if self._lines:
            self._write()
        if len(self._runs) > 1:
            merged = self._folder / f"{self._name}.sorted"
            with merged.open("wb") as out:
                out.writelines(line + b"\n" for line in _unique(heapq.merge(*map(_read, self._runs))))
            for run in self._runs:
                run.unlink()
            self._runs = [merged]
        for run in self._runs:
            yield from _unique(_read(run))

    def _write(self) -> None:
        run = self._folder / f"{self._name}.{len(self._runs)}"
        self._lines.sort()
        with run.open("wb") as out:
            out.writelines(line + b"\n" for line in self._lines)
        self._runs.append(run)
        self._lines.clear()
        self._held = 0


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            yield line[:-1]


def _unique(lines: Iterator[bytes]) -> Iterator[bytes]:
    last = None
    for line in lines:
        if line != last:
            yield line
        last = line
