"""What holds for all tests."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

NEEDED = ("browser", "virtuoso")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything must be there (KG_REQUIRE_ALL=1), a test that needs a browser or a server may not be skipped."""
    report = yield
    if report.skipped and os.environ.get("KG_REQUIRE_ALL") and any(item.get_closest_marker(name) for name in NEEDED):
        report.outcome = "failed"
    return report
