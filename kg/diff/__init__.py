"""What is new between two graphs, in the words of events."""

from __future__ import annotations

from kg.diff.compare import compare
from kg.diff.read import read_snapshot
from kg.diff.records import Change, Difference, LinkChange, Snapshot, Told
from kg.diff.show import as_json, as_text

__all__ = ["Change", "Difference", "LinkChange", "Snapshot", "Told", "as_json", "as_text", "compare", "read_snapshot"]
