"""How far long work is: what is done, of how many, how fast, and how long it will still take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress, Task, TaskID

_EVERY = 0.1
"""Seconds between two looks at the bar."""
_SELDOM = 60.0
"""Seconds between two lines where there is no terminal: what takes less says nothing."""
_MANY = 10_000_000
"""From a total of so many on, millions are told."""


class Steps:
    """A bar for each step on a terminal; elsewhere a line each minute; nothing when quiet. All on standard error."""

    def __init__(
        self, quiet: bool = False, *, output: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Show nothing until the first step is told."""
        self._output = output or sys.stderr
        self._clock = clock
        self._quiet, self._bars = quiet, self._output.isatty()
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._last = clock()
        self._step, self._began, self._first = "", 0.0, 0

    def tell(self, step: str, done: int, total: int) -> None:
        """Show that a step has done so much of a total, 0 where that is unknown."""
        if self._quiet:
            return
        now = self._clock()
        if not self._bars:
            self._line(step, done, total, now)
            return
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

    def _line(self, step: str, done: int, total: int, now: float) -> None:
        if step != self._step:
            # What was done by a run that was broken off says nothing about the speed of this one.
            self._step, self._began, self._first = step, now, done
        if now - self._last < _SELDOM:
            return
        self._last = now
        gone, made = now - self._began, done - self._first
        left = f", {duration(gone * (total - done) / made)} left" if total and made > 0 else ""
        share = f", {done / total:.0%}" if total else ""
        print(f"kg: {step}: {amount(done, total)}{share}{left}", file=self._output, flush=True)

    def _open(self) -> Progress:
        if self._progress is None:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            class Of(TextColumn):
                """What a function says of the task."""

                def __init__(self, say: Callable[[Task], str]) -> None:
                    super().__init__("")
                    self._say = say

                def render(self, task: Task) -> str:  # type: ignore[override]
                    return self._say(task)

            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                Of(lambda task: amount(int(task.completed), int(task.total or 0))),
                Of(_rate),
                TimeElapsedColumn(),
                Of(lambda task: f"{duration(task.time_remaining)} left" if task.time_remaining else ""),
                console=Console(file=self._output),
                transient=True,
            )
            self._progress.start()
        return self._progress


def _rate(task: Task) -> str:
    speed = task.finished_speed or task.speed
    many = (task.total or 0) >= _MANY
    return f"{speed / 1e6:,.1f}M/s" if speed and many else f"{speed:,.0f}/s" if speed else ""


def amount(done: int, total: int) -> str:
    """What is done, of how many if that is known; of very many, in millions."""
    if max(done, total) >= _MANY:
        return f"{done / 1e6:,.0f}/{total / 1e6:,.0f}M" if total else f"{done / 1e6:,.0f}M"
    return f"{done}/{total}" if total else f"{done}/?"


def duration(seconds: float) -> str:
    """A span of time as it is said: '45 s', '12 min', '3 h 20 min'."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
