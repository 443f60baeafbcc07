"""Every bound on what a request can make the server do. Sizes are bytes, times seconds."""

from __future__ import annotations

import os
from dataclasses import dataclass

BODY = 300_000
"""A request's body: the longest query, %-encoded thrice."""
HEADERS = 32_768
BODY_SECONDS = 10.0
"""To send a body in."""
CONNECTIONS = 1_000
DRAIN_SECONDS = 30
"""What requests that run when the server stops are given to end."""
POLL_SECONDS = 0.5
"""Between two looks at whether a new build is there."""
START_SECONDS = 900.0
"""To open a graph in."""
CACHE_ENTRIES = 512
CACHE_BYTES = 32_000_000
"""What is remembered of pages, of one build."""
LOAD_MEMORY = 64_000_000
"""What a child may take beside what a query may, to write down its answer."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one query may take, and how many run and wait at once."""

    seconds: float = 20.0
    """Of work; it may be there ten times as long while others go before it."""
    memory: int = 500_000_000
    """Beside the graph itself."""
    answer: int = 16_000_000
    """Of an answer as it is sent."""
    rows: int = 100_000
    running: int = max(2, os.cpu_count() or 1)
    """Queries that run at full strength."""
    patience: float = 0.03
    """How long a query works at full strength while others wait, or longer where queries usually take long; then it
    makes room and goes on behind them, the further the longer it works."""
    slow: int = 6
    """Queries that go on behind the others; where one more comes, the one that has worked most may be ended."""
    waiting: int = 128
    """Queries that wait for their turn; the next one is told to come back."""
    wait_seconds: float = 60.0
