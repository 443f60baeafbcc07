"""How far long work is, on a terminal: what is done, of how many, how fast."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_EVERY = 0.1
"""Seconds between two looks at the bar."""


class Steps:
    """A line of progress for each step, on standard error; nothing where that is no terminal, or when quiet."""

    def __init__(self, quiet: bool = False) -> None:
        """Show nothing until the first step is told."""
        self._shown = not quiet and sys.stderr.isatty()
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._last = 0.0

    def tell(self, step: str, done: int, total: int) -> None:
        """Show that a step has done so much of a total, 0 where that is unknown."""
        if not self._shown:
            return
        now = time.monotonic()
        if step in self._tasks and done != total and now - self._last < _EVERY:
            return
        self._last = now
        progress = self._open()
        if step not in self._tasks:
            for task in self._tasks.values():
                progress.stop_task(task)
            self._tasks[step] = progress.add_task(step, total=total or None)
        progress.update(self._tasks[step], completed=done, total=total or None)

    def stop(self) -> None:
        """Take the lines away, so that something else can be printed."""
        if self._progress is not None:
            self._progress.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _open(self) -> Progress:
        if self._progress is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            class Rate(TextColumn):
                """Things a second."""

                def render(self, task: object) -> str:  # type: ignore[override]
                    speed = getattr(task, "finished_speed", None) or getattr(task, "speed", None)
                    return f"{speed:,.0f}/s" if speed else ""

            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                Rate(""),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._progress.start()
        return self._progress
