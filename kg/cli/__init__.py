"""The command line: arguments and printing only."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
