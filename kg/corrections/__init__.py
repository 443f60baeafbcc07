"""Corrections by hand, in a plain file beside the articles, that outrank every rule at every build."""

from __future__ import annotations

from kg.corrections.apply import Corrected, correct
from kg.corrections.records import (
    FILE_NAME,
    Action,
    Correction,
    Corrections,
    append_correction,
    event_ref,
    read_corrections,
)

__all__ = [
    "FILE_NAME",
    "Action",
    "Corrected",
    "Correction",
    "Corrections",
    "append_correction",
    "correct",
    "event_ref",
    "read_corrections",
]
