"""What long work tells where there is no terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from kg.cli.progress import Steps, amount, duration


def lines(tellings: list[tuple[float, str, int, int]], *, quiet: bool = False) -> list[str]:
    times: Iterator[float] = iter([0.0, *(at for at, *_ in tellings)])
    output = io.StringIO()
    with Steps(quiet, output=output, clock=lambda: next(times)) as steps:
        for _, step, done, total in tellings:
            steps.tell(step, done, total)
    return output.getvalue().splitlines()


def test_a_line_each_minute_says_how_long_it_will_take() -> None:
    told = lines([(1, "reading", 0, 1000), (30, "reading", 100, 1000), (61, "reading", 200, 1000),
                  (90, "reading", 300, 1000), (125, "writing", 1, 10), (181, "writing", 2, 10)])  # fmt: skip
    assert told == [
        "kg: reading: 200/1000, 20%, 4 min left",
        "kg: writing: 1/10, 10%",
    ]


def test_what_an_earlier_run_did_is_no_speed_of_this_one() -> None:
    assert lines([(0, "reading", 900, 1000), (100, "reading", 950, 1000)])[0].endswith("95%, 2 min left")


def test_short_or_quiet_work_says_nothing() -> None:
    assert lines([(1, "reading", 1, 2), (59, "reading", 2, 2)]) == []
    assert lines([(1, "reading", 1, 2), (500, "reading", 2, 2)], quiet=True) == []


@pytest.mark.parametrize(
    ("seconds", "said"), [(45.4, "45 s"), (89, "89 s"), (95, "2 min"), (5000, "83 min"), (12000, "3 h 20 min")]
)
def test_a_span_of_time_is_said_shortly(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_very_many_are_told_in_millions() -> None:
    assert amount(3, 7) == "3/7"
    assert amount(1_234_567_890, 98_765_432_100) == "1,235/98,765M"
    assert amount(3, 0) == "3/?"
